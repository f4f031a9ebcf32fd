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

// onward are the words of a text from a place on, in lower case and without
// accents, each found when it is asked for.
type onward struct {
	text  string
	at    int
	n     int
	words [longestPhrase]string
	ends  [longestPhrase]int // where each ends
}

// longestPhrase is the most words that a phrase may have.
const longestPhrase = 8

// word gives the k-th word.
func (o *onward) word(k int) (string, bool) {
	for o.n <= k {
		start, end := nextWord(o.text, o.at)
		if start == end {
			return "", false
		}
		o.words[o.n], o.ends[o.n], o.at = plain(o.text[start:end]), end, end
		o.n++
	}
	return o.words[k], true
}

// first gives the first n words, which were asked for.
func (o *onward) first(n int) string {
	if n == 1 {
		return o.words[0]
	}
	return strings.Join(o.words[:n], " ")
}

// split cuts a whole text into words.
func split(text string) []string {
	var words []string
	for at := 0; ; {
		start, end := nextWord(text, at)
		if start == end {
			return words
		}
		words = append(words, plain(text[start:end]))
		at = end
	}
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
