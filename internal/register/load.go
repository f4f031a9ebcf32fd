package register

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

// Load reads makers/: one YAML file per corporate family, sources.yaml, the
// snapshot of them all and the table of hardware addresses.
//
// Reading a megabyte of YAML takes longer than a program may take to start, so
// Load takes the facts from the snapshot when that was made from exactly these
// files, and reads the YAML itself when it was not: an edited file is never
// ignored, it only makes the start slower until the snapshot is made again
// (go generate ./makers). Either way the facts have passed every check of
// LoadStrict but the trying of patterns' examples.
//
// An error names file and line of everything that is wrong; there is then no
// Register.
func Load(fsys fs.FS) (*Register, error) {
	files, err := yamlFiles(fsys)
	if err != nil {
		return nil, err
	}
	digest := digestOf(files)
	r, ok := fromSnapshot(fsys, digest)
	if !ok {
		if r, err = parse(files); err != nil {
			return nil, err
		}
	}
	r.finish(fsys, digest)
	return r, nil
}

// LoadStrict reads the YAML files themselves, whatever the snapshot holds, and
// tries the examples and counter-examples of every pattern. It is for edited
// or foreign files: for tests, for generating the snapshot, for verification.
func LoadStrict(fsys fs.FS) (*Register, error) {
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
	r.finish(fsys, digestOf(files))
	return r, nil
}

// finish makes a Register of sorted, checked facts ready for use.
func (r *Register) finish(fsys fs.FS, digest string) {
	r.digest = digest
	r.cite()
	r.index()
	r.prefixes = sync.OnceValues(func() (*ouiTable, error) { return readOUI(fsys, r.organisations()) })
}

// A yamlFile is one file of makers/, whole.
type yamlFile struct {
	name string // "hikvision.yaml"
	data []byte
}

// sourcesFile holds the citations, and no parties.
const sourcesFile = "sources.yaml"

// where gives the path that errors and rules print.
func where(name string) string { return "makers/" + name }

func yamlFiles(fsys fs.FS) ([]yamlFile, error) {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("listing makers/: %w", err)
	}
	if len(names) == 0 {
		return nil, errors.New("makers/: no .yaml file is there, so nobody could be identified")
	}
	slices.Sort(names)
	files := make([]yamlFile, len(names))
	for i, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", where(name), err)
		}
		files[i] = yamlFile{name, data}
	}
	return files, nil
}

// digestOf covers names and bytes, each with its length before it, so that no
// two sets of files look alike.
func digestOf(files []yamlFile) string {
	h := sha256.New()
	for _, f := range files {
		fmt.Fprintf(h, "%d %s %d\n", len(f.name), f.name, len(f.data))
		h.Write(f.data) // never fails
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}

// cite fills in the citations behind the source keys. Facts inside a party
// that name no source stand on the party's.
func (r *Register) cite() {
	cache := make(map[string]string, 256)
	text := func(s, above *Source) {
		if len(s.Keys) == 0 && above != nil {
			own := s.Unverified
			*s = *above
			s.Unverified = own || above.Unverified
			return
		}
		key := strings.Join(s.Keys, "\x00")
		t, ok := cache[key]
		if !ok {
			t = r.citations(s.Keys)
			cache[key] = t
		}
		s.Text = t
	}
	for i := range r.parties {
		p := &r.parties[i]
		text(&p.Source, nil)
		for j := range p.Names {
			text(&p.Names[j].Source, &p.Source)
		}
		for j := range p.IDs {
			text(&p.IDs[j].Source, &p.Source)
		}
		for j := range p.Relations {
			p.Relations[j].At = p.At
			text(&p.Relations[j].Source, &p.Source)
		}
		for j := range p.Listed {
			text(&p.Listed[j].Source, &p.Source)
		}
	}
	for i := range r.brands {
		b := &r.brands[i]
		text(&b.Source, nil)
		for j := range b.Makers {
			text(&b.Makers[j].Source, &b.Source)
		}
	}
	for i := range r.patterns {
		text(&r.patterns[i].Source, nil)
	}
	for i := range r.evidence {
		text(&r.evidence[i].Source, nil)
	}
	for i := range r.vulnerabilities {
		text(&r.vulnerabilities[i].Source, nil)
	}
}

func (r *Register) citations(keys []string) string {
	parts := make([]string, len(keys))
	for i, key := range keys {
		c := r.sources[key]
		parts[i] = c.Text
		if c.Date != "" && !strings.Contains(c.Text, c.Date) {
			parts[i] += " (" + c.Date + ")"
		}
	}
	return strings.Join(parts, "; ")
}

// tryPatterns reports every example that does not match and every
// counter-example that does.
func tryPatterns(patterns []Pattern, files []yamlFile) error {
	var wrong []error
	for i := range patterns {
		if err := patterns[i].Try(); err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", placeOf(files, patterns[i].At), err))
		}
	}
	return errors.Join(wrong...)
}

// placeOf turns "makers/a.yaml#id" into "makers/a.yaml (line 12)".
func placeOf(files []yamlFile, at string) string {
	name, id, _ := strings.Cut(strings.TrimPrefix(at, where("")), "#")
	for _, f := range files {
		if f.name != name {
			continue
		}
		for n, line := range strings.Split(string(f.data), "\n") {
			if strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "- ")) == "id: "+id {
				return fmt.Sprintf("%s (line %d)", where(name), n+1)
			}
		}
	}
	return at
}
