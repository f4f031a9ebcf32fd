package attribution

import (
	"math/bits"
	"unicode"
	"unicode/utf8"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/line"
)

// A sifter finds the places of a text at which a name, a number or an address
// may begin, and so at once the many texts in which there is none. What it
// finds is looked at closely afterwards: it may name a place for nothing, but
// never misses one, which a test holds it to.
//
// It looks at each word once, by what its wordbook remembers of it. The text
// is folded and cut into words eight bytes at a time.
type sifter struct {
	book  *wordbook
	joins *nameParts

	fold []byte    // the folded text, and some bytes of room
	size int       // of the text in fold
	mask []uint64  // of its bytes that belong to words
	digs []uint64  // of its digits
	text line.Text // where it could not be folded so

	names, numbers []int32 // places in the folded text
	sure           bool    // one of them needs nothing else beside it
	macs, serials  bool
	unsifted       bool // a script without spaces: all of it has to be looked at

	onward bool      // the last word may go on with that before it
	last   [4]wordAt // the word at hand and those before it, in a ring
	count  int       // of words
	pairs  int       // hexadecimal pairs in a row
}

// A wordAt is a word and where it stands.
type wordAt struct {
	start, end int32
	sum        uint32 // of its letters
	signs      sign
	next       uint32 // what goes on with it begins so
}

// quiet says whether nothing can begin anywhere in the text. firm says of a
// place in it whether it belongs to a field for firms, where every name counts.
func (s *sifter) quiet(text []byte, firm func(at int) bool) bool {
	s.names, s.numbers = s.names[:0], s.numbers[:0]
	s.sure, s.macs, s.serials, s.unsifted = false, false, false, false
	s.count = 0
	for i := range s.last {
		s.last[i] = wordAt{start: -2, end: -2}
	}
	s.pairs, s.onward = 0, false
	s.text = line.Text{}
	if !s.prepareASCII(text) && !s.prepare(string(text)) {
		s.unsifted = true
		return false
	}
	s.walk(text, firm)
	return !s.sure && !s.macs && !s.serials
}

// walk looks at every word, and at the signs between words.
func (s *sifter) walk(text []byte, firm func(int) bool) {
	gaps := &s.book.x.patterns.signsFirst
	start, end := 0, 0
	open := false // a word goes on from the block before
	for b := 0; b*64 < s.size; b++ {
		m := s.mask[b]
		shifted := m << 1
		if open {
			shifted |= 1
		}
		starts, ends := m&^shifted, shifted&^m
		if open && ends != 0 {
			end = b*64 + bits.TrailingZeros64(ends)
			ends &= ends - 1
			s.word(text, start, end, firm)
			open = false
		}
		for ; ends != 0; ends &= ends - 1 {
			start = b*64 + bits.TrailingZeros64(starts)
			starts &= starts - 1
			if start != end+1 || s.fold[end] != ' ' || gaps[' '] {
				s.between(gaps, end, start)
			}
			end = b*64 + bits.TrailingZeros64(ends)
			s.word(text, start, end, firm)
		}
		if starts != 0 {
			start = b*64 + bits.TrailingZeros64(starts)
			s.between(gaps, end, start)
			open = true
		}
	}
	if open {
		s.word(text, start, s.size, firm)
		return
	}
	s.between(gaps, end, s.size)
}

// between looks at what stands between two words: some numbers begin there.
func (s *sifter) between(begins *[256]bool, from, to int) {
	for at := from; at < to; at++ {
		if begins[s.fold[at]] {
			s.number(at, false)
		}
	}
}

// word looks at one word.
func (s *sifter) word(text []byte, start, end int, firm func(int) bool) {
	known := s.book.look(s.fold[start:], end-start)
	w, one, two := &s.last[s.count&3], &s.last[(s.count-1)&3], &s.last[(s.count-2)&3]
	w.start, w.end, w.sum, w.signs, w.next = int32(start), int32(end), known.sum, known.signs, known.next
	worth := alone | followed[s.fold[end]]
	if s.digs[start/64]|s.digs[start/64+1] != 0 {
		worth |= signLoose
	}
	onward := one.next&initial(s.fold[start]) != 0
	if w.signs&worth != 0 || onward || s.onward {
		s.closer(text, w, one, two, firm)
	} else {
		s.pairs = 0
	}
	s.onward = onward
	s.count++
}

// closer looks at a word that something may begin or end with.
func (s *sifter) closer(text []byte, w, one, two *wordAt, firm func(int) bool) {
	s.withBefore(w, one, two)
	if one.signs&signPhrase != 0 && s.phrase(one, w) {
		s.name(one.start)
	}
	switch {
	case w.signs&(signName|signSlip) != 0,
		w.signs&signWord != 0 && (s.capital(text, w) || firm(s.rawAt(w.start))),
		w.signs&signGeneric != 0 && firm(s.rawAt(w.start)):
		s.name(w.start)
	}
	loose := w.signs&signLoose != 0 && s.digitsAhead(int(w.start))
	if loose || w.signs&signNumber != 0 || w.signs&followed[s.fold[w.end]] != 0 {
		s.number(int(w.start), loose)
	}
	s.serials = s.serials || w.signs&signSerial != 0 && s.serialAhead(w)
	s.sure = s.sure || w.signs&signFCC != 0
}

// followed gives the sign of words after which a number may go on with a byte.
var followed = func() (signs [256]sign) {
	for c := range signs {
		signs[c] = signSigned
	}
	signs[' '], signs['-'] = signSpaced, signDashed
	return signs
}()

// name notes that a name may begin at a place.
func (s *sifter) name(at int32) {
	s.sure = true
	k := len(s.names)
	for k > 0 && s.names[k-1] >= at { // found late, by what follows it
		if s.names[k-1] == at {
			return
		}
		k--
	}
	s.names = append(s.names, 0)
	copy(s.names[k+1:], s.names[k:])
	s.names[k] = at
}

// number notes a place at which a number does begin. Some numbers mean their
// maker only beside its name, and tell nothing in a text without any.
func (s *sifter) number(at int, loose bool) {
	found, sure := s.book.x.patterns.beginsAt(s.folded(at), loose)
	if found {
		s.numbers = append(s.numbers, int32(at))
		s.sure = s.sure || sure
	}
}

// folded gives the folded text from a place on, as far as an expression looks.
func (s *sifter) folded(at int) []byte {
	end := min(at+window, s.size)
	for end < s.size && (s.fold[end] >= 'a' && s.fold[end] <= 'z' || s.fold[end] >= '0' && s.fold[end] <= '9' || s.fold[end] >= 0x80) {
		end++
	}
	return s.fold[at:end]
}

func (s *sifter) rawAt(at int32) int {
	if s.text.Raw == "" {
		return int(at)
	}
	return s.text.RawAt(int(at))
}

// capital says whether a word is written with a capital letter.
func (s *sifter) capital(text []byte, w *wordAt) bool {
	r, _ := utf8.DecodeRune(text[s.rawAt(w.start):])
	return unicode.IsUpper(r)
}

// serialWord says whether a serial number may follow a word.
func serialWord(w string) bool {
	switch w {
	case "sn", "serial", "seriennummer", "ser":
		return true
	}
	return false
}

// firmField says whether a field names firms, so that a name which is also a
// word may count in it.
func firmField(key string) bool {
	switch key {
	case inventory.Maker, inventory.Brand, inventory.Supplier, inventory.Owner:
		return true
	}
	return false
}
