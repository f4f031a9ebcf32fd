package report_test

import (
	"bytes"
	"testing"

	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/report"
)

// TestKeep cuts a run after every step, takes it up in a new Sink, and wants
// the same bytes as from a run that was not cut.
func TestKeep(t *testing.T) {
	s := goodSample()
	s.answers = append(s.answers, hostile().answers...)
	s.answers = append(s.answers, s.answers...)
	var steps []func(finding.Sink) error
	for _, a := range s.answers {
		steps = append(steps, func(out finding.Sink) error { return out.Answer(a) })
	}
	for i, r := range s.reasons {
		steps = append(steps, func(out finding.Sink) error { return out.Skipped(at(string(rune('1'+i))), r) })
	}
	for _, n := range s.sources {
		steps = append(steps, func(out finding.Sink) error { return out.Source(n) })
	}
	tell := func(out finding.Sink, steps []func(finding.Sink) error) {
		for _, step := range steps {
			if err := step(out); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, f := range report.Formats() {
		t.Run(f.Name, func(t *testing.T) {
			var want bytes.Buffer
			one := report.All(f.New(&want, report.Options{}))
			tell(one, append([]func(finding.Sink) error{func(out finding.Sink) error { return out.Begin(s.run) }}, steps...))
			if err := one.End(s.sum); err != nil {
				t.Fatal(err)
			}
			for cut := range steps {
				var got bytes.Buffer
				first := report.All(f.New(&got, report.Options{})).(report.Keeper)
				if err := first.Begin(s.run); err != nil {
					t.Fatal(err)
				}
				tell(first, steps[:cut])
				kept, err := first.Keep()
				if err != nil {
					t.Fatal(err)
				}
				second := report.All(f.New(&got, report.Options{})).(report.Keeper)
				if err := second.Resume(kept); err != nil {
					t.Fatal(err)
				}
				tell(second, steps[cut:])
				if err := second.End(s.sum); err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(got.Bytes(), want.Bytes()) {
					t.Fatalf("cut after %d of %d steps:\n%s\nwant\n%s", cut, len(steps), got.Bytes(), want.Bytes())
				}
			}
		})
	}
}
