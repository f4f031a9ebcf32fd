package register

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A family is what one file of makers/ holds.
type family struct {
	Parties         []Party         `yaml:"parties"`
	Brands          []Brand         `yaml:"brands"`
	Patterns        []Pattern       `yaml:"patterns"`
	Evidence        []Evidence      `yaml:"evidence"`
	Vulnerabilities []Vulnerability `yaml:"vulnerabilities"`
}

// parse reads and checks YAML files. All that is wrong is reported at once.
func parse(files []yamlFile) (*Register, error) {
	r := &Register{}
	c := &checker{lines: map[string]int{}}
	for _, f := range files {
		if f.name == sourcesFile {
			var err error
			if r.sources, err = parseSources(f); err != nil {
				return nil, err
			}
			continue
		}
		fam, err := parseFamily(f)
		if err != nil {
			c.errs = append(c.errs, err)
			continue
		}
		c.note(f)
		r.add(f, fam, c)
	}
	r.sort()
	c.check(r)
	return r, errors.Join(c.errs...)
}

// parseFamily refuses unknown keys, repeated keys and a second document.
func parseFamily(f yamlFile) (family, error) {
	var fam family
	dec := yaml.NewDecoder(bytes.NewReader(f.data))
	dec.KnownFields(true)
	if err := dec.Decode(&fam); err != nil {
		return family{}, yamlError(f, err)
	}
	if err := dec.Decode(&struct{}{}); !errors.Is(err, io.EOF) {
		return family{}, fmt.Errorf("%s: a second YAML document begins; one file is one document", where(f.name))
	}
	return fam, nil
}

func parseSources(f yamlFile) (map[string]Citation, error) {
	sources := map[string]Citation{}
	dec := yaml.NewDecoder(bytes.NewReader(f.data))
	dec.KnownFields(true)
	if err := dec.Decode(&sources); err != nil {
		return nil, yamlError(f, err)
	}
	return sources, nil
}

// yamlError gives the library's error the words and the place of ours.
func yamlError(f yamlFile, err error) error {
	var typed *yaml.TypeError
	if errors.As(err, &typed) {
		errs := make([]error, len(typed.Errors))
		for i, e := range typed.Errors {
			line, what, ok := strings.Cut(strings.TrimPrefix(e, "line "), ": ")
			if !ok {
				line, what = "?", e
			}
			errs[i] = fmt.Errorf("%s (line %s): %s", where(f.name), line, what)
		}
		return errors.Join(errs...)
	}
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	if line, what, ok := strings.Cut(strings.TrimPrefix(text, "line "), ": "); ok && strings.HasPrefix(text, "line ") {
		return fmt.Errorf("%s (line %s): %s", where(f.name), line, what)
	}
	return fmt.Errorf("%s: %s", where(f.name), text)
}

// add takes one file's facts over and gives each its place.
func (r *Register) add(f yamlFile, fam family, c *checker) {
	stem := strings.TrimSuffix(f.name, ".yaml")
	if len(fam.Parties) == 0 || !slices.ContainsFunc(fam.Parties, func(p Party) bool { return p.ID == stem }) {
		c.errorf(where(f.name), "no party here has the id %q; a file bears the id of the family or brand it is about", stem)
	}
	at := func(id string) string { return where(f.name) + "#" + id }
	for i := range fam.Parties {
		fam.Parties[i].At = at(fam.Parties[i].ID)
	}
	for i := range fam.Brands {
		fam.Brands[i].At = at(fam.Brands[i].ID)
	}
	for i := range fam.Patterns {
		fam.Patterns[i].At = at(fam.Patterns[i].ID)
	}
	for i := range fam.Evidence {
		fam.Evidence[i].At = at(fam.Evidence[i].ID)
	}
	for i := range fam.Vulnerabilities {
		fam.Vulnerabilities[i].At = at(fam.Vulnerabilities[i].ID)
	}
	r.parties = append(r.parties, fam.Parties...)
	r.brands = append(r.brands, fam.Brands...)
	r.patterns = append(r.patterns, fam.Patterns...)
	r.evidence = append(r.evidence, fam.Evidence...)
	r.vulnerabilities = append(r.vulnerabilities, fam.Vulnerabilities...)
}

// sort gives the facts an order that does not depend on the files they are in.
func (r *Register) sort() {
	slices.SortStableFunc(r.parties, func(a, b Party) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortStableFunc(r.brands, func(a, b Brand) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortStableFunc(r.patterns, func(a, b Pattern) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortStableFunc(r.evidence, func(a, b Evidence) int {
		return cmp.Or(cmp.Compare(a.Published, b.Published), cmp.Compare(a.ID, b.ID))
	})
	slices.SortStableFunc(r.vulnerabilities, func(a, b Vulnerability) int { return cmp.Compare(a.ID, b.ID) })
}
