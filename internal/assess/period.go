package assess

// A standing is how an instrument or a provision stands on a day.
type standing int8

const (
	notYet standing = iota
	over
	suspended
	unconfirmed
	inForce
)

// standingOn says how periods stand on a day, as the register knew them at
// knownAt ("" is all that it knows). No period at all is always in force.
func standingOn(periods []Period, day, knownAt string) standing {
	if len(periods) == 0 {
		return inForce
	}
	best, started, toCome := notYet, false, false
	for i := range periods {
		p := &periods[i]
		if !p.knownOn(knownAt) {
			continue
		}
		s := p.on(day)
		started = started || s != notYet
		toCome = toCome || s == notYet
		if s > best {
			best = s
		}
	}
	switch {
	case best == over && toCome:
		return notYet
	case best == notYet && started:
		return over
	}
	return best
}

func (p *Period) knownOn(knownAt string) bool {
	if knownAt == "" {
		return p.KnownUntil == ""
	}
	return (p.KnownFrom == "" || p.KnownFrom <= knownAt) && (p.KnownUntil == "" || knownAt <= p.KnownUntil)
}

func (p *Period) on(day string) standing {
	first, sure := firstOf(p.Earliest, p.From), firstOf(p.Latest, p.From)
	last, sureUntil := firstOf(p.EndsBy, p.Until), firstOf(p.EndsFrom, p.Until)
	switch {
	case first != "" && day < first:
		return notYet
	case last != "" && day > last:
		return over
	case p.As == "suspended":
		return suspended
	case p.As == "unconfirmed", sure != "" && day < sure, sureUntil != "" && day > sureUntil:
		return unconfirmed
	}
	return inForce
}
