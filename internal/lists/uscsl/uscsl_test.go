package uscsl_test

import (
	"strings"
	"testing"

	"caveat.example/caveat/internal/lists"
	"caveat.example/caveat/internal/lists/liststest"
	"caveat.example/caveat/internal/lists/uscsl"
)

func TestSamples(t *testing.T) {
	liststest.Golden(t, uscsl.Importer{}, "csl.csv")
	liststest.Golden(t, uscsl.Importer{}, "consolidated.json")
	liststest.Golden(t, uscsl.Importer{}, "array.json")
}

func TestCutShort(t *testing.T) {
	liststest.CutShort(t, uscsl.Importer{}, "csl.csv")
	liststest.CutShort(t, uscsl.Importer{}, "consolidated.json")
	liststest.CutShort(t, uscsl.Importer{}, "array.json")
}

// One page of a search is not the list.
func TestPageOfSearch(t *testing.T) {
	page := `{"total": 900, "results": [{"source": "Entity List (EL) - x", "id": "1", "name": "Northlight", "source_list_url": "x"}], "search_performed_at": "2026-09-25T04:15:00+00:00"}`
	rep, err := lists.Import(liststest.Store(t), uscsl.Importer{}, []lists.Named{{Name: "page.json", R: strings.NewReader(page)}}, lists.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := rep.Results[0].Account.Torn; !strings.Contains(got, "1 of 900 results") {
		t.Errorf("torn = %q", got)
	}
}

func FuzzImport(f *testing.F) {
	liststest.Fuzz(f, uscsl.Importer{}, "csl.csv", "consolidated.json", "array.json")
}
