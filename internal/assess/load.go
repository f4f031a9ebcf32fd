package assess

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"caveat.example/caveat/internal/fault"
)

// Files of law/ that hold no instruments.
const (
	wordsFile   = "vocabulary.yaml"
	sourcesFile = "sources.yaml"
)

// Rules are all instruments of law/, checked and ready to be asked. They never
// change after Load, so any number of goroutines may use them.
type Rules struct {
	Words       *Words
	Instruments []*Instrument // by jurisdiction and id
	Sources     map[string]Citation
	Digest      string // "sha256:…" over the names and bytes of all files

	byID  map[string]*Instrument
	sets  map[string][]Named   // "us-889.telecom" → rows
	limbs map[string][]Element // "us-889.huawei_zte" → elements
	list  nameList
}

// A Citation says where a fact was read.
type Citation struct {
	Kind  string `yaml:"kind" json:"kind,omitempty"` // primary, mirror, commentary, news, vendor
	Full  bool   `yaml:"full" json:"full,omitempty"` // the whole text was read
	Weak  string `yaml:"weak" json:"weak,omitempty"` // why it must be used with care
	What  string `yaml:"what" json:"what,omitempty"`
	Where string `yaml:"where" json:"where,omitempty"`
}

// Load reads law/. The files are read strictly, unless a snapshot says that it
// was made of them and so checked already. The error names every mistake with
// file and line and wraps fault.Invalid.
func Load(fsys fs.FS) (*Rules, error) {
	digest, err := digestOf(fsys)
	if err != nil {
		return nil, err
	}
	r, err := fromSnapshot(fsys, digest)
	if errors.Is(err, errNoSnapshot) {
		r, _, err = strict(fsys)
	}
	if err != nil {
		return nil, err
	}
	r.prepare()
	return r, nil
}

func newRules() *Rules {
	return &Rules{Words: new(Words), byID: map[string]*Instrument{}, sets: map[string][]Named{}, limbs: map[string][]Element{}}
}

// digestOf covers the names and bytes of all files, each with its length before
// it, so that no two sets of files look alike.
func digestOf(fsys fs.FS) (string, error) {
	hash := sha256.New()
	err := eachFile(fsys, func(name string, data []byte) {
		fmt.Fprintf(hash, "%d %s %d\n", len(name), name, len(data))
		hash.Write(data) // never fails
	})
	return "sha256:" + hex.EncodeToString(hash.Sum(nil)), err
}

func eachFile(fsys fs.FS, do func(name string, data []byte)) error {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return fmt.Errorf("listing law/: %w", err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return fmt.Errorf("reading law/%s: %w", name, err)
		}
		do(name, data)
	}
	return nil
}

// strict reads the YAML files and checks them.
func strict(fsys fs.FS) (*Rules, *checker, error) {
	r := newRules()
	c := &checker{rules: r}
	var err error
	if r.Digest, err = digestOf(fsys); err != nil {
		return nil, nil, err
	}
	err = eachFile(fsys, func(name string, data []byte) {
		if err := r.read(name, data, c); err != nil {
			c.errs = append(c.errs, err)
		}
	})
	if err != nil {
		return nil, nil, err
	}
	r.link()
	c.check()
	if len(c.errs) > 0 {
		return nil, nil, fmt.Errorf("%w: %w", errors.Join(c.errs...), fault.Invalid)
	}
	return r, c, nil
}

// prepare prepares what evaluation needs.
func (r *Rules) prepare() {
	r.link()
	r.keyed()
	r.list = newNameList(r)
}

func (r *Rules) read(name string, data []byte, c *checker) error {
	switch name {
	case wordsFile:
		if err := strictly(name, data, r.Words); err != nil {
			return err
		}
		r.Words.index()
		return nil
	case sourcesFile:
		var s struct {
			Read    string              `yaml:"read" json:"read,omitempty"`
			Sources map[string]Citation `yaml:"sources" json:"sources,omitempty"`
		}
		err := strictly(name, data, &s)
		r.Sources = s.Sources
		return err
	}
	f := new(File)
	if err := strictly(name, data, f); err != nil {
		return err
	}
	if f.Group != strings.TrimSuffix(path.Base(name), ".yaml") {
		c.errs = append(c.errs, fmt.Errorf("law/%s (line 1): group is %q; it must be the file's name", name, f.Group))
	}
	c.files = append(c.files, checkedFile{name: name, file: f, data: data})
	f.qualify()
	at := idLines(data)
	for _, in := range f.Instruments {
		in.file, in.place = f, fmt.Sprintf("law/%s (line %d)", name, at[in.ID])
		r.Instruments = append(r.Instruments, in)
	}
	return nil
}

// strictly decodes YAML, refusing keys that the type does not have.
func strictly(name string, data []byte, into any) error {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(into); err != nil {
		text := strings.TrimPrefix(err.Error(), "yaml: ")
		text = strings.TrimPrefix(text, "unmarshal errors:\n  ")
		return fmt.Errorf("law/%s: %s", name, text)
	}
	return nil
}

