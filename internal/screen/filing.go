package screen

import "caveat.example/caveat/internal/name"

// misspelt says whether a word may stand in a query with a slip in it.
func misspelt(w *name.Word) bool {
	return w.Class != name.Number && w.Class != name.Initial && (!weak(w.Class) || len(w.Text) > 4)
}

// slips files Latin words under everything that they may be misspelt as.
func (b *Builder) slips() {
	x, size := b.x, 0
	for i := range x.words {
		if w := &x.words[i]; w.Script == name.Latin && misspelt(w) {
			size += deletionsOf(len(w.Text), neighbourhood(len(w.Text)))
		}
	}
	x.slips = newMultimap(size, uint32(len(x.words)), func(visit func(uint64, uint32)) {
		var buf [maxDeletions]uint64
		for i := range x.words {
			if w := &x.words[i]; w.Script == name.Latin && misspelt(w) {
				for _, h := range buf[:deletions(&buf, w.Text, neighbourhood(len(w.Text)))] {
					visit(h, uint32(i))
				}
			}
		}
	})
}

// tones files words under their consonants and their pairs of characters.
func (b *Builder) tones() {
	x := b.x
	x.tones = newMultimap(len(x.words), uint32(len(x.words)), func(visit func(uint64, uint32)) {
		for i := range x.words {
			w := &x.words[i]
			if !misspelt(w) {
				continue
			}
			if w.Script == name.Han {
				eachPair(w.Text, func(h uint64) { visit(h, uint32(i)) })
			}
			if h, ok := toneHash(&b.sounds, &b.scratch, w.Spoken); ok {
				visit(h, uint32(i))
			}
		}
	})
}

// joins files names under their neighbouring words written together.
func (b *Builder) joins() {
	x := b.x
	x.joins = newMultimap(len(x.flat)-len(x.names), uint32(len(x.names)), func(visit func(uint64, uint32)) {
		for id := range x.names {
			e := &x.names[id]
			words := x.ofName(e)
			for i := 0; i+1 < len(words); i++ {
				v, w := &x.words[words[i]], &x.words[words[i+1]]
				if v.Script == name.Latin && w.Script == name.Latin && v.Class != name.Noise {
					visit(hashDone(hashString(hashString(hashSeed, v.Text), w.Text)), uint32(id))
				}
			}
		}
	})
}

// wholes files names under all their words that matter, under those that they
// begin with, and under all but one.
func (b *Builder) wholes() {
	x := b.x
	x.whole = newMultimap(len(b.whole)+2*len(x.flat), uint32(len(x.names)), func(visit func(uint64, uint32)) {
		for _, f := range b.whole {
			visit(f.hash, f.value)
		}
		var words []*name.Word
		for id := range x.names {
			e := &x.names[id]
			words = words[:0]
			for _, w := range x.ofName(e) {
				words = append(words, &x.words[w])
			}
			partly(words, func(h uint64) { visit(h, uint32(id)) })
		}
	})
	b.whole = nil
}
