package line

import "strings"

// A wording is what stands between the ends of the sentence around a mention. Its
// segments are parted by commas, dashes, brackets and the like.
type wording struct {
	t        *Text
	from, to int
	at, end  int     // the tokens of the mention
	is       []sorts // of each token from from on
	upper    bool    // it has no small letters, so that capitals tell nothing
	coded    bool    // a code that looks like a model's stands beside the name
	marked   bool    // a quantity or a measure stands in it, as in a register
	trades   bool    // it names another to be replaced or left out
	odd      []int
}

func newWording(t *Text, m *Mention, from, to int, ms []Mention, x *surroundings) *wording {
	p := &wording{t: t, from: from, to: to, at: t.At(m.Start), end: t.At(m.End-1) + 1, is: make([]sorts, to-from)}
	p.upper = t.Raw[t.RawAt(t.Tokens[from].Start):t.RawAt(t.Tokens[to-1].End)] == strings.ToUpper(t.Raw[t.RawAt(t.Tokens[from].Start):t.RawAt(t.Tokens[to-1].End)])
	for i := from; i < to; i++ {
		if p.is[i-from] != 0 {
			continue
		}
		if n := t.productAt(i); n > 0 {
			p.set(i, min(i+n, to), thing)
			continue
		}
		if p.pair(i) {
			continue
		}
		p.is[i-from] = p.sortOf(i, ms, x)
	}
	p.coded = p.codeBeside()
	for _, f := range x.cues {
		if f.from >= from && f.to <= to {
			p.cue(f, ms)
		}
	}
	return p
}

// cue explains the words of a cue that has done its work: what it said of the
// other names is known.
func (p *wording) cue(f found, ms []Mention) {
	if p.t.Tokens[f.from].Wide {
		return // such a cue is only a part of its token
	}
	switch p.t.Word(f.from) {
	case "vs", "versus", "unlike", "better", "compared", "comparable", "alternative", "alternatives", "training", "course", "type":
		return // goods are not set against each other, nor taught
	}
	switch f.kind {
	case comparesNext, comparesEither, comparesBefore, opensBefore, formerNext:
		p.set(f.from, f.to, joint)
	case replaces, excludesNext, deniesNext:
		for k := range ms {
			if a := p.t.At(ms[k].Start); ms[k].Stance == Excluded && a >= p.from && a < p.to {
				p.set(f.from, f.to, joint)
				p.trades = true
				for i := f.to; i < a && i < p.to; i++ { // "replace all old Acme", "no Acme, Bolt or Cord"
					if words().offers[p.t.Word(i)] || words().connectors[p.t.Word(i)] {
						p.set(i, i+1, joint)
					}
				}
			}
		}
	}
	for i := p.from; i < p.to && f.kind == replaces; i++ {
		if words().pivots[p.t.Word(i)] {
			p.set(i, i+1, joint)
		}
	}
}

func (p *wording) set(a, b int, s sorts) {
	for i := a; i < b; i++ {
		p.is[i-p.from] |= s
	}
}

// pair explains the words from token i on that are goods together.
func (p *wording) pair(i int) bool {
	if p.t.Tokens[i].Wide {
		return false
	}
	for _, q := range goods().pairs[p.t.Word(i)] {
		if i+len(q.tokens) <= p.to && p.t.follows(i, q.tokens) {
			p.set(i, i+len(q.tokens), q.is)
			return true
		}
	}
	return false
}

// sortOf says what token i is, 0 when nothing explains it.
func (p *wording) sortOf(i int, ms []Mention, x *surroundings) sorts {
	t, tok := p.t, p.t.Tokens[i]
	switch {
	case tok.Wide:
		return t.wideSort(i, ms)
	case x.named[i]:
		return given
	case tok.Digits > 0:
		p.marked = p.marked || p.measures(i)
		return given
	}
	word := t.Word(i)
	if s := sortsOf(word); s != 0 {
		return s
	}
	switch prev := t.Word(max(i-1, 0)); {
	case word == "contract" && (prev == "maintenance" || prev == "service"):
		return work
	case word == "off" && i > 0 && t.Tokens[i-1].Digits > 0: // "6 off"
		return unit
	}
	size := tok.End - tok.Start
	if bodies[word] {
		return 0
	}
	acronym := !p.upper && size <= 4 && allCaps(t.Span(tok.Start, tok.End)) && (i >= p.end || p.apart(i))
	if acronym || t.inCode(i) || size == 1 && (tok.Upper || t.before(i) == "'" || t.before(i) == "’") {
		return given // "Block B", "Mary's", "CCTV", "EG"
	}
	return 0
}

