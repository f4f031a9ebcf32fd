package ukfcdo_test

import (
	"os"
	"strings"
	"testing"

	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/lists"
	"caveat.example/caveat/internal/lists/liststest"
	"caveat.example/caveat/internal/lists/ukfcdo"
	"github.com/google/go-cmp/cmp"
)

func TestSample(t *testing.T) {
	liststest.Golden(t, ukfcdo.Importer{}, "UK-Sanctions-List.csv")
}

// Some issues head two columns in another way; what is read is the same.
func TestOtherHeadings(t *testing.T) {
	sample, err := os.ReadFile("testdata/UK-Sanctions-List.csv")
	if err != nil {
		t.Fatal(err)
	}
	other := strings.NewReplacer("Designation Type", `"Individual, Entity, Ship"`, "Parent company", "Parent Company").Replace(string(sample))
	read := func(text string) string {
		s := liststest.Store(t)
		rep, err := lists.Import(s, ukfcdo.Importer{}, []lists.Named{{Name: "UK-Sanctions-List.csv", R: strings.NewReader(text)}}, lists.Options{Options: edition.Options{Recorded: liststest.Recorded}})
		if err != nil {
			t.Fatal(err)
		}
		return liststest.Render(t, s, rep)
	}
	if diff := cmp.Diff(read(string(sample)), read(other)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCutShort(t *testing.T) {
	liststest.CutShort(t, ukfcdo.Importer{}, "UK-Sanctions-List.csv")
}

func FuzzImport(f *testing.F) {
	liststest.Fuzz(f, ukfcdo.Importer{}, "UK-Sanctions-List.csv")
}
