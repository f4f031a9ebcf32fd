package screen

// A typist counts the slips of the hand between two words: letters left out,
// put in, put for another, or two neighbours swapped. It keeps its scratch
// space, so one goroutine at a time may use it.
type typist struct {
	peq [128]uint64

	held     [128]uint64 // as peq, of the word that hold was given
	heldText string
}

// hold prepares for measuring one word against many, by heldSlips. The word must
// not change until the next.
func (t *typist) hold(a string) {
	for i := range len(t.heldText) {
		t.held[t.heldText[i]&127] = 0
	}
	t.heldText = a[:min(len(a), 64)]
	for i := range len(t.heldText) {
		t.held[t.heldText[i]&127] |= 1 << i
	}
}

// heldSlips is slips between the word that is held, of so many bytes, and
// another.
func (t *typist) heldSlips(size int, b string, most int) int {
	if len(b)-size > most || size-len(b) > most {
		return most + 1
	}
	if size == 0 || b == "" {
		return size + len(b)
	}
	return run(&t.held, len(t.heldText), b[:min(len(b), 64)], most)
}

// slips gives the number of slips between two words of at most 64 bytes, or
// more than most when there are more (Hyyrö's bit-parallel algorithm). Longer
// words are compared in their first 64 bytes.
func (t *typist) slips(a, b string, most int) int {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > most {
		return most + 1
	}
	a, b = a[:min(len(a), 64)], b[:min(len(b), 64)]
	if a == "" {
		return len(b)
	}
	for i := range len(a) {
		t.peq[a[i]&127] |= 1 << i
	}
	n := run(&t.peq, len(a), b, most)
	for i := range len(a) {
		t.peq[a[i]&127] = 0
	}
	return n
}

func run(peq *[128]uint64, m int, b string, most int) int {
	vp, vn, d0, before := ^uint64(0), uint64(0), uint64(0), uint64(0)
	score, last := m, uint64(1)<<(m-1)
	for j := range len(b) {
		pm := peq[b[j]&127]
		swap := ((^d0 & pm) << 1) & before
		d0 = swap | (((pm & vp) + vp) ^ vp) | pm | vn
		hp := vn | ^(d0 | vp)
		hn := d0 & vp
		if hp&last != 0 {
			score++
		}
		if hn&last != 0 {
			score--
		}
		if score-(len(b)-1-j) > most {
			return most + 1
		}
		hp = hp<<1 | 1
		vp = hn<<1 | ^(d0 | hp)
		vn = hp & d0
		before = pm
	}
	return score
}

// lookalike says whether two words of the same length differ only where a digit
// or a letter stands for one that it looks like.
func lookalike(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if a[i] != b[i] && !sameShape(a[i], b[i]) && !sameShape(b[i], a[i]) {
			return false
		}
	}
	return true
}

func sameShape(digit, letter byte) bool {
	switch digit {
	case '0':
		return letter == 'o'
	case '1':
		return letter == 'i' || letter == 'l'
	case '3':
		return letter == 'e'
	case '4':
		return letter == 'a'
	case '5':
		return letter == 's'
	case '8':
		return letter == 'b'
	case 'l': // HUAWEl
		return letter == 'i'
	}
	return false
}

// allowed is how many slips a word of n letters may have and still be that word.
func allowed(n int) int {
	switch {
	case n < 4:
		return 0
	case n < 6:
		return 1
	case n < 12:
		return 2
	}
	return 3
}

// likeness says how likely a word with d slips in n letters is still the same
// word: set by hand, with made-up slips and real other words in view.
func likeness(d, n int) float32 {
	switch d {
	case 0:
		return 1
	case 1:
		switch {
		case n <= 4:
			return .6
		case n == 5:
			return .72
		case n == 6:
			return .8
		case n == 7:
			return .88
		}
		return .93
	case 2:
		switch {
		case n <= 6:
			return .5
		case n <= 8:
			return .68
		case n <= 11:
			return .76
		}
		return .86
	}
	if n < 16 {
		return .72
	}
	return .82
}
