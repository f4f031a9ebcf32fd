package accuracy

import (
	"os"
	"testing"

	"caveat.example/caveat/internal/lists/own"
	"caveat.example/caveat/internal/name"
	"caveat.example/caveat/internal/screen"
	"caveat.example/caveat/internal/screen/synth"
)

// corpus stands beside the project, when it does.
const corpus = "../../../../shared/data/lists/corpus_16k.jsonl"

func corpusRecords(t testing.TB) []screen.Record {
	t.Helper()
	f, err := os.Open(corpus)
	if err != nil {
		t.Skip("the corpus is not beside the project:", err)
	}
	defer f.Close()
	var records []screen.Record
	if _, err := own.Read(f, "corpus", func(r own.Row) {
		rec := screen.Record{ID: r.ID, List: r.List, Name: r.Name, Person: r.Kind == "person"}
		for _, a := range r.Aliases {
			rec.Aliases = append(rec.Aliases, screen.Alias{Text: a, Kind: "alias"})
		}
		records = append(records, rec)
	}); err != nil {
		t.Fatal(err)
	}
	return records
}

// Of names of real lists written otherwise, the right one comes first. Initials
// are left out of the bar: a name whose middle word is one letter is often
// another one's.
func TestPerturbedCorpus(t *testing.T) {
	records := corpusRecords(t)
	tallies := Perturbed(screen.Build(name.Default(), records), records, 12, 1, nil)
	all := Tally{Kind: "all but initials"}
	for _, v := range tallies {
		logTally(t, v)
		if v.Kind != "initials" {
			all.Asked, all.First, all.Found, all.Matched = all.Asked+v.Asked, all.First+v.First, all.Found+v.Found, all.Matched+v.Matched
		}
	}
	logTally(t, all)
	if all.First*1000 < all.Asked*975 {
		t.Errorf("%d of %d first, want at least 97.5 %%", all.First, all.Asked)
	}
}

func logTally(t *testing.T, v Tally) {
	t.Helper()
	n := float64(max(v.Asked, 1))
	t.Logf("%-17s %5d asked: first %.3f, of them match or review %.3f, match %.3f", v.Kind, v.Asked, float64(v.First)/n, float64(v.Found)/n, float64(v.Matched)/n)
}

// The same holds for made-up companies, whose names nobody has looked at.
func TestPerturbedSynthetic(t *testing.T) {
	records := synth.Entities(4000, 3)
	for _, v := range Perturbed(screen.Build(name.Default(), records), records, 10, 2, nil) {
		logTally(t, v)
		least := 93
		switch v.Kind {
		case "exact", "legal added", "legal front", "legal swapped", "diacritics", "abbreviated", "reorder":
			least = 98
		case "typo2", "initials", "short":
			least = 80
		}
		if v.First*100 < v.Asked*least {
			t.Errorf("%s: %d of %d first, want at least %d %%", v.Kind, v.First, v.Asked, least)
		}
	}
}
