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
}

const (
	minTypo = 5 // shorter names have too many neighbours
	maxTypo = 16
	minEar  = 8
)

func newTypos(t *nameTable) *typoTable {
	y := &typoTable{t: t, less: map[string][]int32{}, ear: map[string][]int32{}}
	var buf [maxTypo]byte
	for i := range t.refs {
		r := &t.refs[i]
		if r.length != 1 || r.common || r.typo || r.shared || len(r.text) < minTypo || len(r.text) > maxTypo || !plainLetters(r.text) {
			continue
		}
		for k := range len(r.text) {
			key := string(without(buf[:0], r.text, k))
			y.less[key] = append(y.less[key], int32(i))
		}
		if len(r.text) >= minEar {
			key := string(skeleton(buf[:0], r.text))
			y.ear[key] = append(y.ear[key], int32(i))
		}
	}
	return y
}

// find appends the names that token i may have been meant for.
func (y *typoTable) find(d *document, i int, hits []hit) []hit {
	tok := d.Tokens[i]
	n := tok.End - tok.Start
	if n < minTypo || n > maxTypo || tok.Digits > 2 {
		return hits
	}
	word := d.Word(i)
	var letters [maxTypo]byte
	w, ok := asLetters(letters[:0], word)
	if !ok || everydayWord(word) || commonWord(word) || commonWord(strings.TrimSuffix(word, "s")) {
		return hits
	}
	if _, ok := d.ProductAt(i); ok {
		return hits
	}
	swapped := tok.Digits > 0 // a digit stood for a letter
	if swapped {
		if refs := y.t.byText[string(w)]; len(refs) > 0 && !y.t.refs[refs[0]].common {
			return y.t.take(d, refs, tok.Start, tok.End, i, i+1, hits, typoClose)
		}
		return hits
	}
	var buf [maxTypo]byte
	for k := -1; k < n; k++ {
		key := w
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

// vowelForVowel says whether two words of one length differ in a vowel.
func vowelForVowel(a, b string) bool {
	const vowels = "aeiouy"
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return strings.IndexByte(vowels, a[i]) >= 0 && strings.IndexByte(vowels, b[i]) >= 0
		}
	}
	return false
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

type edit uint8

const (
	editNone edit = iota
	editSwap
	editDouble // a letter doubled, or a double one made single
	editInsert
	editDelete
	editChange
)

// editKind says by which single slip word came from name; editNone when it took
// more than one.
func editKind(word, name string) edit {
	i := 0
	for i < len(word) && i < len(name) && word[i] == name[i] {
		i++
	}
	a, b := word[i:], name[i:]
	switch {
	case len(a) == len(b):
		if len(a) >= 2 && a[0] == b[1] && a[1] == b[0] && a[2:] == b[2:] {
			return editSwap
		}
		if len(a) >= 1 && a[1:] == b[1:] {
			return editChange
		}
	case len(a) == len(b)+1 && a[1:] == b:
		if i > 0 && a[0] == word[i-1] || len(b) > 0 && a[0] == b[0] {
			return editDouble
		}
		return editInsert
	case len(a)+1 == len(b) && a == b[1:]:
		if i > 0 && b[0] == name[i-1] || len(a) > 0 && b[0] == a[0] {
			return editDouble
		}
		return editDelete
	}
	return editNone
}

// editDistance is the number of letters put in, left out or changed, at most
// limit+1.
func editDistance(a, b string, limit int) int {
	var prev, cur [maxTypo + 2]int
	for j := range len(b) + 1 {
		prev[j] = j
	}
	for i := range len(a) {
		cur[0] = i + 1
		best := cur[0]
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			cur[j+1] = min(prev[j]+cost, prev[j+1]+1, cur[j]+1)
			best = min(best, cur[j+1])
		}
		if best > limit {
			return limit + 1
		}
		prev = cur
	}
	return prev[len(b)]
}

func without(dst []byte, s string, k int) []byte {
	return append(append(dst, s[:k]...), s[k+1:]...)
}

// skeleton keeps the first letter and the consonants, each once, with letters
// that sound alike made equal.
func skeleton(dst []byte, s string) []byte {
	for i := range len(s) {
		c := s[i]
		switch c {
		case 'a', 'e', 'i', 'o', 'u', 'y':
			if i > 0 {
				continue
			}
		case 'c', 'q':
			c = 'k'
		case 'z':
			c = 's'
		case 'w':
			c = 'v'
		case 'h':
			if i > 0 {
				continue
			}
		}
		if len(dst) > 0 && dst[len(dst)-1] == c {
			continue
		}
		dst = append(dst, c)
	}
	return dst
}

func plainLetters(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

// asLetters reads digits that look like letters as those, and fails on others.
func asLetters(dst []byte, s string) ([]byte, bool) {
	for i := range len(s) {
		c := s[i]
		switch c {
		case '0':
			c = 'o'
		case '1':
			c = 'i'
		case '5':
			c = 's'
		case '3':
			c = 'e'
		case '4':
			c = 'a'
		}
		if c < 'a' || c > 'z' {
			return nil, false
		}
		dst = append(dst, c)
	}
	return dst, true
}
