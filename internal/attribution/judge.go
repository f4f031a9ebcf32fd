package attribution

import (
	"fmt"
	"slices"
	"strings"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/line"
	"caveat.example/caveat/internal/register"
)

// judge weighs the claims against each other and makes the answer of them.
func (c *casebook) judge() []Attribution {
	c.dropWeak()
	c.sellersBrands()
	c.datesOfOwners()
	c.numbersOutrank()
	c.hintsGiveWay()
	conflict := c.contradictions()
	out := make([]Attribution, 0, len(c.claims))
	for i := range c.claims {
		cl := &c.claims[i]
		if cl.role == "" {
			continue
		}
		out = append(out, c.attribution(cl, conflict[i]))
	}
	oneOpenOpensAll(out)
	order(out)
	return out
}

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

// dropWeak forgets names that are also words, where nothing else speaks for
// their party.
func (c *casebook) dropWeak() {
	for i := range c.claims {
		cl := &c.claims[i]
		if cl.weak && !cl.numbered && cl.confidence() < sureProbable {
			cl.role = ""
		}
	}
}

// hintsGiveWay takes back makers that only notes, host names or unknown columns
// name, where the maker is told elsewhere: those are neighbours, predecessors
// and links. What notes name stays named.
func (c *casebook) hintsGiveWay() {
	if !slices.ContainsFunc(c.claims, func(cl claim) bool { return cl.role == Maker && cl.decides && !c.hintOnly(&cl) }) {
		return
	}
	for i := range c.claims {
		cl := &c.claims[i]
		if cl.role != Maker && cl.role != Brand || !c.hintOnly(cl) {
			continue
		}
		if strings.HasPrefix(cl.evidence[0].Field, inventory.Other) {
			cl.role = ""
		} else {
			cl.role = Named
		}
	}
}

