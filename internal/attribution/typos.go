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
	word := d.Word(i)
	if !y.worthAsking(word, tok.Digits, sum) {
		return hits
	}
	if _, ok := d.ProductAt(i); ok {
		return hits
	}
	refs, cut := y.meant(word, tok.Digits, sum, func() bool {
		key := d.key(tok.Start)
		return key == inventory.Maker || key == inventory.Brand || d.nearProduct(i)
	})
	if len(refs) == 0 {
		return hits
	}
	return y.t.take(d, refs, tok.Start, tok.End, i, i+1, hits, cut)
}

// suspects says whether a word may be meant for a name, wherever it stands.
func (y *typoTable) suspects(word string, digits int, sum uint32) bool {
	if !y.worthAsking(word, digits, sum) {
		return false
	}
	refs, _ := y.meant(word, digits, sum, func() bool { return true })
	return len(refs) > 0
}

// worthAsking says whether a word is of the form of a name, near one, and no
// word of the language.
func (y *typoTable) worthAsking(word string, digits int, sum uint32) bool {
	if len(word) < minTypo || len(word) > maxTypo || digits > 2 {
		return false
	}
	var buf [maxTypo]byte
	w, ok := asLetters(buf[:0], word)
	return ok && (digits > 0 || y.maybe(w, sum)) && !everydayWord(word) && !commonWord(word) && !commonWord(strings.TrimSuffix(word, "s"))
}

// meant gives the names that a word may have been meant for, and what the slip
// leaves of their strength. beside says whether the word stands where a maker's
// name would.
func (y *typoTable) meant(word string, digits int, sum uint32, beside func() bool) (refs []int32, cut float64) {
	var letters, buf [maxTypo]byte
	w, _ := asLetters(letters[:0], word)
	if digits > 0 { // a digit stood for a letter
		if refs := y.t.byText[string(w)]; len(refs) > 0 && !y.t.refs[refs[0]].common {
			return refs, typoClose
		}
		return nil, 0
	}
	for k := -1; k < len(word); k++ {
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
		near := y.near(key, k >= 0)
		for at, r := range near {
			if cut, ok := y.plausible(word, &y.t.refs[r], beside); ok {
				return near[at : at+1], cut
			}
		}
	}
	if len(word) < minEar {
		return nil, 0
	}
	heard := y.ear[string(skeleton(buf[:0], word))]
	for at, r := range heard {
		ref := &y.t.refs[r]
		if diff := len(ref.text) - len(word); diff >= -2 && diff <= 2 && ref.text[0] == word[0] && editDistance(word, ref.text, 2) <= 2 {
			return heard[at : at+1], typoFar
		}
	}
	return nil, 0
}

// near gives the names that a key stands for: themselves, where the word had
// one letter too many, or those with one letter left out.
func (y *typoTable) near(key []byte, cut bool) []int32 {
	if cut {
		if refs := y.t.byText[string(key)]; len(refs) > 0 {
			if r := &y.t.refs[refs[0]]; len(r.text) >= minTypo && r.length == 1 && !r.common {
				return refs
			}
		}
	}
	return y.less[string(key)] // too few, another, or swapped
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
func (y *typoTable) plausible(word string, r *nameRef, beside func() bool) (cut float64, ok bool) {
	kind := editKind(word, r.text)
	if kind == editNone || word[0] != r.text[0] && kind != editSwap {
		return 0, false
	}
	if kind == editInsert && strings.TrimSuffix(word, "s") == r.text || strings.HasPrefix(word, r.text) && len(r.text) < 7 {
		return 0, false // a plural or a longer word, not a slip
	}
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
		if hand && beside() {
			return typoClose, true
		}
		return typoFar, beside()
	default:
		return typoClose, hand && beside()
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
