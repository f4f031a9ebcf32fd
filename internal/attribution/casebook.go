package attribution

import (
	"strings"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/line"
	"caveat.example/caveat/internal/register"
)

// A casebook gathers the claims that an item's hits make, one for each party
// and role, and judges them.
type casebook struct {
	x      *Index
	item   inventory.Item
	doc    *document
	claims []claim
	dates  *dates
}

// A claim is that one party stands in one role to the item.
type claim struct {
	party    *register.Party
	role     Role
	strength [channels]float64
	evidence []Evidence

	decides  bool // some piece of evidence may decide
	numbered bool // a number or a structural sign speaks for it, not only a name
	own      bool // a number of the party's own grammar speaks for it
	labelled bool // its name stands in a maker's or brand's field
	open     string
	settle   string
	product  string
	class    string
	from     string
	until    string
	clear    bool       // its dates allow what its status alone does not
	at, end  int        // place of the first hit
	equal    bool       // "or equivalent"
	asked    line.Doubt // why the text leaves open that it is meant
	odd      []string   // words beside the name that no phrase of goods has
	likely   bool       // the text is much like goods all the same
	line     bool       // the text names the line of a brand that this party makes
	lines    bool       // other makers make other lines of this brand
	weak     bool       // it stands on a doubtful name alone
	others   string     // a line that the text names and that another firm makes, or nobody knows who
	phrase   bool       // it is named in a phrase of goods that is all its field holds
}

// claim finds or makes the claim of a party in a role.
func (c *casebook) claim(p *register.Party, role Role, h *hit) *claim {
	for i := range c.claims {
		if c.claims[i].party == p && c.claims[i].role == role {
			if c.asked(p, h) == line.Sure {
				c.claims[i].asked = line.Sure
			}
			c.claims[i].phrase = c.claims[i].phrase || c.doc.isPhrase(h)
			return &c.claims[i]
		}
	}
	c.claims = append(c.claims, claim{
		party: p, role: role, at: h.start, end: h.end, asked: c.asked(p, h), odd: h.odd, likely: h.likely, phrase: c.doc.isPhrase(h),
	})
	return &c.claims[len(c.claims)-1]
}

// asked says why the text leaves open that a hit's party is meant. What may be a
// product's own name opens nothing where nobody is accused by it.
func (c *casebook) asked(p *register.Party, h *hit) line.Doubt {
	if h.slight && !c.x.kin.accused(p) || c.isHint(h.key) && (h.asked == line.OddWords || h.asked == line.NoGoods) {
		return line.Sure // a hint decides nothing, and is not written as goods are
	}
	return h.asked
}

// add enters a piece of evidence. What a device says of itself is one channel,
// whether it says a name or a number.
func (cl *claim) add(ch channel, s float64, e Evidence) {
	if ch == chLabel && strings.HasPrefix(e.Field, inventory.Signal) {
		ch = chStated
	}
	e.Strength = round(s)
	for i := range cl.evidence {
		if o := &cl.evidence[i]; o.Rule == e.Rule && o.Value == e.Value && o.Field == e.Field && o.Kind == e.Kind {
			return
		}
	}
	cl.strength[ch] = max(cl.strength[ch], s)
	cl.evidence = append(cl.evidence, e)
}

// take turns a hit into claims.
func (c *casebook) take(h *hit) {
	switch h.kind {
	case hitName:
		c.takeName(h)
	case hitPattern:
		c.takePattern(h)
	case hitMAC:
		c.takeMAC(h)
	case hitID:
		c.takeID(h)
	}
}

// roleOf gives the role of a thing named in this way in this place.
func (c *casebook) roleOf(h *hit) Role {
	switch h.key {
	case inventory.Supplier, inventory.SupplierID:
		return Supplier
	case inventory.Owner:
		return Owner
	}
	if c.item.Kind == inventory.Passage && h.kind == hitName {
		return Named // prose that names somebody offers nothing
	}
	switch h.stance {
	case line.Excluded, line.Former: // what it used to be, it is no more
		return Excluded
	case line.Compared:
		return Compatible
	}
	switch {
	case c.item.Kind == inventory.Entity:
		return Supplier
	case c.item.Kind == inventory.Component && !c.isDevice():
		return ComponentMaker
	}
	return Maker
}

