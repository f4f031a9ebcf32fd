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

// Companies are told from their sisters and namesakes.
func TestCompanyPairs(t *testing.T) {
	first, second, err := OwnPairs()
	if err != nil {
		t.Fatal(err)
	}
	if len(second) < 400 {
		t.Errorf("the second set has %d pairs", len(second))
	}
	for _, set := range [][]Pair{first, second} {
		judged := Score(set)
		at, high := At(judged, screen.MatchAt), RecallAt(judged, .95)
		t.Logf("%d pairs: precision %.3f, recall %.3f, F1 %.3f; recall %.3f at precision 0.95", len(set), at.Precision, at.Recall, at.F1, high.Recall)
		if at.F1 < .92 || high.Recall < .85 {
			t.Errorf("%d pairs: F1 %.3f, recall %.3f at precision 0.95", len(set), at.F1, high.Recall)
		}
		for _, p := range judged {
			if p.Same != (p.Score >= screen.MatchAt) {
				t.Logf("%.3f %v %s | %s", p.Score, p.Same, p.Query, p.Name)
			}
		}
	}
}

// A score of 0.9 is right nine times in ten: on names of real lists that nothing
// was fitted on, in each tenth that is not empty.
func TestScoreIsAProbability(t *testing.T) {
	_, test := Judge(func(r []screen.Record) *screen.Index { return screen.Build(name.Default(), r) }, corpusRecords(t), synth.Companies, 1)
	for _, b := range Reliability(test) {
		if b.Pairs == 0 {
			continue
		}
		share := float64(b.Same) / float64(b.Pairs)
		t.Logf("%.1f to %.1f: %5d pairs, mean score %.3f, right %.3f", b.From, b.To, b.Pairs, b.Mean, share)
		if b.Pairs >= 200 && (share > b.Mean+.1 || share < b.Mean-.1) {
			t.Errorf("scores of %.1f to %.1f are right in %.3f of %d pairs", b.From, b.To, share, b.Pairs)
		}
	}
}

// On names that are all made up, and on the pairs of this project, a high score
// promises no more than it keeps. Nothing was fitted on either.
func TestScoreIsNotTooSure(t *testing.T) {
	_, made := Judge(func(r []screen.Record) *screen.Index { return screen.Build(name.Default(), r) }, synth.Entities(6000, 9), synth.Companies, 2)
	first, second, err := OwnPairs()
	if err != nil {
		t.Fatal(err)
	}
	for about, pairs := range map[string][]Judged{"made-up names": made, "own pairs": append(Score(first), Score(second)...)} {
		n, same, mean := 0, 0, 0.0
		for _, p := range pairs {
			if p.Score >= .85 {
				n, same, mean = n+1, same+one(p.Same), mean+p.Score
			}
		}
		share := float64(same) / float64(max(n, 1))
		mean /= float64(max(n, 1))
		t.Logf("%s: %d pairs of 0.85 and more, mean %.3f, right %.3f", about, n, mean, share)
		if n < 100 || share < mean-.05 {
			t.Errorf("%s: %d pairs score %.3f on the whole, and %.3f are right", about, n, mean, share)
		}
	}
}

// Names of generic words match nobody, in a list of made-up and real forms.
func TestGenericNames(t *testing.T) {
	listed := []screen.Record{
		{ID: "1", List: "L", Name: "Hangzhou Digital Technology Research Group"},
		{ID: "2", List: "L", Name: "China General Trading and Shipping Corporation"},
		{ID: "3", List: "L", Name: "Iran Chemical Industries Holding"},
		{ID: "4", List: "L", Name: "Moscow Security Systems Plant"},
	}
	match, _ := Strangers(screen.Build(name.Default(), listed), Generic(), func(m Missed) {
		t.Errorf("%q matches %s", m.Query, m.Answer.Hits[0].Name)
	})
	if match > 0 {
		t.Errorf("%d names of generic words match", match)
	}
}

// Fitting is monotone, ends at the same words, and survives a handful of pairs.
func TestFit(t *testing.T) {
	var pairs []Judged
	for i := range 1000 {
		raw := float64(i) / 1000
		pairs = append(pairs, Judged{Raw: raw, Same: i%10 < int(10*raw)})
	}
	for _, in := range [][]Judged{pairs, pairs[:3], nil} {
		curve := Fit(in)
		for i := 1; i < len(curve); i++ {
			if curve[i].Raw < curve[i-1].Raw || curve[i].Score < curve[i-1].Score {
				t.Errorf("the curve falls: %v", curve)
			}
		}
		if last := curve[len(curve)-1]; last != (Knot{1, 1}) {
			t.Errorf("the curve ends at %v", last)
		}
	}
}

// Pairs of names in scripts of which the labelled sets have few.
func TestOwnScripts(t *testing.T) {
	by, err := OwnScripts()
	if err != nil {
		t.Fatal(err)
	}
	for script, least := range map[string]float64{"Hebrew": .85, "Greek": .95, "Kana": .75, "Han": .70} {
		m := At(Score(by[script]), screen.MatchAt)
		t.Logf("%s: %d pairs, F1 %.3f, precision %.3f, recall %.3f", script, len(by[script]), m.F1, m.Precision, m.Recall)
		if m.F1 < least {
			t.Errorf("%s: F1 %.3f, want at least %.2f", script, m.F1, least)
		}
	}
}
