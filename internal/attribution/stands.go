package attribution

import (
	"slices"
	"strings"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/line"
)

// among takes a name that is also a word for a maker's where the text names
// another maker of such goods: "replace Hikvision with Axis".
func among(hits []hit) []hit {
	for i := range hits {
		if !hits[i].doubt || hits[i].near {
			continue
		}
		for k := range hits {
			o := &hits[k]
			if !o.doubt && o.foreign == "" && o.name.class() != "" && o.name.class() == hits[i].name.class() && o.name.party != hits[i].name.party {
				hits[i].near = true
			}
		}
	}
	return hits
}

// take enters the hits of one place, if the name may stand there.
func (t *nameTable) take(d *document, refs []int32, start, end, from, to int, hits []hit, lower float64) []hit {
	for _, k := range refs {
		r := &t.refs[k]
		if r.tail != "" && lower == 0 && !strings.HasPrefix(d.Fold[end:], r.tail) {
			continue
		}
		h := hit{kind: hitName, name: r, start: start, end: end, key: d.key(start), typoCut: lower}
		if !d.stands(&h, from, to) {
			continue
		}
		hits = append(hits, h)
	}
	return hits
}

// stands says whether a name that is also a word, or very short, means its
// party here: in a maker's field always; in a line when written as a name and
// beside a word for such a product.
func (d *document) stands(h *hit, from, to int) bool {
	switch h.key {
	case inventory.Maker, inventory.Brand:
		h.typed = true
		h.whole = d.whole(h.start, h.end) || h.name.common && d.wholeFirm(h.start, h.end)
		if !h.name.common || h.whole {
			return true
		}
	case inventory.Supplier, inventory.Owner:
		h.whole = d.wholeFirm(h.start, h.end)
		return !h.name.common || h.whole
	}
	if w := d.ForeignTrade(to, h.end); w != "" && (d.product.Class == "" || d.product.Class == line.Other) {
		h.foreign = w
	}
	if w := d.PlaceOrPerson(from, to); w != "" {
		h.foreign = w
	}
	if !h.name.common {
		return true
	}
	if h.name.generic {
		return false
	}
	if !d.Tokens[from].Upper && !d.Tokens[from].Wide {
		return false
	}
	if len(h.name.text) <= 3 && !allUpper(d.Span(h.start, h.end)) && !(h.name.text == "hik" && d.nearProduct(from)) {
		return false // "Hik" is no word of any language that we know, "Ash" is
	}
	h.doubt = true // a number of the same party takes the doubt away
	h.near = d.besideProduct(h.name, from, to)
	if d.Tokens[from].Wide && h.near {
		h.doubt = false // such scripts write no capitals: the product beside it is the sign
	}
	return h.near || !d.Tokens[from].Wide
}

// besideProduct says whether a word for such a product as the party makes
// stands by the name: a few words on for a maker, the very next word for a
// brand of others' goods, since "Northern entrance camera" names a place.
func (d *document) besideProduct(n *nameRef, from, to int) bool {
	reach := 5
	if !n.stands {
		reach = 1
	}
	for i := max(0, from-2); i < len(d.Tokens) && i < to+reach; i++ {
		if i >= from && i < to && !d.Tokens[i].Wide || i < from && !n.stands {
			continue
		}
		if p, ok := d.ProductAt(i); ok && (p.Class == n.class() || slices.Contains(n.party.Products, p.Kind) || n.class() == "" && p.Class != line.Other) {
			return true
		}
	}
	return false
}

// class gives the class of the goods that bear the name, "" when not known.
func (n *nameRef) class() string {
	if n.brand != nil && n.brand.Class != "" {
		return n.brand.Class
	}
	return n.party.Class
}

// wholeFirm says whether a supplier's field holds the name alone, but for its
// legal form and place.
func (d *document) wholeFirm(start, end int) bool {
	for i := range d.Tokens {
		tok := d.Tokens[i]
		if tok.Start >= start && tok.End <= end {
			continue
		}
		if d.key(tok.Start) == d.key(start) && !isFirmWord(d.Word(i)) {
			return false
		}
	}
	return true
}

func allUpper(s string) bool { return s == strings.ToUpper(s) && s != strings.ToLower(s) }

// isLegalForm says whether a word is, or belongs to, a legal form.
func isLegalForm(w string) bool {
	switch w {
	case "ltd", "limited", "inc", "llc", "plc", "corp", "corporation", "co", "company", "gmbh", "ag", "ab", "as", "sa", "sas", "srl", "spa", "bv", "nv",
		"kg", "oy", "aps", "sarl", "pty", "pte", "pvt", "private", "kk", "sl", "slu", "sau", "lda", "ltda", "zoo", "sp", "z", "o", "oo":
		return true
	}
	return false
}

// isFirmWord says whether a word may follow a firm's name in a field for firms:
// its legal form, or the branch.
func isFirmWord(w string) bool {
	switch w {
	case "uk", "usa", "us", "group", "holdings", "international", "europe", "deutschland", "france", "iberia", "italia", "nordic":
		return true
	}
	return isLegalForm(w)
}
