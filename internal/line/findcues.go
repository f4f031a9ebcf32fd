package line

import (
	"strings"
)

// A found cue stands at tokens [from, to) and bytes [start, end).
type found struct {
	from, to   int
	start, end int
	kind       cueKind
}

// findCues finds the cues, longest first at each place.
func (t *Text) findCues() []found {
	w := words()
	var out []found
	for i := 0; i < len(t.Tokens); i++ {
		if t.Tokens[i].Wide {
			out = t.wideCues(out, i)
			continue
		}
		if t.Tokens[i].Digits > 0 {
			continue
		}
		word := t.Word(i)
		best := found{}
		for _, c := range w.cues[word] {
			if n := len(c.tokens); n > best.to-best.from && t.follows(i, c.tokens) {
				best = found{i, i + n, t.Tokens[i].Start, t.Tokens[i+n-1].End, c.kind}
			}
		}
		if best.to == i+2 && word == "support" && i > 0 && served[t.Word(i-1)] {
			best = found{}
		}
		if best.to == 0 && word == "for" && i > 0 && t.accessoryBefore(i) {
			best = found{i, i + 1, t.Tokens[i].Start, t.Tokens[i].End, comparesNext}
		}
		if best.to == 0 || word == "no" && best.to == i+1 && t.meansNumber(i) || needsDash(word) && best.to == i+1 && best.kind != comparesNext && t.before(i) != "-" {
			continue
		}
		out = append(out, best)
		i = best.to - 1
	}
	return out
}

// served are words that make a service of "support for Acme": of what is there,
// and not of what something works with.
var served = map[string]bool{"of": true, "and": true, "technical": true, "maintenance": true, "extended": true, "annual": true, "renewal": true, "warranty": true}

// needsDash says which cues count only when joined to the name by a dash:
// "Hikvision-free", "Hikvision-type".
func needsDash(word string) bool {
	return word == "free" || word == "type" || word == "typ" || word == "like"
}

func (t *Text) wideCues(out []found, i int) []found {
	tok := t.Tokens[i]
	word := t.Fold[tok.Start:tok.End]
	for _, p := range widePhrases {
		if at := strings.Index(word, p.text); at >= 0 {
			kind := p.kind
			if kind == excludesNext && strings.ContainsAny(word[:at], "将把將") {
				kind = excludesBefore // "将大华拆除": the object goes before the verb
			}
			out = append(out, found{i, i + 1, tok.Start + at, tok.Start + at + len(p.text), kind})
		}
	}
	return out
}

func (t *Text) follows(i int, tokens []string) bool {
	if i+len(tokens) > len(t.Tokens) {
		return false
	}
	for k, want := range tokens {
		if t.Word(i+k) != want || k > 0 && t.endsClause(i+k-1) {
			return false
		}
	}
	return true
}

// before gives the text between token i and the one before it.
func (t *Text) before(i int) string {
	if i == 0 {
		return t.Fold[:t.Tokens[0].Start]
	}
	return t.Between(i - 1)
}

// accessoryBefore says whether a word for an accessory stands in the few words
// before the "for" at token i: "bracket for", "PSU (12 V) for".
func (t *Text) accessoryBefore(i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if t.endsClause(k) {
			return false
		}
		if w := t.Word(k); words().accessories[w] && w != "support" { // a bracket in French only
			return true
		}
	}
	return false
}

// meansNumber says whether the "no" at token i is short for number: "4 no",
// "no. 12", "serial no".
func (t *Text) meansNumber(i int) bool {
	if after := t.Between(i); strings.ContainsAny(after, ".:#°") {
		return true
	}
	if i+1 < len(t.Tokens) && t.Tokens[i+1].Digits == t.Tokens[i+1].End-t.Tokens[i+1].Start {
		return true
	}
	if i == 0 {
		return false
	}
	prev := t.Tokens[i-1]
	return prev.Digits > 0 && prev.Digits == prev.End-prev.Start || words().numbers[t.Word(i-1)]
}

// endsClause says whether a sentence or clause ends after token i.
func (t *Text) endsClause(i int) bool {
	gap := t.Between(i)
	if len(gap) == 1 && gap[0] != '\n' && gap[0] != ';' {
		return false
	}
	if strings.ContainsAny(gap, ";!?\n") || strings.Contains(gap, "。") || strings.Contains(gap, "；") || strings.Contains(gap, "，") {
		return true
	}
	if k := strings.IndexByte(gap, '.'); k >= 0 && k+1 < len(gap) {
		tok := t.Tokens[i]
		switch t.Word(i) {
		case "excl", "incl", "approx", "spec":
			return false
		}
		if tok.Digits > 0 && tok.Digits < tok.End-tok.Start && (strings.HasSuffix(t.Word(i), "no") || strings.HasSuffix(t.Word(i), "nr")) {
			return false // "12no. domes"
		}
		return tok.End-tok.Start > 3 || tok.Digits > 0 // "no. ", "min. " end nothing
	}
	return false
}
