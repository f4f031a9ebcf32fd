package screen

import (
	"math"
	"slices"
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

// The bands of the score, at the raw scores that part them: see doc/names.md.
const (
	MatchAt  = 0.75
	ReviewAt = 0.23
	ShowAt   = 0.18 // nearest names are shown from here on; their status is none
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

// calibrate turns a raw score into the probability that the first name found is
// the one that was meant, where half of the names asked for are listed (see
// curve.go and doc/names.md).
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
	for i, va := range name.Variants(a) {
		wa := lex.Analyse(nil, va)
		if i > 0 && formsOnly(wa) {
			continue // (Persero), (Pty): no name
		}
		for _, vb := range name.Variants(b) {
			wb := lex.Analyse(nil, vb)
			if s := calibrate(c.compare(wa, wb).raw); s > top {
				top, links = s, c.explain(wa, wb)
			}
		}
	}
	if top < MatchAt { // nothing to take back
		return top, links
	}
	for _, side := range [][2]string{{a, b}, {b, a}} {
		if in := elsewhere(lex, side[0], side[1]); in != "" {
			links = append(links, Link{Query: in, Kind: Elsewhere, Class: name.Place.String(), Like: 1})
			return Replay(links), links
		}
	}
	return top, links
}

// formsOnly says whether words are none but legal forms and small words.
func formsOnly(words []name.Word) bool {
	return !slices.ContainsFunc(words, func(w name.Word) bool { return !weak(w.Class) })
}

// wide says whether a place is a continent: X (Europe) is often X itself.
func wide(place string) bool { return place == "europe" || place == "asia" || place == "africa" }

// elsewhere gives the place that a name has in brackets and another name has
// nowhere: Santander (Brasil) is not the Santander of Spain. It is "" where there
// is none.
func elsewhere(lex *name.Lexicon, s, other string) string {
	if !strings.ContainsAny(s, "(（[") {
		return ""
	}
	var there []name.Word
	for _, in := range name.Bracketed(s) {
		words := lex.Analyse(nil, in)
		if len(words) == 0 || slices.ContainsFunc(words, func(w name.Word) bool { return w.Class != name.Place || wide(w.Key) }) {
			continue
		}
		if there == nil {
			there = lex.Analyse(nil, other)
		}
		if !slices.ContainsFunc(there, func(w name.Word) bool { return w.Class == name.Place && w.Key == words[0].Key }) {
			return in
		}
	}
	return ""
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
func Replay(alignment []Link) float64 { return calibrate(float32(Raw(alignment))) }

// Raw computes the score of an alignment before calibration, from 0 to 1: it
// orders pairs and is no probability.
func Raw(alignment []Link) float64 {
	links := make([]link, len(alignment))
	for i, l := range alignment {
		links[i] = link{kind: l.Kind, class: name.ClassOf(l.Class), like: l.Like, bits: l.Bits}
	}
	return float64(weigh(links).raw)
}
