package attribution

import (
	"caveat.example/caveat/internal/register"
)

// family gives the head of the party's family on the item's day.
func (c *casebook) family(cl *claim) string {
	d := c.dated()
	if c.x.kin.dated[cl.party.ID] && d.known() {
		d.asked = append(d.asked, c.x.kin.turns[cl.party.ID]...)
		return c.x.reg.Family(cl.party.ID, d.spans[0][1])
	}
	return c.x.kin.family[cl.party.ID]
}

// datesOfOwners looks at makers that belonged to another for a time, or of whom
// that is disputed: the day on which the thing was made or bought decides.
func (c *casebook) datesOfOwners() {
	for i := range c.claims {
		cl := &c.claims[i]
		if !c.x.kin.dated[cl.party.ID] || cl.role != Maker && cl.role != Brand {
			continue
		}
		c.datesOf(i)
	}
}

func (c *casebook) datesOf(i int) {
	d := c.dated()
	party := c.claims[i].party
	in, out, doubt := 0, 0, ""
	for k := range party.Relations {
		r := &party.Relations[k]
		owner := c.x.reg.Party(c.x.kin.behind[r.To])
		if !ownsAt(r.Kind) || owner == nil || owner == party {
			continue
		}
		holds := !d.known() && (r.Until != "" || r.Ended || r.Disputed || r.From != "")
		switch {
		case !d.known():
			doubt = owner.Name + " owned " + party.Name + since(r.From) + until(r.Until) + "; when this was made or bought is not known"
		case !d.any(r.From, r.Until):
			out++
			continue
		case r.Ended && r.Until == "" || r.Disputed || !d.all(r.From, r.Until):
			holds, doubt = true, "whether "+owner.Name+" owned "+party.Name+" when this was made or bought is not certain"
		default:
			holds = true
			in++
		}
		if holds {
			c.ownerClaim(i, owner, r, doubt)
		}
	}
	cl := &c.claims[i]
	switch {
	case doubt != "" || in > 0 && out > 0 && c.conflictingDays():
		if doubt == "" {
			doubt = "sources give different days for the change of owner"
		}
		cl.decides, cl.open, cl.settle = false, doubt, "the day on which it was made or bought"
	case in == 0 && out > 0 && party.Status == register.DateSensitive && !party.Unverified && party.Confidence != "low":
		cl.clear = cl.decides && cl.own // never by its name alone
	}
}

// conflictingDays says whether the item's own days lie apart.
func (c *casebook) conflictingDays() bool { return len(c.dated().spans) > 1 }

// ownerClaim enters the owner of a maker on the item's day.
func (c *casebook) ownerClaim(of int, owner *register.Party, r *register.Relation, doubt string) {
	party := c.claims[of].party
	h := hit{start: c.claims[of].at, end: c.claims[of].end}
	value := party.Name
	if len(c.claims[of].evidence) > 0 {
		value = c.claims[of].evidence[0].Value
	}
	conf := c.claims[of].confidence()
	cl := c.claim(owner, Owner, &h)
	s := checked(0.9, &r.Source) * conf
	if doubt != "" {
		s *= 0.55
	}
	cl.add(chLabel, s, Evidence{
		Kind: "owner", Value: value, Field: "text", Rule: r.At,
		Says: owner.Name + " owned " + party.Name + since(r.From) + until(r.Until), Source: r.Text, Unverified: r.Unverified,
	})
	cl.decides = cl.decides || doubt == ""
	cl.open, cl.settle = doubt, ""
	if doubt != "" {
		cl.settle = "the day on which it was made or bought"
	}
	if len(cl.evidence) == 1 {
		cl.from, cl.until = r.From, r.Until
	}
	cl.from, cl.until = min(cl.from, r.From), laterEnd(cl.until, r.Until)
}

// laterEnd gives the later of two last days, where none is an open end.
func laterEnd(a, b string) string {
	if a == "" || b == "" {
		return ""
	}
	return max(a, b)
}
