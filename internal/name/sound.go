package name

// Sound writes a romanised word by its sounds, so that the ways of romanising
// one name come close to each other: kh and h, ts and tz, yu and iu, w and v,
// doubled letters. A sound is one byte; S, C, Z and j stand for sh, ch, zh and
// dzh, c for ts.
func Sound(dst []byte, roman string) []byte {
	start := len(dst)
	for i := 0; i < len(roman); {
		n, out := soundAt(roman, i)
		for j := range len(out) {
			if c := out[j]; len(dst) == start || dst[len(dst)-1] != c || c >= '0' && c <= '9' {
				dst = append(dst, c)
			}
		}
		i += n
	}
	return dst
}

// soundAt reads the sound at i: how many letters it takes, and what it is.
func soundAt(s string, i int) (int, string) {
	rest := s[i:]
	switch rest[0] {
	case 's':
		switch {
		case has(rest, "shch"):
			return 4, "S"
		case has(rest, "shtsh"):
			return 5, "S"
		case has(rest, "sch"):
			return 3, "S"
		case has(rest, "sh"):
			return 2, "S"
		case has(rest, "sz"):
			return 2, "S"
		case rest == "sion" && i > 0:
			return 3, "Zo"
		case rest == "sions" && i > 0:
			return 3, "Zo"
		}
		return 1, "s"
	case 't':
		switch {
		case has(rest, "tch"), has(rest, "tsch"):
			return len("tch") + b2i(rest[1] == 's'), "C"
		case has(rest, "tion") && i > 0:
			return 3, "So"
		case has(rest, "ts"), has(rest, "tz"):
			return 2, "c"
		case has(rest, "th"):
			return 2, "t"
		}
		return 1, "t"
	case 'c':
		switch {
		case has(rest, "ch"), has(rest, "cz"):
			return 2, "C"
		case has(rest, "ck"):
			return 2, "k"
		case len(rest) > 1 && (rest[1] == 'e' || rest[1] == 'i' || rest[1] == 'y'):
			return 1, "s"
		}
		return 1, "k"
	case 'z':
		if has(rest, "zh") {
			return 2, "Z"
		}
		return 1, "z"
	case 'k':
		if has(rest, "kh") {
			return 2, "h"
		}
		return 1, "k"
	case 'q':
		if has(rest, "qu") {
			return 2, "kv"
		}
		return 1, "k"
	case 'd':
		switch {
		case has(rest, "dzh"):
			return 3, "j"
		case has(rest, "dj"):
			return 2, "j"
		case has(rest, "dh"):
			return 2, "d"
		}
		return 1, "d"
	case 'p':
		if has(rest, "ph") {
			return 2, "f"
		}
		return 1, "p"
	case 'g':
		if has(rest, "gh") {
			return 2, "g"
		}
		return 1, "g"
	case 'x':
		if i == 0 {
			return 1, "s"
		}
		return 1, "ks"
	case 'w':
		return 1, "v"
	case 'y':
		return 1, "i"
	case 'e':
		if has(rest, "ee") {
			return 2, "i"
		}
		return 1, "e"
	case 'o':
		if has(rest, "oo") || has(rest, "ou") {
			return 2, "u"
		}
		return 1, "o"
	case '&', '+':
		return 1, ""
	}
	return 1, rest[:1]
}

func has(s, prefix string) bool { return len(s) >= len(prefix) && s[:len(prefix)] == prefix }

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Consonants keeps of a sound what survives any vowel: its consonants, voiced
// and unvoiced ones made the same, at most eight. Two spellings of a name
// across scripts nearly always share it; it is a key to look up, no evidence.
func Consonants(dst []byte, sound []byte) []byte {
	start := len(dst)
	for i, c := range sound {
		var k byte
		switch c {
		case 'a', 'e', 'i', 'o', 'u':
			if i == 0 {
				dst = append(dst, 'a')
			}
			continue
		case 'b', 'p':
			k = 'p'
		case 'f', 'v':
			k = 'f'
		case 'd', 't':
			k = 't'
		case 'g', 'k', 'h':
			k = 'k'
		case 's', 'z', 'c':
			k = 's'
		case 'S', 'Z', 'C', 'j':
			k = 'S'
		case 'l', 'r':
			k = 'r'
		default:
			k = c
		}
		if len(dst) > start && dst[len(dst)-1] == k {
			continue
		}
		if dst = append(dst, k); len(dst)-start == 8 {
			break
		}
	}
	return dst
}
