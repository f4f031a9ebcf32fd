package main

import (
	"fmt"

	"caveat.example/caveat/internal/screen"
	"caveat.example/caveat/internal/screen/accuracy"
	"caveat.example/caveat/internal/screen/synth"
)

func share(a, b int) float64 { return float64(a) / float64(max(b, 1)) }

func of(a, b int) string { return fmt.Sprintf("%d of %d (%.1f %%)", a, b, 100*share(a, b)) }

func (m *measuring) pairs() error {
	first, second, err := accuracy.OwnPairs()
	if err != nil {
		return err
	}
	for _, set := range []struct {
		name  string
		pairs []accuracy.Pair
	}{{"first set", first}, {"second set", second}} {
		judged := accuracy.Score(set.pairs)
		at, high := accuracy.At(judged, screen.MatchAt), accuracy.RecallAt(judged, .95)
		bar := fmt.Sprintf("company pairs, own %s (%d)", set.name, len(set.pairs))
		m.line(bar, "F1 at least 0.92", fmt.Sprintf("F1 %.3f, precision %.3f, recall %.3f", at.F1, at.Precision, at.Recall), at.F1 >= .92)
		m.line("", "recall 0.85 at precision 0.95", fmt.Sprintf("recall %.3f from score %.2f on", high.Recall, high.At), high.Recall >= .85)
	}
	return nil
}

func (m *measuring) vendors(x *screen.Index) error {
	q, err := m.queries("screen_hand.jsonl")
	if err != nil {
		return m.absent("vendor queries", err)
	}
	all, other, err := accuracy.Vendors(x, q, m.missed)
	if err != nil {
		return err
	}
	m.line("vendor queries, right party first", "97 %", of(all.First, all.Asked), share(all.First, all.Asked) >= .97)
	m.line("… not in Latin letters", "14 of 15", of(other.First, other.Asked), share(other.First, other.Asked) >= 14./15)
	return nil
}

func (m *measuring) perturbed(x *screen.Index) error {
	q, err := m.queries("screen_pert.jsonl")
	if err != nil {
		return m.absent("labelled names written otherwise", err)
	}
	all := accuracy.Tally{}
	for _, t := range accuracy.Named(x, q, m.missed) {
		m.line("… labelled: "+t.Kind+", first", "95 %", of(t.First, t.Asked), share(t.First, t.Asked) >= .95)
		all.Asked, all.First, all.Matched = all.Asked+t.Asked, all.First+t.First, all.Matched+t.Matched
	}
	m.line("labelled names written otherwise, right one first", "98.5 %", of(all.First, all.Asked), share(all.First, all.Asked) >= .985)
	m.line("… at the default threshold: recall", "95 %", of(all.Matched, all.Asked), share(all.Matched, all.Asked) >= .95)
	return nil
}

func (m *measuring) innocents(x *screen.Index) error {
	q, err := m.queries("screen_inno.jsonl")
	if err != nil {
		return m.absent("innocents", err)
	}
	var names []string
	for _, n := range q {
		names = append(names, n.Q)
	}
	match, review := accuracy.Strangers(x, names, m.missed)
	m.line("innocents that match", "1 in 50", fmt.Sprintf("%d of %d; %d to review", match, len(names), review), share(match, len(names)) <= .02)
	return nil
}

func (m *measuring) suppliers(x *screen.Index) error {
	names, err := m.supplierNames()
	if err != nil {
		return m.absent("ordinary suppliers", err)
	}
	match, review := accuracy.Strangers(x, names, m.missed)
	m.line("ordinary suppliers of real notices that match", "0.5 %", fmt.Sprintf("%s; %d to review", of(match, len(names)), review), share(match, len(names)) <= .005)
	made := synth.Companies(3000, 77)
	match, review = accuracy.Strangers(x, made, m.missed)
	m.line("made-up companies that match", "0.5 %", fmt.Sprintf("%s; %d to review", of(match, len(made)), review), share(match, len(made)) <= .005)
	return nil
}

func (m *measuring) generic(x *screen.Index) error {
	names := accuracy.Generic()
	match, review := accuracy.Strangers(x, names, m.missed)
	m.line("names of generic words only that match", "none", fmt.Sprintf("%d of %d; %d to review", match, len(names), review), match == 0)
	return nil
}

// otherwise measures over the names of the whole list.
func (m *measuring) otherwise(x *screen.Index, records []screen.Record) {
	all := accuracy.Tally{}
	for _, t := range accuracy.Perturbed(x, records, m.every, 1, m.missed) {
		m.line("… whole list: "+t.Kind+", first", "95 %", fmt.Sprintf("%s; match %.1f %%", of(t.First, t.Asked), 100*share(t.Matched, t.Asked)), share(t.First, t.Asked) >= .95)
		if t.Kind != "initials" {
			all.Asked, all.First, all.Matched = all.Asked+t.Asked, all.First+t.First, all.Matched+t.Matched
		}
	}
	m.line("whole list written otherwise, but for initials", "98.5 %", of(all.First, all.Asked), share(all.First, all.Asked) >= .985)
}

// ownScripts measures pairs of this project's own; there is no bar for them.
func (m *measuring) ownScripts() error {
	by, err := accuracy.OwnScripts()
	if err != nil {
		return err
	}
	for _, script := range []string{"Greek", "Hebrew", "Kana", "Han"} {
		at := accuracy.At(accuracy.Score(by[script]), screen.MatchAt)
		m.line(fmt.Sprintf("%s name pairs, own (%d)", script, len(by[script])), "–", fmt.Sprintf("F1 %.3f, precision %.3f, recall %.3f", at.F1, at.Precision, at.Recall), true)
	}
	return nil
}

func (m *measuring) crossScript() error {
	by, err := m.scripts()
	if err != nil {
		return m.absent("pairs of names in two scripts", err)
	}
	for _, bar := range []struct {
		script string
		f1     float64
	}{{"Cyrillic", .90}, {"Arabic", .80}, {"Hangul", .85}, {"Hebrew", 0}, {"Han", 0}} {
		at := accuracy.At(accuracy.Score(by[bar.script]), screen.MatchAt)
		target := "–"
		if bar.f1 > 0 {
			target = fmt.Sprintf("F1 at least %.2f", bar.f1)
		}
		m.line(fmt.Sprintf("%s name pairs (%d)", bar.script, len(by[bar.script])), target, fmt.Sprintf("F1 %.3f, precision %.3f, recall %.3f", at.F1, at.Precision, at.Recall), at.F1 >= bar.f1)
	}
	return nil
}
