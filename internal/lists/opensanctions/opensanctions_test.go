package opensanctions_test

import (
	"path/filepath"
	"strings"
	"testing"

	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/lists"
	"caveat.example/caveat/internal/lists/liststest"
	"caveat.example/caveat/internal/lists/opensanctions"
)

func TestSamples(t *testing.T) {
	liststest.Golden(t, opensanctions.FtM{}, "entities.ftm.json")
	liststest.Golden(t, opensanctions.Simple{}, "targets.simple.csv")
}

func TestCutShort(t *testing.T) {
	liststest.CutShort(t, opensanctions.FtM{}, "entities.ftm.json")
	liststest.CutShort(t, opensanctions.Simple{}, "targets.simple.csv")
}

// A delta makes a new edition of the one that is held, and says what it took
// over.
func TestDelta(t *testing.T) {
	s := liststest.Store(t)
	opt := lists.Options{Options: edition.Options{Recorded: liststest.Recorded, AcceptShrink: true}}
	if _, err := lists.Import(s, opensanctions.Delta{}, liststest.Files(t, "entities.delta.json"), opt); err == nil || !strings.Contains(err.Error(), "none of opensanctions is held") {
		t.Errorf("a delta of nothing: error = %v", err)
	}
	if _, err := lists.Import(s, opensanctions.FtM{}, liststest.Files(t, "entities.ftm.json"), opt); err != nil {
		t.Fatal(err)
	}
	rep, err := lists.Import(s, opensanctions.Delta{}, liststest.Files(t, "entities.delta.json"), opt)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := rep.Results[0].Account.Carried, 2; got != want {
		t.Errorf("carried %d entries, want %d", got, want)
	}
	liststest.Compare(t, filepath.Join("testdata", "entities.delta.json.want"), liststest.Render(t, s, rep))
}

func FuzzImportFtM(f *testing.F) { liststest.Fuzz(f, opensanctions.FtM{}, "entities.ftm.json") }

func FuzzImportSimple(f *testing.F) { liststest.Fuzz(f, opensanctions.Simple{}, "targets.simple.csv") }

func FuzzImportDelta(f *testing.F) { liststest.Fuzz(f, opensanctions.Delta{}, "entities.delta.json") }
