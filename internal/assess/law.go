package assess

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/register"
)

// A Law is all rules bound to one Context: who asks, for what act, on which
// day. Any number of goroutines may use it.
type Law struct {
	rules    *Rules
	parties  Parties
	context  finding.Context
	facts    Facts
	asked    []*Instrument // those whose jurisdiction the context does not exclude
	scope    string        // the context in words, for a clear item
	register string

	namesParty bool // the context itself names one

	ruleDays []string // those that rules hold the day of purchase against

	mu     sync.Mutex
	groups map[groupKey]*group               // guarded by mu, and so are the groups
	seen   map[signature]*opinion            // guarded by mu
	turns  map[[3]string][]string            // of parties; guarded by mu
	both   map[[2]*opinion][]finding.Finding // of pairs, the usual case; guarded by mu
}

// Understands says which word of a context the vocabulary does not have, and
// the nearest that it has, or that no rule is held of the place. The error
// wraps fault.Invalid.
func (r *Rules) Understands(c finding.Context) error {
	_, _, err := r.asked(c)
	return err
}

// asked gives the facts of a context and the instruments that it does not
// exclude. Where none is left, whatever is asked would come out clear: that is
// an error.
func (r *Rules) asked(c finding.Context) (Facts, []*Instrument, error) {
	facts, errs := r.contextFacts(c)
	var asked []*Instrument
	where := r.where(facts)
	for _, in := range r.Instruments {
		if where == "" || r.Words.nested(in.Jurisdiction, where) {
			asked = append(asked, in)
		}
	}
	if len(errs) == 0 && len(asked) == 0 {
		errs = append(errs, fmt.Errorf("the register holds no instrument of %s, so nothing could be said to be clear there; "+
			"leave the jurisdiction out to see whom each rule would bind (\"caveat register list\" has them all)", where))
	}
	if len(errs) > 0 {
		return nil, nil, fmt.Errorf("%w: %w", errors.Join(errs...), fault.Invalid)
	}
	return facts, asked, nil
}

// where is the place whose law is asked about, "" for any.
func (r *Rules) where(facts Facts) string {
	return firstOf(facts.get("jurisdiction"), r.Words.Bodies[facts.get("body")].Where)
}

func (r *Rules) contextFacts(c finding.Context) (Facts, []error) {
	raw := Facts{}
	for key, value := range c.Facts {
		raw[key] = []string{value}
	}
	for key, value := range map[string]string{
		"jurisdiction": c.Jurisdiction, "body": c.Body, "act": c.Act, "purpose": c.Purpose, "site": c.Site, "date": c.Date,
	} {
		if value != "" {
			raw[key] = []string{value}
		}
	}
	facts, contradictions, errs := r.Words.Normal(raw)
	for _, c := range contradictions {
		errs = append(errs, errors.New(c))
	}
	if facts.get("date") == "" && len(errs) == 0 {
		errs = append(errs, errNoDate)
	}
	return facts, errs
}

// In binds the rules to a context. Register is the digest of all facts and
// rules, which a clear item names. It errs as Understands does.
func (r *Rules) In(c finding.Context, parties Parties, register string) (*Law, error) {
	facts, asked, err := r.asked(c)
	if err != nil {
		return nil, err
	}
	l := &Law{
		rules: r, parties: parties, context: c, facts: facts, asked: asked, register: register, ruleDays: r.daysAsked(), groups: map[groupKey]*group{},
		seen: map[signature]*opinion{}, both: map[[2]*opinion][]finding.Finding{}, turns: map[[3]string][]string{},
	}
	for key := range facts {
		l.namesParty = l.namesParty || r.Words.Facts[key].Kind == "party"
	}
	l.scope = l.scopeText(r.where(facts))
	return l, nil
}

// scopeText says what a clear item is clear of.
func (l *Law) scopeText(where string) string {
	of := "of all jurisdictions"
	if where != "" {
		of = "of " + where
	}
	who := "for any kind of body"
	if b, ok := l.rules.Words.Bodies[l.facts.get("body")]; ok {
		who = "for " + b.Says
	}
	doing := ", whatever it does"
	if act, ok := l.rules.Words.Acts[l.facts.get("act")]; ok {
		doing = ", " + act
	}
	digest := l.register
	if len(digest) > 19 {
		digest = digest[:19]
	}
	return fmt.Sprintf("the %d instruments %s in the register, %s%s, on %s (register %s)", len(l.asked), of, who, doing, l.facts.get("date"), digest)
}

// Instruments are those that the law asks in this context.
func (l *Law) Instruments() []*Instrument { return slices.Clone(l.asked) }

// Assess says what binds an item, given who is behind it.
//
// The state is the worst that decides. Restricted needs a maker whose
// attribution decides; one that does not, or a party that is only named, gives
// conditional. Clear needs a maker that is identified and against which
// nothing stands; all else is unknown. Findings are shared between answers:
// do not change them.
func (l *Law) Assess(item inventory.Item, who []attribution.Attribution) finding.Answer {
	c := l.concluded(&item, l.itemFacts(&item, who), who)
	ans := finding.Answer{Item: item, Attributions: who, Status: c.status, Why: c.why, Findings: c.findings, Questions: c.questions}
	if item.Kind == inventory.Passage {
		ans.Mentions = l.rules.Mentioned(item.Text, l.facts.get("date"))
	}
	return ans
}

