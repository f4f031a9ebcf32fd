package assess

import (
	"slices"
	"strings"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/inventory"
)

// A group is all that attributions which were given for many items alike, and a
// country, can lead to: a conclusion for each period of days of purchase. It
// holds the attributions, so that no others can stand in their place.
type group struct {
	turns []string // sorted
	at    map[int]*conclusion
}

type groupKey struct {
	who     *attribution.Attribution // the first of them
	n       int
	part    bool
	country string
}

// A conclusion is an answer without its item.
type conclusion struct {
	status    finding.Status
	why       string
	findings  []finding.Finding
	questions []finding.Question
	asked     dayAsked
	acquired  string
	tell      []int // the findings that tell the day
}

// concluded says what binds an item that is whole as its source gave it. Items
// with the same attributions share what was found.
func (l *Law) concluded(item *inventory.Item, base signature, who []attribution.Attribution) *conclusion {
	if l.namesParty || len(item.Damage) > 0 {
		return l.conclude(item, base, who)
	}
	g := l.group(base, who)
	place := -1
	if base.acquired != "" {
		place = standsAt(g.turns, base.acquired)
	}
	l.mu.Lock()
	c := g.at[place]
	l.mu.Unlock()
	switch {
	case c == nil:
		c = l.conclude(item, base, who)
		l.mu.Lock()
		g.at[place] = c
		l.mu.Unlock()
		return c
	case c.acquired == base.acquired || c.asked == dayAsked{}:
		return c
	case c.asked.itself:
		return l.conclude(item, base, who)
	}
	return c.on(base.acquired)
}

// on gives the same conclusion of a thing bought on another day of the period.
func (c *conclusion) on(day string) *conclusion {
	other := *c
	other.findings = withDay(c.findings, c.tell, c.acquired, day)
	return &other
}

// tellingDay gives the places of findings that tell the day of purchase.
func tellingDay(findings []finding.Finding, day string) []int {
	var at []int
	for i := range findings {
		if slices.ContainsFunc(findings[i].Elements, func(e finding.Element) bool { return strings.Contains(e.Fact, dayFact+"="+day) }) {
			at = append(at, i)
		}
	}
	return at
}

// withDay copies findings, those at some places with another day.
func withDay(findings []finding.Finding, at []int, was, is string) []finding.Finding {
	out := slices.Clone(findings)
	for _, i := range at {
		f := &out[i]
		f.Elements = slices.Clone(f.Elements)
		for k := range f.Elements {
			f.Elements[k].Fact = strings.ReplaceAll(f.Elements[k].Fact, dayFact+"="+was, dayFact+"="+is)
		}
	}
	return out
}

// group finds the group of some attributions, or makes it.
func (l *Law) group(base signature, who []attribution.Attribution) *group {
	key := groupKey{n: len(who), part: base.part, country: base.country}
	if len(who) > 0 {
		key.who = &who[0]
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	g := l.groups[key]
	if g == nil {
		ids := []string{base.maker, base.supplier}
		for i := range who {
			ids = append(ids, who[i].Party)
		}
		g = &group{turns: l.turnsOf(ids), at: map[int]*conclusion{}}
		if len(l.groups) >= maxGroups {
			clear(l.groups)
		}
		l.groups[key] = g
	}
	return g
}

// maxGroups bounds the groups. Each holds little that opinions do not hold.
const maxGroups = 1 << 12

// conclude puts together the opinions on all attributions of an item.
func (l *Law) conclude(item *inventory.Item, base signature, who []attribution.Attribution) *conclusion {
	var opinions []*opinion
	for i := range who {
		if accuses(who[i].Role) {
			opinions = append(opinions, l.opinion(base.of(&who[i])))
		}
	}
	if len(opinions) == 0 {
		opinions = append(opinions, l.opinion(base))
	}
	ans := finding.Answer{Item: *item, Attributions: who, Status: finding.Unknown}
	l.decide(&ans, opinions)
	c := &conclusion{status: ans.Status, why: ans.Why, findings: ans.Findings, questions: ans.Questions, acquired: base.acquired}
	for _, o := range opinions {
		asked := o.asked()
		c.asked.itself, c.asked.told = c.asked.itself || asked.itself, c.asked.told || asked.told
	}
	c.findings, c.questions = slices.Clip(c.findings), slices.Clip(c.questions)
	if c.asked.told && c.acquired != "" {
		c.tell = tellingDay(c.findings, c.acquired)
	}
	return c
}
