package report

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/finding"
)

// The bounds of a tally: what goes over one is counted, and the report says how
// many more there are.
const (
	maxSkips     = 200
	maxSources   = 200
	maxQuestions = 500
	maxMentions  = 200
	maxPlaces    = 40
)

// A tally is what a report for people says of all answers together. Its size
// has a bound that does not depend on how many answers it is told.
type tally struct {
	run         finding.Run
	instruments map[string]*instrument
	families    map[string]*family
	questions   map[string]*asking
	mentions    []mention
	moreMention int
	seenMention map[string]bool
	skips       []skip
	moreSkips   int
	sources     []finding.SourceNote
	moreSources int
	damaged     bool

	repeated map[sameKey][]*repeated
}

// An instrument is what one provision said of all items.
type instrument struct {
	finding.Finding // the most telling one: its words, force and sources

	Restricted, Conditional, Not int
	Because                      map[string]*int // reason codes, with how often
	Places                       []place         // the first items that it restricts, or leaves open
	More                         int             // how many places are not in Places
}

// A place points to an item in the same report.
type place struct {
	Origin string
	Anchor string // id of the item in the page, "" where it is not shown
	Status finding.Status
}

// A family counts the items that one corporate family appears to be behind.
type family struct {
	ID, Name                                string
	Restricted, Conditional, Unknown, Clear int
}

func (f *family) total() int { return f.Restricted + f.Conditional + f.Unknown + f.Clear }

// An asking is a question with how many items it would help.
type asking struct {
	finding.Question
	Items int
}

type skip struct {
	Origin cite.Origin
	Reason string
}

type mention struct {
	finding.Mention
	Origin cite.Origin
}

func newTally() *tally {
	return &tally{
		instruments: map[string]*instrument{}, families: map[string]*family{},
		questions: map[string]*asking{}, seenMention: map[string]bool{}, repeated: map[sameKey][]*repeated{},
	}
}

// answer counts one answer; anchor is its id in the page, if it has one. It
// gives who is chiefly behind the item.
func (t *tally) answer(a *finding.Answer, anchor string) *attribution.Attribution {
	for i := range a.Mentions {
		t.mention(&a.Mentions[i], a.Item.Origin)
	}
	key := sameAs(a)
	for _, r := range t.repeated[key] {
		if r.like(a) {
			r.again(a.Item.Origin, anchor)
			return r.who
		}
	}
	for i := range a.Findings {
		if outweighed(a.Findings, i) {
			continue
		}
		t.finding(&a.Findings[i], a.Item.Origin, anchor)
	}
	who := principal(a)
	if who.Party != "" && isBehind(who.Role) {
		t.family(who, a.Status)
	}
	for _, q := range a.Questions {
		t.question(q)
	}
	if len(t.repeated) >= maxRepeated {
		clear(t.repeated)
	}
	if len(t.repeated[key]) < maxVariants {
		t.repeated[key] = append(t.repeated[key], t.repeatable(a, who))
	}
	return who
}

// isBehind reports whether a role puts a party behind an item. One that a text
// only names is not.
func isBehind(r attribution.Role) bool {
	return r != attribution.Named && r != attribution.Excluded && r != attribution.Compatible
}

// outweighed reports whether another finding of the same instrument says more of
// the item: an item with a brand and a maker has two, and counts once.
func outweighed(all []finding.Finding, i int) bool {
	for j := range all {
		if j == i || all[j].Instrument != all[i].Instrument {
			continue
		}
		if d := weight(all[j].Status) - weight(all[i].Status); d < 0 || d == 0 && j < i {
			return true
		}
	}
	return false
}

func (t *tally) finding(f *finding.Finding, at cite.Origin, anchor string) {
	in := t.instruments[f.Instrument]
	if in == nil {
		in = &instrument{Finding: *f, Because: map[string]*int{}}
		t.instruments[f.Instrument] = in
	}
	if weight(f.Status) < weight(in.Status) {
		in.Finding = *f
	}
	*in.count(f.Status)++
	if len(f.Because) > 0 {
		n := in.Because[f.Because[0]]
		if n == nil {
			n = new(int)
			in.Because[f.Because[0]] = n
		}
		*n++
	}
	if bites(f) {
		in.place(at, anchor, f.Status)
	}
}

// count gives the counter of a status.
func (in *instrument) count(s finding.Status) *int {
	switch s {
	case finding.Restricted:
		return &in.Restricted
	case finding.Conditional:
		return &in.Conditional
	}
	return &in.Not
}

// place keeps where it bites, or counts it.
func (in *instrument) place(at cite.Origin, anchor string, s finding.Status) {
	if len(in.Places) == maxPlaces {
		in.More++
		return
	}
	in.Places = append(in.Places, place{at.String(), anchor, s})
}

