package attribution

import (
	"slices"
	"strings"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/register"
)

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
			if k == i || o.role != Maker || o.numbered || o.line || !c.x.kin.related(n.party.ID, o.party.ID) && !c.sameLabel(n, o) {
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
