package synth

import (
	"fmt"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"

	"caveat.example/caveat/internal/name"
	"caveat.example/caveat/internal/screen"
)

func TestSameSeedSameNames(t *testing.T) {
	a, b := Entities(50, 1), Entities(50, 1)
	for i := range a {
		if a[i].Name != b[i].Name || a[i].Name == "" {
			t.Fatalf("entity %d: %q, and again %q", i, a[i].Name, b[i].Name)
		}
	}
	if c := Entities(50, 2); c[0].Name == a[0].Name && c[1].Name == a[1].Name {
		t.Error("another seed gives the same names")
	}
}

// A name on the list is found first, whoever else is listed.
func TestFindsItself(t *testing.T) {
	records := Entities(5000, 1)
	s := screen.Build(name.Default(), records).NewSearcher()
	missed := 0
	for i := 0; i < len(records); i += 10 {
		a := s.Search(records[i].Name, screen.Options{})
		if len(a.Hits) == 0 || a.Hits[0].Name != records[i].Name {
			missed++
		}
	}
	if missed > 5 {
		t.Errorf("%d of 500 names were not found first", missed)
	}
}

// BenchmarkSearch measures one core: the names that it answers in a second, the
// slowest hundredth, and what the index holds in memory.
func BenchmarkSearch(b *testing.B) {
	for _, n := range []int{16_000, 113_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			before := heap()
			records := Entities(n, 1)
			x := screen.Build(name.Default(), records)
			held := heap() - before
			queries := Queries(20_000, 3, records)
			s := x.NewSearcher()
			for _, q := range queries[:4000] {
				s.Search(q, screen.Options{})
			}
			var took []time.Duration
			i, start := 0, cpu()
			for b.Loop() {
				at := time.Now()
				s.Search(queries[i%len(queries)], screen.Options{})
				took = append(took, time.Since(at))
				i++
			}
			used := cpu() - start
			slices.Sort(took)
			b.ReportMetric(float64(i)/used.Seconds(), "names/cpu-s")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
			b.ReportMetric(float64(held)/1e6, "MB")
		})
	}
}

// BenchmarkBuild measures how long it takes until the first name can be asked.
func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{16_000, 113_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			lex := name.Default()
			records := Entities(n, 1)
			start, i := cpu(), 0
			for b.Loop() {
				screen.Build(lex, records)
				i++
			}
			b.ReportMetric(float64((cpu()-start).Milliseconds())/float64(i), "cpu-ms")
		})
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// cpu gives the processor time that the process has used: on a machine that
// others use too it says more than the clock on the wall.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
