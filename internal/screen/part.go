package screen

import "caveat.example/caveat/internal/name"

// A name is also found by a part of its words: by the first ones, when it was
// cut off, and by all but one, when that one is too short for its slips.

// cutAfter is the most words of a name that was cut off for which it is filed,
// and lackingMost the most telling words of one that is filed under all but one.
const (
	cutAfter    = 8
	lackingMost = 5
)

// partly visits the hashes of the parts that a name is filed under.
func partly(words []*name.Word, visit func(uint64)) {
	h := beginSeed()
	telling := 0
	for i, w := range words {
		if !weak(w.Class) {
			telling++
		}
		if h = beginNext(h, w.Text); i > 0 && i+1 < len(words) && i < cutAfter {
			visit(hashDone(h))
		}
	}
	if telling < 2 || telling > lackingMost {
		return
	}
	for i, w := range words {
		if !weak(w.Class) {
			visit(lackHash(len(words), i, func(k int) *name.Word { return words[k] }))
		}
	}
}

func beginSeed() uint64 { return hashByte(hashSeed, '>') }

func beginNext(h uint64, text string) uint64 { return hashByte(hashString(h, text), ' ') }

// beginHash hashes the words that a name begins with, all of them as they are.
func beginHash(words []name.Word) uint64 {
	h := beginSeed()
	for i := range words {
		h = beginNext(h, words[i].Text)
	}
	return hashDone(h)
}

// lackHash hashes the telling ones of n words but for one: a short word that is
// misspelt is found by its company.
func lackHash(n, lacking int, word func(int) *name.Word) uint64 {
	h := hashByte(hashSeed, '<')
	at := byte('0')
	for i := range n {
		w := word(i)
		if weak(w.Class) {
			continue
		}
		if i == lacking {
			h = hashByte(h, at)
		} else {
			h = hashByte(hashString(h, w.Key), ' ')
		}
		at++
	}
	return hashDone(h)
}

// tellingCount says how many words of a name are more than form.
func tellingCount(words []name.Word) int {
	n := 0
	for i := range words {
		n += b2i(!weak(words[i].Class))
	}
	return n
}