func accuses(r attribution.Role) bool {
	return r != attribution.Excluded && r != attribution.Compatible
}

// decide puts the opinions together.
func (l *Law) decide(ans *finding.Answer, opinions []*opinion) {
	worst := opinions[0]
	for _, o := range opinions {
		if rank[o.status] > rank[worst.status] {
			worst = o
		}
	}
	if len(opinions) == 1 {
		ans.Findings = worst.findings
	} else {
		ans.Findings = l.together(opinions)
	}
	switch worst.status {
	case finding.Restricted, finding.Conditional:
		ans.Status, ans.Why, ans.Questions = worst.status, worst.why, worst.questions
		return
	}
	l.unrestricted(ans, opinions)
}

// unrestricted tells clear from unknown.
func (l *Law) unrestricted(ans *finding.Answer, opinions []*opinion) {
	maker := l.maker(ans.Attributions)
	switch {
	case maker == nil:
		ans.Why, ans.Questions = unknownWhy(ans.Attributions)
	case len(ans.Item.Damage) > 0:
		ans.Why = "The maker appears to be " + maker.Name + ", but a field that would tell was damaged before we saw it: " + ans.Item.Damage[0] + "."
		ans.Questions = []finding.Question{{Fact: "model", Ask: "What was the value before the damage? Export the source again as text."}}
	default:
		ans.Status = finding.Clear
		for _, o := range opinions {
			if o.clearWhy != "" && o.sig.party == maker.Party {
				ans.Why = o.clearWhy
			}
		}
		l.listedElsewhere(ans)
	}
}

// maker returns the attribution that clears an item: an identified maker that
// decides and may be cleared, or that the law itself names and so judges alone;
// nil when another maker that decides may not be.
func (l *Law) maker(who []attribution.Attribution) *attribution.Attribution {
	var found *attribution.Attribution
	for i := range who {
		a := &who[i]
		if a.Role != attribution.Maker || !a.Decides || a.Band != attribution.Identified {
			continue
		}
		if !a.Clearable && (a.Open != "" || !l.listed(a.Party) && !l.listed(a.Family)) {
			return nil
		}
		if found == nil {
			found = a
		}
	}
	return found
}

// listed says whether a maker is one that lists name, so that the instruments
// have already been asked about it by name. Of any other that may not be
// cleared (a seller's brand, a disputed or mixed line) nobody knows who made
// the thing.
func (l *Law) listed(id string) bool {
	p := l.parties.Party(id)
	if p == nil {
		return false
	}
	switch p.Status {
	case register.ListedParty, register.ListedOther, register.ListedAffiliate:
		return true
	}
	return p.Status == register.NotStated && len(p.Listed) > 0
}

func unknownWhy(who []attribution.Attribution) (string, []finding.Question) {
	ask := []finding.Question{{Fact: "produced_by", Ask: "Who made it? Ask the supplier for the maker's name and model number."}}
	for i := range who {
		if a := &who[i]; accuses(a.Role) && a.Open != "" {
			if a.Settle != "" {
				ask[0].Ask = a.Settle
			}
			return "The maker is not settled: " + strings.TrimSuffix(a.Open, ".") + ".", ask
		}
	}
	for i := range who {
		if a := &who[i]; a.Role == attribution.Maker && a.Band != attribution.Unidentified {
			if a.Decides && !a.Clearable {
				return "It appears to be of " + a.Name + ", which may not be cleared by its name: not all that carries it has one maker.", ask
			}
			return "It may be made by " + a.Name + ", but the evidence does not settle it.", ask
		}
	}
	return "No maker was identified, so nobody can say that it is clear.", ask
}

// together merges opinions. A brand and its maker come by the thousand, so what
// two opinions give together is kept, and alike items share it.
func (l *Law) together(opinions []*opinion) []finding.Finding {
	if len(opinions) != 2 || opinions[0].once || opinions[1].once {
		return merged(opinions)
	}
	pair := [2]*opinion(opinions)
	l.mu.Lock()
	defer l.mu.Unlock()
	all, ok := l.both[pair]
	if !ok {
		if len(l.both) >= maxSeen {
			clear(l.both)
		}
		all = merged(opinions)
		l.both[pair] = all
	}
	return all
}

// merged keeps every opinion's findings, the weightiest first.
func merged(opinions []*opinion) []finding.Finding {
	var all []finding.Finding
	for _, o := range opinions {
		for _, f := range o.findings {
			if !slices.ContainsFunc(all, func(g finding.Finding) bool {
				return g.Instrument == f.Instrument && g.Status == f.Status && slices.Equal(g.Parties, f.Parties)
			}) {
				all = append(all, f)
			}
		}
	}
	byWeight(all)
	return all
}
