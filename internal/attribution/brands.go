package attribution

import (
	"strings"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/register"
)

const settleBy = "the model number on the label, the firmware version, the hardware address, or what it answers to a discovery request"

// unsourcedReading is what a name written by ear in another script keeps when
// nobody has cited it: anyone who reads the script can check it.
const unsourcedReading = 0.88

// takeName turns a name into claims: that its party made the thing, or, where
// the name is a brand that others make, who they are.
func (c *casebook) takeName(h *hit) {
	n := h.name
	role := c.roleOf(h)
	if role == Maker && c.afterChip(h) && isPartMaker(n.party) {
		role = ComponentMaker
	}
	s := checked(weighName(h), &n.source)
	if n.kind == "transliteration" && n.source.Unverified {
		s = weighName(h) * unsourcedReading
	}
	if role != Maker {
		cl := c.claim(n.party, role, h)
		cl.add(chLabel, s, c.nameEvidence(h, s, ""))
		cl.decides = role == Supplier || role == Owner || role == ComponentMaker
		cl.weak = h.doubt && !h.near && !h.whole
		return
	}
	if n.stands || n.brand == nil {
		c.ownName(h, s)
		return
	}
	c.brandName(h, s)
}

// afterChip says whether the word before the name says that it is a part inside:
// "SoC HiSilicon".
func (c *casebook) afterChip(h *hit) bool {
	if h.value != "" || h.end == 0 {
		return false
	}
	i := c.doc.At(h.start) - 1
	if i < 0 {
		return false
	}
	p, ok := c.doc.ProductAt(i)
	return ok && p.Kind == "chip"
}

// ownName enters a name whose party makes what bears it.
func (c *casebook) ownName(h *hit, s float64) {
	p := h.name.party
	if p.Kind == "brand" && !ownsLabel(h.name) {
		c.unknownMaker(h, s)
		return
	}
	cl := c.claim(p, Maker, h)
	if len(cl.evidence) == 0 {
		cl.weak = h.doubt && !h.near && !h.whole || h.foreign != ""
	}
	cl.add(chLabel, s, c.nameEvidence(h, s, ""))
	cl.labelled = cl.labelled || h.typed
	cl.equal = cl.equal || h.open
	sure := s >= sureIdentified && !h.name.shared && !c.isHint(h.key)
	if h.doubt && !h.whole && c.x.kin.accused(p) {
		sure = false // a word of the language never accuses alone
	}
	cl.decides = cl.decides || sure
	if !sure && cl.open == "" {
		cl.open, cl.settle = nameOpen(h), settleBy
	}
	if b := h.name.brand; b != nil {
		c.otherLines(h, b, s, cl)
	}
}

// isHint says whether names in a field are only hints: notes, host names,
// columns that nobody has mapped, what a device says of itself.
func (c *casebook) isHint(key string) bool {
	return key == inventory.Notes || key == inventory.Name || key == inventory.Category ||
		strings.HasPrefix(key, inventory.Other) || strings.HasPrefix(key, inventory.Signal)
}

func ownsLabel(n *nameRef) bool { return n.brand != nil && ownLabel(n.brand) }

// unknownMaker enters a brand of whose maker nothing is known.
func (c *casebook) unknownMaker(h *hit, s float64) {
	p := h.name.party
	cl := c.claim(p, Brand, h)
	cl.add(chLabel, s, c.nameEvidence(h, s, ""))
	cl.open, cl.settle = p.Name+" is a brand, and who made this is not known", settleBy
	for i := range p.Relations {
		r := &p.Relations[i]
		if r.Kind != register.MadeBy && r.Kind != register.BrandOf {
			continue
		}
		maker := c.x.reg.Party(r.To)
		if maker == nil {
			continue
		}
		m := register.Maker{Party: r.To, Scope: r.Scope, Line: r.Line, From: r.From, Until: r.Until, Disputed: r.Disputed, Note: r.Note, Source: r.Source}
		if m.Scope == "" && r.Kind == register.BrandOf {
			m.Scope = "all"
		}
		c.madeBy(h, s, p.Name, p.At, &m, maker, 1)
	}
}

// otherLines enters the makers of single lines of a brand that otherwise makes
// its own things, where the text names the line.
func (c *casebook) otherLines(h *hit, b *register.Brand, s float64, cl *claim) {
	for i := range b.Makers {
		m := &b.Makers[i]
		if m.Party == h.name.party.ID {
			continue
		}
		if m.Party == "" && len(m.Words) > 0 && c.namesLine(m) {
			cl.decides, cl.others = false, m.Line
			cl.open, cl.settle = "who makes this line of "+h.name.party.Name+" ("+m.Line+") is not known", settleBy
		}
		maker := c.x.reg.Party(m.Party)
		if maker == nil {
			continue
		}
		cl.lines = true
		if c.namesLine(m) {
			cl.decides, cl.others = false, m.Line
			cl.open, cl.settle = "another firm makes this line of "+h.name.party.Name, settleBy
			c.madeBy(h, s, h.name.party.Name, b.At, m, maker, 1)
			c.claim(maker, Maker, h).line = true
		} else if len(m.Words) == 0 && c.sameClass(b) && c.stillPossible(m) {
			c.madeBy(h, s, h.name.party.Name, b.At, m, maker, 2)
		}
	}
}

// sameClass says whether the brand rule is about such things as this one.
func (c *casebook) sameClass(b *register.Brand) bool {
	return b.Class == "" || c.doc.product.Class == "" || b.Class == c.doc.product.Class
}

// brandName enters a brand whose products others make.
func (c *casebook) brandName(h *hit, s float64) {
	b, p := h.name.brand, h.name.party
	label := c.claim(p, Brand, h)
	label.add(chLabel, s, c.nameEvidence(h, s, b.At))
	label.labelled = label.labelled || h.typed
	label.equal = label.equal || h.open
	label.weak = h.doubt && !h.near && !h.whole || h.foreign != ""
	if !c.sameClass(b) {
		label.open = "what is known of " + p.Name + " is about other things than this"
		return
	}
	makers := c.possible(b)
	for i := range b.Makers {
		m := &b.Makers[i]
		maker := c.x.reg.Party(m.Party)
		if maker == nil {
			label.open, label.settle = "who makes "+p.Name+"'s products is not known", settleBy
			continue
		}
		if !c.stillPossible(m) || len(m.Words) > 0 && !c.namesLine(m) {
			continue
		}
		c.madeBy(h, s, p.Name, b.At, m, maker, makers)
	}
}
