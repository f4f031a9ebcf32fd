// Package line knows how people write a line about equipment: where its words
// begin and end, which words exclude what they name or only compare with it,
// and which word says what sort of thing it is. It refuses to know any maker.
package line

import (
	"unicode"
	"unicode/utf8"

	"caveat.example/caveat/internal/name"
)

// foldWide folds word by word, so that a place in Fold can be traced to its
// word in Raw; look-alike letters are judged by their whole word.
func (t *Text) foldWide() {
	b := make([]byte, 0, len(t.Raw))
	off := make([]int32, 0, len(t.Raw))
	put := func(s string, at int) {
		b = append(b, s...)
		for range len(s) {
			off = append(off, int32(at))
		}
	}
	for i := 0; i < len(t.Raw); {
		j, plain := wordEnd(t.Raw, i)
		switch {
		case j == i: // a byte or rune that ends words
			_, n := utf8.DecodeRuneInString(t.Raw[i:])
			f := name.Fold(t.Raw[i : i+n])
			if f == "" {
				f = " "
			}
			put(f, i)
			i += n
		case plain:
			for k := i; k < j; k++ {
				b = append(b, lower(t.Raw[k]))
				off = append(off, int32(k))
			}
			i = j
		default:
			word := t.Raw[i:j]
			folded := name.Fold(word)
			if utf8.RuneCountInString(folded) != utf8.RuneCountInString(word) {
				put(folded, i)
			} else { // letter for letter
				for _, r := range folded {
					_, n := utf8.DecodeRuneInString(t.Raw[i:])
					put(string(r), i)
					i += n
				}
			}
			i = j
		}
	}
	t.Fold, t.off = string(b), off
}

// maxWord bounds a word, so that a megabyte without a space is folded in pieces.
const maxWord = 64

// wordEnd finds the end of the word at i, and whether it is plain ASCII. A wide
// letter stands alone.
func wordEnd(s string, i int) (end int, plain bool) {
	plain = true
	for end = i; end < len(s) && end-i < maxWord; {
		c := s[end]
		if c < utf8.RuneSelf {
			if c <= ' ' {
				return end, plain
			}
			end++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[end:])
		if IsWide(r) || unicode.IsSpace(r) {
			return end, plain
		}
		plain = false
		end += n
	}
	return end, plain
}

// IsWide says whether a script does not put spaces between words: Han, Kana,
// Hangul (whose names carry endings), Thai.
func IsWide(r rune) bool {
	switch {
	case r < 0x0E00:
		return false
	case r < 0x0E80: // Thai
		return true
	case r >= 0x3040 && r <= 0x30FF && r != 0x30FB, r >= 0x3400 && r <= 0x9FFF, r >= 0xAC00 && r <= 0xD7A3, r >= 0xF900 && r <= 0xFAFF:
		return true
	}
	return r >= 0x20000 && r <= 0x3134F
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// lowerASCII keeps the length, so that places in the two texts agree. Control
// characters become spaces.
func lowerASCII(s string) string {
	i := 0
	for i < len(s) && lower(s[i]) == s[i] {
		i++
	}
	if i == len(s) {
		return s
	}
	b := []byte(s)
	for ; i < len(b); i++ {
		b[i] = lower(b[i])
	}
	return string(b)
}

func lower(c byte) byte {
	switch {
	case c >= 'A' && c <= 'Z':
		return c + 'a' - 'A'
	case c < ' ' && c != '\n' || c == 0x7f:
		return ' '
	}
	return c
}

func alnum(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z'
}
