package attribution

import (
	"slices"

	"caveat.example/caveat/internal/register"
)

// oneOpenOpensAll takes Clearable from every maker of an item that names
// something else too whose maker is open: an item is as clear as all of it.
func oneOpenOpensAll(as []Attribution) {
	k := slices.IndexFunc(as, func(a Attribution) bool {
		return (a.Role == Maker || a.Role == Brand) && !a.Decides && a.Open != "" && a.Band != Unidentified
	})
	if k < 0 {
		return
	}
	for i := range as {
		if a := &as[i]; i != k && a.Clearable {
			a.Clearable = false
			a.Open, a.Settle = "the item also names "+as[k].Name+": "+as[k].Open, as[k].Settle
		}
	}
}

// sellersBrands makes brands of those whose numbers are their own while nobody
// knows who makes the things.
func (c *casebook) sellersBrands() {
	for i := range c.claims {
		cl := &c.claims[i]
		if cl.party.Status == register.UnknownMaker && cl.role == Maker {
			cl.role, cl.open, cl.settle = Brand, "who makes "+cl.party.Name+"'s products is not known", settleBy
		}
	}
}

// accused says whether what a party makes may be restricted: it stands on a
// list, or who is behind it is open. A maker of whom nothing is recorded is not.
func accused(p *register.Party) bool {
	switch p.Status {
	case register.Ordinary, register.OrdinaryExceptLine, register.OrdinaryComponent, register.OrdinaryOtherState, register.UnknownMaker:
		return false
	case register.NotStated:
		return slices.ContainsFunc(p.Listed, func(l register.Listing) bool { return !l.Category && !l.Sister })
	}
	return true
}

// accused says whether a party, or one that owns or owned it, may be restricted.
func (k *kinTable) accused(p *register.Party) bool { return k.behind[p.ID] != "" || accused(p) }

// clearable says whether the maker is sure, may be cleared by what the register
// says of it, and nothing about the item is open; if not, why. There is no why
// for a maker whom the law alone judges, since it or its owner is listed, unless
// the item itself leaves open that it is the maker.
func (c *casebook) clearable(cl *claim, a *Attribution) (ok bool, why string) {
	if cl.role == Brand && cl.open == "" {
		ok, _ := cl.party.MayClear()
		return ok, ""
	}
	if !a.Decides || cl.role != Maker && cl.role != ComponentMaker {
		return false, ""
	}
	if len(c.item.Damage) > 0 {
		return false, "a field was damaged before it was read: " + c.item.Damage[0]
	}
	if why := c.disagrees(cl); why != "" {
		return false, why
	}
	if cl.clear {
		return true, ""
	}
	if ok, why := cl.party.MayClear(); !ok {
		if c.x.kin.accused(cl.party) && cl.party.Status != register.DateSensitive {
			return false, ""
		}
		return false, cl.party.Name + " is not cleared by its name: " + why
	}
	if cl.party.Status == register.OrdinaryExceptLine && !cl.own {
		return false, "others make some lines of " + cl.party.Name + ", and only a number tells which this is"
	}
	return true, ""
}
