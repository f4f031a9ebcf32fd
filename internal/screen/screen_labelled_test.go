package screen

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"caveat.example/caveat/internal/lists/own"
	"caveat.example/caveat/internal/name"
)

const corpus = "../../../shared/data/lists/corpus_16k.jsonl"

func corpusRecords(t testing.TB) []Record {
	t.Helper()
	f, err := os.Open(corpus)
	if err != nil {
		t.Skip("the corpus is not beside the project:", err)
	}
	defer f.Close()
	var records []Record
	if _, err := own.Read(f, "corpus", func(r own.Row) {
		rec := Record{ID: r.ID, List: r.List, Name: r.Name, Person: r.Kind == "person"}
		for _, a := range r.Aliases {
			rec.Aliases = append(rec.Aliases, Alias{Text: a, Kind: "alias"})
		}
		records = append(records, rec)
	}); err != nil {
		t.Fatal(err)
	}
	return records
}

type query struct{ Q, Want, Kind string }

func queries(t testing.TB, file string) []query {
	t.Helper()
	f, err := os.Open(labelled + file)
	if err != nil {
		t.Skip("the labelled queries are not beside the project:", err)
	}
	defer f.Close()
	var out []query
	for sc := bufio.NewScanner(f); sc.Scan(); {
		var q query
		if err := json.Unmarshal(sc.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		out = append(out, q)
	}
	return out
}

// tally counts answers of one class of queries.
type tallied struct{ n, first, matched int }

func TestPerturbedNames(t *testing.T) {
	s := Build(name.Default(), append(partyRecords(t), corpusRecords(t)...)).NewSearcher()
	by := map[string]*tallied{}
	for _, q := range queries(t, "screen_pert.jsonl") {
		a := s.Search(q.Q, Options{Limit: 3})
		for _, k := range []string{q.Kind, "all"} {
			if by[k] == nil {
				by[k] = &tallied{}
			}
			by[k].n++
			hit := len(a.Hits) > 0 && plainly(a.Hits[0].Name) == plainly(q.Want)
			by[k].first += b2i(hit)
			by[k].matched += b2i(hit && a.Status == Match)
			if k == "all" && (!hit || a.Status != Match) {
				top := ""
				for _, h := range a.Hits {
					top += " | " + h.Name
				}
				t.Logf("%s %s: %q want %q got %s", q.Kind, a.Status, q.Q, q.Want, top)
			}
		}
	}
	report(t, by)
	if v := by["all"]; v.first*1000 < v.n*975 {
		t.Errorf("%d of %d first", v.first, v.n)
	}
}

// plainly drops what two lists may print differently in one name.
func plainly(s string) string {
	return strings.Join(slices.Collect(name.Words(name.Fold(s))), " ")
}

func report(t *testing.T, by map[string]*tallied) {
	t.Helper()
	var keys []string
	for k := range by {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		v := by[k]
		t.Logf("%-10s %4d first %.3f, match at the default threshold %.3f", k, v.n, float64(v.first)/float64(v.n), float64(v.matched)/float64(v.n))
	}
}

func TestVendorQueries(t *testing.T) {
	s := Build(name.Default(), append(partyRecords(t), corpusRecords(t)...)).NewSearcher()
	by := map[string]*tallied{"all": {}}
	for _, q := range queries(t, "screen_hand.jsonl") {
		a := s.Search(q.Q, Options{Limit: 3})
		v := by["all"]
		v.n++
		want := regexp.MustCompile("(?i)" + q.Want)
		hit := len(a.Hits) > 0 && (want.MatchString(a.Hits[0].Name) || want.MatchString(a.Hits[0].Family))
		v.first += b2i(hit)
		v.matched += b2i(hit && a.Status == Match)
		if !hit || a.Status != Match {
			top := ""
			for _, h := range a.Hits {
				top += " | " + h.Name
			}
			t.Logf("%s: %q want %q got %s", a.Status, q.Q, q.Want, top)
		}
	}
	report(t, by)
	if v := by["all"]; v.first*100 < v.n*97 {
		t.Errorf("%d of %d first", v.first, v.n)
	}
}

func TestInnocents(t *testing.T) {
	s := Build(name.Default(), append(partyRecords(t), corpusRecords(t)...)).NewSearcher()
	for _, q := range queries(t, "screen_inno.jsonl") {
		a := s.Search(q.Q, Options{Limit: 3, Min: .2})
		if len(a.Hits) > 0 {
			t.Logf("%s: %q got %s %.2f", a.Status, q.Q, a.Hits[0].Name, a.Hits[0].Score)
		}
		if a.Status == Match {
			t.Errorf("%q matches %s", q.Q, a.Hits[0].Name)
		}
	}
}

func TestSpeed(t *testing.T) {
	start := time.Now()
	recs := corpusRecords(t)
	read := time.Since(start)
	start = time.Now()
	lex := name.Default()
	lx := time.Since(start)
	start = time.Now()
	x := Build(lex, recs)
	t.Logf("read %v lexicon %v build %v, %+v deletes %d posts %d", read, lx, time.Since(start), x.Size(), len(x.slips.entries), len(x.posts))
	s := x.NewSearcher()
	qs := queries(t, "screen_pert.jsonl")
	for range 3 {
		start = time.Now()
		for _, q := range qs {
			s.Search(q.Q, Options{})
		}
		d := time.Since(start)
		t.Logf("%d queries in %v: %.0f/s", len(qs), d, float64(len(qs))/d.Seconds())
	}
}

// ordinarySuppliers gives the names of suppliers in the public notices beside
// the project, each once.
func ordinarySuppliers(t testing.TB) []string {
	t.Helper()
	files, _ := filepath.Glob("../../../shared/data/procurement/ocds-uk/*/*.json")
	more, _ := filepath.Glob("../../../shared/data/procurement/ocds-uk/*.json")
	seen := map[string]bool{}
	var out []string
	for _, f := range append(files, more...) {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var doc any
		if json.Unmarshal(raw, &doc) != nil {
			continue
		}
		eachSupplier(doc, func(n string) {
			if n = strings.TrimSpace(n); n != "" && !seen[n] {
				seen[n] = true
				out = append(out, n)
			}
		})
	}
	if len(out) == 0 {
		t.Skip("the notices are not beside the project")
	}
	sort.Strings(out)
	return out
}

// eachSupplier visits the name of every organisation of a notice.
func eachSupplier(v any, visit func(string)) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			eachSupplier(e, visit)
		}
	case map[string]any:
		for k, e := range v {
			if list, ok := e.([]any); ok && (k == "suppliers" || k == "tenderers" || k == "parties") {
				for _, p := range list {
					if m, ok := p.(map[string]any); ok {
						if n, ok := m["name"].(string); ok {
							visit(n)
						}
					}
				}
			}
			eachSupplier(e, visit)
		}
	}
}

func TestOrdinarySuppliers(t *testing.T) {
	s := Build(name.Default(), append(partyRecords(t), corpusRecords(t)...)).NewSearcher()
	names := ordinarySuppliers(t)
	match, review := 0, 0
	for _, n := range names {
		a := s.Search(n, Options{Limit: 2})
		match += b2i(a.Status == Match)
		review += b2i(a.Status == Review)
		if a.Status != None {
			t.Logf("%s %.2f %q: %s [%s]", a.Status, a.Hits[0].Score, n, a.Hits[0].Name, a.Hits[0].Alias)
		}
	}
	t.Logf("%d ordinary suppliers: %d match, %d review", len(names), match, review)
	if match*200 > len(names) {
		t.Errorf("%d of %d match, want at most 0.5 %%", match, len(names))
	}
}
