package accuracy

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"strings"

	"caveat.example/caveat/internal/name"
	"caveat.example/caveat/internal/screen"
)

// Two sets of pairs, written by hand for this project from what anybody knows of
// well-known companies, and made up. Sisters, holdings and their subsidiaries,
// branches with other numbers or places are different companies in them.
var (
	//go:embed pairs.csv
	firstPairs string
	//go:embed companies.csv
	secondPairs string
	//go:embed scripts.csv
	scriptPairs string
)

// A Pair is two names, and whether they are one company's.
type Pair struct {
	Left, Right, About string
	Same               bool
}

// OwnPairs gives the project's own sets: the first, and the larger second one.
func OwnPairs() (first, second []Pair, err error) {
	if first, err = readPairs("pairs.csv", firstPairs); err != nil {
		return nil, nil, err
	}
	second, err = readPairs("companies.csv", secondPairs)
	return first, second, err
}

// OwnScripts gives the project's own pairs in two scripts, by the other script.
func OwnScripts() (map[string][]Pair, error) {
	pairs, err := readPairs("scripts.csv", scriptPairs)
	out := map[string][]Pair{}
	for _, p := range pairs {
		out[p.About] = append(out[p.About], p)
	}
	return out, err
}

func readPairs(file, text string) ([]Pair, error) {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var out []Pair
	for _, r := range rows[1:] {
		out = append(out, Pair{Left: r[0], Right: r[1], Same: r[2] == "true", About: r[3]})
	}
	return out, nil
}

// A Measure says how well pairs are told apart at a threshold.
type Measure struct{ At, Precision, Recall, F1 float64 }

// Score compares each pair.
func Score(pairs []Pair) []Judged {
	lex, c := name.Default(), screen.NewComparer()
	out := make([]Judged, len(pairs))
	for i, p := range pairs {
		score, links := c.PairNames(lex, p.Left, p.Right)
		out[i] = Judged{p.Left, p.Right, screen.Raw(links), score, p.Same}
	}
	return out
}

// At measures judged pairs at a threshold.
func At(pairs []Judged, at float64) Measure {
	var tp, fp, fn float64
	for _, p := range pairs {
		switch {
		case p.Score >= at && p.Same:
			tp++
		case p.Score >= at:
			fp++
		case p.Same:
			fn++
		}
	}
	m := Measure{At: at}
	if tp > 0 {
		m.Precision, m.Recall = tp/(tp+fp), tp/(tp+fn)
		m.F1 = 2 * m.Precision * m.Recall / (m.Precision + m.Recall)
	}
	return m
}

// RecallAt gives the highest recall at a threshold of at least that precision.
func RecallAt(pairs []Judged, precision float64) Measure {
	var best Measure
	for i := 1; i < 1000; i++ {
		if m := At(pairs, float64(i)/1000); m.Precision >= precision && m.Recall > best.Recall {
			best = m
		}
	}
	return best
}
