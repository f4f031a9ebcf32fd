package name

// The tables below are this project's own. They follow what official lists and
// passports commonly write, not any one standard.

func cyrillic(r rune) string {
	if r >= 'а' && r <= 'я' {
		return [...]string{
			"a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p",
			"r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya",
		}[r-'а']
	}
	switch r {
	case 'і', 'ѝ':
		return "i"
	case 'ї':
		return "yi"
	case 'є':
		return "ye"
	case 'ў', 'ұ', 'ү':
		return "u"
	case 'ј':
		return "j"
	case 'љ':
		return "lj"
	case 'њ', 'ң':
		return "n"
	case 'ћ':
		return "c"
	case 'ђ', 'џ':
		return "dj"
	case 'ѕ':
		return "dz"
	case 'ѓ', 'ғ':
		return "g"
	case 'ќ', 'қ':
		return "k"
	case 'ә':
		return "a"
	case 'ө':
		return "o"
	case 'һ', 'ҳ':
		return "h"
	case 'ҷ':
		return "j"
	}
	return ""
}

func greek(runes []rune, i int) string {
	next := rune(0)
	if i+1 < len(runes) {
		next = runes[i+1]
	}
	prev := rune(0)
	if i > 0 {
		prev = runes[i-1]
	}
	switch {
	case runes[i] == 'υ' && prev == 'ο':
		return "u"
	case runes[i] == 'ο' && next == 'υ':
		return ""
	case runes[i] == 'μ' && next == 'π' && i == 0:
		return ""
	case runes[i] == 'π' && prev == 'μ' && i == 1:
		return "b"
	case runes[i] == 'ν' && next == 'τ' && i == 0:
		return ""
	case runes[i] == 'τ' && prev == 'ν' && i == 1:
		return "d"
	case runes[i] == 'υ' && (prev == 'α' || prev == 'ε'):
		return "v"
	}
	if r := runes[i]; r >= 'α' && r <= 'ω' {
		return [...]string{
			"a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p",
			"r", "s", "s", "t", "y", "f", "ch", "ps", "o",
		}[r-'α']
	}
	return ""
}

func arabic(r rune) string {
	switch r {
	case 'ا', 'ٱ':
		return "a"
	case 'ب':
		return "b"
	case 'پ':
		return "p"
	case 'ت', 'ط', 'ٹ':
		return "t"
	case 'ث':
		return "th"
	case 'ج':
		return "j"
	case 'چ':
		return "ch"
	case 'ح', 'ه':
		return "h"
	case 'خ':
		return "kh"
	case 'د', 'ض', 'ډ', 'ڈ':
		return "d"
	case 'ذ':
		return "z"
	case 'ر', 'ړ', 'ڑ':
		return "r"
	case 'ز', 'ظ':
		return "z"
	case 'ژ':
		return "zh"
	case 'س', 'ص':
		return "s"
	case 'ش':
		return "sh"
	case 'غ':
		return "gh"
	case 'ف':
		return "f"
	case 'ق':
		return "q"
	case 'ك':
		return "k"
	case 'گ', 'ګ':
		return "g"
	case 'ل':
		return "l"
	case 'م':
		return "m"
	case 'ن', 'ں', 'ڼ':
		return "n"
	case 'و', 'ۇ':
		return "w"
	case 'ي', 'ې', 'ے':
		return "y"
	}
	return ""
}

func hebrew(r rune) string {
	if r < 'א' || r > 'ת' {
		return ""
	}
	return [...]string{
		"", "b", "g", "d", "h", "v", "z", "kh", "t", "y", "kh", "q", "l", "m", "m", "n", "n", // q: כה is no kh
		"s", "", "f", "p", "ts", "ts", "q", "r", "sh", "t",
	}[r-'א']
}

func appendHangul(b []byte, r rune) []byte {
	n := int(r - 0xAC00)
	b = append(b, [...]string{
		"g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h",
	}[n/588]...)
	b = append(b, [...]string{
		"a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i",
	}[n%588/28]...)
	return append(b, [...]string{
		"", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t",
	}[n%28]...)
}

// kanaRows gives the syllables from U+3041 on, small and plain forms alike.
var kanaRows = [...]string{
	"a", "a", "i", "i", "u", "u", "e", "e", "o", "o", "ka", "ga", "ki", "gi", "ku", "gu", "ke", "ge", "ko", "go",
	"sa", "za", "shi", "ji", "su", "zu", "se", "ze", "so", "zo", "ta", "da", "chi", "ji", "", "tsu", "zu", "te", "de", "to", "do",
	"na", "ni", "nu", "ne", "no", "ha", "ba", "pa", "hi", "bi", "pi", "fu", "bu", "pu", "he", "be", "pe", "ho", "bo", "po",
	"ma", "mi", "mu", "me", "mo", "ya", "ya", "yu", "yu", "yo", "yo", "ra", "ri", "ru", "re", "ro", "wa", "wa", "i", "e", "o", "n", "vu",
}

func appendKana(b []byte, runes []rune, i int) []byte {
	r := runes[i]
	if r >= 0x30A1 && r <= 0x30F6 {
		r -= 0x60
	}
	at := int(r) - 0x3041
	if at < 0 || at >= len(kanaRows) {
		return b // the long mark and others
	}
	syllable := kanaRows[at]
	small := false
	switch r {
	case 'ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ', 'ゃ', 'ゅ', 'ょ', 'ゎ':
		small = true
	}
	if small && i > 0 && len(b) > 0 { // kya, fa, ti: the small vowel replaces the last one
		switch b[len(b)-1] {
		case 'a', 'i', 'u', 'e', 'o':
			b = b[:len(b)-1]
		}
		if len(b) > 1 && (b[len(b)-1] == 'h' || b[len(b)-1] == 'j') && syllable[0] == 'y' {
			syllable = syllable[1:]
		}
	}
	return append(b, syllable...)
}
