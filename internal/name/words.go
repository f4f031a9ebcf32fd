package name

import (
	"iter"
	"unicode"
	"unicode/utf8"
)

// Words yields the words of a folded name: runs of letters and digits, split
// where the script changes between Chinese characters and others. Apostrophes
// inside a word are dropped ("xi'an" is one word); "&" and "+" are words.
func Words(folded string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := 0; i < len(folded); {
			start, end, next := nextWord(folded, i)
			if start == end {
				return
			}
			if !yield(WithoutApostrophes(folded[start:end])) {
				return
			}
			i = next
		}
	}
}

// WithoutApostrophes drops apostrophes; it returns w itself if there are none.
func WithoutApostrophes(w string) string {
	for i := range len(w) {
		if w[i] == '\'' {
			b := make([]byte, 0, len(w))
			for j := range len(w) {
				if w[j] != '\'' {
					b = append(b, w[j])
				}
			}
			return string(b)
		}
	}
	return w
}

// nextWord finds the next word of a folded name at or after i: it is
// s[start:end], and the search goes on at next. start == end says that there is
// none.
func nextWord(s string, i int) (start, end, next int) {
	for i < len(s) {
		r, n := decode(s, i)
		if r == '&' || r == '+' {
			return i, i + n, i + n
		}
		if isWordRune(r) {
			return wordFrom(s, i)
		}
		i += n
	}
	return len(s), len(s), len(s)
}

// wordFrom ends the word that begins at i.
func wordFrom(s string, i int) (start, end, next int) {
	r, n := decode(s, i)
	kind := runeKind(r)
	start, end = i, i+n
	for end < len(s) {
		r, n = decode(s, end)
		if r == '\'' && end+1 < len(s) && isWordAt(s, end+1) {
			end++
			continue
		}
		if !isWordRune(r) {
			break
		}
		if k := runeKind(r); k != kind {
			if k == mark {
				end += n
				continue
			}
			break
		}
		end += n
	}
	return start, end, end
}

func isWordAt(s string, i int) bool {
	r, _ := decode(s, i)
	return isWordRune(r)
}

func decode(s string, i int) (rune, int) {
	if s[i] < utf8.RuneSelf {
		return rune(s[i]), 1
	}
	return utf8.DecodeRuneInString(s[i:])
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Mc, r) || r == 'ー'
}

const (
	alphabetic = iota
	ideographic
	kana
	mark
)

// runeKind says between which letters a word ends without a space.
func runeKind(r rune) int {
	switch {
	case r < 0x2E80:
		return alphabetic
	case r == 'ー' || r >= 0x3040 && r <= 0x30FF:
		return kana
	case unicode.Is(unicode.Han, r):
		return ideographic
	case unicode.Is(unicode.Mn, r):
		return mark
	}
	return alphabetic
}
