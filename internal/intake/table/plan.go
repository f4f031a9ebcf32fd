package table

import (
	"slices"
	"strings"

	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/columns"
	"caveat.example/caveat/internal/inventory"
)

// A plan says what becomes of each column.
type plan struct {
	columns []finding.Column
	keys    []string // the key of each column; "" for one that is dropped
	telling []bool   // the column could identify the thing, so damage matters
	kind    inventory.Kind
}

func newPlan(header []string, sample [][]string, h columns.Hints, opt *intake.Options) plan {
	p := plan{columns: columns.Map(header, sample, h)}
	p.keys = make([]string, len(p.columns))
	p.telling = make([]bool, len(p.columns))
	has := map[string]bool{}
	for i, c := range p.columns {
		has[c.Key] = true
		switch {
		case strings.HasPrefix(c.Key, inventory.Personal):
			continue
		case c.Key == inventory.Other: // no header at all
			p.keys[i] = inventory.Other + columnName(i)
			p.columns[i].Key = p.keys[i]
		default:
			p.keys[i] = c.Key
		}
		switch c.Key {
		case inventory.Model, inventory.Serial, inventory.MAC, inventory.FCCID, inventory.Reference:
			p.telling[i] = true
		}
	}
	p.kind = Kind(has, opt.As, priced(header))
	return p
}

// known says whether any column was understood by its name.
func (p *plan) known() bool {
	for _, c := range p.columns {
		if c.Why == columns.ByName || c.Why == columns.ByUser {
			return true
		}
	}
	return false
}

// Kind says what rows with these keys are. What the user says comes first.
func Kind(has map[string]bool, as string, priced bool) inventory.Kind {
	switch as {
	case intake.AsBid:
		return inventory.BidLine
	case intake.AsInventory:
		return inventory.Asset
	case intake.AsBOM:
		return inventory.Component
	case intake.AsProse:
		return inventory.Passage
	}
	thing := has[inventory.Maker] || has[inventory.Brand] || has[inventory.Model]
	placed := has[inventory.Serial] || has[inventory.MAC] || has[inventory.IP] || has[inventory.Site] || has[inventory.Acquired] || has[inventory.Firmware]
	switch {
	case has[inventory.IP] && has[inventory.Port]:
		return inventory.Device
	case !thing && has[inventory.Supplier] && (has[inventory.Buyer] || has[inventory.Description] || priced):
		return inventory.Award
	case !thing && has[inventory.Supplier] && !placed:
		return inventory.Entity
	case !placed && (has[inventory.Quantity] || priced):
		return inventory.BidLine
	}
	return inventory.Asset
}

// priced says whether a header tells prices, as offers do.
func priced(header []string) bool {
	for _, h := range header {
		h = strings.ToLower(h)
		for _, word := range [...]string{"price", "preis", "prix", "precio", "preço", "prezzo", "prijs", "cena", "pris", "hinta", "giá", "单价", "単価", "цена", "uom", "unit cost"} {
			if strings.Contains(h, word) {
				return true
			}
		}
	}
	return false
}

// The order in which fields tell what a thing is.
var tellingOrder = [...]string{
	inventory.Brand, inventory.Maker, inventory.Model, inventory.FCCID, inventory.Name,
	inventory.Category, inventory.Description, inventory.Supplier,
}

// AppendText appends the telling fields as a person would read them aloud. Where
// there is none, it appends all fields.
func AppendText(b []byte, fields inventory.Fields) []byte { return appendText(b, fields) }

func appendText(b []byte, fields inventory.Fields) []byte {
	start := len(b)
	for _, key := range tellingOrder {
		for i := range fields {
			if fields[i].Key != key || said(fields, i) {
				continue
			}
			if len(b) > start {
				b = append(b, ' ')
			}
			b = append(b, fields[i].Value...)
		}
	}
	if len(b) > start {
		return b
	}
	for i := range fields {
		if len(b) > start {
			b = append(b, ' ')
		}
		b = append(b, fields[i].Value...)
	}
	return b
}

// said says whether an earlier telling field has the same value.
func said(fields inventory.Fields, i int) bool {
	for j := range fields[:i] {
		if fields[j].Value == fields[i].Value && isTelling(fields[j].Key) {
			return true
		}
	}
	return false
}

// Tells says whether any of the fields is one that tells what a thing is.
func Tells(fields inventory.Fields) bool {
	return slices.ContainsFunc(fields, func(f inventory.Field) bool { return isTelling(f.Key) })
}

func isTelling(key string) bool {
	for _, k := range tellingOrder {
		if k == key {
			return true
		}
	}
	return false
}
