package columns

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold splits a header into lower-case tokens without accents. A change from
// lower to upper case splits ("serialNumber"); a run of Han or kana is one
// token for each character, since those scripts have no spaces.
func fold(header string) []string {
	var out []string
	var word strings.Builder
	flush := func() {
		if word.Len() > 0 {
			out = append(out, word.String())
			word.Reset()
		}
	}
	runes := []rune(norm.NFKC.String(header))
	for i, r := range runes {
		switch {
		case unicode.In(r, unicode.Han, unicode.Katakana, unicode.Hiragana, unicode.Hangul) || r == 'ー':
			flush()
			out = append(out, string(r))
			continue
		case r == '#' && i > 0: // "Asset #"
			flush()
			out = append(out, "number")
			continue
		case (r == '$' || r == '€' || r == '£') && i > 0: // "Award$"
			flush()
			out = append(out, "amount")
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r):
			flush()
			continue
		case unicode.IsUpper(r) && i > 0 && humps(runes, i):
			flush()
		}
		plain(&word, r)
	}
	flush()
	return out
}

// humps says whether a new word begins at the capital runes[i].
func humps(runes []rune, i int) bool {
	if unicode.IsLower(runes[i-1]) {
		return true
	}
	return unicode.IsUpper(runes[i-1]) && i+1 < len(runes) && unicode.IsLower(runes[i+1]) &&
		(i+2 < len(runes) && unicode.IsLower(runes[i+2])) // "IPAddress", but not "IPs"
}

// plain writes a letter in lower case without its accents.
func plain(w *strings.Builder, r rune) {
	r = unicode.ToLower(r)
	switch r {
	case 'ß':
		w.WriteString("ss")
		return
	case 'đ':
		r = 'd'
	case 'ł':
		r = 'l'
	case 'ø':
		r = 'o'
	case 'æ':
		w.WriteString("ae")
		return
	case 'œ':
		w.WriteString("oe")
		return
	case 'ı':
		r = 'i'
	}
	if r < 0x80 {
		w.WriteRune(r)
		return
	}
	for _, d := range norm.NFD.String(string(r)) {
		if !unicode.Is(unicode.Mn, d) {
			w.WriteRune(d)
		}
	}
}
