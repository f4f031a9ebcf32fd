package attribution

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"caveat.example/caveat/internal/line"
	"caveat.example/caveat/internal/register"
)

// A nameTable finds parties' names in a text. Names of scripts with spaces are
// found by whole words, so that Alhua is not Dahua; names of scripts without,
// anywhere in a run of such letters.
type nameTable struct {
	refs   []nameRef
	byText map[string][]int32 // folded words joined by a space → refs
	first  map[string]int     // first word → the most words that a name beginning so has
	wide   map[rune][]int32   // first letter → refs, longest name first
	typo   *typoTable
	known  sieve // what byText holds of one word
	begins sieve // what first holds

	joins func() *nameParts
	pairs func() wordPairs // the first two words of names of several
}

// A nameRef is one way to write one party or brand.
type nameRef struct {
	text    string // folded
	shown   string
	party   *register.Party
	brand   *register.Brand // the rule that makes a label of it, or nil
	kind    string
	typo    bool // a known way to misspell it
	common  bool // also a word of the language, or too short to stand alone
	generic bool // what everybody calls such a thing: MiFi
	shared  bool // several parties bear it
	rule    string
	source  register.Source
	stands  bool // the party's own name, not one of a brand that others make
	length  int
	tail    string // signs that end it, "++"
}

// newNames collects all names of the register that may identify somebody.
func newNames(reg *register.Register, kin *kinTable) *nameTable {
	t := &nameTable{byText: map[string][]int32{}, first: map[string]int{}, wide: map[rune][]int32{}, known: newSieve(), begins: newSieve()}
	brands := reg.Brands()
	for i := range brands {
		b := &brands[i]
		p := reg.Party(b.Party)
		if p == nil {
			continue
		}
		for _, w := range b.Words {
			t.add(nameRef{shown: w, party: p, brand: b, kind: "brand", rule: b.At, source: b.Source})
		}
		for _, w := range b.Common {
			t.add(nameRef{shown: w, party: p, brand: b, kind: "brand", rule: b.At, source: b.Source, common: true})
		}
		for _, w := range b.Weak {
			if r, _ := utf8.DecodeRuneInString(w); line.IsWide(r) { // 大华 beside 摄像机 is Dahua, beside 会计师 an auditor
				t.add(nameRef{shown: w, party: p, brand: b, kind: "brand", rule: b.At, source: b.Source, common: true})
			}
		}
	}
	parties := reg.Parties()
	for i := range parties {
		p := &parties[i]
		t.add(nameRef{shown: p.Name, party: p, brand: kin.rule(p.ID), kind: "legal", rule: p.At, source: p.Source})
		for j := range p.Names {
			n := &p.Names[j]
			if n.Kind == "weak" {
				continue
			}
			t.add(nameRef{shown: n.Text, party: p, brand: kin.rule(p.ID), kind: n.Kind, shared: n.Shared, typo: n.Kind == "typo", rule: p.At, source: n.Source})
		}
	}
	for _, refs := range t.wide {
		slices.SortStableFunc(refs, func(a, b int32) int { return cmp.Compare(len(t.refs[b].text), len(t.refs[a].text)) })
	}
	t.typo = newTypos(t)
	t.joins, t.pairs = t.onePiece(), t.firstPairs()
	return t
}

// add enters a name, and the forms in which people also write it: joined
// (WBox), and parted where it changes case inside (Hik Vision).
func (t *nameTable) add(r nameRef) {
	if strings.Contains(r.shown, "(") && r.kind == "brand" {
		return // an editor's remark, "Hyundai (security)", is not what a label says
	}
	text := line.New(r.shown)
	if len(text.Tokens) == 0 {
		return
	}
	words := make([]string, len(text.Tokens))
	wide := false
	for i := range text.Tokens {
		words[i] = text.Word(i)
		wide = wide || text.Tokens[i].Wide
	}
	for len(words) > 2 && isLegalForm(words[len(words)-1]) && !wide {
		t.put(r, words) // with its legal form, and without
		words = words[:len(words)-1]
	}
	t.put(r, words)
	if wide {
		return
	}
	if joined := strings.Join(words, ""); len(words) > 1 && len(words) < 4 && len(joined) >= 6 && !commonWord(joined) {
		t.put(r, []string{joined})
	}
	if parts := camel(r.shown); len(parts) == 2 && len(words) == 1 {
		t.put(r, parts)
	}
}

func (t *nameTable) put(r nameRef, words []string) {
	r.text = strings.Join(words, " ")
	r.length = len(words)
	r.tail = r.shown[len(strings.TrimRight(r.shown, "+!")):]
	own := r.brand == nil || ownLabel(r.brand)
	r.stands = own && !r.shared
	if len(words) == 1 && !r.common {
		t := line.New(r.text)
		_, r.generic = t.ProductAt(0)
		r.common = r.generic
	}
	r.common = r.common || len(words) == 1 && (commonWord(r.text) || len(r.text) <= 3 && !distinctShort(r.text)) ||
		len(words) > 1 && commonPhrase(r.text)
	for _, i := range t.byText[r.text] {
		if o := &t.refs[i]; o.party == r.party {
			o.common = o.common || r.common
			return
		}
	}
	at := int32(len(t.refs))
	t.refs = append(t.refs, r)
	t.byText[r.text] = append(t.byText[r.text], at)
	if len(words) == 1 {
		t.known.add(letters(r.text))
	}
	first := words[0]
	if c := []rune(first)[0]; line.IsWide(c) {
		t.wide[c] = append(t.wide[c], at)
		return
	}
	t.first[first] = max(t.first[first], len(words))
	t.begins.add(letters(first))
}

