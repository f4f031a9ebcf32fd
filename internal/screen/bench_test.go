package screen

import (
	"testing"

	"caveat.example/caveat/internal/name"
)

func BenchmarkCorpusSearch(b *testing.B) {
	s := Build(name.Default(), append(partyRecords(b), corpusRecords(b)...)).NewSearcher()
	qs := queries(b, "screen_pert.jsonl")
	for _, q := range qs {
		s.Search(q.Q, Options{})
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		s.Search(qs[i%len(qs)].Q, Options{})
		i++
	}
}

func BenchmarkCorpusBuild(b *testing.B) {
	lex := name.Default()
	recs := corpusRecords(b)
	for b.Loop() {
		Build(lex, recs)
	}
}
