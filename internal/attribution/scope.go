package attribution

import (
	"strings"

	"caveat.example/caveat/internal/line"
	"caveat.example/caveat/internal/register"
)

// possible counts the makers of a brand whose days agree with the item's and
// whose line, where words tell it, is named. One that nobody knows counts too.
func (c *casebook) possible(b *register.Brand) int {
	n := 0
	for i := range b.Makers {
		m := &b.Makers[i]
		if m.Scope != "none" && c.stillPossible(m) && (len(m.Words) == 0 || c.namesLine(m)) {
			n++
		}
	}
	return n
}

// makersOf enters the makers of a brand that something else than its name
// shows: its own block of hardware addresses.
func (c *casebook) makersOf(b *register.Brand, ch channel, share float64, h *hit, e Evidence) {
	makers := c.possible(b)
	for i := range b.Makers {
		m := &b.Makers[i]
		maker := c.x.reg.Party(m.Party)
		if maker == nil || !c.stillPossible(m) || len(m.Words) > 0 && !c.namesLine(m) {
			continue
		}
		strength, scope := c.scopeStrength(m, makers)
		cl := c.claim(maker, Maker, h)
		own := e
		own.Says += "; " + brandSays(c.x.reg.Party(b.Party).Name, maker.Name, m, scope)
		cl.add(ch, checked(strength*share, &m.Source), own)
		if cl.open == "" {
			cl.open, cl.settle = brandOpen(c.x.reg.Party(b.Party).Name, maker.Name, m, scope), settleBrand(m)
		}
	}
}

// namesLine says whether the text has a word that belongs to one line.
func (c *casebook) namesLine(m *register.Maker) bool {
	for _, w := range m.Words {
		t := line.New(w)
		if at := strings.Index(c.doc.Fold, t.Fold); at >= 0 && t.Fold != "" {
			return true
		}
	}
	return false
}

// stillPossible says whether a maker's days, where it has any, and the item's,
// where it has any, have one in common.
func (c *casebook) stillPossible(m *register.Maker) bool {
	d := c.dated()
	return !d.known() || d.any(m.From, m.Until)
}

// madeBy enters a maker of a brand. The brand decides only where that maker
// makes all of it, alone, undisputed, and on the item's day.
func (c *casebook) madeBy(h *hit, s float64, brand, rule string, m *register.Maker, maker *register.Party, makers int) {
	strength, scope := c.scopeStrength(m, makers)
	d := c.dated()
	strength = checked(strength, &m.Source) * s / strongName
	strength = min(strength, 0.97)
	cl := c.claim(maker, Maker, h)
	if len(cl.evidence) == 0 {
		cl.weak = h.doubt && !h.near && !h.whole || h.foreign != ""
	}
	e := c.nameEvidence(h, strength, rule)
	e.Kind, e.Says = "brand", brandSays(brand, maker.Name, m, scope)
	e.Source, e.Unverified = m.Text, m.Unverified
	if e.Source == "" {
		e.Source = h.name.source.Text
	}
	cl.add(chLabel, strength, e)
	cl.labelled = cl.labelled || h.typed
	cl.equal = cl.equal || h.open
	sure := (scope == "all" || scope == "line") && !m.Disputed && strength >= sureIdentified && d.covered(m.From, m.Until) && !c.isHint(h.key)
	if h.doubt && !h.whole {
		sure = false
	}
	cl.decides = cl.decides || sure
	if cl.from == "" && cl.until == "" {
		cl.from, cl.until = m.From, m.Until
	}
	if !sure && cl.open == "" {
		cl.open, cl.settle = brandOpen(brand, maker.Name, m, scope), settleBrand(m)
	}
	if b := h.name.brand; b != nil && cl.product == "" {
		cl.product, cl.class = b.Product, b.Class
	}
}

// scopeStrength gives what a brand's name is worth for one of its makers, and
// in a word why. makers counts those who come into question.
func (c *casebook) scopeStrength(m *register.Maker, makers int) (float64, string) {
	d := c.dated()
	switch {
	case m.Disputed:
		return strongBrandRest, "disputed"
	case len(m.Words) > 0 && c.namesLine(m) && m.Scope != "none" && m.Scope != "unknown":
		return strongBrandLine, "line"
	case m.Scope == "all" && makers > 1:
		return strongBrandSome, "mixed"
	case m.Scope == "all":
		return strongBrandAll, "all"
	case m.Scope == "some":
		return strongBrandSome, "some"
	case m.Scope == "past" && (m.From != "" || m.Until != "") && d.known() && d.all(m.From, m.Until):
		if makers > 1 {
			return strongBrandSome, "mixed"
		}
		return strongBrandAll, "all"
	case m.Scope == "past":
		return strongBrandPast, "past"
	}
	return strongBrandRest, "unknown"
}
