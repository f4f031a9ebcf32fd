package triage

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// nextWord finds the next word of a text at or after i: letters and digits.
// Both are len(text) where there is none.
func nextWord(text string, i int) (start, end int) {
	start = len(text)
	for i < len(text) {
		c := text[i]
		n, in := 1, c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'
		if c >= utf8.RuneSelf {
			var r rune
			r, n = utf8.DecodeRuneInString(text[i:])
			in = unicode.IsLetter(r) || unicode.Is(unicode.Mn, r)
		}
		switch {
		case in && start == len(text):
			start = i
		case !in && start < len(text):
			return start, i
		}
		i += n
	}
	return start, len(text)
}

// splitFrom gives at most n words from i on, in lower case and without
// accents, and where each ends.
func splitFrom(text string, i, n int) (words []string, ends []int) {
	for len(words) < n {
		start, end := nextWord(text, i)
		if start == end {
			break
		}
		words = append(words, plain(text[start:end]))
		ends = append(ends, end)
		i = end
	}
	return words, ends
}

// split cuts a whole text into words.
func split(text string) []string {
	words, _ := splitFrom(text, 0, len(text))
	return words
}

// plain writes a word in lower case without accents.
func plain(word string) string {
	word = strings.ToLower(word)
	if strings.IndexFunc(word, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return word
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(word) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'ł':
			b.WriteByte('l')
		case r == 'ß':
			b.WriteString("ss")
		case r == 'ø':
			b.WriteByte('o')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
