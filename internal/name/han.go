package name

import (
	_ "embed"
	"strings"
	"sync"
)

// hanData is written by gen: see hanTable there for its form.
//
//go:embed data/han.bin
var hanData string

const firstHan, lastHan = 0x4E00, 0x9FFF

// hanSyllables is the list of syllables, and hanRows where the rows begin.
var hanSyllables = sync.OnceValue(func() []string {
	head, _, _ := strings.Cut(hanData, "\n\n")
	return strings.Split(head, "\n")
})

// pinyin is the same list, to look a syllable up.
var pinyin = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool, 420)
	for _, s := range hanSyllables() {
		m[s] = true
	}
	return m
})

// twoSyllables says whether a word reads as two Chinese syllables: Hua-wei.
func twoSyllables(word string) bool {
	if len(word) < 4 || len(word) > 10 {
		return false
	}
	known := pinyin()
	for i := 2; i <= len(word)-2; i++ {
		if known[word[:i]] && known[word[i:]] {
			return true
		}
	}
	return false
}

var hanRows = sync.OnceValue(func() string {
	_, rows, _ := strings.Cut(hanData, "\n\n")
	return rows
})

// Pinyin gives the reading of a Chinese character without tones, "" when it has
// none. Characters with several readings get the one usual in names.
func Pinyin(r rune) string {
	if r < firstHan || r > lastHan {
		return ""
	}
	row := hanRows()[4*(r-firstHan):]
	n := int(row[0]) | int(row[1])<<8
	if n == 0 {
		return ""
	}
	return hanSyllables()[n-1]
}

// Simplified gives the simplified form of a Chinese character, or r itself.
func Simplified(r rune) rune {
	if r < firstHan || r > lastHan {
		return r
	}
	row := hanRows()[4*(r-firstHan):]
	return rune(row[2]) | rune(row[3])<<8
}
