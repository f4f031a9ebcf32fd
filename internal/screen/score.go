package screen

import (
	"math"
	"strings"

	"caveat.example/caveat/internal/name"
)

// A Status is the answer to a query.
type Status string

// The answers.
const (
	Match  Status = "match"  // most likely the same
	Review Status = "review" // a person has to look
	None   Status = "none"   // nothing like it is listed
)

// The bands of the calibrated score.
const (
	MatchAt  = 0.80
	ReviewAt = 0.45
	ShowAt   = 0.10 // nearest names are shown from here on; their status is none
)

// StatusOf puts a score into its band.
func StatusOf(score float64) Status {
	switch {
	case score >= MatchAt:
		return Match
	case score >= ReviewAt:
		return Review
	}
	return None
}

// calibrated are the points of the curve from raw to calibrated scores.
var calibrated = [...]struct{ raw, score float32 }{
	{0, 0}, {.35, .02}, {.5, .12}, {.6, .4}, {.7, .72}, {.76, .84}, {.82, .92}, {.9, .97}, {1, 1},
}

// calibrate turns a raw score into what is meant as the probability that both
// names are of one party. The curve was drawn by hand over the labelled halves;
// it has not been fitted on pairs kept apart (see doc/names.md).
func calibrate(raw float32) float64 {
	for i := 1; i < len(calibrated); i++ {
		lo, hi := calibrated[i-1], calibrated[i]
		if raw <= hi.raw {
			score := float64(lo.score + (hi.score-lo.score)*(raw-lo.raw)/(hi.raw-lo.raw))
			return math.Round(score*1e4) / 1e4
		}
	}
	return 1
}

// Pair compares two names on their own.
func (c *Comparer) Pair(a, b []name.Word) (float64, []Link) {
	e := c.compare(a, b)
	return calibrate(e.raw), c.explain(a, b)
}

// PairNames compares two names as they are written, with all that each says of
// itself in parentheses or after an oblique stroke, and gives the best.
func (c *Comparer) PairNames(lex *name.Lexicon, a, b string) (float64, []Link) {
	top, links := -1.0, []Link(nil)
	for _, va := range name.Variants(a) {
		wa := lex.Analyse(nil, va)
		for _, vb := range name.Variants(b) {
			wb := lex.Analyse(nil, vb)
			if s := calibrate(c.compare(wa, wb).raw); s > top {
				top, links = s, c.explain(wa, wb)
			}
		}
	}
	return top, links
}

// explain writes the links of the last comparison out.
func (c *Comparer) explain(q, n []name.Word) []Link {
	out := make([]Link, len(c.links))
	for i, l := range c.links {
		out[i] = Link{Kind: l.kind, Class: l.class.String(), Like: l.like, Bits: l.bits}
		if l.q >= 0 {
			out[i].Query = texts(q[l.q : l.q+l.nq])
		}
		if l.n >= 0 {
			out[i].Listed = texts(n[l.n : l.n+l.nn])
		}
	}
	return out
}

func texts(words []name.Word) string {
	if len(words) == 1 {
		return words[0].Text
	}
	var b strings.Builder
	for i := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(words[i].Text)
	}
	return b.String()
}

// Replay computes the score again from an alignment that was kept.
func Replay(alignment []Link) float64 {
	links := make([]link, len(alignment))
	for i, l := range alignment {
		links[i] = link{kind: l.Kind, class: name.ClassOf(l.Class), like: l.Like, bits: l.Bits}
	}
	return calibrate(weigh(links).raw)
}
