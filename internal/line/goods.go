package line

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// A line of a register is a phrase of goods: "Hikvision dome camera x4, hall".
// Where it is a sentence instead, or names another firm, a plain name may stand
// there for any reason, and no list of such reasons is ever complete. So the
// question is asked the other way round: is every word beside the name one that
// phrases of goods are made of? What remains is odd, and with odd words beside
// it a plain name does not decide. goods.txt holds the words.

//go:embed goods.txt
var goodsText string

// sorts say what a word is in a phrase of goods; a word may be several.
type sorts uint16

const (
	thing   sorts = 1 << iota // "camera", "system"
	feature                   // "outdoor", "spare"
	unit                      // "mp", "qty"
	spot                      // "entrance", "school"
	estate                    // "school": a place that is also a firm
	joint                     // "with", "at"
	work                      // "supply", "install"
	article                   // "the": only after a joint
	given                     // a mention, a number, a code: says nothing of the phrase
)

var headings = map[string]sorts{
	"[thing]": thing, "[feature]": feature, "[unit]": unit, "[place]": spot, "[estate]": estate,
	"[joint]": joint, "[work]": work, "[article]": article, "[wide]": 0,
}

type goodsLexicon struct {
	of    map[string]sorts
	pairs map[string][]pair // by their first word
	wides []string          // pieces of scripts without spaces, the longest first
}

// A pair is several words that are goods only together: "fire exit".
type pair struct {
	tokens []string
	is     sorts
}

// goods is built once, on first use, and never changes.
var goods = sync.OnceValue(func() *goodsLexicon {
	g := &goodsLexicon{of: map[string]sorts{}, pairs: map[string][]pair{}}
	var at sorts
	for row := range strings.Lines(goodsText) {
		row = strings.TrimSpace(row)
		switch {
		case row == "" || row[0] == '#':
		case row[0] == '[':
			at = headings[row]
		case at == 0:
			for w := range strings.FieldsSeq(row) {
				g.wides = append(g.wides, New(w).Fold)
			}
		default:
			for w := range strings.FieldsSeq(row) {
				g.add(w, at)
			}
		}
	}
	slices.SortStableFunc(g.wides, func(a, b string) int { return len(b) - len(a) })
	return g
})

// add enters a word, or several joined by low lines.
func (g *goodsLexicon) add(w string, at sorts) {
	several := strings.Contains(w, "_")
	t := New(strings.ReplaceAll(w, "_", " "))
	var p pair
	for i := range t.Tokens {
		if !several {
			g.of[t.Word(i)] |= at
		}
		p.tokens, p.is = append(p.tokens, t.Word(i)), at
	}
	if several {
		g.pairs[p.tokens[0]] = append(g.pairs[p.tokens[0]], p)
	}
}

// compounds end words that German, Dutch and their kin make of two: the sort of
// the ending is that of the whole ("Buitencamera", "Stiegenhaus").
var compounds = []struct {
	end string
	is  sorts
}{
	{"camera", thing},
	{"camera's", thing},
	{"cameras", thing},
	{"kamera", thing},
	{"kameras", thing},
	{"kameraen", thing},
	{"kamerat", thing},
	{"recorder", thing},
	{"rekorder", thing},
	{"switch", thing},
	{"router", thing},
	{"gerat", thing},
	{"gerate", thing},
	{"anlage", thing},
	{"system", thing},
	{"systeem", thing},
	{"telefon", thing},
	{"monitor", thing},
	{"funk", thing},
	{"technik", thing},
	{"station", thing},
	{"terminal", thing},
	{"leser", thing},
	{"sprechanlage", thing},
	{"haus", spot},
	{"raum", spot},
	{"eingang", spot},
	{"bereich", spot},
	{"halle", spot},
	{"platz", spot},
	{"gebaude", spot},
	{"flur", spot},
	{"keller", spot},
	{"garage", spot},
	{"schule", spot},
	{"strasse", spot},
	{"hof", spot},
	{"zimmer", spot},
	{"saal", spot},
	{"turm", spot},
	{"seite", spot},
	{"lager", spot},
	{"ingang", spot},
	{"gebouw", spot},
	{"ruimte", spot},
	{"zaal", spot},
	{"plein", spot},
	{"straat", spot},
	{"kamer", spot},
	{"zijde", spot},
	{"school", spot},
	{"bygning", spot},
	{"indgang", spot},
	{"ingangen", spot},
	{"ruter", thing},
	{"befestigung", thing},
	{"halterung", thing},
	{"montage", work},
	{"amt", spot},
	{"stelle", spot},
	{"gelande", spot},
	{"depot", spot},
}

// sortsOf says what one word is.
func sortsOf(word string) sorts {
	if s := goods().of[word]; s != 0 {
		if words().accessories[word] {
			s |= thing
		}
		return s
	}
	if s := goods().of[strings.TrimSuffix(word, "tm")]; s != 0 {
		return s // AcuSense™
	}
	if words().accessories[word] {
		return thing
	}
	for i := range compounds {
		if c := &compounds[i]; len(word) > len(c.end)+2 && strings.HasSuffix(word, c.end) {
			return c.is
		}
	}
	return 0
}

