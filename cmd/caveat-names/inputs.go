package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"caveat.example/caveat/internal/lists/own"
	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/internal/screen"
	"caveat.example/caveat/internal/screen/accuracy"
	"caveat.example/caveat/makers"
)

func partyRecords() ([]screen.Record, error) {
	reg, err := register.Load(makers.FS())
	if err != nil {
		return nil, err
	}
	return screen.Parties(reg, ""), nil
}

func (m *measuring) list() ([]screen.Record, error) {
	path := filepath.Join(m.beside, "data", "lists", "corpus_16k.jsonl")
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var records []screen.Record
	_, err = own.Read(f, path, func(r own.Row) {
		rec := screen.Record{ID: r.ID, List: r.List, Name: r.Name, Person: r.Kind == "person"}
		for _, a := range r.Aliases {
			rec.Aliases = append(rec.Aliases, screen.Alias{Text: a, Kind: "alias"})
		}
		records = append(records, rec)
	})
	return records, err
}

func (m *measuring) queries(file string) ([]accuracy.Query, error) {
	path := filepath.Join(m.beside, "labelled", "screening", file)
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []accuracy.Query
	sc := bufio.NewScanner(f)
	for n := 1; sc.Scan(); n++ {
		var q accuracy.Query
		if err := json.Unmarshal(sc.Bytes(), &q); err != nil {
			return nil, fmt.Errorf("%s (line %d): %w", path, n, err)
		}
		out = append(out, q)
	}
	return out, sc.Err()
}

// scripts gives the pairs of names in two scripts, by the other script.
func (m *measuring) scripts() (map[string][]accuracy.Pair, error) {
	path := filepath.Join(m.beside, "labelled", "screening", "crossscript_pairs.csv")
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	out := map[string][]accuracy.Pair{}
	for _, r := range rows[1:] {
		if len(r) < 6 {
			return nil, fmt.Errorf("%s: a row has %d columns, not 6", path, len(r))
		}
		out[r[3]] = append(out[r[3]], accuracy.Pair{Left: r[1], Right: r[2], Same: r[5] == "true"})
	}
	return out, nil
}

// supplierNames gives the organisations that public notices name, each once.
func (m *measuring) supplierNames() ([]string, error) {
	root := filepath.Join(m.beside, "data", "procurement", "ocds-uk")
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".json") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var doc any
		if err := json.Unmarshal(data, &doc); err != nil {
			return nil // notices that are broken on purpose
		}
		eachOrganisation(doc, func(n string) { seen[n] = true })
		return nil
	})
	out := make([]string, 0, len(seen))
	for n := range seen {
		out = append(out, n)
	}
	slices.Sort(out)
	return out, err
}

// eachOrganisation visits the names of suppliers, tenderers and parties.
func eachOrganisation(v any, visit func(string)) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			eachOrganisation(e, visit)
		}
	case map[string]any:
		for k, e := range v {
			if list, ok := e.([]any); ok && (k == "suppliers" || k == "tenderers" || k == "parties") {
				for _, p := range list {
					if o, ok := p.(map[string]any); ok {
						if n, ok := o["name"].(string); ok && strings.TrimSpace(n) != "" {
							visit(strings.TrimSpace(n))
						}
					}
				}
			}
			eachOrganisation(e, visit)
		}
	}
}
