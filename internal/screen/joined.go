package screen

import (
	"bytes"
	"slices"
	"unsafe"

	"caveat.example/caveat/internal/name"
)

// joined offers words of one side that are one word on the other: HIK VISION,
// SunwayMicroelectronics.
func (c *Comparer) joined(q, n []name.Word) {
	for i := range q {
		for k := 2; k <= 4 && i+k <= len(q); k++ {
			if c.anyUsed(c.usedQ[i:i+k]) || weakEnds(q[i:i+k]) {
				break
			}
			for j := range n {
				if !c.usedN[j] && (!weak(n[j].Class) || len(n[j].Text) > 8) {
					if like := c.run(q[i:i+k], &n[j]); like > 0 {
						c.offer = append(c.offer, link{int8(i), int8(j), int8(k), 1, Joined, n[j].Class, like, n[j].Bits})
					}
				}
			}
		}
	}
	for j := range n {
		for k := 2; k <= 4 && j+k <= len(n); k++ {
			if c.anyUsed(c.usedN[j:j+k]) || weakEnds(n[j:j+k]) {
				break
			}
			for i := range q {
				if !c.usedQ[i] && (!weak(q[i].Class) || len(q[i].Text) > 8) {
					if like := c.run(n[j:j+k], &q[i]); like > 0 {
						bits, class := sum(n[j : j+k])
						c.offer = append(c.offer, link{int8(i), int8(j), 1, int8(k), Joined, class, like, bits})
					}
				}
			}
		}
	}
}

func (c *Comparer) anyUsed(used []bool) bool {
	for _, u := range used {
		if u {
			return true
		}
	}
	return false
}

// weakEnds says whether a run ends in a word that no compound ends in.
func weakEnds(run []name.Word) bool {
	last := run[len(run)-1].Class
	return last == name.Noise || last == name.Branch
}

// sum gives what a run of words tells together, at most one whole word's worth
// more than its most telling one, and the class of that.
func sum(run []name.Word) (float32, name.Class) {
	var total float32
	best := 0
	for i := range run {
		total += run[i].Bits
		if run[i].Bits > run[best].Bits {
			best = i
		}
	}
	return total, run[best].Class
}

// run says how alike the joined letters of some words and one word are.
func (c *Comparer) run(words []name.Word, one *name.Word) float32 {
	c.bufA = c.bufA[:0]
	latin := one.Script == name.Latin
	size := 0
	for i := range words {
		size += len(words[i].Key)
		latin = latin && words[i].Script == name.Latin
	}
	if latin {
		target := one.Text
		size = 0
		for i := range words {
			size += len(words[i].Text)
		}
		if size-len(target) > 2 || len(target)-size > 2 || size < 4 || words[0].Text[0] != target[0] {
			return 0
		}
		for i := range words {
			c.bufA = append(c.bufA, words[i].Text...)
		}
		like := c.sameRun(view(c.bufA), target)
		if like < .95 && allKnown(words) { // GLOBAL VISION is not Globovision
			return 0
		}
		return like
	}
	if !one.Script.Unspaced() && !words[0].Script.Unspaced() && !one.Script.Abjad() && !words[0].Script.Abjad() {
		return 0
	}
	for i := range words {
		c.bufA = append(c.bufA, words[i].Spoken...)
	}
	c.bufB = append(c.bufB[:0], one.Spoken...)
	loose := name.WithVowels
	if one.Script.Abjad() || words[0].Script.Abjad() {
		loose = name.WithoutVowels
	}
	return acrossScripts(c.sounder.Similarity(c.bufA, c.bufB, loose, soundFloor))
}

func allKnown(words []name.Word) bool {
	for i := range words {
		if !known(&words[i]) && !weak(words[i].Class) {
			return false
		}
	}
	return true
}

// view reads bytes as a string without copying them; it must not outlive them.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

func (c *Comparer) sameRun(run, one string) float32 {
	if run == one {
		return .98
	}
	if lookalike(run, one) {
		return .95
	}
	n := max(len(run), len(one))
	budget := allowed(n) - 1
	if budget < 1 || !sameDigits(run, one) {
		return 0
	}
	d := c.typist.slips(run, one, budget)
	if d > budget {
		return 0
	}
	return .95 * likeness(d, n)
}