func (c *casebook) hintOnly(cl *claim) bool {
	return len(cl.evidence) > 0 && !slices.ContainsFunc(cl.evidence, func(e Evidence) bool {
		return !c.isHint(e.Field) || strings.HasPrefix(e.Field, inventory.Signal) || e.Structural
	})
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

// confidence joins the channels: what all of them together leave of the doubt.
func (cl *claim) confidence() float64 {
	doubt := 1.0
	for _, s := range cl.strength {
		doubt *= 1 - s
	}
	return min(1-doubt, 0.99)
}

// numbersOutrank takes back what a brand's name says of its other makers where
// a number tells who made this one, and a plain name where the number is
// another ordinary maker's (Samsung SNV-6013 is Hanwha's).
func (c *casebook) numbersOutrank() {
	for i := range c.claims {
		n := &c.claims[i]
		if n.role != Maker || !n.numbered || !n.decides {
			continue
		}
		for k := range c.claims {
			o := &c.claims[k]
			if k == i || o.role != Maker || o.numbered || !c.x.kin.related(n.party.ID, o.party.ID) && !c.sameLabel(n, o) {
				continue
			}
			if c.separate(n, o) {
				continue
			}
			if o.lessThanOwn() || c.x.kin.accused(o.party) == c.x.kin.accused(n.party) || n.own {
				o.role = Brand
				if !o.hasOwnName() {
					o.role = ""
				}
				o.open = ""
			}
		}
	}
}

// sameLabel says whether two claims were made by one and the same name.
func (c *casebook) sameLabel(a, b *claim) bool {
	for i := range a.evidence {
		for k := range b.evidence {
			if (a.evidence[i].Kind == "brand" || a.evidence[i].Kind == "name") && a.evidence[i].Value == b.evidence[k].Value && a.evidence[i].Field == b.evidence[k].Field {
				return true
			}
		}
	}
	return false
}

func (cl *claim) hasOwnName() bool {
	return slices.ContainsFunc(cl.evidence, func(e Evidence) bool { return e.Kind == "name" })
}

// lessThanOwn says whether a claim rests on a brand that others may make too.
func (cl *claim) lessThanOwn() bool { return !cl.decides }

// separate says whether two claims come from two products of one line: words
// for a product, or a sign that parts a list, stand between them.
func (c *casebook) separate(a, b *claim) bool {
	if a.end == 0 || b.end == 0 {
		return false
	}
	if a.at > b.at {
		a, b = b, a
	}
	if a.end >= b.at {
		return false
	}
	d := c.doc
	if k := d.key(a.at); k != d.key(b.at) {
		return false
	}
	gap := d.Fold[a.end:b.at]
	for i := range len(gap) {
		switch gap[i] {
		case ',', ';', '+', '&', '/', '\n', '|', ':', '(', ')':
			return true
		case '.':
			if i+1 < len(gap) && gap[i+1] == ' ' {
				return true
			}
		}
	}
	for i := d.At(a.end); i < len(d.Tokens) && d.Tokens[i].End <= b.at; i++ {
		switch d.Word(i) {
		case "and", "with", "plus", "und", "mit", "et", "avec", "y", "con", "e", "com", "en", "met", "i", "z", "or", "oder", "ou", "for", "by", "to":
			return true
		}
	}
	return false
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

// contradictions marks claims of makers who have nothing to do with each other
// and cannot both have made the thing, and enters each against the other.
func (c *casebook) contradictions() []bool {
	out := make([]bool, len(c.claims))
	for i := range c.claims {
		for k := i + 1; k < len(c.claims); k++ {
			a, b := &c.claims[i], &c.claims[k]
			if !makerish(a) || !makerish(b) || c.x.kin.related(a.party.ID, b.party.ID) || c.sameLabel(a, b) || c.separate(a, b) {
				continue
			}
			if a.party.Status == register.UnknownMaker || b.party.Status == register.UnknownMaker || a.role == Brand && b.role == Brand {
				continue
			}
			if a.numbered && b.numbered && a.at != b.at && a.end > 0 && b.end > 0 && c.doc.key(a.at) == c.doc.key(b.at) {
				continue // two numbers in one line are two products
			}
			if !c.x.kin.accused(a.party) && !c.x.kin.accused(b.party) && a.numbered != b.numbered {
				c.yield(a, b)
				continue
			}
			out[i], out[k] = true, true
			against(a, b)
			against(b, a)
		}
	}
	return out
}

// yield makes the plain name give way to the other maker's number.
func (c *casebook) yield(a, b *claim) {
	if b.numbered {
		a, b = b, a
	}
	if b.role == Maker {
		b.role = Brand
	}
}

func makerish(cl *claim) bool { return cl.role == Maker || cl.role == Brand && cl.labelled }

// against enters the strongest evidence for b as speaking against a.
func against(a, b *claim) {
	if len(b.evidence) == 0 {
		return
	}
	e := b.evidence[0]
	for _, o := range b.evidence {
		if o.Strength > e.Strength && !o.Against {
			e = o
		}
	}
	e.Against = true
	e.Says = "speaks for " + b.party.Name + ": " + e.Says
	a.evidence = append(a.evidence, e)
	a.open = "the signs contradict each other: some speak for " + a.party.Name + ", some for " + b.party.Name
	a.settle = settleBy
	for ch := range a.strength {
		a.strength[ch] *= 0.8
	}
}

// attribution makes the answer of one claim.
func (c *casebook) attribution(cl *claim, conflict bool) Attribution {
	conf := cl.confidence()
	a := Attribution{
		Party: cl.party.ID, Family: c.family(cl), Name: cl.party.Name, Role: cl.role,
		Open: cl.open, Settle: cl.settle, From: cl.from, Until: cl.until, Evidence: cl.evidence,
	}
	a.Product, a.ProductClass = c.productOf(cl)
	a.Decides = cl.decides && !conflict && conf >= sureIdentified
	switch cl.role {
	case Named, Excluded, Compatible, Brand:
		a.Decides = false
		if cl.role != Brand {
			a.Open, a.Settle = "", ""
		}
	}
	if cl.equal && cl.role == Maker {
		a.Decides = false
		conf = min(conf, 0.7)
		a.Open, a.Settle = "the text takes an equivalent, so that another maker's product may be meant", "what is really offered: maker and model number"
	}
	if cl.asked && cl.role == Maker {
		a.Decides = false
		conf = min(conf, 0.7)
		a.Open, a.Settle = "the text itself is not sure of it", settleBy
	}
	if a.Decides {
		a.Open, a.Settle = "", ""
	} else if a.Open == "" && cl.role == Maker {
		a.Open, a.Settle = "the signs are not strong enough to decide", settleBy
	}
	a.Confidence = round(conf)
	a.Band = band(a.Confidence)
	var why string
	if a.Clearable, why = c.clearable(cl, &a); why != "" && a.Decides && a.Open == "" {
		a.Open, a.Settle = why, "the model number, and somebody who looks at it"
	}
	if c.doc.cut > 0 {
		a.Clearable = false
		a.Open = joinSentence(a.Open, fmt.Sprintf("only the first %d KiB of the item were examined, %d bytes were not", MaxExamined>>10, c.doc.cut))
	}
	return a
}

func joinSentence(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}

// clearable says whether the maker is sure, may be cleared by what the register
// says of it, and nothing about the item is open; if not, why. There is no why
// for a maker whom the law alone judges, since it or its owner is listed.
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

// family gives the head of the party's family on the item's day.
func (c *casebook) family(cl *claim) string {
	d := c.dated()
	if c.x.kin.dated[cl.party.ID] && d.known() {
		return c.x.reg.Family(cl.party.ID, d.spans[0][1])
	}
	return c.x.kin.family[cl.party.ID]
}

// productOf says what the thing is: by its number, by the words of the item, by
// what the maker usually makes.
func (c *casebook) productOf(cl *claim) (product, class string) {
	if cl.product != "" && cl.numbered {
		return cl.product, cl.class
	}
	switch p := c.doc.product; {
	case p.Kind == "handset": // of a telephone, or of a two-way radio
		if cl.party.Class == line.Telecom && cl.party.Product() != "" {
			return cl.party.Product(), cl.party.Class
		}
		return "smartphone", line.Telecom
	case p.Kind != "":
		return p.Kind, p.Class
	}
	if cl.product != "" {
		return cl.product, cl.class
	}
	return cl.party.Product(), cl.party.Class
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

// Notes says of an item what no attribution can: that it was cut, and so not
// examined whole, and which published weaknesses it has or may have.
func (x *Index) Notes(item inventory.Item, as []Attribution) []string {
	var out []string
	size := len(item.Text)
	for i := range item.Fields {
		size += len(item.Fields[i].Value)
	}
	if size > MaxExamined {
		if d := gather(item); d.cut > 0 {
			out = append(out, fmt.Sprintf("only the first %d KiB of this item were examined; %d bytes were not", MaxExamined>>10, d.cut))
		}
	}
	var exploited []string
	for _, w := range x.Vulnerabilities(as, item) {
		switch {
		case w.Sure:
			note := "known weakness " + w.ID + " (" + w.Title + "): " + w.Why
			if w.KEVAdded != "" {
				note += "; in CISA's catalogue of exploited ones since " + w.KEVAdded
			}
			out = append(out, note)
		case w.KEVAdded != "":
			exploited = append(exploited, w.ID)
		}
	}
	if len(exploited) > 0 {
		out = append(out, "weaknesses of this maker's products known to be exploited: "+strings.Join(exploited, ", ")+"; model and firmware version tell whether this one has them")
	}
	return out
}
