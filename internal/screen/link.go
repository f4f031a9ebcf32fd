package screen

import (
	"strings"

	"caveat.example/caveat/internal/name"
)

// link gives rows of lists the party of the register that has the same name or
// the same identifier.
func (b *Builder) link() {
	x := b.x
	parties := map[uint64]uint32{} // hash of a name → record of the party
	for id := range x.names {
		e := &x.names[id]
		r := &x.records[e.record]
		if r.Party == "" || r.List != "" || !identifies(r, e) {
			continue
		}
		h := wholeHash(x.wordsOf(b.buf[:0], e))
		if have, ok := parties[h]; !ok || better(r, &x.records[have]) {
			parties[h] = e.record
		}
	}
	for id := range x.names {
		e := &x.names[id]
		r := &x.records[e.record]
		if r.Party != "" || r.List == "" || e.alias >= 0 {
			continue
		}
		if p, ok := parties[wholeHash(x.wordsOf(b.buf[:0], e))]; ok {
			r.Party, r.Family = x.records[p].Party, x.records[p].Family
		}
	}
	for _, records := range x.ids {
		b.linkByID(records)
	}
}

// identifies says whether a name of a party is its own and nobody else's: its
// legal names in any script, not a brand or a nickname.
func identifies(r *Record, e *entry) bool {
	if e.weak || r.Ordinary {
		return false
	}
	if e.alias < 0 {
		return true
	}
	switch r.Aliases[e.alias].Kind {
	case "legal", "former", "native", "short", "alias", "transliteration":
		return true
	}
	return false
}

// better prefers the head of a family where two parties have the same name.
func better(a, b *Record) bool { return a.Party == a.Family && b.Party != b.Family }

func (b *Builder) linkByID(records []uint32) {
	for _, p := range records {
		from := &b.x.records[p]
		if from.Party == "" || from.List != "" || from.Ordinary {
			continue
		}
		for _, row := range records {
			if to := &b.x.records[row]; to.Party == "" {
				to.Party, to.Family = from.Party, from.Family
			}
		}
	}
}

// groups puts the records of one party together, and rows of several lists that
// print the same name.
func (b *Builder) groups() {
	x := b.x
	byParty := map[string]uint32{}
	byName := map[uint64]uint32{}
	x.group = make([]uint32, len(x.records))
	n := uint32(0)
	for i := range x.records {
		r := &x.records[i]
		var g uint32
		var ok bool
		if r.Party != "" {
			if g, ok = byParty[r.Party]; !ok {
				g, n = n, n+1
				byParty[r.Party] = g
			}
		} else {
			h := b.primary(r)
			if g, ok = byName[h]; !ok {
				g, n = n, n+1
				byName[h] = g
			}
		}
		x.group[i] = g
	}
	x.groupAt = make([]uint32, n+1)
	for _, g := range x.group {
		x.groupAt[g+1]++
	}
	for g := range n {
		x.groupAt[g+1] += x.groupAt[g]
	}
	next := append([]uint32(nil), x.groupAt...)
	x.members = make([]uint32, len(x.records))
	for i, g := range x.group {
		x.members[next[g]] = uint32(i)
		next[g]++
	}
}

// primary hashes a record's own name. Every letter counts here, the legal form
// too: rows are put together only when they print the same, but for the initials
// of the name in parentheses behind it.
func (b *Builder) primary(r *Record) uint64 {
	h := hashByte(hashSeed, byte('a'+b2i(r.Person)))
	folded := name.Fold(withoutInitials(r.Name))
	any := false
	for w := range name.Words(folded) {
		h = hashByte(hashString(h, w), ' ')
		any = true
	}
	if !any {
		h = hashString(h, r.List+"\x00"+r.ID)
	}
	return hashDone(h)
}

// withoutInitials drops "(CGNPC)" behind a name whose words begin with some of
// these letters, in their order.
func withoutInitials(text string) string {
	open := strings.LastIndexByte(text, '(')
	if open < 4 || !strings.HasSuffix(text, ")") {
		return text
	}
	short, at := text[open+1:len(text)-1], 0
	if len(short) < 2 || len(short) > 8 {
		return text
	}
	for w := range strings.FieldsSeq(text[:open]) {
		if at < len(short) && (w[0]|0x20) == (short[at]|0x20) {
			at++
		}
	}
	if at < len(short) {
		return text
	}
	return text[:open]
}

func b2i(v bool) int {
	if v {
		return 1
	}
	return 0
}
