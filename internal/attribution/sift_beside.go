package attribution

import "math/bits"

// How a sifter looks at words together: names in several words or in pieces,
// hardware addresses, serial numbers.

// withBefore looks at a word together with the one or two before it.
func (s *sifter) withBefore(w, one, two *wordAt) {
	gap := byte(0)
	if one.end+1 == w.start {
		gap = s.fold[one.end]
	}
	if w.signs&one.signs&signPair == 0 || gap != ':' && gap != '-' {
		s.pairs = 1
	} else if s.pairs++; s.pairs >= 6 {
		s.macs = true
	}
	if w.signs&one.signs&signLetters == 0 || gap != ' ' && gap != '-' && gap != '_' && gap != '.' {
		return
	}
	sums := &s.joins.sums
	if one.signs&signPiece != 0 && sums.has(one.sum+w.sum) {
		s.join(one, w)
	}
	if two.signs&signPiece == 0 || two.end+1 != one.start || !sums.has(two.sum+one.sum+w.sum) {
		return
	}
	if g := s.fold[two.end]; g == ' ' || g == '-' || g == '_' || g == '.' {
		s.join(two, one, w)
	}
}

// join notes the place where words that stand apart are a name together.
func (s *sifter) join(words ...*wordAt) {
	var buf [64]byte
	key := buf[:0]
	for _, w := range words {
		key = append(key, s.fold[w.start:w.end]...)
	}
	names := s.book.x.names
	if refs := names.byText[string(key)]; len(refs) > 0 && !names.refs[refs[0]].common {
		s.name(words[0].start)
	}
}

// phrase says whether a name of several words begins with two words.
func (s *sifter) phrase(first, w *wordAt) bool {
	names := s.book.x.names
	if !names.pairs().has(pairSum(first.sum, w.sum)) {
		return false
	}
	var buf [96]byte
	key := append(buf[:0], s.fold[first.start:first.end]...)
	most := names.first[string(key)]
	next, end := int(w.start), int(w.end)
	for n := 1; n < most; n++ {
		if len(key)+end-next > 94 {
			return false
		}
		key = append(append(key, ' '), s.fold[next:end]...)
		if len(names.byText[string(key)]) > 0 {
			return true
		}
		if next, end = s.wordAfter(end); next == end {
			return false
		}
	}
	return false
}

// wordAfter gives the next word at or after a place; both are the same where
// there is none.
func (s *sifter) wordAfter(at int) (start, end int) {
	in := func(i int) bool { return s.mask[i/64]>>(i%64)&1 != 0 }
	for at < s.size && !in(at) {
		at++
	}
	for end = at; end < s.size && in(end); {
		end++
	}
	return at, end
}

// serialAhead says whether something like a serial number is among the next
// words.
func (s *sifter) serialAhead(w *wordAt) bool {
	from, at := int(w.start), int(w.end)
	if from+1 == at { // "s", which has to be that of "s/n"
		start, end := s.wordAfter(at)
		if string(s.fold[start:end]) != "n" {
			return false
		}
		at = end
	}
	for range 4 {
		start, end := s.wordAfter(at)
		digits := 0
		for _, c := range s.fold[start:end] {
			if c >= '0' && c <= '9' {
				digits++
			}
		}
		if digits > 2 && end-start > 7 {
			return true
		}
		at = end
	}
	return false
}

// digitsAhead says whether a number with at least three digits may begin here.
func (s *sifter) digitsAhead(at int) bool {
	bits64 := s.digs[at/64] >> (at % 64)
	if at%64 != 0 {
		bits64 |= s.digs[at/64+1] << (64 - at%64)
	}
	return bits.OnesCount64(bits64&(1<<24-1)) >= 3
}
