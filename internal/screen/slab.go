package screen

import "strings"

// A slab keeps many short texts in few pieces of memory.
type slab struct{ free []byte }

// slabSize is how much memory a slab takes at a time.
const slabSize = 1 << 16

// keep copies a text into the slab.
func (s *slab) keep(text string) string {
	if len(text) > len(s.free) {
		s.free = make([]byte, max(slabSize, len(text)))
	}
	n := copy(s.free, text)
	kept := view(s.free[:n])
	s.free = s.free[n:]
	return kept
}

// keepLike keeps a text, as the same or the beginning of one that is kept
// already where it is that.
func (s *slab) keepLike(text, kept string) string {
	if strings.HasPrefix(kept, text) {
		return kept[:len(text)]
	}
	return s.keep(text)
}