// camel parts a word where a small letter is followed by a capital: HikVision.
func camel(s string) []string {
	for i := 2; i+2 < len(s); i++ {
		if s[i-1] >= 'a' && s[i-1] <= 'z' && s[i] >= 'A' && s[i] <= 'Z' && len(s) >= 7 && !strings.ContainsAny(s, " -.") {
			return []string{strings.ToLower(s[:i]), strings.ToLower(s[i:])}
		}
	}
	return nil
}

// find gives every name in the document, the longest at each place, in order.
func (t *nameTable) find(d *document) []hit {
	var hits []hit
	var key [96]byte
	for i := d.nextName(0); i < len(d.Tokens); i = d.nextName(i + 1) {
		if len(hits) >= maxHits {
			break
		}
		if d.Tokens[i].Wide {
			hits = t.findWide(d, i, hits)
			continue
		}
		sum := letters(d.Word(i))
		if t.begins.has(sum) {
			if n := t.first[d.Word(i)]; n > 0 {
				if used := t.longest(d, i, n, key[:0], &hits); used > 0 {
					i += used - 1
					continue
				}
			}
		}
		if used := t.joined(d, i, sum, key[:0], &hits); used > 0 {
			i += used - 1
			continue
		}
		hits = t.typo.find(d, i, sum, hits)
	}
	return among(hits)
}

// maxHits bounds what one item can name; a text with more is a catalogue.
const maxHits = 256

// longest takes the longest name that begins at token i and gives how many
// tokens it has.
func (t *nameTable) longest(d *document, i, most int, key []byte, hits *[]hit) int {
	var ends [16]int
	key = append(key, d.Word(i)...)
	ends[0] = len(key)
	n := 1
	for ; n < most && n < len(ends) && i+n < len(d.Tokens); n++ {
		gap := d.Between(i + n - 1)
		if len(gap) > 3 || strings.ContainsAny(gap, ";!?\n") || len(key)+len(d.Word(i+n)) > 94 {
			break
		}
		key = append(append(key, ' '), d.Word(i+n)...)
		ends[n] = len(key)
	}
	for ; n > 0; n-- {
		if refs := t.byText[string(key[:ends[n-1]])]; len(refs) > 0 {
			*hits = t.take(d, refs, d.Tokens[i].Start, d.Tokens[i+n-1].End, i, i+n, *hits, 0)
			return n
		}
	}
	return 0
}

// minJoined is the least length of a name that is known in pieces.
const minJoined = 5

// joined takes a name that was written in two or three pieces: HIK VISION,
// Hik-Vi-Sion.
func (t *nameTable) joined(d *document, i int, sum uint32, key []byte, hits *[]hit) int {
	key = append(key, d.Word(i)...)
	if len(key) < 2 || d.Tokens[i].Digits > 0 {
		return 0
	}
	for n := 1; n < 3 && i+n < len(d.Tokens); n++ {
		gap := d.Between(i + n - 1)
		if len(gap) != 1 || gap[0] != ' ' && gap[0] != '-' && gap[0] != '_' && gap[0] != '.' || d.Tokens[i+n].Wide || d.Tokens[i+n].Digits > 0 {
			return 0
		}
		word := d.Word(i + n)
		if len(key)+len(word) > 24 || len(word) < 2 {
			return 0
		}
		key = append(key, word...)
		sum += letters(word)
		if len(key) < minJoined || !t.known.has(sum) || len(key) == 5 && !d.parted(i) {
			continue
		}
		if refs := t.byText[string(key)]; len(refs) > 0 && !t.refs[refs[0]].common {
			*hits = t.take(d, refs, d.Tokens[i].Start, d.Tokens[i+n].End, i, i+n+1, *hits, 0)
			return n + 1
		}
	}
	return 0
}

// parted says whether tokens i and the next may be a short name in two pieces
// ("Da Hua NVR"): written as names are, with a word for a product near.
func (d *document) parted(i int) bool {
	return d.Tokens[i].Upper && d.Tokens[i+1].Upper && d.nearProduct(i)
}

func (t *nameTable) findWide(d *document, i int, hits []hit) []hit {
	tok := d.Tokens[i]
	word := d.Fold[tok.Start:tok.End]
	skip := 0
	for at, c := range word {
		if at < skip {
			continue
		}
		for _, k := range t.wide[c] {
			r := &t.refs[k]
			if n := widePrefix(d.Fold[tok.Start+at:], r.text); n > 0 {
				hits = t.take(d, t.byText[r.text], tok.Start+at, tok.Start+at+n, i, d.At(tok.Start+at+n-1)+1, hits, 0)
				skip = at + n
				break
			}
		}
	}
	return hits
}

// widePrefix gives how much of s a name takes up at its beginning, single
// spaces between its letters aside (海康 威视); 0 when it is not there.
func widePrefix(s, name string) int {
	i := 0
	for k := 0; k < len(name); {
		r, n := utf8.DecodeRuneInString(name[k:])
		if i > 0 && i < len(s) && s[i] == ' ' && r != ' ' {
			i++
		}
		if !strings.HasPrefix(s[i:], name[k:k+n]) {
			return 0
		}
		i += n
		k += n
	}
	return i
}

func foldKey(s string) string {
	t := line.New(s)
	var b strings.Builder
	for i := range t.Tokens {
		b.WriteString(t.Word(i))
	}
	return b.String()
}
