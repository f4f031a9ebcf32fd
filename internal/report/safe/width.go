package safe

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Width is how many columns of a terminal s takes: two for a wide character
// (Chinese, Japanese, Korean, emoji), none for a mark on the letter before it.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int {
	if r < 0x300 {
		return 1
	}
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// Wrap breaks s into lines of at most n columns, at spaces where it can and
// inside a word where it must. It returns at least one line.
func Wrap(s string, n int) []string {
	var lines []string
	line, used := "", 0
	for _, word := range strings.Fields(s) {
		w := Width(word)
		if used > 0 && used+1+w <= n {
			line, used = line+" "+word, used+1+w
			continue
		}
		if used > 0 {
			lines = append(lines, line)
		}
		for w > n {
			head, rest := split(word, n)
			if rest == "" {
				break
			}
			lines = append(lines, head)
			word, w = rest, Width(rest)
		}
		line, used = word, w
	}
	return append(lines, line)
}

// split cuts word after at most n columns, and after one character at least;
// after a slash where there is one, since paths are the longest words.
func split(word string, n int) (head, rest string) {
	used, slash := 0, 0
	for i, r := range word {
		used += runeWidth(r)
		if used > n && i > 0 {
			if slash > 0 {
				i = slash
			}
			return word[:i], word[i:]
		}
		if r == '/' && i > 0 {
			slash = i + 1
		}
	}
	return word, ""
}

// Pad fills s with spaces up to n columns.
func Pad(s string, n int) string {
	if d := n - Width(s); d > 0 {
		return s + strings.Repeat(" ", d)
	}
	return s
}
