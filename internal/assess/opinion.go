package assess

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/inventory"
)

// A signature is all of an item and an attribution that can change an opinion.
// Equal signatures have equal opinions.
type signature struct {
	part               bool // a component: what part it plays is not known
	party, name        string
	role               attribution.Role
	decides, clearable bool
	product, class     string
	maker, supplier    string // the other parties of the item
	country, acquired  string
	open, settle       string
}

// An opinion is what the law makes of one attribution.
type opinion struct {
	sig       signature
	each      []judged // by the instruments of Law.asked
	status    finding.Status
	findings  []finding.Finding
	questions []finding.Question
	why       string
	clearWhy  string
	once      bool // it is of one day and is not kept
}

// itemFacts gathers what all attributions of an item share.
func (l *Law) itemFacts(item *inventory.Item, who []attribution.Attribution) signature {
	s := signature{part: item.Kind == inventory.Component}
	if c := item.Fields.Get(inventory.Country); c != "" {
		s.country = l.rules.Words.Country(c)
	}
	if day := item.Fields.Get(inventory.Acquired); len(day) >= len(time.DateOnly) {
		if _, err := time.Parse(time.DateOnly, day[:len(time.DateOnly)]); err == nil {
			s.acquired = day[:len(time.DateOnly)]
		}
	}
	for i := range who {
		switch a := &who[i]; {
		case a.Role == attribution.Maker && a.Decides && s.maker == "":
			s.maker = a.Party
		case a.Role == attribution.Supplier && a.Decides && s.supplier == "":
			s.supplier = a.Party
		}
		if s.product == "" {
			s.product, s.class = who[i].Product, who[i].ProductClass
		}
	}
	return s
}

// of adds an attribution.
func (s signature) of(a *attribution.Attribution) signature {
	s.party, s.name, s.role = a.Party, a.Name, a.Role
	s.decides = a.Decides && a.Band == attribution.Identified
	s.clearable, s.open, s.settle = a.Clearable, a.Open, a.Settle
	if a.Product != "" || a.ProductClass != "" {
		s.product, s.class = a.Product, a.ProductClass
	}
	return s
}

// form judges a signature by every instrument that the context allows. What it
// would ask again without the day of purchase is taken from an opinion that
// differs in nothing else, where there is one.
func (l *Law) form(s signature, alike *opinion) *opinion {
	o := &opinion{sig: s, status: finding.NotRestricted, each: make([]judged, len(l.asked))}
	p := l.pattern(s)
	for i, in := range l.asked {
		if alike != nil && !alike.each[i].asked.itself && !alike.each[i].asked.told {
			o.each[i] = alike.each[i]
		} else {
			o.each[i] = l.judged(in, s, p)
		}
		f := o.each[i].finding
		if f == nil {
			continue
		}
		o.findings = append(o.findings, *f)
		if !f.Neutral && rank[f.Status] > rank[o.status] {
			o.status = f.Status
		}
	}
	byWeight(o.findings)
	l.explain(o)
	return o
}

// judged asks one instrument.
func (l *Law) judged(in *Instrument, s signature, p *pattern) judged {
	var j judged
	p.asked = &j.asked
	f, touches := l.rules.one(in, p, l.parties, l.context.KnownAt)
	if f.Status == finding.Restricted && s.role == attribution.Supplier {
		f = l.withoutMaker(in, s, f, &j.asked)
	}
	if !l.counts(&f, touches) || s.role == "" && !touches && !f.Neutral {
		return j
	}
	if f.Status == finding.Restricted && !s.mayRestrict() {
		f = soften(f, s)
	}
	j.finding = &f
	return j
}

// pattern turns a signature into facts.
func (l *Law) pattern(s signature) *pattern {
	facts := Facts{}
	for k, v := range l.facts {
		facts[k] = v
	}
	set := func(key, value string) {
		if value != "" && facts.get(key) == "" {
			facts[key] = []string{value}
		}
	}
	set("produced_in", s.country)
	set(dayFact, s.acquired)
	set("product", s.product)
	set("product_class", firstOf(s.class, l.rules.Words.Class(facts.get("product"))))
	if !s.part {
		set("component_role", "whole_product")
	}
	l.setParties(s, facts, set)
	p := l.rules.ready(facts, l.parties)
	p.strict = true
	return p
}

