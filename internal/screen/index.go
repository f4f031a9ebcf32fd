package screen

import (
	"math/bits"

	"caveat.example/caveat/internal/name"
)

// An Index finds records by name or identifier. It never changes once built, so
// any number of Searchers may read it at once, without locks.
type Index struct {
	lex     *name.Lexicon
	records []Record
	names   []entry
	bits    []float32 // what all words of each name tell
	flat    []uint32  // the words of all names, one after the other

	words   []name.Word // the vocabulary
	glances []glance    // of each word: looked at before the word itself
	keys    *table
	keyWord []uint32 // a word of each key
	keyBits []float32
	postAt  []uint32 // postings of key k: posts[postAt[k]:postAt[k+1]]
	posts   []uint32

	slips *multimap // deletion neighbourhoods → words
	tones *multimap // consonants, and pairs of Chinese characters → words
	joins *multimap // two neighbours written together → names
	whole *multimap // all words that matter written together → names

	ids     map[string][]uint32 // identifier → records
	group   []uint32            // group of each record
	groupAt []uint32
	members []uint32 // records of group g: members[groupAt[g]:groupAt[g+1]]
}

// An entry is one name of a record.
type entry struct {
	record uint32
	alias  int32 // place among the record's aliases, -1 for its name
	first  uint32
	count  uint8
	weak   bool // it never makes a match on its own
	// foreign names are not in Latin letters although their record has a
	// name that is: who asks in Latin letters means that one.
	foreign bool
}

// Size says what an Index holds.
type Size struct {
	Records, Names, Words int
}

// Size says what the Index holds.
func (x *Index) Size() Size {
	return Size{len(x.records), len(x.names), len(x.words)}
}

// ofName gives the words of a name.
func (x *Index) ofName(e *entry) []uint32 { return x.flat[e.first : e.first+uint32(e.count)] }

// wordsOf appends the words of a name to dst.
func (x *Index) wordsOf(dst []name.Word, e *entry) []name.Word {
	for _, w := range x.ofName(e) {
		dst = append(dst, x.words[w])
	}
	return dst
}

// A glance is what most words that may be meant are told apart by. It lies in one
// line of the processor's cache, where a word and its texts take up to five.
type glance struct {
	letters uint32 // see name.ShapeOf
	key     uint32 // the key of the word
	size    uint8  // bytes of its text
	class   name.Class
	common  bool
	text    [21]byte // its text, where it has room
}

func glanceOf(w *name.Word, key uint32) glance {
	g := glance{letters: w.Shape, key: key, size: uint8(min(len(w.Text), 255)), class: w.Class, common: w.Common}
	if g.letters == 0 {
		g.letters = name.ShapeOf(w.Text)
	}
	copy(g.text[:], w.Text)
	return g
}

// near says whether two words may be within some slips: a slip adds one letter
// and takes one away at most.
func (g *glance) near(h *glance, slips int) bool {
	d := int(g.size) - int(h.size)
	return d <= slips && -d <= slips && bits.OnesCount32(g.letters^h.letters) <= 2*slips
}

// glimpse gives of a word what is needed to count its slips.
func (x *Index) glimpse(w *name.Word, id uint32) *name.Word {
	g := &x.glances[id]
	if int(g.size) > len(g.text) {
		return &x.words[id]
	}
	w.Text, w.Class, w.Common = view(g.text[:g.size]), g.class, g.common
	return w
}
