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
	shapes  []shape     // of each word: looked at before the word itself
	keyOf   []uint32    // key of each word
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

// A shape is what tells most words apart at a glance: the letters that a word
// has, and how many.
type shape struct {
	letters uint32
	size    uint8
}

func shapeOf(w *name.Word) shape {
	letters := w.Shape
	if letters == 0 {
		letters = name.ShapeOf(w.Text)
	}
	return shape{letters, uint8(min(len(w.Text), 255))}
}

// near says whether two words of these shapes may be within some slips: a slip
// adds one letter and takes one away at most.
func (s shape) near(t shape, slips int) bool {
	d := int(s.size) - int(t.size)
	return d <= slips && -d <= slips && bits.OnesCount32(s.letters^t.letters) <= 2*slips
}
