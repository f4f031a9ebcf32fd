package makers_test

import (
	"bytes"
	"io/fs"
	"testing"

	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/makers"
)

// strict reads the YAML files with every check there is.
func strict(t *testing.T) *register.Register {
	t.Helper()
	r, err := register.LoadStrict(makers.FS())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestEveryFactPassesEveryCheck(t *testing.T) { strict(t) }

func TestSnapshotIsOfTheseFiles(t *testing.T) {
	want, err := register.Snapshot(makers.FS())
	if err != nil {
		t.Fatal(err)
	}
	got, err := fs.ReadFile(makers.FS(), "snapshot.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("snapshot.jsonl is not of these files; run go generate ./makers")
	}
}
