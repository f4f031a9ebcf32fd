package attribution

import (
	"math/rand/v2"
	"strings"
	"testing"

	"caveat.example/caveat/internal/inventory"
)

// TestCovered: looking in order first gives what looking everywhere gives.
func TestCovered(t *testing.T) {
	naive := func(text string, fields inventory.Fields) bool {
		left := len(text)
		for _, f := range fields {
			if f.Value != "" && strings.Contains(text, f.Value) {
				left -= len(f.Value) + 1
			}
		}
		return left <= 2
	}
	r := rand.New(rand.NewPCG(7, 7))
	values := []string{"", "a", "b", "ab", "a b", "dome", "dome camera", "camera", "x"}
	for range 20_000 {
		var fields inventory.Fields
		var said []string
		for range r.IntN(5) {
			v := values[r.IntN(len(values))]
			fields = append(fields, inventory.Field{Value: v})
			if r.IntN(4) > 0 {
				said = append(said, v)
			}
		}
		if r.IntN(3) == 0 {
			r.Shuffle(len(said), func(i, j int) { said[i], said[j] = said[j], said[i] })
		}
		text := strings.Join(said, " ")
		if got, want := covered(text, fields), naive(text, fields); got != want {
			t.Fatalf("%q of %q: got %v, want %v", text, fields, got, want)
		}
	}
}
