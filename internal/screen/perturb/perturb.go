// Package perturb writes names as clerks, keyboards and machines do: with slips,
// words left out or run together, other legal forms, noise around them. The
// same seed gives the same writing, so that anybody measures the same queries.
package perturb

import (
	"math/rand/v2"
	"strings"
	"unicode"
)

// Kinds are the ways in which a name is written otherwise, in the order in
// which they are reported.
var Kinds = []string{
	"exact", "typo1", "typo2", "reorder", "join", "legal swapped", "legal added", "legal front", "short",
	"noise", "abbreviated", "initials", "diacritics", "homoglyphs",
}

// A Writer writes names otherwise. One goroutine at a time may use it.
type Writer struct{ *rand.Rand }

// New makes a Writer; the same seed gives the same names.
func New(seed uint64) *Writer {
	return &Writer{rand.New(rand.NewPCG(seed, 20261124))} // a fixed second half makes it repeatable
}

// Write writes a name in one of the Kinds. ok is false where the name cannot be
// written so: one word has no order, no word of it is ever abbreviated.
func (w *Writer) Write(kind, text string) (out string, ok bool) {
	switch kind {
	case "exact":
		return text, true
	case "typo1":
		return w.slip(text)
	case "typo2":
		if once, ok := w.slip(text); ok {
			return w.slip(once)
		}
	case "reorder":
		return w.reorder(text)
	case "join":
		return w.join(text)
	case "legal swapped", "legal added", "legal front":
		return w.form(kind, text)
	case "short":
		return short(text)
	case "noise":
		return w.noise(text), true
	case "abbreviated":
		return abbreviate(text)
	case "initials":
		return w.initials(text)
	case "diacritics":
		return w.letters(text, accents)
	case "homoglyphs":
		return w.letters(text, lookalikes)
	}
	return "", false
}

// slip makes one slip of the hand in a letter that is not the first: left out,
// put in, put for another, or swapped with its neighbour.
func (w *Writer) slip(text string) (string, bool) {
	r := []rune(text)
	var at []int
	for i := 1; i < len(r); i++ {
		if unicode.IsLetter(r[i]) && r[i] < 0x250 {
			at = append(at, i)
		}
	}
	if len(at) < 4 {
		return "", false
	}
	i := at[w.IntN(len(at))]
	some := rune('a' + w.IntN(26))
	switch w.IntN(4) {
	case 0:
		r = append(r[:i], r[i+1:]...)
	case 1:
		r = append(r[:i], append([]rune{some}, r[i:]...)...)
	case 2:
		r[i] = some
	default:
		r[i-1], r[i] = r[i], r[i-1]
	}
	return string(r), true
}

func (w *Writer) reorder(text string) (string, bool) {
	words := strings.Fields(text)
	if len(words) < 2 {
		return "", false
	}
	w.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	return strings.Join(words, " "), true
}

// join drops the space between two neighbours.
func (w *Writer) join(text string) (string, bool) {
	words := strings.Fields(text)
	if len(words) < 2 {
		return "", false
	}
	i := w.IntN(len(words) - 1)
	words[i] += words[i+1]
	return strings.Join(append(words[:i+1], words[i+2:]...), " "), true
}

// short keeps the leading words only: all but the last two, and at least two.
func short(text string) (string, bool) {
	words := strings.Fields(text)
	n := max(2, len(words)-2)
	if n >= len(words) {
		return "", false
	}
	return strings.Join(words[:n], " "), true
}

func (w *Writer) noise(text string) string {
	before := []string{"IP camera by ", "Supplier: ", "M/s ", "Attn ", "Manufacturer: ", "sold by ", ""}
	after := []string{" (UK) Branch", " - Hangzhou", " Europe B.V.", ", London office", " (formerly known)", ""}
	return before[w.IntN(len(before))] + text + after[w.IntN(len(after))]
}

// initials writes one word in the middle of a name by its first letter: Carl F.
// Bose.
func (w *Writer) initials(text string) (string, bool) {
	words := strings.Fields(text)
	if len(words) < 3 || len(words) > 5 {
		return "", false
	}
	i := 1 + w.IntN(len(words)-2)
	if first := []rune(words[i]); unicode.IsLetter(first[0]) && len(first) > 1 {
		words[i] = string(first[0]) + "."
		return strings.Join(words, " "), true
	}
	return "", false
}

// letters puts other letters for one or two of the name's.
func (w *Writer) letters(text string, other map[rune]rune) (string, bool) {
	r := []rune(text)
	var at []int
	for i := range r {
		if _, ok := other[r[i]]; ok {
			at = append(at, i)
		}
	}
	if len(at) < 2 {
		return "", false
	}
	for range 1 + w.IntN(2) {
		i := at[w.IntN(len(at))]
		if o, ok := other[r[i]]; ok {
			r[i] = o
		}
	}
	return string(r), true
}
