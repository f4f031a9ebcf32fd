package attribution

import (
	"fmt"
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

// confidence joins the channels: what all of them together leave of the doubt.
func (cl *claim) confidence() float64 {
	doubt := 1.0
	for _, s := range cl.strength {
		doubt *= 1 - s
	}
	return min(1-doubt, 0.99)
}

// ownWords says whether evidence from a network is nothing but what a device
// said of itself: its brand, model, serial number and firmware are, unless it
// showed besides how it works. A hardware address was registered by somebody.
func ownWords(evidence []Evidence) bool {
	for i := range evidence {
		e := &evidence[i]
		if e.Structural && (e.Field == inventory.MAC || strings.HasPrefix(e.Field, inventory.Signal)) {
			return false
		}
	}
	return true
}

// attribution makes the answer of one claim.
func (c *casebook) attribution(cl *claim, conflict bool) Attribution {
	conf := cl.confidence()
	a := Attribution{
		Party: cl.party.ID, Family: c.family(cl), Name: cl.party.Name, Role: cl.role,
		Open: cl.open, Settle: cl.settle, From: cl.from, Until: cl.until, Evidence: cl.evidence,
	}
	a.Namesake = c.namesake(cl.party)
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
	if cl.asked != line.Sure && cl.role == Maker {
		a.Decides = false
		conf = min(conf, doubted(cl.asked, cl.likely))
		a.Open, a.Settle = askedOpen(cl.asked, cl.odd), settleBy
	}
	if c.doc.heard && cl.role == Maker && ownWords(cl.evidence) {
		a.Decides = false
		conf = min(conf, strongStated)
		a.Open, a.Settle = "the device itself says so, and anything can", settleBy
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
		a.Open, a.Settle = why, "what the label on the thing says: maker and model number, read by somebody who looks at it, or the seller's written answer"
	}
	if c.doc.cut > 0 {
		a.Clearable = false
		a.Open = joinSentence(a.Open, fmt.Sprintf("only the first %d KiB of the item were examined, %d bytes were not", MaxExamined>>10, c.doc.cut))
	}
	return a
}

// namesake says with whom a party must not be confused.
func (c *casebook) namesake(p *register.Party) string {
	for i := range p.Relations {
		r := &p.Relations[i]
		if other := c.x.reg.Party(r.To); r.Kind == register.NotRelated && other != nil {
			says := "shares a name with " + other.Name + " and is not related to it"
			if note := strings.TrimSuffix(strings.TrimSpace(r.Note), "."); note != "" {
				says += ": " + note
			}
			return says
		}
	}
	return ""
}

func joinSentence(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
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
