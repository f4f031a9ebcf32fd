package assess

import (
	"slices"
	"strings"

	"caveat.example/caveat/internal/finding"
)

// judge asks one instrument and gives its finding.
//
// The order is that of the law: whether it is in force, then every element,
// then the exceptions, which beat the rule, then what is still open, and only
// then what follows. Everything that was asked is in the finding.
func (a *asker) judge() (found finding.Finding, touches bool) {
	in := a.in
	f := finding.Finding{
		Instrument: in.ID, Title: in.Title, Cite: in.Cite, Quote: in.quote, Force: in.Force, Binds: in.Binds,
		Neutral: in.Neutral, Unverified: in.Unverified, Missing: []finding.Question{},
	}
	a.disputed(&f)
	v := a.best()
	f.Status, f.Because = v.status, unique(v.because)
	f.Elements, f.Parties = v.asked, unique(v.parties)
	if v.part != nil {
		f.Cite = firstOf(v.part.Cite, in.Cite)
		f.Quote = in.quoteFor(v.part)
	}
	if f.Status == finding.Conditional {
		f.Missing = uniqueQuestions(v.missing)
	}
	if len(v.doubts) > 0 {
		f.Unverified = append(slices.Clone(f.Unverified), v.doubts...)
	}
	f.Says = a.says(&f, v)
	return f, v.touch
}

// best asks the elements that all provisions share, then each provision, and
// gives the verdict of the strongest.
func (a *asker) best() verdict {
	in := a.in
	var base run
	stand := standingOn(in.InForce, a.f.date, a.knownAt)
	base.asked = append(make([]finding.Element, 0, in.lines), a.inForceElement(in.InForce, in.Cite, stand))
	base.elements(a, in.Elements)
	if len(in.parts) == 1 {
		return a.whole(stand, a.provision(base, &in.parts[0]))
	}
	best := a.provision(base.copy(make([]finding.Element, 0, in.lines)), &in.parts[0])
	spare := make([]finding.Element, 0, in.lines) // of the verdict that lost
	for i := 1; i < len(in.parts); i++ {
		got := a.provision(base.copy(spare), &in.parts[i])
		spare = got.asked
		if got.beats(best) {
			best, spare = got, best.asked
		}
	}
	return a.whole(stand, best)
}

// A verdict is what a provision says, with all its reasons.
type verdict struct {
	status  finding.Status
	because []string
	asked   []finding.Element
	missing []finding.Question
	parties []string
	doubts  []string
	touch   bool // the party, or the origin of the thing, is what it speaks of
	fails   int  // how many elements do not hold
	depth   int  // how many held before the first that does not
	part    *Provision
}

var rank = map[finding.Status]int{finding.NotRestricted: 0, finding.Conditional: 1, finding.Restricted: 2}

// beats says whether v tells more than the verdict before it: a stronger
// status, or among those that do not bind the one that came nearest.
func (v verdict) beats(before verdict) bool {
	if v.status != before.status {
		return rank[v.status] > rank[before.status]
	}
	if v.status != finding.NotRestricted || v.fails != before.fails {
		return v.status == finding.NotRestricted && v.fails < before.fails
	}
	return v.depth > before.depth
}

// whole applies the instrument's own days to the best of its provisions.
func (a *asker) whole(stand standing, v verdict) verdict {
	switch stand {
	case notYet, over:
		code := becauseNotInForce
		if !a.in.knownOn(a.knownAt) {
			code = becauseNotKnownThen
		}
		v.because = append(reasonsAgainst(v), code)
		v.status = finding.NotRestricted
	case suspended:
		v.because = append(reasonsAgainst(v), becauseSuspended)
		v.status = finding.NotRestricted
	case unconfirmed:
		if v.status != finding.NotRestricted {
			v.status = finding.Conditional
			v.because = append([]string{becauseUnconfirmed}, v.because...)
			v.missing = append([]finding.Question{a.confirm()}, v.missing...)
		}
	}
	return v
}