// doubtNotGoods doubts plain names beside which stands a word that no phrase of
// goods has, and says which. A number beside a name speaks for itself, and what
// a maker's field holds is told; both are left alone.
func (t *Text) doubtNotGoods(ms []Mention, cues []found) {
	s := scope{t: t, w: words(), ms: ms}
	s.doubtAlternatives()
	x := surroundings{cues: cues, gone: slices.ContainsFunc(ms, func(m Mention) bool { return m.Stance == Excluded })}
	from, to, all := 0, 0, Sure // of the last sentence: one may hold thousands of names
	for k := range ms {
		m := &ms[k]
		if at := min(t.At(m.Start), len(t.Tokens)-1); at < from || at >= to {
			from, to = t.sentence(m)
			all = t.doubtAll(from, to, x.gone)
		}
		if m.Stance == Plain && m.Doubt == Sure && !m.Told {
			m.Doubt = all
		}
		if m.Number || m.Told || m.Stance != Plain || m.Doubt != Sure || k+1 < len(ms) && ms[k+1].Number && s.link(k, k+1) == adjacent {
			continue
		}
		t.doubtWording(m, from, to, ms, &x)
	}
}

// surroundings are what the wordings of one text share.
type surroundings struct {
	cues  []found
	gone  bool   // another is named to be left out
	named []bool // by token: it belongs to a mention
}

// nearby is how many words on each side of a name are looked at. A phrase of
// goods is shorter.
const nearby = 60

// doubtWording doubts one name by the words around it.
func (t *Text) doubtWording(m *Mention, from, to int, ms []Mention, x *surroundings) {
	at := min(t.At(m.Start), len(t.Tokens)-1)
	from, to = max(from, at-nearby), min(to, t.At(m.End-1)+1+nearby)
	switch {
	case t.partOfCode(m):
		m.Doubt = PartOf
	case t.answersNone(from, to):
		m.Doubt = CountsNo
	default:
		if x.named == nil {
			x.named = t.named(ms)
		}
		p := newWording(t, m, from, to, ms, x)
		m.Doubt, m.Likely = p.judge(), p.likely()
		if m.Doubt == OddWords {
			m.Odd, m.Slight = p.oddWords(), p.slight()
		}
	}
}

// named marks the tokens that belong to mentions.
func (t *Text) named(ms []Mention) []bool {
	in := make([]bool, len(t.Tokens))
	for k := range ms {
		for i := t.At(ms[k].Start); i < len(in) && t.Tokens[i].End <= ms[k].End; i++ {
			in[i] = in[i] || t.Tokens[i].Start >= ms[k].Start
		}
	}
	return in
}

// doubtAll gives the doubt that a sentence casts on numbers as on names: it asks,
// or says that the thing is gone. other says that the text names another that went.
func (t *Text) doubtAll(from, to int, other bool) Doubt {
	for i := from; i < to; i++ {
		gap := t.Between(i)
		if k := strings.IndexByte(gap, '?'); k >= 0 && (i+1 == len(t.Tokens) || k+1 < len(gap) && (gap[k+1] == ' ' || gap[k+1] == ')')) {
			return Asks
		}
		if t.Tokens[i].Wide {
			continue
		}
		for _, stem := range words().gone {
			if !other && strings.HasPrefix(t.Word(i), stem) {
				return Gone
			}
		}
	}
	return Sure
}

// alternatives join two names of which one is meant.
const alternatives = `or oder ou o of lub albo nebo anebo veya или либо або أو`

// doubtAlternatives doubts makers of whom the text says that it is one or the
// other, with their numbers.
func (s *scope) doubtAlternatives() {
	for k := 0; k+1 < len(s.ms); k++ {
		a, b := &s.ms[k], &s.ms[k+1]
		if a.Stance != Plain || b.Stance != Plain || a.Told || b.Told || a.Start == b.Start || a.Who == b.Who || s.link(k, k+1) == apart {
			continue
		}
		for i := s.t.At(a.End); i < len(s.t.Tokens) && s.t.Tokens[i].End <= b.Start; i++ {
			if s.w.or[s.t.Word(i)] {
				s.doubtAround(k, -1)
				s.doubtAround(k+1, 1)
			}
		}
	}
}

// doubtAround doubts a mention and those of the same maker beside it.
func (s *scope) doubtAround(k, step int) {
	for i := k; i >= 0 && i < len(s.ms) && s.ms[i].Who == s.ms[k].Who; i += step {
		s.ms[i].Doubt = OneOf
	}
}

// sentence gives the tokens [from, to) of the sentence around a mention.
func (t *Text) sentence(m *Mention) (from, to int) {
	from = min(t.At(m.Start), len(t.Tokens)-1)
	to = from + 1
	for from > 0 && !t.EndsSentence(from-1) {
		from--
	}
	for to < len(t.Tokens) && !t.EndsSentence(to-1) {
		to++
	}
	return from, to
}

// EndsSentence says whether a sentence, or a line, ends after token i.
func (t *Text) EndsSentence(i int) bool {
	return t.endsClause(i) || strings.Contains(t.Between(i), "\n")
}

// partOfCode says whether a short name is joined to a small number, as in a
// code of somebody else's: "ABC-12".
func (t *Text) partOfCode(m *Mention) bool {
	i := t.At(m.End-1) + 1
	if m.End-m.Start > 4 || i >= len(t.Tokens) || t.Fold[m.End:t.Tokens[i].Start] != "-" {
		return false
	}
	size := t.Tokens[i].End - t.Tokens[i].Start
	return size < 4 && t.Tokens[i].Digits == size
}

// answersNone says whether the sentence counts none, or ends as a form does that
// has nothing to report: "Acme cameras owned: 0", "Acme NO".
func (t *Text) answersNone(from, to int) bool {
	for i := from; i < to; i++ {
		gap := t.before(i)
		if w := t.Word(i); w == "nil" || w == "0" && !strings.HasSuffix(gap, ".") && !strings.HasSuffix(gap, ",") && !strings.HasPrefix(t.Between(i), ".") && !strings.HasSuffix(gap, "/") {
			return true
		}
	}
	return to-2 >= from && t.Word(to-1) == "no" && t.Tokens[to-2].Digits == 0
}
