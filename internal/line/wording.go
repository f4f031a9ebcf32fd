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
	"nato": true, "bbc": true, "itv": true, "cnn": true, "gop": true, "nhs": true, "mod": true, "dod": true, "gchq": true, "ncsc": true, "ico": true, "bt": true, "ee": true,
}

func allCaps(s string) bool { return s == strings.ToUpper(s) && s != strings.ToLower(s) }

// inCode says whether token i is joined by a dash or slash to one with digits.
func (t *Text) inCode(i int) bool {
	joined := func(k int) bool { return k >= 0 && k+1 < len(t.Tokens) && (t.Between(k) == "-" || t.Between(k) == "/") }
	return joined(i) && t.Tokens[i+1].Digits > 0 || joined(i-1) && t.Tokens[i-1].Digits > 0
}

// apart says whether a segment ends between token i and the name after it.
func (p *wording) apart(i int) bool {
	for ; i < p.at; i++ {
		if p.parts(i) {
			return true
		}
	}
	return false
}

// measures says whether the number at token i counts or measures: "4MP", "x 4",
// "12 no.", "Qty 3".
func (p *wording) measures(i int) bool {
	word := p.t.Word(i)
	letters := strings.Trim(word, "0123456789")
	if letters != "" {
		return goods().of[letters]&unit != 0
	}
	if i+1 < p.to && p.counts(i+1) {
		return true
	}
	return i > p.from && p.counts(i-1)
}

func (p *wording) counts(i int) bool {
	return !p.t.Tokens[i].Wide && goods().of[p.t.Word(i)]&unit != 0
}

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

// namesPlace says whether the unexplained tokens [i, j) of the segment [a, b)
// may be the name of a place: "Oak Tree" before "Primary School", or, where a
// quantity or measure stands, whatever is written as a name in a segment of its own.
func (p *wording) namesPlace(a, i, j, b int, own bool) bool {
	named := !p.upper && j-i <= 3
	for k := i; k < j; k++ {
		named = named && p.t.Tokens[k].Upper
	}
	before := j < b && p.has(j, spot)
	switch {
	case own && i == p.end, before && i > a && !p.has(i-1, joint|spot|unit|given):
		return false
	case before:
		return named || j-i == 1 && !own
	}
	switch {
	case p.coded && !own:
		return true // "Acme E5785 router, feltkontor"
	case p.coded && i > p.end:
		return named && p.marked && j-i == 1
	}
	return named && p.marked && !own && i == a && j == b && (i > p.from || j-i > 1)
}

// codeBeside says whether a code stands right after the name or right before it.
func (p *wording) codeBeside() bool {
	t := p.t
	if p.end < p.to && strings.TrimSpace(t.Between(p.end-1)) == "" && t.looksLikeModel(p.end) {
		return true
	}
	i := p.at - 1
	for i > p.from && (t.Between(i-1) == "-" || t.Between(i-1) == "/") {
		i--
	}
	return i >= p.from && strings.TrimSpace(t.Between(p.at-1)) == "" && t.looksLikeModel(i)
}

// looksLikeModel says whether a code begins at token i that has letters, two
// digits or more, and four characters or more, and is no measure: "E5785",
// "IPC-T54", and neither "5G" nor "16ch".
func (t *Text) looksLikeModel(i int) bool {
	letters, digits := 0, 0
	for ; i < len(t.Tokens); i++ {
		tok := t.Tokens[i]
		if measure := strings.Trim(t.Word(i), "0123456789"); tok.Wide || tok.Digits > 0 && measure != "" && goods().of[measure]&unit != 0 {
			return false
		}
		digits += tok.Digits
		letters += tok.End - tok.Start - tok.Digits
		if gap := t.Between(i); gap != "-" && gap != "/" {
			break
		}
	}
	return letters > 0 && digits > 1 && letters+digits > 3
}

// lacks says whether token i denies something of the goods and not of the name:
// "Acme dome, not working", "Acme recorder without disk".
func (p *wording) lacks(i, b int, own bool) bool {
	switch p.t.Word(i) {
	case "not", "no", "without", "w", "ohne", "kein", "keine", "sans", "sin", "senza", "sem", "zonder", "bez", "без":
		return i+1 < b && p.has(i+1, thing|feature) && (!own || i > p.end)
	}
	return false
}

// misplaced says whether an explained token of the name's own segment stands
// where it makes a sentence, or another firm, of the phrase.
func (p *wording) misplaced(a, i int) bool {
	s := p.is[i-p.from]
	switch {
	case s&given != 0:
		return false
	case s&estate != 0 && i == p.end:
		return true // "Acme Restaurant"
	case s&thing != 0 || s&(work|article) == 0 && p.t.Word(i) != "to":
		return false
	case s&article != 0 && s&^article == 0: // "at the gate", not "the Acme domes"
		return i == a || !p.has(i-1, joint) || i < p.at
	case i < p.at: // "school to replace Acme"
		for k := a; k < i; k++ {
			if p.has(k, spot) {
				return true
			}
		}
	case i == p.end && p.t.Word(i) == "to" && i+1 < p.to && p.has(i+1, work): // "Acme to supply"
		return true
	}
	return false
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

// topic says whether the wording speaks of such things at large and counts none:
// "Acme cameras in school toilets".
func (p *wording) topic() bool {
	for i := p.from; i < p.to; i++ {
		if p.trades || p.t.Tokens[i].Digits > 0 {
			return false
		}
	}
	for i := p.end; i+1 < p.to && !p.parts(i-1); i++ {
		if p.has(i, thing) && strings.HasSuffix(p.t.Word(i), "s") && !p.parts(i) && p.has(i+1, joint) {
			_, ok := p.t.ProductAt(i)
			return ok
		}
	}
	return false
}

// slight says whether what is odd is only written as names are, in a phrase with
// a number: it may be the thing's own name ("Acme Latitude 5420").
func (p *wording) slight() bool {
	number := false
	for i := p.from; i < p.to; i++ {
		number = number || p.t.Tokens[i].Digits > 0
	}
	for _, i := range p.odd {
		number = number && (p.t.Tokens[i].Upper || strings.ToLower(p.t.Span(p.t.Tokens[i].Start, p.t.Tokens[i].End)) != p.t.Span(p.t.Tokens[i].Start, p.t.Tokens[i].End))
	}
	return number && !p.upper
}

// likely says whether the wording is much like goods all the same, or like the
// name of a firm that bears the maker's: "Acme Polska Sp. z o.o.".
func (p *wording) likely() bool {
	return p.marked || p.coded || len(p.odd) == 1 && p.namesGoods() || p.firm()
}

// legalForms end the names of firms.
var legalForms = set(`ltd limited inc llc plc corp corporation co gmbh ag ab as sa sas srl spa bv nv sarl oy aps kg zoo ooo ооо оао зао тов pty pte kft sro doo`)

// firm says whether nothing but words written as names are, and a legal form,
// stand in the wording.
func (p *wording) firm() bool {
	form := false
	for i := p.from; i < p.to; i++ {
		tok := p.t.Tokens[i]
		form = form || legalForms[p.t.Word(i)] || p.t.Word(i) == "sp"
		if !tok.Upper && tok.Digits == 0 && tok.End-tok.Start > 2 && p.is[i-p.from]&given == 0 {
			return false
		}
	}
	return form && !p.upper
}

// oddWords gives the first three odd words as they were written.
func (p *wording) oddWords() []string {
	var out []string
	for _, i := range p.odd[:min(len(p.odd), 3)] {
		out = append(out, p.t.Span(p.t.Tokens[i].Start, p.t.Tokens[i].End))
	}
	return out
}
