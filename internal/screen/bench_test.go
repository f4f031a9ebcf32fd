package screen

import (
	"syscall"
	"testing"
	"time"

	"caveat.example/caveat/internal/name"
)

// cpu gives the processor time that the process has used. On a machine that
// others use too it says more than the clock on the wall.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func BenchmarkCorpusPerturbed(b *testing.B) {
	var names []string
	for _, q := range queries(b, "screen_pert.jsonl") {
		names = append(names, q.Q)
	}
	searches(b, append(partyRecords(b), corpusRecords(b)...), names)
}

func BenchmarkCorpusSuppliers(b *testing.B) {
	searches(b, append(partyRecords(b), corpusRecords(b)...), ordinarySuppliers(b))
}

func searches(b *testing.B, records []Record, names []string) {
	b.Helper()
	s := Build(name.Default(), records).NewSearcher()
	for _, q := range names {
		s.Search(q, Options{})
	}
	b.ReportAllocs()
	start := cpu(b)
	i := 0
	for b.Loop() {
		s.Search(names[i%len(names)], Options{})
		i++
	}
	b.ReportMetric(float64(cpu(b)-start)/float64(i), "cpu-ns/op")
}

func BenchmarkCorpusBuild(b *testing.B) {
	lex := name.Default()
	recs := append(partyRecords(b), corpusRecords(b)...)
	start := cpu(b)
	i := 0
	for b.Loop() {
		Build(lex, recs)
		i++
	}
	b.ReportMetric(float64(cpu(b)-start)/float64(i), "cpu-ns/op")
}
