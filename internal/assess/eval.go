package assess

import (
	"slices"
	"strconv"
	"strings"

	"caveat.example/caveat/internal/finding"
)

// A truth is one of three values; greater is truer.
type truth int8

const (
	no truth = iota
	unknown
	yes
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

func (t truth) public() finding.Truth {
	switch t {
	case yes:
		return finding.Yes
	case no:
		return finding.No
	}
	return finding.NotKnown
}

// An answer is a truth with its reasons.
type answer struct {
	truth   truth
	code    string   // a reason that the test itself knows, more telling than its element's
	also    string   // a further reason
	fact    string   // what decided
	asks    []string // facts that would settle it
	parties []string
	doubt   string // a fact of the register that nobody has checked
	share   float64
	given   bool // at least a part of what is asked for is shown
	touch   bool // the party, or the origin of the thing, is what the instrument speaks of

	inner []finding.Element // the elements of the limb that decided
	open  []string          // reasons of what is open within it
	fails []string          // reasons of what failed within it
	quest []finding.Question
}

// A pattern is a fact pattern made ready: parties found once for all
// instruments.
type pattern struct {
	facts Facts
	said  map[string]string // key → "key=value", since it is said many times
	date  string
	day   string // whose ownership matters: the day of acquisition where it is known, else date

	vendor, producer, component, owner, former *someone

	asked *dayAsked // what rules ask of acquired_on itself; may be nil

	strict bool // the vendor is not to be taken for the producer
}

// values gives what is known of a fact that a rule asks for.
func (p *pattern) values(key string) []string {
	if p.asked != nil && key == dayFact {
		p.asked.itself = true
	}
	return p.facts[key]
}

// dayFact is the fact that differs most between things that are alike.
const dayFact = "acquired_on"

// A dayAsked says what was asked of the day of purchase.
type dayAsked struct {
	itself bool // which day it is
	told   bool // whether it is known, or lies before or after a day of a rule; it then stands in the finding
}

// dayOf gives what is known of a fact that is only held against days.
func (p *pattern) dayOf(key string) []string {
	if p.asked != nil && key == dayFact {
		p.asked.told = true
	}
	return p.facts[key]
}

// say gives a fact as findings print it.
func (p *pattern) say(key, value string) string {
	if s := p.said[key]; len(s) == len(key)+1+len(value) && s[len(key)+1:] == value {
		return s
	}
	return key + "=" + value
}

// An asker puts the questions of one instrument to one pattern.
type asker struct {
	rules   *Rules
	parties Parties
	in      *Instrument
	f       *pattern
	knownAt string
}

// test answers a Test.
func (a *asker) test(t *Test) answer {
	switch {
	case t.Is != nil:
		return a.is(t.Is, false)
	case t.Stated != nil:
		return a.is(t.Stated, true)
	case t.IsNot != nil:
		return a.isNot(t.IsNot)
	case t.In != nil:
		return a.place(t.In)
	case t.Party != nil:
		return a.party(t.Party)
	case t.OnList != nil:
		return a.onList(t.OnList)
	case t.Seat != nil:
		return a.seat(t.Seat)
	case t.Limb != nil:
		return a.limbs(t.Limb)
	case t.Given != nil:
		return a.givenTest(t.Given)
	case t.Day != nil:
		return a.dayTest(t.Day)
	case t.AtLeast != nil:
		return a.atLeast(t.AtLeast)
	case t.Any != nil:
		return a.any(t.Any)
	case t.All != nil:
		return a.all(t.All)
	case t.Not != nil:
		return negate(a.test(t.Not))
	}
	return answer{truth: unknown}
}

// isNot holds when no fact has one of its values. A country that is known and
// is not one of those asked for is the origin that the rule speaks of.
func (a *asker) isNot(pairs Pairs) answer {
	got := negate(a.anyOf(pairs))
	got.touch = got.truth == yes && a.rules.Words.Facts[pairs[0].Fact].Kind == "country"
	return got
}

func negate(got answer) answer {
	got.truth = yes - got.truth
	return got
}

// is holds when every fact has one of its values. Where stated, a fact that is
// not known counts as a no.
func (a *asker) is(pairs Pairs, stated bool) answer {
	all := answer{truth: yes}
	for i := range pairs {
		got := a.one(&pairs[i])
		if stated {
			got.given = false
		}
		if stated && got.truth == unknown {
			got.truth, got.asks = no, nil
		}
		all = both(all, got)
	}
	return all
}

// anyOf holds when one fact has one of its values.
func (a *asker) anyOf(pairs Pairs) answer {
	found := answer{truth: no}
	for i := range pairs {
		found = either(found, a.one(&pairs[i]))
	}
	return found
}

func (a *asker) one(p *Pair) answer {
	values := a.f.values(p.Fact)
	if len(values) == 0 {
		return answer{truth: unknown, asks: []string{p.Fact}}
	}
	want := p.Values
	if len(want) == 1 {
		switch want[0] {
		case "binds":
			want = a.in.bound
		case "acts":
			want = a.in.Acts
		}
	}
	for _, v := range values {
		country := a.rules.Words.Facts[p.Fact].Kind == "country"
		if slices.Contains(want, v) || country && inAny(v, want) {
			return answer{truth: yes, fact: a.f.say(p.Fact, v), given: true, touch: country}
		}
	}
	return answer{truth: no, fact: a.f.say(p.Fact, values[0])}
}

// givenTest asks whether a fact is stated at all.
func (a *asker) givenTest(facts Values) answer {
	for _, key := range facts {
		if v := firstOf(a.f.dayOf(key)...); v != "" {
			return answer{truth: yes, fact: key + "=" + v, given: true}
		}
	}
	return answer{truth: no, asks: facts}
}

// place asks where the body is. A place that is wider than what is asked for
// leaves it open.
func (a *asker) place(want Values) answer {
	at := a.f.facts.get("jurisdiction")
	if at == "" {
		return answer{truth: unknown, asks: []string{"jurisdiction"}}
	}
	got := answer{truth: no, fact: a.f.say("jurisdiction", at)}
	for _, w := range want {
		if within(at, w) {
			got.truth = yes
			return got
		}
		if within(w, at) {
			got.truth, got.asks = unknown, []string{"jurisdiction"}
		}
	}
	return got
}

func (a *asker) dayTest(t *DayTest) answer {
	v := firstOf(a.f.dayOf(t.Fact)...)
	if t.Fact == "date" {
		v = a.f.date
	}
	if v == "" {
		return answer{truth: unknown, asks: []string{t.Fact}}
	}
	if v == "none" {
		return answer{truth: no, fact: t.Fact + "=none"}
	}
	return answer{truth: truthOf((t.From == "" || v >= t.From) && (t.Until == "" || v <= t.Until)), fact: t.Fact + "=" + v}
}

func (a *asker) atLeast(t *Limit) answer {
	v := firstOf(a.f.values(t.Fact)...)
	n, err := strconv.ParseFloat(v, 64)
	if err != nil {
		return answer{truth: unknown, asks: []string{t.Fact}}
	}
	return answer{truth: truthOf(n >= t.Value), fact: t.Fact + "=" + v}
}

func (a *asker) any(tests []Test) answer {
	found := answer{truth: no}
	for i := range tests {
		found = either(found, a.test(&tests[i]))
		if found.truth == yes {
			break
		}
	}
	return found
}

func (a *asker) all(tests []Test) answer {
	all := answer{truth: yes}
	for i := range tests {
		all = both(all, a.test(&tests[i]))
	}
	return all
}

// both is a three-valued "and"; its reasons are those of the side that decides.
func both(x, y answer) answer {
	given := x.given || y.given
	x.touch = x.touch || y.touch
	y.touch = x.touch
	switch {
	case x.truth < y.truth:
		x.given = given
		return x
	case y.truth < x.truth:
		y.given = given
		return y
	}
	return joined(x, y, given)
}

// either is a three-valued "or".
func either(x, y answer) answer {
	given := x.given || y.given
	x.touch = x.touch || y.touch
	y.touch = x.touch
	switch {
	case x.truth > y.truth:
		x.given = given
		return x
	case y.truth > x.truth:
		y.given = given
		return y
	}
	return joined(x, y, given)
}

func joined(x, y answer, given bool) answer {
	if x.fact != "" && y.fact != "" && x.fact != y.fact && !strings.Contains(x.fact, y.fact) {
		x.fact += ", " + y.fact
	} else if x.fact == "" {
		x.fact = y.fact
	}
	for _, k := range y.asks {
		if !slices.Contains(x.asks, k) {
			x.asks = append(slices.Clone(x.asks), k)
		}
	}
	if x.code == "" {
		x.code = y.code
	}
	if x.also == "" {
		x.also = y.also
	}
	if x.doubt == "" {
		x.doubt = y.doubt
	}
	if x.inner == nil {
		x.inner, x.open, x.fails, x.quest = y.inner, y.open, y.fails, y.quest
	}
	x.parties = append(slices.Clone(x.parties), y.parties...)
	x.given = given
	return x
}

// limbs asks each limb and gives the truest; among those that fail, the one
// that came furthest.
func (a *asker) limbs(names Values) answer {
	best, far := answer{truth: no}, -1
	for _, name := range names {
		elements, _ := a.rules.limb(a.in, name)
		var run run
		run.elements(a, elements)
		got := answer{truth: run.truth(), inner: run.asked, open: run.open, fails: run.fails, quest: run.missing, parties: run.parties, touch: run.touch}
		got.code, got.also = run.telling, run.also
		if len(run.doubts) > 0 {
			got.doubt = run.doubts[0]
		}
		if depth := run.depth(); got.truth > best.truth || got.truth == best.truth && depth > far {
			best, far = got, depth
			best.fact = "limb " + name
		}
	}
	for i := range best.inner {
		best.inner[i].ID = strings.TrimPrefix(best.fact, "limb ") + "." + best.inner[i].ID
	}
	return best
}

// A run is elements asked one after the other.
type run struct {
	asked   []finding.Element
	missing []finding.Question
	fails   []string // reasons of the elements that do not hold
	open    []string // reasons of those that are open
	telling string   // the reason that a party test gives for its yes
	also    string
	parties []string
	doubts  []string
	passed  int // how many held before the first that does not
	touch   bool
	special bool // a test knew a more telling reason for a no
}

// depth says how near a run came to holding.
func (r *run) depth() int {
	if r.special {
		return 2*r.passed + 1
	}
	return 2 * r.passed
}

func (r *run) truth() truth {
	switch {
	case len(r.fails) > 0:
		return no
	case len(r.open) > 0:
		return unknown
	}
	return yes
}

func (r *run) elements(a *asker, elements []Element) {
	for i := range elements {
		r.element(a, &elements[i])
	}
}

// element asks one element and files the answer.
func (r *run) element(a *asker, e *Element) {
	got := a.test(&e.Test)
	fact := got.fact
	if got.truth == no && e.Unless != "" {
		fact = strings.TrimSpace(fact + "; unless " + e.Unless)
	}
	r.asked = append(r.asked, finding.Element{ID: e.ID, Answer: got.truth.public(), Cite: e.Cite, Ask: e.Ask, Fact: fact})
	r.asked = append(r.asked, got.inner...)
	r.parties = append(r.parties, got.parties...)
	if got.doubt != "" {
		r.doubts = append(r.doubts, got.doubt)
	}
	add(&r.also, got.also)
	r.touch = r.touch || got.touch || len(got.parties) > 0
	switch got.truth {
	case yes:
		if len(r.fails) == 0 {
			r.passed++
		}
		add(&r.telling, got.code)
	case no:
		if e.Contested != "" {
			r.open = append(r.open, e.Contested)
			r.missing = append(r.missing, finding.Question{Fact: askedFact(e, got), Ask: e.Ask})
			return
		}
		r.special = r.special || len(r.fails) == 0 && got.code != ""
		r.fails = addReasons(r.fails, got.fails, got.code, e.Else)
	case unknown:
		if len(r.fails) == 0 {
			r.passed++
		}
		r.open = addReasons(r.open, got.open, got.code, firstOf(e.Missing, e.Else, e.Contested))
		if len(got.quest) > 0 {
			r.missing = append(r.missing, got.quest...)
		} else {
			r.missing = append(r.missing, finding.Question{Fact: askedFact(e, got), Ask: e.Ask})
		}
	}
}

func add(to *string, s string) {
	if *to == "" {
		*to = s
	}
}

// addReasons prefers the reasons from within a limb, then the test's own.
func addReasons(to, inner []string, own, otherwise string) []string {
	if len(inner) > 0 {
		return append(to, inner...)
	}
	return append(to, firstOf(own, otherwise))
}

func firstOf(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// askedFact is the fact that would settle an element.
func askedFact(e *Element, got answer) string {
	if len(got.asks) > 0 {
		return got.asks[0]
	}
	if len(e.Is) > 0 {
		return e.Is[0].Fact
	}
	return e.ID
}
