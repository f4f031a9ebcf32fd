package assess

import (
	"slices"
	"strconv"

	"caveat.example/caveat/internal/finding"
)

// maxSeen bounds the caches of opinions. An estate has far fewer kinds of
// thing; each opinion may hold a hundred kilobytes of findings.
const maxSeen = 1 << 10

// opinion gives what the law makes of a signature. Rows of a register differ in
// the day of purchase and in little else, so it is judged once for all days
// between which no relation of its parties begins or ends and no rule turns.
func (l *Law) opinion(s signature) *opinion {
	alike := s
	alike.acquired = l.period(&s)
	o := l.kept(alike, func() *opinion { return l.form(s, nil) })
	switch asked := o.asked(); {
	case o.sig.acquired == s.acquired:
		return o
	case asked.itself:
		return l.kept(s, func() *opinion { return l.form(s, o) })
	case asked.told:
		return o.on(s.acquired)
	}
	return o
}

// on gives the same opinion of a thing bought on another day of the period, with
// that day in what it says was asked.
func (o *opinion) on(day string) *opinion {
	other := *o
	other.sig.acquired, other.once = day, true
	other.findings = withDay(o.findings, tellingDay(o.findings, o.sig.acquired), o.sig.acquired, day)
	return &other
}

// kept gives the opinion under a signature, and forms it where there is none.
func (l *Law) kept(s signature, form func() *opinion) *opinion {
	l.mu.Lock()
	o := l.seen[s]
	l.mu.Unlock()
	if o != nil {
		return o
	}
	o = form()
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.seen) >= maxSeen {
		clear(l.seen)
	}
	l.seen[s] = o
	return o
}

// A judged instrument is what an opinion holds of it.
type judged struct {
	finding *finding.Finding // nil where it is not worth telling
	asked   dayAsked
}

// asked says what any instrument asked of the day of purchase.
func (o *opinion) asked() dayAsked {
	var all dayAsked
	for i := range o.each {
		all.itself = all.itself || o.each[i].asked.itself
		all.told = all.told || o.each[i].asked.told
	}
	return all
}

// period gives a word that is the same for all days of purchase on which the
// same relations hold and rules stand the same; the day itself where that is not
// known.
func (l *Law) period(s *signature) string {
	if s.acquired == "" || l.namesParty {
		return s.acquired
	}
	key := [3]string{s.party, s.maker, s.supplier}
	l.mu.Lock()
	days, ok := l.turns[key]
	l.mu.Unlock()
	if !ok {
		days = l.turnsOf(key[:])
		l.mu.Lock()
		if len(l.turns) >= maxSeen {
			clear(l.turns)
		}
		l.turns[key] = days
		l.mu.Unlock()
	}
	return "period " + strconv.Itoa(standsAt(days, s.acquired))
}

// standsAt tells on or between which of some sorted days a day lies.
func standsAt(days []string, day string) int {
	at, on := slices.BinarySearch(days, day)
	return 2*at + truthInt(on)
}

// turnsOf gives the days on which a relation of one of the parties, or of who
// stands above it, begins or ends, and those that rules hold the day of purchase
// against, sorted.
func (l *Law) turnsOf(ids []string) []string {
	days := slices.Clone(l.ruleDays)
	queue := slices.Clone(ids)
	for i := 0; i < len(queue); i++ {
		p := l.parties.Party(queue[i])
		if p == nil {
			continue
		}
		for k := range p.Relations {
			rel := &p.Relations[k]
			days = append(days, rel.From, rel.Until)
			if !slices.Contains(queue, rel.To) {
				queue = append(queue, rel.To)
			}
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}
