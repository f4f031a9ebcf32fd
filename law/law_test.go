package law_test

import (
	"bytes"
	"io/fs"
	"testing"

	"caveat.example/caveat/internal/assess"
	"caveat.example/caveat/law"
)

// instruments is how many the register holds. It only grows: an instrument that
// has ended stays, since people ask about the past.
const instruments = 68

// All files are read strictly: unknown words, missing sources and pinpoints, and
// days that go backwards are refused with file and line.
func TestFilesAreSound(t *testing.T) {
	if _, err := assess.Snapshot(law.FS()); err != nil {
		t.Fatal(err)
	}
	rules, err := assess.Load(law.FS())
	if err != nil {
		t.Fatal(err)
	}
	if got := len(rules.Instruments); got < instruments {
		t.Errorf("there are %d instruments, want at least %d", got, instruments)
	}
}

// The snapshot that the program starts from is of these files.
func TestSnapshotIsFresh(t *testing.T) {
	want, err := assess.Snapshot(law.FS())
	if err != nil {
		t.Fatal(err)
	}
	got, err := fs.ReadFile(law.FS(), "snapshot.json")
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("snapshot.json is not of these files; run go generate ./law (%v)", err)
	}
}

// The words of the law are short and come from a source that was seen.
func TestQuotesAreShort(t *testing.T) {
	rules, err := assess.Load(law.FS())
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range rules.Instruments {
		for _, q := range in.Quotes {
			if len(q.Words) > 700 {
				t.Errorf("%s: a quote of %d bytes; quote the operative words only", in.ID, len(q.Words))
			}
		}
	}
}