// take links the offers, the most telling first, as long as their words are
// free.
func (c *Comparer) take() {
	for {
		best, value := -1, float32(0)
		for i := range c.offer {
			o := &c.offer[i]
			if v := o.like * o.bits; v > value && !c.taken(o) {
				best, value = i, v
			}
		}
		if best < 0 {
			return
		}
		c.link(c.offer[best])
	}
}

func (c *Comparer) taken(o *link) bool {
	return c.anyUsed(c.usedQ[o.q:o.q+o.nq]) || c.anyUsed(c.usedN[o.n:o.n+o.nn])
}

// initials links a short word to a run of words that begin with its letters:
// CETC, China Electronics Technology Corporation.
func (c *Comparer) initials(q, n []name.Word) {
	for i := range q {
		if !c.usedQ[i] && acronym(&q[i]) {
			if from, k := c.spelled(q[i].Text, n, c.usedN[:len(n)]); k > 0 {
				bits, _ := sum(n[from : from+k])
				c.link(link{int8(i), int8(from), 1, int8(k), Initials, name.Distinct, spelling(q[i].Text), min(bits, q[i].Bits)})
			}
		}
	}
	for j := range n {
		if !c.usedN[j] && acronym(&n[j]) {
			if from, k := c.spelled(n[j].Text, q, c.usedQ[:len(q)]); k > 0 {
				bits, _ := sum(q[from : from+k])
				c.link(link{int8(from), int8(j), int8(k), 1, Initials, name.Distinct, spelling(n[j].Text), min(bits, n[j].Bits)})
			}
		}
	}
}

func acronym(w *name.Word) bool {
	return w.Class == name.Distinct && w.Script == name.Latin && len(w.Text) >= 3 && len(w.Text) <= 7
}

// spelling says how much initials prove: three letters spell many names.
func spelling(short string) float32 {
	if len(short) < 4 {
		return .6
	}
	return .82
}

// spelled finds free words whose first letters spell short, small words left
// out or in. It gives where they begin and how many they are.
func (c *Comparer) spelled(short string, words []name.Word, used []bool) (int, int) {
	for from := range words {
		at, k := 0, 0
		for k < len(words)-from && at < len(short) {
			w := &words[from+k]
			if used[from+k] || w.Text == "" {
				break
			}
			if w.Text[0] == short[at] {
				at++
			} else if w.Class != name.Stop && w.Class != name.Legal && w.Class != name.Noise {
				break
			}
			k++
		}
		if at == len(short) && k >= 3 {
			return from, k
		}
	}
	return 0, 0
}

// whole compares all letters of both names when words do not meet words: a
// person's name in Chinese or Korean is one run of characters.
func (c *Comparer) whole(q, n []name.Word) {
	if !crossing(q, n) {
		c.spaced(q, n)
		return
	}
	s, bits := c.wholeLike(q, n, false)
	if t, all := c.wholeLike(q, n, true); t > s {
		s, bits = t, all
	}
	if s == 0 || weigh(c.links).raw > s*.97 && len(c.links) > 0 && c.complete(q, n) {
		return
	}
	c.links = c.links[:0]
	clear(c.usedQ[:len(q)])
	clear(c.usedN[:len(n)])
	c.link(link{0, 0, int8(len(q)), int8(len(n)), Whole, name.Distinct, s, bits})
}

// spaced links two names that differ only in where the spaces are: AllP orts.
func (c *Comparer) spaced(q, n []name.Word) {
	if c.complete(q, n) || len(q) > 6 || len(n) > 6 {
		return
	}
	a, bitsA := texted(c.bufA[:0], q)
	b, bitsB := texted(c.bufB[:0], n)
	c.bufA, c.bufB = a, b
	if len(a) < 6 || !bytes.Equal(a, b) {
		return
	}
	c.links = c.links[:0]
	clear(c.usedQ[:len(q)])
	clear(c.usedN[:len(n)])
	c.link(link{0, 0, int8(len(q)), int8(len(n)), Whole, name.Distinct, .97, min(bitsA, bitsB)})
}

// texted writes all words that matter together, and adds up their bits.
func texted(dst []byte, words []name.Word) ([]byte, float32) {
	var bits float32
	for i := range words {
		if !weak(words[i].Class) {
			dst = append(dst, words[i].Text...)
			bits += words[i].Bits
		}
	}
	return dst, bits
}

