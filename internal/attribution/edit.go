package attribution

import (
	"strings"
)

// vowelForVowel says whether two words of one length differ in a vowel.
func vowelForVowel(a, b string) bool {
	const vowels = "aeiouy"
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return strings.IndexByte(vowels, a[i]) >= 0 && strings.IndexByte(vowels, b[i]) >= 0
		}
	}
	return false
}

type edit uint8

// editKind says by which single slip word came from name; editNone when it took
// more than one.
func editKind(word, name string) edit {
	i := 0
	for i < len(word) && i < len(name) && word[i] == name[i] {
		i++
	}
	a, b := word[i:], name[i:]
	switch {
	case len(a) == len(b):
		if len(a) >= 2 && a[0] == b[1] && a[1] == b[0] && a[2:] == b[2:] {
			return editSwap
		}
		if len(a) >= 1 && a[1:] == b[1:] {
			return editChange
		}
	case len(a) == len(b)+1 && a[1:] == b:
		if i > 0 && a[0] == word[i-1] || len(b) > 0 && a[0] == b[0] {
			return editDouble
		}
		return editInsert
	case len(a)+1 == len(b) && a == b[1:]:
		if i > 0 && b[0] == name[i-1] || len(a) > 0 && b[0] == a[0] {
			return editDouble
		}
		return editDelete
	}
	return editNone
}

// editDistance is the number of letters put in, left out or changed, at most
// limit+1.
func editDistance(a, b string, limit int) int {
	var prev, cur [maxTypo + 2]int
	for j := range len(b) + 1 {
		prev[j] = j
	}
	for i := range len(a) {
		cur[0] = i + 1
		best := cur[0]
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			cur[j+1] = min(prev[j]+cost, prev[j+1]+1, cur[j]+1)
			best = min(best, cur[j+1])
		}
		if best > limit {
			return limit + 1
		}
		prev = cur
	}
	return prev[len(b)]
}

func without(dst []byte, s string, k int) []byte {
	return append(append(dst, s[:k]...), s[k+1:]...)
}

// skeleton keeps the first letter and the consonants, each once, with letters
// that sound alike made equal.
func skeleton(dst []byte, s string) []byte {
	for i := range len(s) {
		c := s[i]
		switch c {
		case 'a', 'e', 'i', 'o', 'u', 'y':
			if i > 0 {
				continue
			}
		case 'c', 'q':
			c = 'k'
		case 'z':
			c = 's'
		case 'w':
			c = 'v'
		case 'h':
			if i > 0 {
				continue
			}
		}
		if len(dst) > 0 && dst[len(dst)-1] == c {
			continue
		}
		dst = append(dst, c)
	}
	return dst
}

func plainLetters(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

// asLetters reads digits that look like letters as those, and fails on others.
func asLetters(dst []byte, s string) ([]byte, bool) {
	for i := range len(s) {
		c := s[i]
		switch c {
		case '0':
			c = 'o'
		case '1':
			c = 'i'
		case '5':
			c = 's'
		case '3':
			c = 'e'
		case '4':
			c = 'a'
		}
		if c < 'a' || c > 'z' {
			return nil, false
		}
		dst = append(dst, c)
	}
	return dst, true
}