// isDevice says whether a component is a whole device and not a part.
func (c *casebook) isDevice() bool {
	cat := foldKey(c.item.Fields.Get(inventory.Category))
	return cat == "device" || cat == "" && c.doc.product.Class != "" && c.doc.product.Kind != "chip" && c.doc.product.Kind != "module"
}

func (c *casebook) takePattern(h *hit) {
	p := h.pat
	if p.party == nil {
		return
	}
	s, ch, structural := weighPattern(h, c.doc.hearsay, c.x.structural[h.key])
	role := c.roleOf(h)
	if p.Kind == register.KindComponent && role == Maker {
		role = ComponentMaker
	}
	cl := c.claim(p.party, role, h)
	cl.add(ch, s, Evidence{
		Kind: p.Kind, Value: h.says(c.doc), Field: h.key, Rule: p.At, Says: patternSays(h),
		Source: p.Text, Structural: structural, Unverified: p.Unverified,
	})
	cl.numbered, cl.weak = true, false
	cl.equal = cl.equal || h.open
	if p.brand == nil || p.brand.Party == p.party.ID {
		cl.own = true
	}
	sure := s >= sureIdentified && p.Scope != "some" && p.Scope != "past" && !h.vague
	cl.decides = cl.decides || sure
	if !sure && cl.open == "" {
		cl.open, cl.settle = patternOpen(h), settleBy
	}
	if p.Product != "" && !h.relaxed && (cl.product == "" || cl.class == line.Other) {
		cl.product, cl.class = p.Product, p.Class // a bracket and a camera of one maker are a camera
	}
	if p.brand != nil && p.brand.Party != p.party.ID {
		c.label(p.brand, h)
	}
}

// label notes the brand that a number belongs to.
func (c *casebook) label(b *register.Brand, h *hit) {
	owner := c.x.reg.Party(b.Party)
	if owner == nil || c.roleOf(h) != Maker {
		return
	}
	cl := c.claim(owner, Brand, h)
	cl.add(chModel, 0.8, Evidence{
		Kind: "brand", Value: h.says(c.doc), Field: h.key, Rule: b.At,
		Says: "the number is one of the brand " + owner.Name, Source: b.Text, Unverified: b.Unverified,
	})
}

func (c *casebook) takeMAC(h *hit) {
	role := c.roleOf(h)
	if role == Maker && isPartMaker(h.party) {
		role = ComponentMaker
	}
	s := strongMAC
	if c.doc.hearsay {
		s = strongStated
	}
	e := Evidence{
		Kind: "mac", Value: h.says(c.doc), Field: h.key, Rule: "makers/oui.bin#" + h.prefix.Hex,
		Says:   "addresses beginning " + h.prefix.Hex + " are registered to " + h.prefix.Organisation,
		Source: "IEEE registration authority", Structural: !c.doc.hearsay,
	}
	if b := c.x.kin.rule(h.party.ID); b != nil && !ownLabel(b) && role == Maker {
		c.claim(h.party, Brand, h).add(chMAC, s, e)
		c.makersOf(b, chMAC, s/strongMAC, h, e)
		return
	}
	cl := c.claim(h.party, role, h)
	cl.add(chMAC, s, e)
	cl.numbered = true
	cl.decides = cl.decides || s >= sureIdentified
}

func (c *casebook) takeID(h *hit) {
	cl := c.claim(h.party, c.roleOf(h), h)
	kind, says, ch, s := "identifier", "the number is "+h.party.Name+"'s", chID, strongID
	if h.key == inventory.FCCID {
		kind, says, ch, s = "fcc_id", "the FCC granted this code to "+h.party.Name, chFCC, strongFCC
	}
	cl.add(ch, checked(s, &h.party.Source), Evidence{Kind: kind, Value: h.value, Field: h.key, Rule: h.party.At, Says: says, Source: h.party.Text, Unverified: h.party.Unverified})
	cl.numbered, cl.decides = true, true
}

// isPartMaker says whether a party makes parts that stand inside others'
// products: chips and radio modules.
func isPartMaker(p *register.Party) bool {
	if len(p.Products) == 0 {
		return false
	}
	for _, product := range p.Products {
		switch product {
		case "chip", "module", "antenna", "lens", "sensor":
		default:
			return false
		}
	}
	return true
}

func round(f float64) float64 { return float64(int(f*100+0.5)) / 100 }
