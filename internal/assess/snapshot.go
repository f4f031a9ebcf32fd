package assess

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
)

// snapshotFile holds law/ in a form that is read fast. It is made by
// internal/tool/lawsnap and used only while it fits the files.
const snapshotFile = "snapshot.json"

// A snapshot is what the YAML files say, and the digest of those it was made
// of.
type snapshot struct {
	Digest  string              `json:"digest"`
	Words   *Words              `json:"words"`
	Sources map[string]Citation `json:"sources"`
	Files   []snapshotGroup     `json:"files"`
}

// A snapshotGroup is a file, and where its instruments stand in it.
type snapshotGroup struct {
	File   *File             `json:"file"`
	Places map[string]string `json:"places"`
}

// Snapshot reads law/ strictly and gives the bytes of its snapshot. The same
// files give the same bytes.
func Snapshot(fsys fs.FS) ([]byte, error) {
	r, c, err := strict(fsys)
	if err != nil {
		return nil, err
	}
	s := snapshot{Digest: r.Digest, Words: r.Words, Sources: r.Sources}
	for i := range c.files {
		g := snapshotGroup{File: c.files[i].file, Places: map[string]string{}}
		for _, in := range g.File.Instruments {
			g.Places[in.ID] = in.place
		}
		s.Files = append(s.Files, g)
	}
	data, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		return nil, fmt.Errorf("writing law/%s: %w", snapshotFile, err)
	}
	return append(data, '\n'), nil
}

var errNoSnapshot = errors.New("no snapshot of these files")

// fromSnapshot reads the rules from the snapshot, if it was made of the files
// with this digest. They were checked when it was made.
func fromSnapshot(fsys fs.FS, digest string) (*Rules, error) {
	data, err := fs.ReadFile(fsys, snapshotFile)
	if err != nil {
		return nil, errNoSnapshot
	}
	var s snapshot
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, fmt.Errorf("reading law/%s: %w", snapshotFile, err)
	}
	if s.Digest != digest {
		return nil, errNoSnapshot
	}
	r := newRules()
	r.Words, r.Sources, r.Digest = s.Words, s.Sources, s.Digest
	r.Words.index()
	for _, g := range s.Files {
		for _, in := range g.File.Instruments {
			in.file, in.place = g.File, g.Places[in.ID]
			r.Instruments = append(r.Instruments, in)
		}
	}
	return r, nil
}
