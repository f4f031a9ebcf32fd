package register

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
)

// snapshotFile holds all facts of the YAML files in a form that is read fast.
const snapshotFile = "snapshot.jsonl"

// A snapshot is one line of snapshotFile: one fact, so that a reader of a
// change sees which. The first line names the files it was made of.
type snapshot struct {
	Digest        string              `json:",omitempty"`
	Sources       map[string]Citation `json:",omitempty"`
	At            string              `json:",omitempty"`
	Party         *Party              `json:",omitempty"`
	Brand         *Brand              `json:",omitempty"`
	Pattern       *Pattern            `json:",omitempty"`
	Evidence      *Evidence           `json:",omitempty"`
	Vulnerability *Vulnerability      `json:",omitempty"`
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
	lines := []snapshot{{Digest: digestOf(files), Sources: r.sources}}
	for i := range r.parties {
		lines = append(lines, snapshot{At: r.parties[i].At, Party: &r.parties[i]})
	}
	for i := range r.brands {
		lines = append(lines, snapshot{At: r.brands[i].At, Brand: &r.brands[i]})
	}
	for i := range r.patterns {
		lines = append(lines, snapshot{At: r.patterns[i].At, Pattern: &r.patterns[i]})
	}
	for i := range r.evidence {
		lines = append(lines, snapshot{At: r.evidence[i].At, Evidence: &r.evidence[i]})
	}
	for i := range r.vulnerabilities {
		lines = append(lines, snapshot{At: r.vulnerabilities[i].At, Vulnerability: &r.vulnerabilities[i]})
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	for i := range lines {
		if err := enc.Encode(&lines[i]); err != nil {
			return nil, fmt.Errorf("writing %s: %w", where(snapshotFile), err)
		}
	}
	return out.Bytes(), nil
}

// fromSnapshot reads the facts from the snapshot, if it was made of the files
// with this digest. They were checked when it was made.
func fromSnapshot(fsys fs.FS, digest string) (*Register, error) {
	data, err := fs.ReadFile(fsys, snapshotFile)
	if err != nil {
		return nil, errNoSnapshot
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	var head snapshot
	if err := dec.Decode(&head); err != nil || head.Digest != digest {
		return nil, errNoSnapshot
	}
	r := &Register{sources: head.Sources}
	for dec.More() {
		var line snapshot
		if err := dec.Decode(&line); err != nil {
			return nil, fmt.Errorf("reading %s: %w", where(snapshotFile), err)
		}
		r.take(line)
	}
	return r, nil
}

func (r *Register) take(line snapshot) {
	switch {
	case line.Party != nil:
		line.Party.At = line.At
		r.parties = append(r.parties, *line.Party)
	case line.Brand != nil:
		line.Brand.At = line.At
		r.brands = append(r.brands, *line.Brand)
	case line.Pattern != nil:
		line.Pattern.At = line.At
		r.patterns = append(r.patterns, *line.Pattern)
	case line.Evidence != nil:
		line.Evidence.At = line.At
		r.evidence = append(r.evidence, *line.Evidence)
	case line.Vulnerability != nil:
		line.Vulnerability.At = line.At
		r.vulnerabilities = append(r.vulnerabilities, *line.Vulnerability)
	}
}
