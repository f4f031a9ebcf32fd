package name

import (
	"unicode"
	"unicode/utf8"
)

// A Script is the writing of a word, as far as comparing needs to know.
type Script uint8

// The scripts. Other is compared letter by letter only.
const (
	Latin Script = iota
	Cyrillic
	Greek
	Arabic
	Hebrew
	Han
	Kana
	Hangul
	OtherScript
)

// ScriptOf judges by the first letter.
func ScriptOf(word string) Script {
	r, size := utf8.DecodeRuneInString(word)
	switch {
	case size == 0 || r < 0x0250:
		return Latin
	case r >= 0x0370 && r < 0x0400 || r >= 0x1F00 && r < 0x2000:
		return Greek
	case r >= 0x0400 && r < 0x0530:
		return Cyrillic
	case r >= 0x0590 && r < 0x0600:
		return Hebrew
	case r >= 0x0600 && r < 0x0780:
		return Arabic
	case r == 'ー' || r >= 0x3040 && r <= 0x30FF:
		return Kana
	case unicode.Is(unicode.Han, r):
		return Han
	case r >= 0xAC00 && r <= 0xD7A3:
		return Hangul
	}
	return OtherScript
}

// Abjad says whether a script leaves out most vowels.
func (s Script) Abjad() bool { return s == Arabic || s == Hebrew }

// Unspaced says whether a script usually writes its words without spaces.
func (s Script) Unspaced() bool { return s == Han || s == Kana || s == Hangul }

// Roman writes a folded word in the letters a-z and digits, after the commonest
// romanisation of its script. What has no reading is left out. The reading of a
// word is not unique; Distance is made to bear with the ways in which
// romanisations differ.
func Roman(word string) string {
	s := ScriptOf(word)
	if s == Latin {
		if isPlain(word) {
			return word
		}
		return keepPlain(word)
	}
	b := make([]byte, 0, 2*len(word))
	runes := []rune(word)
	if s == Arabic && len(runes) >= 5 && runes[0] == 'ا' && runes[1] == 'ل' {
		runes = runes[2:] // the article, a word of its own in Latin letters
	}
	for i, r := range runes {
		b = appendRoman(b, s, runes, i, r)
	}
	return string(b)
}

func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '&' && c != '+' {
			return false
		}
	}
	return true
}

func keepPlain(s string) string {
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		if c := s[i]; c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			b = append(b, c)
		}
	}
	return string(b)
}

func appendRoman(b []byte, s Script, runes []rune, i int, r rune) []byte {
	if r < 0x80 {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' {
			return append(b, byte(r))
		}
		return b
	}
	if unicode.IsDigit(r) {
		return append(b, '0'+byte(digit(r)))
	}
	switch s {
	case Cyrillic:
		return append(b, cyrillic(r)...)
	case Greek:
		return append(b, greek(runes, i)...)
	case Arabic:
		return append(b, arabic(r)...)
	case Hebrew:
		return append(b, hebrew(r)...)
	case Han, Kana, Hangul:
		switch {
		case r >= 0xAC00 && r <= 0xD7A3:
			return appendHangul(b, r)
		case r >= 0x3040 && r <= 0x30FF:
			return appendKana(b, runes, i)
		}
		return append(b, Pinyin(r)...)
	}
	return b
}

// digit gives the value of a decimal digit of any script.
func digit(r rune) int {
	for _, zero := range []rune{0x0660, 0x06F0, 0x0966, 0xFF10} {
		if r >= zero && r <= zero+9 {
			return int(r - zero)
		}
	}
	return 0
}
