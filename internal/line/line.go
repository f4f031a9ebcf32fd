// Package line knows how people write a line about equipment: where its words
// begin and end, which words exclude what they name or only compare with it,
// and which word says what sort of thing it is. It refuses to know any maker.
package line

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Text is a text prepared for matching: folded, cut into tokens, and with the
// way back to what was written.
type Text struct {
	Raw    string
	Fold   string  // folded; ASCII bytes of it match the bytes of Raw one for one
	Tokens []Token // in order

	// off gives for each byte of Fold the byte of Raw it came from, nil when
	// the two run alike.
	off []int32
}

// A Token is a run of letters and digits in Fold. Every Han, Kana or Hangul run
// is one token with Wide set: such scripts do not mark their words.
type Token struct {
	Start, End int
	Wide       bool
	Digits     int  // how many of its characters are digits
	Upper      bool // it begins with a capital letter in Raw
}

// New prepares s. Its work is linear in len(s).
func New(s string) Text {
	t := Text{Raw: unescape(s)}
	if ascii(s) {
		t.Fold = lowerASCII(t.Raw)
	} else {
		t.foldWide()
	}
	t.cut()
	t.Raw = s // of the same length
	return t
}

// unescape blanks the spaces and other separators that an address writes with a
// percent sign (AXIS%20M3045-V), keeping every place.
func unescape(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	b := []byte(s)
	for i := 0; i+2 < len(b); i++ {
		if b[i] == '%' && strings.Contains(" 20 2B 2C 2F 3A 3B 2b 2c 2f 3a 3b ", " "+string(b[i+1:i+3])+" ") {
			b[i], b[i+1], b[i+2] = ' ', ' ', ' '
		}
	}
	return string(b)
}

// Span gives what was written for a part of Fold.
func (t *Text) Span(start, end int) string {
	a, b := t.RawAt(start), len(t.Raw)
	switch {
	case t.off == nil:
		b = end
	case end > 0 && end < len(t.off):
		for end < len(t.off) && t.off[end] == t.off[end-1] { // inside what was folded as one
			end++
		}
		if end < len(t.off) {
			b = int(t.off[end])
		}
	}
	if a > b {
		a = b
	}
	for b > a && (t.Raw[b-1] == ' ' || t.Raw[b-1] == '\t') {
		b--
	}
	return t.Raw[a:b]
}

// RawAt gives the place in Raw that a byte of Fold came from.
func (t *Text) RawAt(i int) int {
	switch {
	case t.off == nil:
		return min(i, len(t.Raw))
	case i < len(t.off):
		return int(t.off[i])
	}
	return len(t.Raw)
}

// Word gives the folded text of a token.
func (t *Text) Word(i int) string { return t.Fold[t.Tokens[i].Start:t.Tokens[i].End] }

// Between gives the folded text between token i and the next.
func (t *Text) Between(i int) string {
	if i+1 >= len(t.Tokens) {
		return t.Fold[t.Tokens[i].End:]
	}
	return t.Fold[t.Tokens[i].End:t.Tokens[i+1].Start]
}

// At gives the number of the token that covers or follows a byte of Fold, or
// len(Tokens).
func (t *Text) At(pos int) int {
	lo, hi := 0, len(t.Tokens)
	for lo < hi {
		mid := (lo + hi) / 2
		if t.Tokens[mid].End <= pos {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

func (t *Text) cut() {
	n := len(t.Fold)
	t.Tokens = make([]Token, 0, n/5+2)
	for i := 0; i < n; {
		c := t.Fold[i]
		if c < utf8.RuneSelf {
			if !alnum(c) {
				i++
				continue
			}
			i = t.cutWord(i)
			continue
		}
		r, size := utf8.DecodeRuneInString(t.Fold[i:])
		switch {
		case IsWide(r):
			j := i
			for j < n {
				r, size := utf8.DecodeRuneInString(t.Fold[j:])
				if !IsWide(r) {
					break
				}
				j += size
			}
			t.Tokens = append(t.Tokens, Token{Start: i, End: j, Wide: true})
			i = j
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			i = t.cutWord(i)
		default:
			i += size
		}
	}
}

// cutWord appends the token that begins at i and gives its end.
func (t *Text) cutWord(i int) int {
	tok := Token{Start: i}
	j := i
	for j < len(t.Fold) {
		c := t.Fold[j]
		if c < utf8.RuneSelf {
			if !alnum(c) {
				break
			}
			if c <= '9' {
				tok.Digits++
			}
			j++
			continue
		}
		r, size := utf8.DecodeRuneInString(t.Fold[j:])
		if IsWide(r) || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) {
			break
		}
		j += size
	}
	tok.End = j
	if at := t.RawAt(i); at < len(t.Raw) {
		r, _ := utf8.DecodeRuneInString(t.Raw[at:])
		tok.Upper = unicode.IsUpper(r)
	}
	t.Tokens = append(t.Tokens, tok)
	return j
}