func (l *Law) setParties(s signature, facts Facts, set func(key, value string)) {
	switch s.role {
	case attribution.ComponentMaker:
		delete(facts, "component_role")
		set("component_vendor", s.party)
		set("produced_by", firstOf(s.maker, "none"))
	case attribution.Supplier, attribution.Owner:
		set("vendor", s.party)
		set("produced_by", s.party)
	case "":
		set("produced_by", "none")
	default:
		set("produced_by", s.party)
		switch facts.get("act") {
		case "export_to", "invest":
			set("vendor", s.party)
		default:
			set("vendor", s.supplier)
		}
	}
	if facts.get("product_class") == "" {
		if p := l.parties.Party(s.party); p != nil {
			set("product_class", p.Class)
		}
	}
}

// withoutMaker judges a supplier again as what it is: the one who sells, while
// nobody has said who made the thing.
func (l *Law) withoutMaker(in *Instrument, s signature, before finding.Finding, asked *dayAsked) finding.Finding {
	p := l.pattern(s)
	p.asked = asked
	delete(p.facts, "produced_by")
	p.producer = nil
	if f, _ := l.rules.one(in, p, l.parties, l.context.KnownAt); f.Status == finding.Restricted {
		return f
	}
	return soften(before, s)
}

// counts says whether a finding is worth telling: it binds or may bind, and
// what it speaks of is this party or origin, or this body for certain; or it
// names the party and does not bind.
func (l *Law) counts(f *finding.Finding, touches bool) bool {
	switch {
	case f.Status == finding.Restricted:
		return true
	case f.Status == finding.NotRestricted:
		return namesParty(f)
	case touches && !f.Neutral:
		return true
	}
	// What is open about somebody else (the contractor, the maker of a part)
	// says nothing of this party.
	return !slices.ContainsFunc(f.Missing, func(q finding.Question) bool {
		return q.Fact == "body" || q.Fact == "jurisdiction" || l.rules.Words.Facts[q.Fact].Kind == "party"
	})
}

// mayRestrict says whether an attribution is such that the law may decide on
// it.
func (s *signature) mayRestrict() bool {
	switch s.role {
	case attribution.Maker, attribution.Supplier, attribution.ComponentMaker:
		return s.decides
	case "":
		return true // a category that looks at no maker
	}
	return false
}

// soften makes conditional what would be restricted if the party were shown to
// be behind the item.
func soften(f finding.Finding, s signature) finding.Finding {
	f.Status = finding.Conditional
	ask := firstOf(s.settle, "Was it made by "+s.name+"? Ask for the maker's name and model number.")
	f.Missing = append([]finding.Question{{Fact: "produced_by", Ask: ask}}, f.Missing...)
	f.Says = fmt.Sprintf("Would appear to be restricted by %s if %s is shown to have made it.", f.Title, s.name)
	return f
}

var forceRank = map[string]int{"binding": 0, "policy": 1, "guidance": 2, "list": 3, "position": 4, "proposal": 5}

// byWeight puts first what matters first: what binds, then what may, then what
// does not, each with the strongest force first.
func byWeight(list []finding.Finding) {
	slices.SortStableFunc(list, func(a, b finding.Finding) int {
		return cmp.Or(
			cmp.Compare(rank[b.Status], rank[a.Status]),
			cmp.Compare(truthInt(a.Neutral), truthInt(b.Neutral)),
			cmp.Compare(forceRank[a.Force], forceRank[b.Force]),
		)
	})
}

func truthInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// explain says the opinion in one sentence, and what would settle it.
func (l *Law) explain(o *opinion) {
	name := firstOf(o.sig.name, "no maker")
	switch o.status {
	case finding.Restricted:
		o.why = o.findings[0].Says
		if o.sig.name != "" {
			o.why = "Appears to be of " + sentence(name) + " " + o.why
		}
	case finding.Conditional:
		o.why = l.conditionalWhy(o, name)
		o.questions = questionsOf(o.findings)
	default:
		o.clearWhy = l.clearWhy(o, name)
	}
}

func (l *Law) conditionalWhy(o *opinion, name string) string {
	first := o.findings[0]
	for _, f := range o.findings {
		if !f.Neutral {
			first = f
			break
		}
	}
	switch {
	case o.sig.role == attribution.Named:
		return name + " is named, and nothing shows that its equipment is offered or owned. " + first.Says
	case o.sig.open != "" && !o.sig.decides:
		return "May be of " + name + ": " + strings.TrimSuffix(o.sig.open, ".") + ". " + first.Says
	case l.facts.get("body") == "":
		return "Appears to be of " + name + ", which " + plural(o.findings) + " may restrict, depending on who you are and what you do: say so with --body and --act."
	}
	if o.sig.name == "" {
		return "Nobody is known to have made it. " + first.Says
	}
	return "Appears to be of " + sentence(name) + " " + first.Says
}

// sentence ends a text with one full stop; many companies' names end with one.
func sentence(text string) string { return strings.TrimSuffix(text, ".") + "." }

func plural(fs []finding.Finding) string {
	n := 0
	for _, f := range fs {
		if f.Status == finding.Conditional && !f.Neutral {
			n++
		}
	}
	if n == 1 {
		return "one instrument"
	}
	return fmt.Sprintf("%d instruments", n)
}

// clearWhy says what an item is clear of, and says so plainly when its maker
// is on a list, or meets a criterion, all the same.
func (l *Law) clearWhy(o *opinion, name string) string {
	var on []string
	listed := false
	for i := range o.findings {
		if f := &o.findings[i]; namesParty(f) {
			on = append(on, f.Instrument+" ("+l.rules.Words.short(f.Because)+")")
			listed = listed || l.rules.byID[f.Instrument].ExtendsTo != reachOrigin
		}
	}
	if len(on) == 0 {
		return fmt.Sprintf("Appears to be of %s, which none of %s restricts.", name, l.scope)
	}
	rest := ""
	if len(on) > 4 {
		rest = fmt.Sprintf(" and %d more", len(on)-4)
		on = on[:4]
	}
	what := "meets a criterion"
	if listed {
		what = "is on the list"
	}
	return fmt.Sprintf("%s %s, but your act is not covered: %s%s. Clear of %s.", name, what, strings.Join(on, ", "), rest, l.scope)
}

// The reasons by which a provision fails because it is about somebody, or
// somewhere, else; the words are those of law/vocabulary.yaml.
const (
	becauseNotListed = "entity_not_listed"
	becauseOrigin    = "origin_category"
)

// namesParty says whether a provision that does not bind speaks of the party
// all the same: it names or reaches it, and something else (the body, the act,
// the day) keeps it from binding. One that fails because it does not name the
// party, or because the origin is another, says nothing of it.
func namesParty(f *finding.Finding) bool {
	if f.Status != finding.NotRestricted || len(f.Parties) == 0 {
		return false
	}
	return !slices.Contains(f.Because, becauseNotListed) && !slices.Contains(f.Because, becauseOrigin)
}

// short is the first reason, in words.
func (w *Words) short(because []string) string {
	if len(because) == 0 {
		return ""
	}
	return firstOf(w.Reasons[because[0]], strings.ReplaceAll(because[0], "_", " "))
}

// maxQuestions is how many questions a person is asked of one item.
const maxQuestions = 5

func questionsOf(fs []finding.Finding) []finding.Question {
	var all []finding.Question
	for _, f := range fs {
		if f.Status == finding.Conditional && !f.Neutral {
			all = append(all, f.Missing...)
		}
	}
	all = uniqueQuestions(all)
	return all[:min(len(all), maxQuestions)]
}
