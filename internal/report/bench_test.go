package report_test

import (
	"fmt"
	"io"
	"testing"

	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/report"
)

// What one answer costs in each format, with as many findings as a real
// register gives.
func BenchmarkAnswer(b *testing.B) {
	answers := make([]finding.Answer, 1000)
	for i := range answers {
		a := annke()
		a.Item.Origin = at(fmt.Sprint(i))
		for range 50 {
			a.Findings = append(a.Findings, cold())
		}
		answers[i] = a
	}
	for _, f := range report.Formats() {
		b.Run(f.Name, func(b *testing.B) {
			out := f.New(io.Discard, report.Options{})
			if err := out.Begin(testRun()); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for i := range b.N {
				if err := out.Answer(answers[i%len(answers)]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