// reasonsAgainst are the elements that would fail on any day: they tell more
// than the calendar does.
func reasonsAgainst(v verdict) []string {
	if v.fails == 0 {
		return nil
	}
	return slices.Clone(v.because)
}

func (a *asker) confirm() finding.Question {
	return finding.Question{Fact: "in_force", Ask: "Is " + a.in.Title + " in force on " + a.f.date + "? The sources that we have do not settle it."}
}

// provision judges one provision on top of the elements that all share.
func (a *asker) provision(r run, p *Provision) verdict {
	r.elements(a, p.Elements)
	v := verdict{part: p, depth: r.depth(), fails: len(r.fails)}
	exempt := a.exceptions(&r, a.in.Exceptions)
	exempt.add(a.exceptions(&r, p.Exceptions))
	v.asked, v.parties, v.doubts, v.missing, v.touch = r.asked, r.parties, r.doubts, r.missing, r.touch
	stand := standingOn(p.InForce, a.f.date, a.knownAt)
	if len(p.InForce) > 0 {
		v.asked = append(v.asked, a.inForceElement(p.InForce, p.Cite, stand))
	}
	if stand == over {
		v.depth = -1 // what is over tells less than what is not met
	}
	switch {
	case len(r.fails) > 0:
		v.status, v.because = finding.NotRestricted, append(a.rules.Words.telling(r.fails), some(r.also)...)
		return v
	case stand == notYet:
		v.status, v.because = finding.NotRestricted, []string{firstOf(p.Before, becauseNotStarted)}
		v.depth++
		return v
	case stand == over:
		v.status, v.because = finding.NotRestricted, []string{becauseNotInForce}
		return v
	case stand == suspended:
		v.status, v.because = finding.NotRestricted, []string{becauseSuspended}
		v.depth += 2
		return v
	case exempt.status != "":
		v.status, v.because = exempt.status, exempt.because
		v.depth += 3
		return v
	}
	a.conclude(&v, &r, p, exempt.expired)
	if stand == unconfirmed && v.status != finding.NotRestricted {
		v.status = finding.Conditional
		v.because = append([]string{becauseUnconfirmed}, v.because...)
		v.missing = append([]finding.Question{a.confirm()}, v.missing...)
	}
	return v
}

// conclude gives the outcome of a provision against which nothing speaks.
func (a *asker) conclude(v *verdict, r *run, p *Provision, expired []string) {
	then := p.Then
	v.status = finding.Status(firstOf(then.Status, string(finding.Restricted)))
	because := []string(then.Because)
	if len(because) == 0 {
		because = []string{becauseMet}
	}
	switch {
	case v.status == finding.NotRestricted:
		v.because = because
	case len(r.open) > 0 && v.status == finding.Conditional:
		v.because = append(slices.Clone(because), r.open...)
	case len(r.open) > 0:
		v.status, v.because = finding.Conditional, slices.Clone(r.open)
	case strings.HasPrefix(because[0], "phase_") || v.status == finding.Conditional:
		v.because = append(slices.Clone(because), some(r.telling)...)
	default:
		v.because = append(some(r.telling), because...)
	}
	if v.status != finding.NotRestricted {
		v.because = append(expired, v.because...)
	}
}

func some(word string) []string {
	if word == "" {
		return nil
	}
	return []string{word}
}

// copy makes a run that can go on without touching the one it came from.
// It keeps its elements in buf.
func (r *run) copy(buf []finding.Element) run {
	c := *r
	c.asked = append(buf[:0], r.asked...)
	c.missing, c.fails, c.open = slices.Clip(r.missing), slices.Clip(r.fails), slices.Clip(r.open)
	c.parties, c.doubts = slices.Clip(r.parties), slices.Clip(r.doubts)
	return c
}

// An exemption is what the exceptions say.
type exemption struct {
	status  finding.Status // "" where none holds
	because []string
	expired []string
}

