package name

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold brings different ways of typing the same letters to one: compatibility
// forms (full width, ligatures, mathematical letters), case, Latin and Cyrillic
// diacritics, Arabic and Hebrew vowel signs, look-alike letters of another
// script inside a word, invisible characters, and runs of spaces. It keeps
// punctuation, digits and the script itself: a Chinese name stays Chinese.
//
// Fold is idempotent, never fails, and its work is linear in len(s); bytes that
// are not UTF-8 are dropped.
func Fold(s string) string {
	if out, ok := foldASCII(s); ok {
		return out
	}
	return foldWide(s)
}

// foldASCII handles the common case without looking at runes. It returns s
// itself when there is nothing to do.
func foldASCII(s string) (string, bool) {
	clean, space := true, true
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf {
			return "", false
		}
		isSpace := c <= ' ' || c == 0x7f
		if c >= 'A' && c <= 'Z' || isSpace && (space || c != ' ') {
			clean = false
		}
		space = isSpace
	}
	if clean && !space || s == "" {
		return s, true
	}
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		c := s[i]
		switch {
		case c <= ' ' || c == 0x7f:
			if len(b) > 0 && b[len(b)-1] != ' ' {
				b = append(b, ' ')
			}
		case c >= 'A' && c <= 'Z':
			b = append(b, c+'a'-'A')
		default:
			b = append(b, c)
		}
	}
	return strings.TrimSuffix(string(b), " "), true
}

func foldWide(s string) string {
	runes := make([]rune, 0, len(s))
	var base rune // the last character that was not a mark
	marks := 0    // how many marks have followed it
	put := func(r rune) {
		if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r) {
			marks++
			if p, ok := compose(base, r); ok && marks == 1 {
				runes[len(runes)-1] = p
				return
			}
			if len(runes) == 0 || marks > maxMarks || dropsMarks(base) {
				return
			}
			runes = append(runes, r)
			return
		}
		base, marks = r, 0
		runes = appendFolded(runes, r)
		if len(runes) > 0 {
			base = runes[len(runes)-1]
		}
	}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 { // not UTF-8
			i++
			continue
		}
		if d := norm.NFKD.PropertiesString(s[i:]).Decomposition(); d != nil {
			for _, dr := range string(d) {
				put(dr)
			}
		} else {
			put(r)
		}
		i += n
	}
	unifyLookalikes(runes)
	out := norm.NFC.String(string(runes))
	return strings.TrimSpace(out)
}

// maxMarks bounds how many marks may stand on one letter; more is a prank.
const maxMarks = 3

// dropsMarks says whether marks on a letter only tell how to read it. In Kana
// and in Indian scripts they are letters of their own.
func dropsMarks(base rune) bool {
	switch {
	case base < 0x0900: // Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic and their like
		return true
	case base >= 0x1E00 && base < 0x2000:
		return true
	}
	return !unicode.IsLetter(base)
}

// compose keeps the few letters whose mark makes another letter of them.
func compose(base, mark rune) (rune, bool) {
	switch {
	case base == 'и' && mark == 0x0306:
		return 'й', true
	case base == 'і' && mark == 0x0308:
		return 'ї', true
	case base == 'у' && mark == 0x0306:
		return 'ў', true
	}
	return 0, false
}

// appendFolded writes one decomposed character in lower case.
func appendFolded(dst []rune, r rune) []rune {
	if r >= utf8.RuneSelf {
		r = unicode.ToLower(r)
	} else if r >= 'A' && r <= 'Z' {
		return append(dst, r+'a'-'A')
	}
	switch {
	case r == 0x0640 || r == 0x00AD || unicode.Is(unicode.Cf, r) || r >= 0xFE00 && r <= 0xFE0F || r == 0x034F || r == unicode.ReplacementChar:
		return dst // tatweel, soft hyphen, joiners, direction marks
	case unicode.IsSpace(r) || unicode.IsControl(r):
		if len(dst) == 0 || dst[len(dst)-1] == ' ' {
			return dst
		}
		return append(dst, ' ')
	case r < utf8.RuneSelf:
		return append(dst, r)
	}
	if one, ok := oneLetter(r); ok {
		return append(dst, one)
	}
	return append(dst, []rune(twoLetters(r))...)
}

// oneLetter gives letters that Unicode does not decompose their plain form.
func oneLetter(r rune) (rune, bool) {
	switch r {
	case 'ø':
		return 'o', true
	case 'ł':
		return 'l', true
	case 'đ', 'ð', 'ɖ':
		return 'd', true
	case 'ı':
		return 'i', true
	case 'ħ':
		return 'h', true
	case 'ŧ':
		return 't', true
	case 'ə':
		return 'e', true
	case 'ς':
		return 'σ', true
	case 'ё':
		return 'е', true
	case 'ґ':
		return 'г', true
	case 'ی', 'ى': // Persian and final yeh
		return 'ي', true
	case 'ک', 'ڪ':
		return 'ك', true
	case 'ة', 'ہ', 'ھ', 'ە':
		return 'ه', true
	case '’', '‘', 'ʼ', 'ʻ', '`', '´', 'ʹ', '′', '‛':
		return '\'', true
	case '“', '”', '«', '»', '„', '‟', '″', '〝', '〞':
		return '"', true
	case '‐', '‑', '‒', '–', '—', '―', '−', '﹘', '·', '・':
		return '-', true
	}
	return 0, false
}

func twoLetters(r rune) string {
	switch r {
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'þ':
		return "th"
	case 'ŋ':
		return "ng"
	}
	return string(r)
}
