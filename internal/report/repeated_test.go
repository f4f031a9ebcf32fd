package report_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/report"
)

// TestRepeatedAnswersCountAlike: answers that share what they say are counted as
// those that each have their own.
func TestRepeatedAnswersCountAlike(t *testing.T) {
	whole := axis("8")
	kinds := []finding.Answer{annke(), lorex(), nobody("7"), whole, article()}
	damaged := whole
	damaged.Status, damaged.Item.Damage = finding.Unknown, []string{"model looks like a date"}
	kinds = append(kinds, damaged)
	r := rand.New(rand.NewPCG(3, 3))
	var shared, own []finding.Answer
	for range 400 {
		a := kinds[r.IntN(len(kinds))]
		a.Item.Origin = at(string(rune('a' + r.IntN(26))))
		shared = append(shared, a)
		a.Findings, a.Attributions, a.Questions = slices.Clone(a.Findings), slices.Clone(a.Attributions), slices.Clone(a.Questions)
		own = append(own, a)
	}
	for _, format := range []string{"table", "html"} {
		s := goodSample()
		s.answers = shared
		got := render(t, format, s, report.Options{})
		s.answers = own
		if want := render(t, format, s, report.Options{}); got != want {
			t.Errorf("%s: shared answers give\n%s\nand others\n%s", format, got, want)
		}
	}
}
