package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"caveat.example/caveat/internal/name"
	"caveat.example/caveat/internal/screen"
	"caveat.example/caveat/internal/screen/accuracy"
	"caveat.example/caveat/internal/screen/synth"
)

// A measuring is one run.
type measuring struct {
	out    io.Writer
	beside string
	show   string
	every  int
}

// line prints one line of the table.
func (m *measuring) line(bar, target, got string, met bool) {
	verdict := "met"
	switch {
	case target == "–":
		verdict = "no bar"
	case !met:
		verdict = "MISSED"
	}
	fmt.Fprintf(m.out, "%-48s %-34s %-46s %s\n", bar, target, got, verdict)
}

// absent prints that a line could not be measured; it is not an error, and not
// a pass.
func (m *measuring) absent(bar string, err error) error {
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	fmt.Fprintf(m.out, "%-48s not measured: %v\n", bar, err)
	return nil
}

func (m *measuring) missed(x accuracy.Missed) {
	if m.show != x.Kind && m.show != "all" {
		return
	}
	got := "nothing"
	if len(x.Answer.Hits) > 0 {
		h := &x.Answer.Hits[0]
		got = fmt.Sprintf("%q %.2f", h.Name, h.Score)
	}
	fmt.Fprintf(m.out, "    %s, %s: %q, wanted %q, got %s\n", x.Kind, x.Answer.Status, x.Query, x.Want, got)
}

// table prints the whole table.
func (m *measuring) table() error {
	fmt.Fprintf(m.out, "%-48s %-34s %-46s\n", "bar", "target", "measured")
	if err := m.pairs(); err != nil {
		return err
	}
	if err := m.ownScripts(); err != nil {
		return err
	}
	parties, err := partyRecords()
	if err != nil {
		return err
	}
	records, err := m.list()
	if err != nil {
		if err := m.absent("all that needs a list", err); err != nil {
			return err
		}
		return m.calibrated(synth.Entities(12_000, 5), "made-up names")
	}
	x := screen.Build(name.Default(), append(parties, records...))
	for _, step := range []func(*screen.Index) error{m.vendors, m.perturbed, m.innocents, m.suppliers, m.generic} {
		if err := step(x); err != nil {
			return err
		}
	}
	m.otherwise(x, records)
	if err := m.crossScript(); err != nil {
		return err
	}
	return m.calibrated(records, "names of the list")
}

// fit prints the curve.
func (m *measuring) fit() error {
	records, err := m.list()
	if err != nil {
		return err
	}
	fit, _ := accuracy.Judge(build, records, synth.Companies, 1)
	_, err = io.WriteString(m.out, accuracy.Source(accuracy.Fit(fit)))
	return err
}

func build(records []screen.Record) *screen.Index { return screen.Build(name.Default(), records) }

// calibrated prints how far a score can be trusted, on the half of the names on
// which nothing was fitted.
func (m *measuring) calibrated(records []screen.Record, of string) error {
	_, test := accuracy.Judge(build, records, synth.Companies, 1)
	near, same := 0, 0
	for _, p := range test {
		if p.Score >= .85 && p.Score < .95 {
			near++
			if p.Same {
				same++
			}
		}
	}
	share := float64(same) / float64(max(near, 1))
	m.line("score .85 to .95, right (held apart, "+of+")", "nine in ten", fmt.Sprintf("%.3f of %d pairs", share, near), share >= .85 && share <= .96)
	fmt.Fprintf(m.out, "\nReliability, %d held-apart answers about %s, half of the questions about listed ones:\n%-12s %8s %12s %8s\n", len(test), of, "score", "pairs", "mean score", "right")
	for _, b := range accuracy.Reliability(test) {
		fmt.Fprintf(m.out, "%.1f to %.1f   %8d %12.3f %8.3f\n", b.From, b.To, b.Pairs, b.Mean, float64(b.Same)/float64(max(b.Pairs, 1)))
	}
	return nil
}
