package attribution_test

import (
	"sync"
	"testing"

	"caveat.example/caveat/internal/inventory"
)

// TestManyAtOnce: any number may ask one Index at the same time, and each gets
// the answer that one alone gets. The race detector watches.
func TestManyAtOnce(t *testing.T) {
	x := small(t)
	lines := []string{"Hikvision DS-2CD2143G2-I", "Annke C800", "Samsung SNV-6013", "FCC ID: YAMPD79XISU1", "no Dahua"}
	want := make([]string, len(lines))
	for i, l := range lines {
		want[i] = tell(small(t).Attribute(inventory.Item{Text: l}))
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				for i, l := range lines {
					if got := tell(x.Attribute(inventory.Item{Text: l})); got != want[i] {
						t.Errorf("%s: got %s, want %s", l, got, want[i])
					}
				}
			}
		})
	}
	wg.Wait()
}
