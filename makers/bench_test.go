package makers_test

import (
	"testing"

	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/makers"
)

// BenchmarkLoad is what every start of the program pays for makers/.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := register.Load(makers.FS()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFirstLookup is what the first hardware address pays: the table of
// prefixes is unpacked.
func BenchmarkFirstLookup(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		r, err := register.Load(makers.FS())
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if _, ok, err := r.Lookup("58:50:ed:1f:e3:85"); !ok || err != nil {
			b.Fatal(ok, err)
		}
	}
}
