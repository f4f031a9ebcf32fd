// Package assess knows what law/ makes of a fact pattern: it asks every
// element of every instrument, with three values, and gives findings with all
// their reasons. It is pure: no I/O, no clock, no environment. It refuses to
// know who is behind a thing, and nothing in its code is about one law.
package assess

import (
	"caveat.example/caveat/internal/finding"
)

// A Pattern is a fact pattern ready to be judged, with what had to be set
// aside to make it so.
type Pattern struct {
	Facts          Facts
	Contradictions []string // facts that cannot both be true; they count as unknown

	ready *pattern
}

// Pattern checks facts against the vocabulary and finds the parties that they
// name. Facts must hold a date. The errors name each unknown word and the
// nearest valid one.
func (r *Rules) Pattern(raw Facts, parties Parties) (*Pattern, []error) {
	facts, contradictions, errs := r.Words.Normal(raw)
	if facts.get("date") == "" && len(errs) == 0 {
		errs = append(errs, errNoDate)
	}
	if len(errs) > 0 {
		return nil, errs
	}
	return &Pattern{Facts: facts, Contradictions: contradictions, ready: r.ready(facts, parties)}, nil
}

func (r *Rules) ready(facts Facts, parties Parties) *pattern {
	p := &pattern{facts: facts, date: facts.get("date"), day: facts.get("acquired_on"), said: make(map[string]string, len(facts)+1)}
	for key, values := range facts {
		p.said[key] = key + "=" + values[0]
	}
	if p.day == "" || p.day == "none" {
		p.day = p.date
	}
	who := func(key string) *someone { return r.list.who(parties, facts.get(key), p.day) }
	p.vendor, p.producer, p.component = who("vendor"), who("produced_by"), who("component_vendor")
	p.owner, p.former = who("owner"), who("former_owner")
	if inside := who("includes"); p.component == nil && inside != nil && len(inside.ids)+len(inside.kin) > 0 {
		p.component = inside // what the thing includes is said by its maker's name
	}
	return p
}

// Judge gives the finding of every instrument on a pattern, in the order of
// Rules.Instruments. KnownAt leaves out what the register could not know on
// that day; "" is all that it knows.
func (r *Rules) Judge(p *Pattern, parties Parties, knownAt string) []finding.Finding {
	findings := make([]finding.Finding, len(r.Instruments))
	for i, in := range r.Instruments {
		findings[i], _ = r.one(in, p.ready, parties, knownAt)
	}
	return findings
}

func (r *Rules) one(in *Instrument, p *pattern, parties Parties, knownAt string) (found finding.Finding, touches bool) {
	a := asker{rules: r, parties: parties, in: in, f: p, knownAt: knownAt}
	return a.judge()
}

// JudgeOne gives the finding of one instrument.
func (r *Rules) JudgeOne(in *Instrument, p *Pattern, parties Parties, knownAt string) finding.Finding {
	f, _ := r.one(in, p.ready, parties, knownAt)
	return f
}