// exceptions asks every exception. One that nobody claims (none of its facts
// is stated) does not open the question; one that is half shown does.
func (a *asker) exceptions(r *run, list []Exception) exemption {
	var out exemption
	for i := range list {
		e := &list[i]
		got := a.test(&e.Test)
		public := got.truth.public()
		late := e.Until != "" && a.f.date > e.Until
		if got.truth == yes && late {
			out.expired = append(out.expired, some(e.Expired)...)
			public = finding.No
		}
		fact := got.fact
		if late {
			fact = strings.TrimSpace(fact + " (not after " + e.Until + ")")
		}
		r.asked = append(r.asked, finding.Element{ID: "exception:" + e.ID, Answer: public, Cite: e.Cite, Ask: e.Ask, Fact: fact})
		if late {
			continue
		}
		switch {
		case got.truth == yes && e.Disputed:
			out.take(finding.Conditional, becauseDisputed)
			r.missing = append(r.missing, finding.Question{Fact: "exception:" + e.ID, Ask: e.Ask})
		case got.truth == yes:
			out.take(finding.NotRestricted, firstOf(e.Because, "exception:"+e.ID))
		case got.truth == unknown && got.given:
			out.take(finding.Conditional, becauseDisputed)
			r.missing = append(r.missing, finding.Question{Fact: firstOr(got.asks, "exception:"+e.ID), Ask: e.Ask})
		}
	}
	return out
}

// add takes over what other exceptions say.
func (e *exemption) add(other exemption) {
	if other.status != "" {
		e.take(other.status, other.because[0])
	}
	e.expired = append(e.expired, other.expired...)
}

// take keeps the strongest exemption: one that holds, then one that is open.
func (e *exemption) take(s finding.Status, because string) {
	if e.status == "" || e.status == finding.Conditional && s == finding.NotRestricted {
		e.status, e.because = s, []string{because}
	}
}

func (a *asker) inForceElement(periods []Period, cite string, s standing) finding.Element {
	e := finding.Element{ID: "in_force", Cite: cite, Ask: "Is it in force on that day?", Fact: a.f.say("date", a.f.date)}
	switch s {
	case inForce:
		e.Answer = finding.Yes
	case unconfirmed:
		e.Answer = finding.NotKnown
	default:
		e.Answer = finding.No
	}
	for i := range periods {
		if p := &periods[i]; p.Note != "" && p.knownOn(a.knownAt) && p.on(a.f.date) == s {
			e.Fact += ": " + p.Note
		}
	}
	return e
}

func (in *Instrument) knownOn(knownAt string) bool {
	return knownAt == "" || in.Known == "" || in.Known <= knownAt
}

// disputed puts the sources side by side, as far as they were known then.
func (a *asker) disputed(f *finding.Finding) {
	d := a.in.Disputed
	if d == nil {
		return
	}
	for _, s := range d.Sides {
		if a.knownAt == "" || s.Date == "" || s.Date <= a.knownAt {
			f.Disputed = append(f.Disputed, finding.Side{Says: s.Says, Grade: s.Grade, Date: s.Date, Source: a.rules.source(s.Source)})
		}
	}
	f.ReliedOn, f.Otherwise = d.ReliedOn, d.Otherwise
}

// source gives the text behind the key of a source.
func (r *Rules) source(key string) string {
	c, ok := r.Sources[key]
	if !ok {
		return key
	}
	return c.What + " [" + key + ", " + c.Kind + "] " + c.Where
}

func (in *Instrument) quoteFor(p *Provision) string {
	for _, q := range in.Quotes {
		if p.Quote != "" && q.ID == p.Quote {
			return q.Words
		}
	}
	return in.quote
}

func unique(words []string) []string {
	seen := make([]string, 0, len(words))
	for _, w := range words {
		if w != "" && !slices.Contains(seen, w) {
			seen = append(seen, w)
		}
	}
	return seen
}

func uniqueQuestions(qs []finding.Question) []finding.Question {
	seen := make([]finding.Question, 0, len(qs))
	for _, q := range qs {
		if !slices.ContainsFunc(seen, func(s finding.Question) bool { return s.Fact == q.Fact }) {
			seen = append(seen, q)
		}
	}
	return seen
}