// idLines maps the id of every instrument of a file to its line.
func idLines(data []byte) map[string]int {
	at := map[string]int{}
	for n, line := range strings.Split(string(data), "\n") {
		if id, ok := strings.CutPrefix(line, "  - id: "); ok {
			at[strings.TrimSpace(id)] = n + 1
		}
	}
	return at
}

// linesOf maps the path of every node of a file to its line:
// "instruments.2.elements.0" → 57.
func linesOf(data []byte) (map[string]int, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, err
	}
	lines := map[string]int{}
	var walk func(n *yaml.Node, at string)
	walk = func(n *yaml.Node, at string) {
		lines[at] = n.Line
		dot := at
		if dot != "" {
			dot += "."
		}
		switch n.Kind {
		case yaml.DocumentNode:
			for _, child := range n.Content {
				walk(child, at)
			}
		case yaml.MappingNode:
			for i := 0; i+1 < len(n.Content); i += 2 {
				walk(n.Content[i+1], dot+n.Content[i].Value)
			}
		case yaml.SequenceNode:
			for i, child := range n.Content {
				walk(child, fmt.Sprintf("%s%d", dot, i))
			}
		}
	}
	walk(&doc, "")
	return lines, nil
}

// link gives every list and limb its full name and prepares what evaluation
// needs.
func (r *Rules) link() {
	slices.SortStableFunc(r.Instruments, func(a, b *Instrument) int { return strings.Compare(a.ID, b.ID) })
	for _, in := range r.Instruments {
		r.byID[in.ID] = in
		for key, rows := range in.Names {
			r.sets[in.ID+"."+key] = rows
		}
		for key, els := range in.Limbs {
			r.limbs[in.ID+"."+key] = els
		}
		if in.file != nil {
			for key, rows := range in.file.Names {
				r.sets[in.file.Group+"."+key] = rows
			}
			for key, els := range in.file.Limbs {
				r.limbs[in.file.Group+"."+key] = els
			}
		}
		in.bound = append(slices.Clone([]string(in.Binds)), in.Reaches...)
		in.Known = firstOf(in.Known, earliest(in.Dates.Announced, in.Dates.Adopted, in.Dates.Effective))
		if len(in.Quotes) > 0 {
			in.quote = in.Quotes[0].Words
		}
		for i := range in.InForce {
			in.first = earliest(in.first, in.InForce[i].Earliest, in.InForce[i].From)
		}
		in.lines = 6 + len(in.Elements) + len(in.Exceptions)
		for i := range in.Provisions {
			in.lines = max(in.lines, 6+len(in.Elements)+len(in.Exceptions)+len(in.Provisions[i].Elements)+len(in.Provisions[i].Exceptions))
		}
		in.parts = in.Provisions
		if len(in.parts) == 0 {
			in.parts = []Provision{{Then: in.Then}}
		}
	}
}

// qualify gives the lists that shared limbs ask about their full names, since
// limbs are used from other files too.
func (f *File) qualify() {
	for _, elements := range f.Limbs {
		for i := range elements {
			f.qualifyTest(&elements[i].Test)
		}
	}
}

func (f *File) qualifyTest(t *Test) {
	if t.Party != nil {
		for i, name := range t.Party.In {
			if _, ok := f.Names[name]; ok {
				t.Party.In[i] = f.Group + "." + name
			}
		}
	}
	for i := range t.Any {
		f.qualifyTest(&t.Any[i])
	}
	for i := range t.All {
		f.qualifyTest(&t.All[i])
	}
	if t.Not != nil {
		f.qualifyTest(t.Not)
	}
}

// keyed gives every row of the lists the key by which it is found.
func (r *Rules) keyed() {
	for _, rows := range r.sets {
		for i := range rows {
			rows[i].key = rows[i].Party
			if rows[i].key == "" {
				rows[i].key = "name:" + core(rows[i].Name)
			}
		}
	}
}

// set finds a list by the name that an instrument uses for it: its own, its
// file's, or another's with a dot.
func (r *Rules) set(in *Instrument, name string) ([]Named, bool) {
	return lookup(r.sets, in, name)
}

// limb finds a limb in the same way.
func (r *Rules) limb(in *Instrument, name string) ([]Element, bool) {
	return lookup(r.limbs, in, name)
}

func lookup[V any](all map[string]V, in *Instrument, name string) (V, bool) {
	if strings.Contains(name, ".") {
		v, ok := all[name]
		return v, ok
	}
	if v, ok := all[in.ID+"."+name]; ok {
		return v, true
	}
	var none V
	if in.file == nil {
		return none, false
	}
	v, ok := all[in.file.Group+"."+name]
	return v, ok
}

// Instrument returns an instrument by its id, or an error that names the
// nearest one and wraps fault.NotFound.
func (r *Rules) Instrument(id string) (*Instrument, error) {
	if in, ok := r.byID[id]; ok {
		return in, nil
	}
	return nil, fmt.Errorf("instrument %q is not in the register%s (\"caveat register list\" has them all): %w", id, orNearest(id, keys(r.byID)), fault.NotFound)
}
