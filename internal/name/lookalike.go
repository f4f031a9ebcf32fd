package name

import "unicode"

// unifyLookalikes replaces, in place, letters of one script that stand in a
// word of another and look the same there: a Cyrillic о in HIKVISIОN, a Latin i
// in a Belarusian name. A word that is wholly of one script is left alone.
func unifyLookalikes(runes []rune) {
	for i := 0; i < len(runes); {
		if !unicode.IsLetter(runes[i]) {
			i++
			continue
		}
		j := i
		var latin, other, onlyLatin, onlyOther int
		for ; j < len(runes) && (unicode.IsLetter(runes[j]) || unicode.IsDigit(runes[j])); j++ {
			switch r := runes[j]; {
			case r >= 'a' && r <= 'z':
				latin++
				if toCyrillic(r) == r {
					onlyLatin++
				}
			case r >= 0x0370 && r < 0x0530: // Greek and Cyrillic
				other++
				if toLatin(r) == r {
					onlyOther++
				}
			}
		}
		if latin > 0 && other > 0 {
			to := toLatin
			if onlyOther > 0 && onlyLatin == 0 {
				to = toCyrillic
			}
			for k := i; k < j; k++ {
				runes[k] = to(runes[k])
			}
		}
		i = j
	}
}

// toLatin gives the Latin letter that a lower-case Cyrillic or Greek letter (or
// its capital) looks like, else the letter itself.
func toLatin(r rune) rune {
	switch r {
	case 'а', 'α':
		return 'a'
	case 'в', 'β':
		return 'b'
	case 'с', 'ϲ':
		return 'c'
	case 'ԁ':
		return 'd'
	case 'е', 'ε', 'є':
		return 'e'
	case 'ԍ':
		return 'g'
	case 'н', 'һ', 'η':
		return 'h'
	case 'і', 'ι', 'ї', 'ӏ':
		return 'i'
	case 'ј':
		return 'j'
	case 'к', 'κ':
		return 'k'
	case 'м', 'μ':
		return 'm'
	case 'ν':
		return 'v'
	case 'о', 'ο', 'σ':
		return 'o'
	case 'р', 'ρ':
		return 'p'
	case 'ԛ':
		return 'q'
	case 'ѕ':
		return 's'
	case 'т', 'τ':
		return 't'
	case 'υ', 'у':
		return 'y'
	case 'ѵ':
		return 'v'
	case 'ԝ', 'ω':
		return 'w'
	case 'х', 'χ':
		return 'x'
	case 'ζ':
		return 'z'
	}
	return r
}

// toCyrillic is the way back, for words that are Cyrillic otherwise.
func toCyrillic(r rune) rune {
	const latin, cyrillic = "aceikmopstxybhj", "асеікморѕтхувнј"
	at := 0
	for _, c := range cyrillic {
		if rune(latin[at]) == r {
			return c
		}
		at++
	}
	return r
}
