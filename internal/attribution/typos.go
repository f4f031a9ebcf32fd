package attribution

import (
	"strings"

	"caveat.example/caveat/internal/inventory"
)

// A typoTable finds names with one typing error: a letter left out, put in,
// doubled, changed, or swapped with its neighbour, or a digit for a letter
// (HIKVISI0N). Long names may also be spelt by ear (Hickvison). Only names of
// one word that mean nobody else are looked for.
type typoTable struct {
	t    *nameTable
	less map[string][]int32 // a name with one letter left out → refs
	ear  map[string][]int32 // consonants → refs, for long names

	short, heard sieve // what less and ear hold
}

const (
	minTypo = 5 // shorter names have too many neighbours
	maxTypo = 16
	minEar  = 8
)

func newTypos(t *nameTable) *typoTable {
	y := &typoTable{t: t, less: map[string][]int32{}, ear: map[string][]int32{}, short: newSieve(), heard: newSieve()}
	var buf [maxTypo]byte
	for i := range t.refs {
		r := &t.refs[i]
		if r.length != 1 || r.common || r.typo || r.shared || len(r.text) < minTypo || len(r.text) > maxTypo || !plainLetters(r.text) {
			continue
		}
		for k := range len(r.text) {
			key := string(without(buf[:0], r.text, k))
			y.less[key] = append(y.less[key], int32(i))
			y.short.add(letters(key))
		}
		if len(r.text) >= minEar {
			key := string(skeleton(buf[:0], r.text))
			y.ear[key] = append(y.ear[key], int32(i))
			y.heard.add(letters(key))
		}
	}
	return y
}

// maybe says whether a word, the sum of whose letters is given, may be near a
// name. It is asked of every word of every text.
func (y *typoTable) maybe(word []byte, sum uint32) bool {
	if y.short.has(sum) {
		return true
	}
	for _, c := range word {
		if less := sum - letter(c); y.short.has(less) || y.t.known.has(less) {
			return true
		}
	}
	var buf [maxTypo]byte
	return len(word) >= minEar && y.heard.has(letters(skeleton(buf[:0], string(word))))
}

// find appends the names that token i may have been meant for. sum is that of
// its letters.
func (y *typoTable) find(d *document, i int, sum uint32, hits []hit) []hit {
	tok := d.Tokens[i]
	n := tok.End - tok.Start
	if n < minTypo || n > maxTypo || tok.Digits > 2 {
		return hits
	}
	word := d.Word(i)
	var letters [maxTypo]byte
	w, ok := asLetters(letters[:0], word)
	swapped := tok.Digits > 0 // a digit stood for a letter
	if !ok || !swapped && !y.maybe(w, sum) || everydayWord(word) || commonWord(word) || commonWord(strings.TrimSuffix(word, "s")) {
		return hits
	}
	if _, ok := d.ProductAt(i); ok {
		return hits
	}
	if swapped {
		if refs := y.t.byText[string(w)]; len(refs) > 0 && !y.t.refs[refs[0]].common {
			return y.t.take(d, refs, tok.Start, tok.End, i, i+1, hits, typoClose)
		}
		return hits
	}
	var buf [maxTypo]byte
	for k := -1; k < n; k++ {
		key, less := w, sum
		if k >= 0 {
			less -= letter(word[k])
		}
		if !y.short.has(less) && (k < 0 || !y.t.known.has(less)) {
			continue
		}
		if k >= 0 {
			key = without(buf[:0], word, k)
		}
		var refs []int32
		if k >= 0 {
			refs = y.t.byText[string(key)] // one letter too many
			if len(refs) > 0 && (len(y.t.refs[refs[0]].text) < minTypo || y.t.refs[refs[0]].length != 1 || y.t.refs[refs[0]].common) {
				refs = nil
			}
		}
		if len(refs) == 0 {
			refs = y.less[string(key)] // too few, another, or swapped
		}
		for _, r := range refs {
			if cut, ok := y.plausible(d, i, word, &y.t.refs[r]); ok {
				return y.t.take(d, []int32{r}, tok.Start, tok.End, i, i+1, hits, cut)
			}
		}
	}
	if n >= minEar {
		for _, r := range y.ear[string(skeleton(buf[:0], word))] {
			ref := &y.t.refs[r]
			if diff := len(ref.text) - n; diff >= -2 && diff <= 2 && ref.text[0] == word[0] && editDistance(word, ref.text, 2) <= 2 {
				return y.t.take(d, []int32{r}, tok.Start, tok.End, i, i+1, hits, typoFar)
			}
		}
	}
	return hits
}

// How much of a name's strength a typing error leaves.
const (
	typoClose = 0.93 // swapped or doubled letters, a digit for a letter: hands do that
	typoNear  = 0.90 // a letter wrong in a long name
	typoFar   = 0.72 // a letter wrong in a short one, or spelt by ear
)

// plausible says whether the word is likely to have been meant for the name,
// and how far. Short names have real neighbours (Dehua is a town), so theirs
// must look like slips of the hand and stand where a maker's name would.
func (y *typoTable) plausible(d *document, i int, word string, r *nameRef) (cut float64, ok bool) {
	kind := editKind(word, r.text)
	if kind == editNone || word[0] != r.text[0] && kind != editSwap {
		return 0, false
	}
	if kind == editInsert && strings.TrimSuffix(word, "s") == r.text || strings.HasPrefix(word, r.text) && len(r.text) < 7 {
		return 0, false // a plural or a longer word, not a slip
	}
	key := d.key(d.Tokens[i].Start)
	labelled := key == inventory.Maker || key == inventory.Brand
	hand := kind == editSwap || kind == editDouble
	if kind == editChange && len(r.text) < 8 && !vowelForVowel(word, r.text) {
		return 0, false // Samtec is not Santec; Huawai is Huawei
	}
	switch {
	case len(r.text) >= 8:
		if hand {
			return typoClose, true
		}
		return typoNear, true
	case len(r.text) >= 6:
		if hand && (labelled || d.nearProduct(i)) {
			return typoClose, true
		}
		return typoFar, labelled || d.nearProduct(i)
	default:
		return typoClose, hand && (labelled || d.nearProduct(i))
	}
}

// nearProduct says whether a word for a product stands a few words from token i.
func (d *document) nearProduct(i int) bool {
	for k := max(0, i-3); k < len(d.Tokens) && k < i+7; k++ {
		if k == i {
			continue
		}
		if _, ok := d.ProductAt(k); ok {
			return true
		}
	}
	return false
}

const (
	editNone edit = iota
	editSwap
	editDouble // a letter doubled, or a double one made single
	editInsert
	editDelete
	editChange
)
