package attribution

import (
	"encoding/binary"
	"slices"
	"strings"
	"sync"
)

// A sign says of a word by itself, in whatever text it stands, what may begin
// with it. A word with no sign can be passed over: nothing begins there.
type sign uint32

const (
	signName    sign = 1 << iota // it is a name of one word
	signWord                     // … that is also a word, so that it counts only with a capital or in a firm's field
	signGeneric                  // … that everybody uses, so that it counts only in a firm's field
	signPhrase                   // names of several words begin with it
	signPiece                    // a name of one word begins with it and goes on: HIK VISION
	signSlip                     // it may be a name with a typing error
	signNumber                   // a number may begin with it, whatever follows
	signSpaced                   // … where a space follows
	signDashed                   // … where a dash follows
	signSigned                   // … where any other sign follows
	signLoose                    // a number read without its dashes may begin with it
	signPair                     // two characters of a hardware address
	signSerial                   // a serial number may follow
	signFCC                      // an FCC identifier may follow
	signDigits                   // it has digits
	signLetters                  // two letters or more, and no digit

	// What makes a word worth a closer look by itself.
	alone = signName | signWord | signGeneric | signSlip | signNumber | signPair | signSerial | signFCC // and those of followed, and signLoose before digits
)

// A lexeme is what is remembered of one word. Words of up to 16 bytes are held
// in two numbers.
type lexeme struct {
	low, high uint64
	sum       uint32 // of its letters; see letters
	signs     sign
	next      uint32 // with what a word must begin that goes on with it; see initial
}

// A wordbook remembers the words that were met last. Texts use the same few
// thousand words again and again. Its size is fixed: a word that has no place
// takes another's.
type wordbook struct {
	places [1 << bookBits][2]lexeme // first, so that each pair fills one line of a cache
	x      *Index
	long   map[string]*lexeme // words over 16 bytes
}

const (
	bookBits = 13
	maxLong  = 1 << 10
)

// look gives what is known of the n bytes at the beginning of b, until the next
// call. b must have 16 bytes or more.
func (w *wordbook) look(b []byte, n int) *lexeme {
	if n > 16 {
		return w.lookLong(b[:n])
	}
	low := binary.LittleEndian.Uint64(b) & firstBytes[n]
	high := binary.LittleEndian.Uint64(b[8:]) & firstBytes[max(n, 8)-8]
	place := &w.places[(low^high*0xD6E8FEB86659FD93)*0x9E3779B97F4A7C15>>(64-bookBits)]
	if place[0].low == low && place[0].high == high {
		return &place[0]
	}
	return w.lookAgain(place, b[:n], low, high)
}

// lookAgain looks in the second place, and else asks the tables.
func (w *wordbook) lookAgain(place *[2]lexeme, word []byte, low, high uint64) *lexeme {
	if place[1].low == low && place[1].high == high {
		return &place[1]
	}
	place[1] = place[0]
	place[0] = w.x.lexeme(string(word))
	place[0].low, place[0].high = low, high
	return &place[0]
}

// firstBytes masks the first bytes of eight.
var firstBytes = [17]uint64{
	0, 1<<8 - 1, 1<<16 - 1, 1<<24 - 1, 1<<32 - 1, 1<<40 - 1, 1<<48 - 1, 1<<56 - 1,
	1<<64 - 1, 1<<64 - 1, 1<<64 - 1, 1<<64 - 1, 1<<64 - 1, 1<<64 - 1, 1<<64 - 1, 1<<64 - 1, 1<<64 - 1,
}

// initial gives a bit for what a word begins with.
func initial(c byte) uint32 { return 1 << class(c) }

func (w *wordbook) lookLong(word []byte) *lexeme {
	l := w.long[string(word)]
	if l == nil {
		if w.long == nil || len(w.long) >= maxLong {
			w.long = make(map[string]*lexeme)
		}
		made := w.x.lexeme(string(word))
		l = &made
		w.long[string(word)] = l
	}
	return l
}

