package report

import (
	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/finding"
)

// A sameKey tells answers that say the same of their items: they share their
// findings, attributions and questions. It holds those, so that no others can
// stand in their place.
type sameKey struct {
	findings     *finding.Finding
	attributions *attribution.Attribution
	questions    *finding.Question
	nf, na, nq   int
	status       finding.Status
}

func sameAs(a *finding.Answer) sameKey {
	return sameKey{firstOf(a.Findings), firstOf(a.Attributions), firstOf(a.Questions), len(a.Findings), len(a.Attributions), len(a.Questions), a.Status}
}

func firstOf[T any](list []T) *T {
	if len(list) == 0 {
		return nil
	}
	return &list[0]
}

// A repeated answer is where another like it is counted.
type repeated struct {
	counts []*int // one more of each
	places []placing
	who    *attribution.Attribution
	family *family // where who is behind the item
}

// A placing is an instrument that bites, with the status that it gives.
type placing struct {
	in     *instrument
	status finding.Status
}

// maxRepeated bounds how many different answers are known again.
const maxRepeated = 1 << 9

// again counts an answer like one before it.
func (r *repeated) again(at cite.Origin, anchor string) {
	for _, n := range r.counts {
		*n++
	}
	for _, p := range r.places {
		p.in.place(at, anchor, p.status)
	}
	if r.family != nil {
		r.family.called(r.who)
	}
}

// repeatable notes where an answer was counted.
func (t *tally) repeatable(a *finding.Answer, who *attribution.Attribution) *repeated {
	r := &repeated{who: who}
	for i := range a.Findings {
		f := &a.Findings[i]
		if outweighed(a.Findings, i) {
			continue
		}
		in := t.instruments[f.Instrument]
		r.counts = append(r.counts, in.count(f.Status))
		if len(f.Because) > 0 {
			r.counts = append(r.counts, in.Because[f.Because[0]])
		}
		if bites(f) {
			r.places = append(r.places, placing{in, f.Status})
		}
	}
	if f := t.families[who.Family]; f != nil && who.Party != "" && isBehind(who.Role) {
		r.family = f
		r.counts = append(r.counts, f.count(a.Status))
	}
	for _, q := range a.Questions {
		if x := t.questions[questionKey(q)]; x != nil {
			r.counts = append(r.counts, &x.Items)
		}
	}
	return r
}
