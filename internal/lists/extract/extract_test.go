package extract_test

import (
	"strings"
	"testing"

	"caveat.example/caveat/internal/lists"
	"caveat.example/caveat/internal/lists/extract"
	"caveat.example/caveat/internal/lists/liststest"
)

func TestSamples(t *testing.T) {
	liststest.Golden(t, extract.Importer{}, "entity_list.json")
	liststest.Golden(t, extract.Importer{}, "fcc.json")
	liststest.Golden(t, extract.Importer{}, "cmic.json")
}

func TestCutShort(t *testing.T) { liststest.CutShort(t, extract.Importer{}, "entity_list.json") }

func FuzzImport(f *testing.F) {
	liststest.Fuzz(f, extract.Importer{}, "entity_list.json", "fcc.json", "cmic.json")
}

// A file that is not what it says is refused.
func TestRefused(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"fewer than it says", `{"list_id":"bis-meu","extracted":"2026-07-09","count":2,"entities":[{"name":"A"}]}`, "says that it has 2 entities, and has 1"},
		{"a list that is new", `{"list_id":"xyz","extracted":"2026-07-09","count":0,"entities":[]}`, `list_id "xyz" is not known`},
		{"a key that is new", `{"list_id":"bis-meu","extracted":"2026-07-09","entities":[{"name":"A","risk":1}]}`, `key "risk" is not known`},
		{"nothing in it", `{"list_id":"bis-meu","extracted":"2026-07-09","count":0,"entities":[]}`, "an empty list is not imported"},
		{"more after its end", `{"list_id":"bis-meu","extracted":"2026-07-09","entities":[{"name":"A"}]} {}`, "something follows"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := lists.Import(liststest.Store(t), extract.Importer{}, []lists.Named{{Name: "x.json", R: strings.NewReader(tt.file)}}, lists.Options{})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want one with %q", err, tt.want)
			}
		})
	}
}