// wholeLike compares the sounds of two whole names, small words left in or out.
func (c *Comparer) wholeLike(q, n []name.Word, all bool) (like, bits float32) {
	a, bitsA, loose := c.letters(c.bufA[:0], q, all)
	c.bufA = a
	b, bitsB, looseB := c.letters(c.bufB[:0], n, all)
	c.bufB = b
	if len(a) < 4 || len(b) < 4 {
		return 0, 0
	}
	s := c.sounder.Similarity(a, b, max(loose, looseB), soundFloor)
	if min(len(a), len(b)) < 7 && s < .95 { // short names sound alike by chance
		s -= .08
	}
	return acrossScripts(s), max(bitsA, bitsB)
}

// crossing says whether the two names are in different scripts.
func crossing(q, n []name.Word) bool {
	return len(q) > 0 && len(n) > 0 && scriptOf(q) != scriptOf(n)
}

// scriptOf gives the first script that is not Latin, else Latin.
func scriptOf(words []name.Word) name.Script {
	for i := range words {
		if words[i].Script != name.Latin && words[i].Letter {
			return words[i].Script
		}
	}
	return name.Latin
}

// complete says whether every word that matters has been linked.
func (c *Comparer) complete(q, n []name.Word) bool {
	for i := range q {
		if !c.usedQ[i] && !weak(q[i].Class) {
			return false
		}
	}
	for j := range n {
		if !c.usedN[j] && !weak(n[j].Class) {
			return false
		}
	}
	return true
}

// letters writes the sounds of all words that matter, and adds up their bits.
func (c *Comparer) letters(dst []byte, words []name.Word, all bool) ([]byte, float32, name.Loose) {
	var bits float32
	loose := name.WithVowels
	for i := range words {
		if words[i].Script.Abjad() {
			loose = name.WithoutVowels
		}
		if !all && weak(words[i].Class) {
			continue
		}
		dst = append(dst, words[i].Spoken...)
		bits += words[i].Bits
	}
	return dst, bits, loose
}

// order writes down what the places of the linked words tell: that they stand in
// another order, or that the listed name begins with all that was asked and goes
// on. A name that was cut off begins so.
func (c *Comparer) order(q, n []name.Word) {
	last, moved, met := int8(-1), false, 0
	for i := range q {
		at := int8(-1)
		for k := range c.links {
			if l := &c.links[k]; int(l.q) <= i && i < int(l.q+l.nq) && !weak(l.class) && l.kind != Whole {
				at = l.n
			}
		}
		if at >= 0 {
			moved = moved || at < last
			last, met = at, met+1
		}
	}
	if moved {
		c.links = append(c.links, link{q: -1, n: -1, kind: Moved, class: name.Legal})
	} else if c.cut && met > 1 && c.begins(q, n) {
		like := float32(.5)
		if sameTexts(q, n[:min(len(q), len(n))]) {
			like = 1
		}
		c.links = append(c.links, link{q: -1, n: -1, kind: Begins, class: name.Legal, like: like})
	}
}

func sameTexts(a, b []name.Word) bool {
	return slices.EqualFunc(a, b, func(v, w name.Word) bool { return v.Text == w.Text })
}

// begins says whether the words of the query, all of them and as they are, are
// the first telling ones of the listed name, which has more.
func (c *Comparer) begins(q, n []name.Word) bool {
	for k := range c.links {
		if l := &c.links[k]; l.like < .98 && !weak(l.class) {
			return false
		}
	}
	for i := range q {
		if !c.usedQ[i] && !weak(q[i].Class) {
			return false
		}
	}
	more := false
	for j := range n {
		switch {
		case weak(n[j].Class):
		case !c.usedN[j]:
			more = true
		case more:
			return false
		}
	}
	return more
}

// left writes down the words that no link holds.
func (c *Comparer) left(q, n []name.Word) {
	for i := range q {
		if !c.usedQ[i] {
			c.links = append(c.links, link{int8(i), -1, 1, 0, LeftQuery, q[i].Class, 0, q[i].Bits})
		}
	}
	for j := range n {
		if !c.usedN[j] {
			c.links = append(c.links, link{-1, int8(j), 0, 1, LeftListed, n[j].Class, 0, n[j].Bits})
		}
	}
}
