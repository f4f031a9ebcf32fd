package triage

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
)

var (
	//go:embed words.txt
	wordsText string
	//go:embed cpv.txt
	codesText string
)

// A phrase is one entry of words.txt, in folded words. The last word may be a
// beginning only.
type phrase struct {
	words   []string
	open    []bool // the word stands for any ending
	subject string
	lang    string
	text    string // as written in the list
}

// tables are the two lists, ready for use.
type tables struct {
	// byStart finds phrases by the first three letters of their first word.
	byStart map[[3]byte][]phrase
	starts  [37 * 37 * 37]bool // the slots of those letters
	han     []phrase           // found anywhere, since Chinese has no spaces
	codes   []code             // of the CPV
	// american are codes of the United States, which are compared whole.
	american []code
}

// A code is one entry of cpv.txt.
type code struct {
	subject string
	sure    bool
	digits  string
	name    string
}

// lists are the tables, read once.
var lists = sync.OnceValue(func() *tables {
	t := &tables{byStart: map[[3]byte][]phrase{}}
	for line := range strings.Lines(wordsText) {
		head, rest, ok := strings.Cut(strings.TrimSpace(line), ":")
		subject, lang, two := strings.Cut(head, " ")
		if !ok || !two || strings.HasPrefix(line, "#") {
			continue
		}
		for text := range strings.SplitSeq(rest, "|") {
			t.add(subject, lang, strings.TrimSpace(text))
		}
	}
	for line := range strings.Lines(codesText) {
		f := strings.Fields(line)
		if len(f) < 4 || strings.HasPrefix(line, "#") {
			continue
		}
		one := code{subject: f[0], sure: f[1] == "sure", digits: f[2], name: strings.Join(f[3:], " ")}
		if system, digits, ok := strings.Cut(f[2], ":"); ok {
			one.digits, one.name = digits, system+" "+one.name
			t.american = append(t.american, one)
			continue
		}
		t.codes = append(t.codes, one)
	}
	// The longest code that fits is the one that counts.
	slices.SortStableFunc(t.codes, func(a, b code) int { return len(b.digits) - len(a.digits) })
	return t
})

func (t *tables) add(subject, lang, text string) {
	p := phrase{subject: subject, lang: lang, text: strings.ReplaceAll(text, "*", "")}
	if strings.IndexFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0 {
		t.han = append(t.han, p)
		return
	}
	for _, w := range strings.Fields(text) {
		word, open := strings.CutSuffix(w, "*")
		for _, part := range split(word) {
			p.words = append(p.words, part)
			p.open = append(p.open, false)
		}
		p.open[len(p.open)-1] = open
	}
	start := startOf(p.words[0])
	if len(p.words) > longestPhrase {
		panic("triage: words.txt: a phrase of more words than onward holds: " + text)
	}
	t.starts[slot(start)] = true
	t.byStart[start] = append(t.byStart[start], p)
}

// startOf is the first three bytes of a folded word.
func startOf(word string) (start [3]byte) {
	copy(start[:], word)
	return start
}

// begins says whether a word of ASCII is the first of a phrase.
func (t *tables) begins(word string) bool {
	var start [3]byte
	for i := range min(len(word), len(start)) {
		start[i] = lower(word[i])
	}
	if !t.starts[slot(start)] {
		return false
	}
	list := t.byStart[start]
	for i := range list {
		p := &list[i]
		if first := p.words[0]; (len(word) == len(first) || len(word) > len(first) && p.open[0]) && hasLower(word, first) {
			return true
		}
	}
	return false
}

// hasLower says whether a word of ASCII begins so, its case set aside.
func hasLower(word, start string) bool {
	for i := range len(start) {
		if lower(word[i]) != start[i] {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c |= 0x20
	}
	return c
}

// slot is a place in tables.starts: different for all beginnings of letters
// and digits, 0 for one that is neither.
func slot(b [3]byte) int {
	return (int(places[b[0]])*37+int(places[b[1]]))*37 + int(places[b[2]])
}

// places gives letters and digits a number from 1 on.
var places = func() (at [256]uint8) {
	for c := range at {
		switch {
		case c >= 'a' && c <= 'z':
			at[c] = uint8(c-'a') + 1
		case c >= '0' && c <= '9':
			at[c] = uint8(c-'0') + 27
		}
	}
	return at
}()

// inWord are the bytes of words; all beyond ASCII are looked at closer.
var inWord = func() (in [256]bool) {
	for c := range in {
		lower := c | 0x20
		in[c] = lower >= 'a' && lower <= 'z' && c < 0x80 || c >= '0' && c <= '9' || c >= 0x80
	}
	return in
}()
