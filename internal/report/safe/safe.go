// Package safe makes text from strangers harmless for whoever reads it next: a
// terminal, a browser's reader, a spreadsheet. It refuses to know what the text
// means, and it never hides what it changes: a character that could mislead is
// shown by its number.
package safe

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Line returns s as one line that can be shown to a person: line breaks and
// tabs become spaces; control characters, which could command a terminal, and
// characters that turn or hide text (bidirectional overrides, zero-width
// characters, tags) become their number, as <U+202E>. Broken UTF-8 becomes
// U+FFFD. Text that has none of these is returned as it is.
func Line(s string) string {
	at := strings.IndexFunc(s, misleads)
	if at < 0 && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	for _, r := range s {
		switch {
		case !misleads(r):
			b.WriteRune(r) // the decoder has put U+FFFD for broken bytes
		case isBreak(r):
			b.WriteByte(' ')
		default:
			fmt.Fprintf(&b, "<U+%04X>", r)
		}
	}
	return b.String()
}

func isBreak(r rune) bool {
	switch r {
	case '\n', '\r', '\t', '\v', '\f', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}

// misleads reports whether r must not be shown as it is. The zero-width joiners
// are left alone: Persian, Hindi and emoji need them.
func misleads(r rune) bool {
	switch {
	case r >= 0x20 && r < 0x7f:
		return false
	case r == '\u200c' || r == '\u200d':
		return false
	case r == '\u2028' || r == '\u2029' || r == '\u3164' || r == '\u115f' || r == '\u1160' || r == '\uffa0':
		return true
	case r >= 0xe0100 && r <= 0xe01ef: // variation selectors that can smuggle text
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co)
}

// Cell returns s so that no spreadsheet takes it for a formula: a text that
// begins with = + - @ (also in their full width), or with a tab or a line
// break, gets an apostrophe before it. This is the rule for CSV and XLSX.
func Cell(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	switch r {
	case '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠':
		return "'" + s
	}
	return s
}

// Cut shortens s to at most n bytes, at the edge of a character, and says how
// much is missing; n has to leave room for that mark. A text of n bytes or less
// is returned as it is.
func Cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	end := n
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return fmt.Sprintf("%s … [%d of %d bytes shown]", s[:end], end, len(s))
}
