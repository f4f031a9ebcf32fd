package report

import (
	"slices"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/finding"
)

// A sameKey tells answers that may say the same of their items: they share their
// attributions and questions. It holds those, so that no others can stand in
// their place.
type sameKey struct {
	attributions *attribution.Attribution
	questions    *finding.Question
	nf, na, nq   int
	status       finding.Status
}

func sameAs(a *finding.Answer) sameKey {
	return sameKey{firstOf(a.Attributions), firstOf(a.Questions), len(a.Findings), len(a.Attributions), len(a.Questions), a.Status}
}

func firstOf[T any](list []T) *T {
	if len(list) == 0 {
		return nil
	}
	return &list[0]
}

// A repeated answer is where another like it is counted.
type repeated struct {
	says    []saying
	parties []string
	counts  []*int // one more of each
	places  []placing
	who     *attribution.Attribution
	family  *family // where who is behind the item
}

// A saying is what is counted of a finding.
type saying struct {
	instrument, because string
	status              finding.Status
}

func said(f *finding.Finding) saying {
	s := saying{instrument: f.Instrument, status: f.Status}
	if len(f.Because) > 0 {
		s.because = f.Because[0]
	}
	return s
}

// like says whether an answer under the same key has such findings.
func (r *repeated) like(a *finding.Answer) bool {
	for i := range a.Findings {
		if said(&a.Findings[i]) != r.says[i] {
			return false
		}
	}
	return slices.Equal(partiesOf(a), r.parties)
}

// partiesOf gives those that the weightiest finding is about: they tell who is
// chiefly behind the item.
func partiesOf(a *finding.Answer) []string {
	if f := weightiest(a.Findings); f != nil {
		return f.Parties
	}
	return nil
}

// A placing is an instrument that bites, with the status that it gives.
type placing struct {
	in     *instrument
	status finding.Status
}

// How many different answers are known again, and how many of them with the same
// attributions (one for each period of days).
const (
	maxRepeated = 1 << 9
	maxVariants = 8
)

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
	r := &repeated{who: who, parties: partiesOf(a)}
	for i := range a.Findings {
		f := &a.Findings[i]
		r.says = append(r.says, said(f))
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
