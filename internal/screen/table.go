package screen

import "math/bits"

// A table finds texts by their letters: one flat array of numbers, the texts of
// which stand elsewhere. Any number of goroutines may look while nobody adds.
type table struct {
	slots []uint32               // number of a text, plus one; zero is free
	texts func(id uint32) string // the text of a number
	count int
}

func newTable(about int, texts func(uint32) string) *table {
	return &table{slots: make([]uint32, 1<<bits.Len(uint(max(about, 8)*2))), texts: texts}
}

// find gives the number of a text.
func (t *table) find(text string) (uint32, bool) {
	i := t.place(text)
	return t.slots[i] - 1, t.slots[i] != 0
}

// place is where a text stands, or would.
func (t *table) place(text string) uint32 {
	last := uint32(len(t.slots) - 1)
	i := uint32(hashDone(hashString(hashSeed, text))) & last
	for t.slots[i] != 0 && t.texts(t.slots[i]-1) != text {
		i = (i + 1) & last
	}
	return i
}

// add takes in the number of a text that is not there yet. Its text must be
// known by now.
func (t *table) add(id uint32) {
	if t.count++; t.count*2 > len(t.slots) {
		old := t.slots
		t.slots = make([]uint32, 2*len(old))
		for _, s := range old {
			if s != 0 {
				t.slots[t.place(t.texts(s-1))] = s
			}
		}
	}
	t.slots[t.place(t.texts(id))] = id + 1
}
