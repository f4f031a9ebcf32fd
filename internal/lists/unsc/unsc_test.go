package unsc_test

import (
	"errors"
	"strings"
	"testing"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/lists"
	"caveat.example/caveat/internal/lists/liststest"
	"caveat.example/caveat/internal/lists/unsc"
)

func TestSample(t *testing.T) { liststest.Golden(t, unsc.Importer{}, "un.xml") }

func TestCutShort(t *testing.T) { liststest.CutShort(t, unsc.Importer{}, "un.xml") }

func FuzzImport(f *testing.F) { liststest.Fuzz(f, unsc.Importer{}, "un.xml") }

// Files that are made to harm are refused, and say why.
func TestHostile(t *testing.T) {
	const open = `<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09Z"><ENTITIES>`
	tests := []struct{ name, file, want string }{
		{"entities that grow", `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>` + open + `<ENTITY><DATAID>1</DATAID><FIRST_NAME>&b;</FIRST_NAME></ENTITY></ENTITIES></CONSOLIDATED_LIST>`, "declares a document type"},
		{"an entity of no declaration", open + `<ENTITY><DATAID>1</DATAID><FIRST_NAME>&lol;</FIRST_NAME></ENTITY></ENTITIES></CONSOLIDATED_LIST>`, "invalid character entity"},
		{"a file of this machine", `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>` + open + `</ENTITIES></CONSOLIDATED_LIST>`, "declares a document type"},
		{"elements without end", open + strings.Repeat("<ENTITY>", 50), "deep"},
		{"elements around without end", open + strings.Repeat("<A>", 50), "deep"},
		{"an element that is new", open + `<ENTITY><DATAID>1</DATAID><FIRST_NAME>X</FIRST_NAME><RISK>9</RISK></ENTITY></ENTITIES></CONSOLIDATED_LIST>`, "element RISK is not known"},
		{"another root", `<other/>`, `not "CONSOLIDATED_LIST"`},
		{"a name without end", open + `<ENTITY><FIRST_NAME>` + strings.Repeat("A", 20<<20), "never closed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := lists.Import(liststest.Store(t), unsc.Importer{}, []lists.Named{{Name: "un.xml", R: strings.NewReader(tt.file)}}, lists.Options{})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want one with %q", err, tt.want)
			}
			if !errors.Is(err, fault.Invalid) && !errors.Is(err, fault.Limit) {
				t.Errorf("error %v has no kind", err)
			}
		})
	}
}