func weight(s finding.Status) int {
	switch s {
	case finding.Restricted:
		return 0
	case finding.Conditional:
		return 1
	}
	return 2
}

func (t *tally) family(who *attribution.Attribution, s finding.Status) {
	f := t.families[who.Family]
	if f == nil {
		f = &family{ID: who.Family, Name: who.Name}
		t.families[who.Family] = f
	}
	f.called(who)
	*f.count(s)++
}

// called lets the head's own name stand for the family.
func (f *family) called(who *attribution.Attribution) {
	if who.Party == who.Family {
		f.Name = who.Name
	}
}

// count gives the counter of a status.
func (f *family) count(s finding.Status) *int {
	switch s {
	case finding.Restricted:
		return &f.Restricted
	case finding.Conditional:
		return &f.Conditional
	case finding.Clear:
		return &f.Clear
	}
	return &f.Unknown
}

func questionKey(q finding.Question) string { return q.Fact + "\x00" + q.Ask }

func (t *tally) question(q finding.Question) {
	k := questionKey(q)
	if x := t.questions[k]; x != nil {
		x.Items++
		return
	}
	if len(t.questions) < maxQuestions {
		t.questions[k] = &asking{Question: q, Items: 1}
	}
}

// mention keeps a mention once for each place that it is about.
func (t *tally) mention(m *finding.Mention, at cite.Origin) {
	k := at.Source + "\x00" + m.Kind + "\x00" + m.Instrument + "\x00" + m.Speaker
	if m.Kind == "statement" {
		k += "\x00" + m.Words
	}
	if t.seenMention[k] {
		return
	}
	if len(t.mentions) == maxMentions {
		t.moreMention++
		return
	}
	t.seenMention[k] = true
	t.mentions = append(t.mentions, mention{*m, at})
}

func (t *tally) skipped(o cite.Origin, reason string) {
	if len(t.skips) == maxSkips {
		t.moreSkips++
		return
	}
	t.skips = append(t.skips, skip{o, reason})
}

func (t *tally) source(n finding.SourceNote) {
	t.damaged = t.damaged || len(n.Damage) > 0
	if len(t.sources) == maxSources {
		t.moreSources++
		return
	}
	t.sources = append(t.sources, n)
}

// biting are the instruments that restrict something or leave it open, those
// that restrict most first.
func (t *tally) biting() []*instrument {
	return t.instrumentsWhere(func(in *instrument) bool { return in.Restricted+in.Conditional > 0 })
}

// A bound is a kind of body, and the instruments that would bind it.
type bound struct {
	body        string
	instruments []string
}

// byBody turns instruments around: whom they would bind, most first.
func byBody(all []*instrument) []bound {
	of := map[string][]string{}
	for _, in := range all {
		for _, b := range in.Binds {
			of[b] = append(of[b], in.Instrument)
		}
	}
	var out []bound
	for _, b := range sortedKeys(of) {
		out = append(out, bound{b, of[b]})
	}
	slices.SortStableFunc(out, func(a, b bound) int { return len(b.instruments) - len(a.instruments) })
	return out
}

// looked are the instruments that were asked and bind nothing here.
func (t *tally) looked() []*instrument {
	return t.instrumentsWhere(func(in *instrument) bool { return in.Restricted+in.Conditional == 0 })
}

func (t *tally) instrumentsWhere(keep func(*instrument) bool) []*instrument {
	var out []*instrument
	for _, in := range t.instruments {
		if keep(in) {
			out = append(out, in)
		}
	}
	slices.SortFunc(out, func(a, b *instrument) int {
		return cmp.Or(cmp.Compare(b.Restricted, a.Restricted), cmp.Compare(b.Conditional, a.Conditional),
			strings.Compare(a.Instrument, b.Instrument))
	})
	return out
}

// asked are the questions, those that help most items first.
func (t *tally) asked() []*asking {
	return slices.SortedFunc(maps.Values(t.questions), func(a, b *asking) int {
		return cmp.Or(cmp.Compare(b.Items, a.Items), strings.Compare(a.Ask, b.Ask), strings.Compare(a.Fact, b.Fact))
	})
}

// behind are the families, those with most restricted items first.
func (t *tally) behind() []*family {
	return slices.SortedFunc(maps.Values(t.families), func(a, b *family) int {
		return cmp.Or(cmp.Compare(b.Restricted, a.Restricted), cmp.Compare(b.Conditional, a.Conditional),
			cmp.Compare(b.total(), a.total()), strings.Compare(a.ID, b.ID))
	})
}

// Reason is the reason code that settled an instrument most often.
func (in *instrument) Reason() string {
	best, n := "", 0
	for _, k := range sortedKeys(in.Because) {
		if *in.Because[k] > n {
			best, n = k, *in.Because[k]
		}
	}
	return best
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