// bodies are short names of states and public bodies: who acts, not what a thing is.
var bodies = map[string]bool{
	"uk": true, "us": true, "usa": true, "eu": true, "un": true, "mp": true, "mps": true, "pm": true, "fcc": true, "fbi": true, "cia": true, "nsa": true,
	"nato": true, "bbc": true, "itv": true, "cnn": true, "gop": true, "nhs": true, "mod": true, "dod": true, "gchq": true, "ncsc": true, "ico": true, "bt": true, "ee": true, "cve": true,
}

func allCaps(s string) bool { return s == strings.ToUpper(s) && s != strings.ToLower(s) }

// wideSort says whether a run of a script without spaces is made of pieces of
// goods alone, names aside.
func (t *Text) wideSort(i int, ms []Mention) sorts {
	tok := t.Tokens[i]
	rest := t.Fold[tok.Start:tok.End]
	is := given
	for k := len(ms) - 1; k >= 0; k-- {
		if a, b := max(ms[k].Start, tok.Start), min(ms[k].End, tok.End); a < b && b-tok.Start <= len(rest) {
			rest = rest[:a-tok.Start] + " " + rest[b-tok.Start:]
		}
	}
	for _, p := range vocab().wide {
		if at := strings.Index(rest, p.tokens[0]); at >= 0 {
			rest, is = rest[:at]+" "+rest[at+len(p.tokens[0]):], thing
		}
	}
	for _, w := range goods().wides {
		rest = strings.ReplaceAll(rest, w, " ")
	}
	if strings.TrimSpace(rest) != "" {
		return 0
	}
	return is
}

// parts says whether a segment ends after token i.
func (p *wording) parts(i int) bool {
	gap := p.t.Between(i)
	return strings.ContainsAny(gap, ",;:|()[]\"\t\n") || strings.Contains(gap, " - ") || strings.Contains(gap, " / ") ||
		strings.Contains(gap, "–") || strings.Contains(gap, "—") || strings.Contains(gap, "”") || strings.Contains(gap, "“")
}

// judge collects the odd tokens, segment by segment, and says whether the
// wording is that of goods: nothing in it is odd, and a word for goods or a
// measure stands in it, or the name stands alone.
func (p *wording) judge() Doubt {
	for a := p.from; a < p.to; {
		b := a + 1
		for b < p.to && !p.parts(b-1) {
			b++
		}
		p.segment(a, b, p.at >= a && p.at < b)
		a = b
	}
	switch {
	case len(p.odd) > 0:
		return OddWords
	case p.topic():
		return Topic
	case !p.marked && !p.namesGoods():
		return NoGoods
	}
	return Sure
}

// segment collects the odd tokens of one segment. own says that the name stands
// in it.
func (p *wording) segment(a, b int, own bool) {
	for i := a; i < b; {
		j := i
		for j < b && p.is[j-p.from] == 0 && !p.lacks(j, b, own) {
			j++
		}
		if j == i {
			if own && p.is[i-p.from] != 0 && p.misplaced(a, i) {
				p.odd = append(p.odd, i)
			}
			i++
			continue
		}
		if !p.namesPlace(a, i, j, b, own) {
			for ; i < j; i++ {
				p.odd = append(p.odd, i)
			}
		}
		i = j
	}
}

func (p *wording) has(i int, s sorts) bool { return p.is[i-p.from]&s != 0 }

// namesGoods says whether a word for goods stands in the wording, or nothing but
// the name and what says nothing.
func (p *wording) namesGoods() bool {
	alone := true
	for i := p.from; i < p.to; i++ {
		if p.has(i, thing|feature) {
			return true
		}
		alone = alone && (p.has(i, given) || p.trades && p.has(i, joint|work))
	}
	return alone
}

// oddWords gives the first three odd words as they were written.
func (p *wording) oddWords() []string {
	var out []string
	for _, i := range p.odd[:min(len(p.odd), 3)] {
		out = append(out, p.t.Span(p.t.Tokens[i].Start, p.t.Tokens[i].End))
	}
	return out
}
