package attribution

import "slices"

// beginsAt says whether a pattern may match at the beginning of a folded text,
// and whether one surely does that needs no name beside it. Those that need one
// are not tried: few texts have a name.
func (t *patternTable) beginsAt(rest []byte, loose bool) (found, sure bool) {
	try := func(p *pattern, slack bool) bool {
		found = found || p.NeedsContext
		sure = sure || !p.NeedsContext && p.begins(rest, slack)
		return sure
	}
	var buf [keyLen + 4]byte
	if !t.strict.each(strictKey(buf[:0], rest), false, try) && loose {
		t.loose.each(looseKey(buf[:0], rest), true, try)
	}
	return found || sure, sure
}

// each calls try for the patterns that a text with such a key may begin with,
// until it returns true.
func (t *keyTable) each(key []byte, slack bool, try func(*pattern, bool) bool) bool {
	lens := t.lengths(key)
	var sum uint32
	for n := 1; n <= len(key); n++ {
		sum = beginning(sum, key[n-1])
		if lens&(1<<n) == 0 || !t.some.has(sum) {
			continue
		}
		for _, p := range t.at[string(key[:n])] {
			if try(p, slack) {
				return true
			}
		}
	}
	return false
}

// anyNumber says whether a pattern may match somewhere in a short text, beside
// these names.
func (s *sifter) anyNumber(text []byte, names []*nameRef) bool {
	if !s.prepareASCII(text) {
		return true
	}
	patterns := s.book.x.patterns
	var buf [keyLen + 4]byte
	before := false // the last byte belongs to a word
	for pos := range s.size {
		in := s.mask[pos/64]>>(pos%64)&1 != 0
		starts := in && !before
		before = in
		if !starts && (in || !patterns.signsFirst[s.fold[pos]]) {
			continue
		}
		rest := s.folded(pos)
		try := func(p *pattern, slack bool) bool {
			return (!p.NeedsContext || slices.ContainsFunc(names, p.goesWith)) && p.begins(rest, slack)
		}
		if patterns.strict.each(strictKey(buf[:0], rest), false, try) ||
			starts && s.digitsAhead(pos) && patterns.loose.each(looseKey(buf[:0], rest), true, try) {
			return true
		}
	}
	return false
}

// begins says whether the expression matches at the beginning of a text.
func (p *pattern) begins(rest []byte, slack bool) bool {
	p.ready()
	re := p.tight
	if slack {
		re = p.slack
	}
	return re != nil && re.Match(rest)
}
