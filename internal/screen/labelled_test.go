package screen

import (
	"encoding/csv"
	"os"
	"sort"
	"testing"

	"caveat.example/caveat/internal/name"
)

// labelled is where the labelled data stand beside the project, when they do.
const labelled = "../../../shared/labelled/screening/"

type scored struct {
	score float64
	same  bool
	about string
}

// f1 gives precision, recall and F1 at a threshold.
func f1(pairs []scored, at float64) (p, r, f float64) {
	var tp, fp, fn float64
	for _, s := range pairs {
		switch {
		case s.score >= at && s.same:
			tp++
		case s.score >= at:
			fp++
		case s.same:
			fn++
		}
	}
	if tp == 0 {
		return 0, 0, 0
	}
	p, r = tp/(tp+fp), tp/(tp+fn)
	return p, r, 2 * p * r / (p + r)
}

// best gives the threshold of the highest F1.
func best(pairs []scored) (at, f float64) {
	for t := .05; t < 1; t += .01 {
		if _, _, g := f1(pairs, t); g > f {
			at, f = t, g
		}
	}
	return at, f
}

func TestCrossScriptPairs(t *testing.T) {
	f, err := os.Open(labelled + "crossscript_pairs.csv")
	if err != nil {
		t.Skip("the labelled pairs are not beside the project:", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	lex, c := name.Default(), NewComparer()
	by := map[string][]scored{}
	for _, row := range rows[1:] {
		score, _ := c.PairNames(lex, row[1], row[2])
		s := scored{score, row[5] == "true", row[0] + " | " + row[1] + " | " + row[2]}
		by[row[3]] = append(by[row[3]], s)
	}
	want := map[string]float64{"Cyrillic": .90, "Arabic": .80, "Hangul": .85}
	scripts := make([]string, 0, len(by))
	for s := range by {
		scripts = append(scripts, s)
	}
	sort.Strings(scripts)
	t.Logf("%-10s %6s %9s %7s %6s   best", "script", "pairs", "precision", "recall", "F1")
	for _, s := range scripts {
		p, r, f := f1(by[s], MatchAt)
		at, b := best(by[s])
		t.Logf("%-10s %6d %9.3f %7.3f %6.3f   %.3f at %.2f", s, len(by[s]), p, r, f, b, at)
		if f < want[s] {
			t.Errorf("%s: F1 %.3f, want at least %.2f", s, f, want[s])
		}
		if os.Getenv("SHOW") == s {
			sort.Slice(by[s], func(i, j int) bool { return by[s][i].score < by[s][j].score })
			for _, x := range by[s] {
				if x.same != (x.score >= MatchAt) {
					t.Logf("%.3f %v %s", x.score, x.same, x.about)
				}
			}
		}
	}
}
