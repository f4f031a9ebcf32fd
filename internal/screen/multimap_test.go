package screen

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Whatever was filed is found under its hash, in the order in which it was filed.
func TestMultimapFindsAll(t *testing.T) {
	g := rand.New(rand.NewPCG(1, 2))
	want := map[uint64][]uint32{}
	var hashes []uint64
	for i := range uint32(100_000) {
		h := hashDone(uint64(g.IntN(60_000)))
		want[h] = append(want[h], i)
		hashes = append(hashes, h)
	}
	m := newMultimap(len(hashes), uint32(len(hashes)), func(visit func(uint64, uint32)) {
		for i, h := range hashes {
			visit(h, uint32(i))
		}
	})
	for h, values := range want {
		var got []uint32
		for _, e := range m.bucket(h) {
			if v, ok := m.fits(e, h); ok && hashes[v] == h {
				got = append(got, v)
			}
		}
		if !slices.Equal(got, values) || !m.may(h) {
			t.Fatalf("under %x: got %v, want %v", h, got, values)
		}
	}
}

// A word without one of its first letters, or two, is among its deletions.
func TestDeletions(t *testing.T) {
	for _, word := range []string{"a", "hik", "huawei", "dahua", "hikvision", "aabbaab"} {
		var all, one [maxDeletions]uint64
		n := deletions(&all, word, 2)
		if n != deletionsOf(len(word), 2) {
			t.Errorf("%s: %d hashes, counted as %d", word, n, deletionsOf(len(word), 2))
		}
		p := word[:min(len(word), prefix)]
		for i := range len(p) {
			short := p[:i] + p[i+1:]
			if deletions(&one, short, 0); !slices.Contains(all[:n], one[0]) {
				t.Errorf("%s is not found without letter %d", word, i)
			}
			for j := range len(short) {
				if deletions(&one, short[:j]+short[j+1:], 0); !slices.Contains(all[:n], one[0]) {
					t.Errorf("%s is not found without two letters: %s", word, short[:j]+short[j+1:])
				}
			}
		}
	}
}