// lexeme asks all tables of one folded word.
func (x *Index) lexeme(word string) lexeme {
	l := lexeme{sum: letters(word)}
	digits := 0
	for i := range len(word) {
		if word[i] >= '0' && word[i] <= '9' {
			digits++
		}
	}
	switch {
	case digits > 0:
		l.signs |= signDigits
	case len(word) >= 2:
		l.signs |= signLetters
	}
	l.signs |= x.names.signs(word, digits, l.sum) | x.patterns.signs(word)
	if l.signs&signPhrase != 0 {
		l.next = x.names.pairs().seconds[word]
	}
	if digits == 0 && len(word) >= 2 {
		for _, name := range goingOn(x.names.joins().sorted, word) {
			l.signs |= signPiece
			l.next |= initial(name[len(word)])
		}
	}
	switch {
	case word == "fcc" || word == "fccid":
		l.signs |= signFCC
	case word == "s" || serialWord(word):
		l.signs |= signSerial
	case len(word) == 2 && isHex(word[0]) && isHex(word[1]):
		l.signs |= signPair
	}
	return l
}

// signs says what names may begin with a word.
func (t *nameTable) signs(word string, digits int, sum uint32) sign {
	var s sign
	for _, k := range t.byText[word] {
		switch r := &t.refs[k]; {
		case r.generic:
			s |= signGeneric
		case r.common:
			s |= signWord
		default:
			s |= signName
		}
	}
	if t.first[word] > 1 {
		s |= signPhrase
	}
	if t.typo.suspects(word, digits, sum) {
		s |= signSlip
	}
	return s
}

// signs says what numbers may begin with a word.
func (t *patternTable) signs(word string) sign {
	keys := t.keys()
	var buf [keyLen + 4]byte
	s := keys.strict.within(&t.strict, strictKey(buf[:0], word))
	if keys.loose.within(&t.loose, looseKey(buf[:0], word)) != 0 {
		s |= signLoose
	}
	return s
}

// A keyList is the keys of a table in order.
type keyList []string

// within says how a key of a table may begin with a text that begins so.
func (l keyList) within(t *keyTable, start []byte) sign {
	if t.each(start, false, func(*pattern, bool) bool { return true }) {
		return signNumber
	}
	var s sign
	if len(start) == keyLen {
		return s
	}
	for _, key := range goingOn(l, string(start)) {
		switch key[len(start)] {
		case ' ':
			s |= signSpaced
		case '-':
			s |= signDashed
		default:
			s |= signSigned
		}
	}
	return s
}

// goingOn gives those of the sorted words that begin with start and go on.
func goingOn(sorted []string, start string) []string {
	at, found := slices.BinarySearch(sorted, start)
	if found {
		at++
	}
	end := at
	for end < len(sorted) && strings.HasPrefix(sorted[end], start) {
		end++
	}
	return sorted[at:end]
}

type keyLists struct{ strict, loose keyList }

// sortedKeys makes the lists of keys that wordbooks ask, when first asked.
func (t *patternTable) sortedKeys() func() keyLists {
	return sync.OnceValue(func() keyLists { return keyLists{sortedOf(t.strict.at), sortedOf(t.loose.at)} })
}

// A nameParts are the names of one word that may be written in pieces.
type nameParts struct {
	sorted []string
	sums   smallSieve // of their letters
}

// onePiece makes the list of such names, when first asked.
func (t *nameTable) onePiece() func() *nameParts {
	return sync.OnceValue(func() *nameParts {
		one := map[string]bool{}
		parts := &nameParts{}
		for i := range t.refs {
			if r := &t.refs[i]; r.length == 1 && len(r.text) >= minJoined {
				one[r.text] = true
				parts.sums.add(letters(r.text))
			}
		}
		parts.sorted = sortedOf(one)
		return parts
	})
}

func sortedOf[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// wordPairs are the first two words of names of several.
type wordPairs struct {
	sieve
	seconds map[string]uint32 // by the first: what the second begins with
}

// firstPairs makes the pairs when first asked.
func (t *nameTable) firstPairs() func() wordPairs {
	return sync.OnceValue(func() wordPairs {
		pairs := wordPairs{newSieve(), map[string]uint32{}}
		for i := range t.refs {
			first, rest, ok := strings.Cut(t.refs[i].text, " ")
			if !ok {
				continue
			}
			second, _, _ := strings.Cut(rest, " ")
			pairs.add(pairSum(letters(first), letters(second)))
			pairs.seconds[first] |= initial(second[0])
		}
		return pairs
	})
}

// pairSum is the sum of two words in their order.
func pairSum(first, second uint32) uint32 { return first*3 + second }
