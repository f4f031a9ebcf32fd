package name

import (
	"math/rand/v2"
	"testing"
)

// A floor changes nothing above it: the bound in whole numbers only spares work.
func TestSimilarityFloor(t *testing.T) {
	g := rand.New(rand.NewPCG(3, 4))
	s := NewSounder()
	word := func() []byte {
		b := make([]byte, 1+g.IntN(14))
		for i := range b {
			b[i] = "aeioukhgtdszSZCjlrmnvfpb"[g.IntN(24)]
		}
		return b
	}
	for range 20_000 {
		a, b := word(), word()
		if g.IntN(2) == 0 { // a near one
			b = append([]byte(nil), a...)
			b[g.IntN(len(b))] = 'a'
		}
		for _, loose := range []Loose{WithVowels, WithoutVowels} {
			whole := s.Similarity(a, b, loose, 0)
			for _, least := range []float32{.5, .72, .88} {
				want := whole
				if whole < least {
					want = 0
				}
				if got := s.Similarity(a, b, loose, least); got != want {
					t.Fatalf("%s, %s: %v with the floor %v, want %v", a, b, got, least, want)
				}
			}
		}
	}
}
