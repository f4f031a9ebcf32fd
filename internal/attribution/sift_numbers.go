package attribution

// beginsAt says whether a pattern may match at the beginning of a folded text,
// and whether one surely does that needs no name beside it. Those that need one
// are not tried: few texts have a name.
func (t *patternTable) beginsAt(rest []byte, loose bool) (found, sure bool) {
	var buf [keyLen + 4]byte
	try := func(keys *keyTable, key []byte, slack bool) {
		lens := keys.lengths(key)
		var sum uint32
		for n := 1; n <= len(key) && !sure; n++ {
			sum = beginning(sum, key[n-1])
			if lens&(1<<n) == 0 || !keys.some.has(sum) {
				continue
			}
			for _, p := range keys.at[string(key[:n])] {
				if p.NeedsContext {
					found = true
				} else if !sure && p.begins(rest, slack) {
					found, sure = true, true
				}
			}
		}
	}
	try(&t.strict, strictKey(buf[:0], rest), false)
	if loose && !sure {
		try(&t.loose, looseKey(buf[:0], rest), true)
	}
	return found, sure
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
