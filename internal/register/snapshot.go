package register

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"fmt"
	"io/fs"
	"slices"
)

// snapshotFile holds all facts of the YAML files in a form that is read some
// ten times faster: a program that a person waits for has no time to read a
// megabyte of YAML. It is generated; nobody reviews it, since a test proves
// that it is the YAML files'.
const snapshotFile = "snapshot.gob"

// A snapshot is what snapshotFile holds: which files it was made of, and their
// facts, checked and sorted.
type snapshot struct {
	Digest          string
	Sources         []keyed
	Parties         []Party
	Brands          []Brand
	Patterns        []Pattern
	Evidence        []Evidence
	Vulnerabilities []Vulnerability
}

// A keyed citation: a list, unlike a map, has one order and so gives the same
// bytes each time.
type keyed struct {
	Key string
	Citation
}

// Snapshot reads the YAML files strictly and gives the bytes of their
// snapshot. The same files give the same bytes.
func Snapshot(fsys fs.FS) ([]byte, error) {
	files, err := yamlFiles(fsys)
	if err != nil {
		return nil, err
	}
	r, err := parse(files)
	if err != nil {
		return nil, err
	}
	if err := tryPatterns(r.patterns, files); err != nil {
		return nil, err
	}
	s := snapshot{
		Digest: digestOf(files), Parties: r.parties, Brands: r.brands,
		Patterns: r.patterns, Evidence: r.evidence, Vulnerabilities: r.vulnerabilities,
	}
	for key, c := range r.sources {
		s.Sources = append(s.Sources, keyed{key, c})
	}
	slices.SortFunc(s.Sources, func(a, b keyed) int { return cmp.Compare(a.Key, b.Key) })
	var out bytes.Buffer
	if err := gob.NewEncoder(&out).Encode(&s); err != nil {
		return nil, fmt.Errorf("writing %s: %w", where(snapshotFile), err)
	}
	return out.Bytes(), nil
}

// fromSnapshot reads the facts from the snapshot, if it was made of the files
// with this digest. They were checked when it was made. ok is false when there
// is no such snapshot: the files are then to be read themselves.
func fromSnapshot(fsys fs.FS, digest string) (r *Register, ok bool) {
	data, err := fs.ReadFile(fsys, snapshotFile)
	if err != nil {
		return nil, false
	}
	var s snapshot
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&s); err != nil || s.Digest != digest {
		return nil, false
	}
	r = &Register{
		parties: s.Parties, brands: s.Brands, patterns: s.Patterns,
		evidence: s.Evidence, vulnerabilities: s.Vulnerabilities,
		sources: make(map[string]Citation, len(s.Sources)),
	}
	for _, c := range s.Sources {
		r.sources[c.Key] = c.Citation
	}
	return r, true
}
