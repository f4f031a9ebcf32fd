package attribution

import (
	"strings"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/line"
)

// MaxExamined is how many bytes of one item are looked at. An item with more is
// said to have been cut.
const MaxExamined = 64 << 10

// A document is what is examined of one item: its telling fields one after the
// other in one text, and the fields that have a form of their own.
type document struct {
	line.Text
	segments []segment
	typed    []inventory.Field // fcc_id, mac, serial, firmware, signals, identifiers
	product  line.Product
	kind     inventory.Kind
	cut      int // bytes left out
	hearsay  bool
	heard    bool

	sifted *sifter // where in the text something may begin; nil when that is not known
	next   int     // the first of sifted.names that was not yet looked at
}

// nextName gives the first token at or after i at which a name may begin, or
// how many there are.
func (d *document) nextName(i int) int {
	if d.sifted == nil || i >= len(d.Tokens) {
		return i
	}
	for names := d.sifted.names; d.next < len(names); d.next++ {
		if at := int(names[d.next]); at >= d.Tokens[i].Start {
			return d.At(at)
		}
	}
	return len(d.Tokens)
}

// A segment is the part of a document that came from one field.
type segment struct {
	key        string
	start, end int
}

// A gathering is what attribution looks at in one item: all that can change
// its answer, but for the item's days.
type gathering struct {
	kind     inventory.Kind
	text     []byte // the segments, with a sign between
	segments []segment
	typed    []inventory.Field
	cut      int // bytes left out
	hearsay  bool
	heard    bool // it was heard on a network: its fields are what it said of itself
	damage   string
	own      string // the item's own text, where the text is that alone
}

// collect gathers an item. Fields that tell who made a thing stand side by
// side, as on a label; the others each on a line of their own.
func (g *gathering) collect(item *inventory.Item) {
	*g = gathering{kind: item.Kind, text: g.text[:0], segments: g.segments[:0], typed: g.typed[:0]}
	if len(item.Damage) > 0 {
		g.damage = item.Damage[0]
	}
	for _, key := range [...]string{inventory.Maker, inventory.Brand, inventory.Model, inventory.Description} {
		for i := range item.Fields {
			if item.Fields[i].Key == key {
				g.add(key, item.Fields[i].Value, ' ')
			}
		}
	}
	for i := range item.Fields {
		f := &item.Fields[i]
		switch {
		case isTyped(f.Key):
			g.typed = append(g.typed, *f)
			g.hearsay = g.hearsay || f.Key == inventory.SignalHearsay
			g.heard = g.heard || strings.HasPrefix(f.Key, inventory.Signal)
		case f.Key == inventory.Name, f.Key == inventory.Category, f.Key == inventory.Notes,
			f.Key == inventory.Supplier, f.Key == inventory.Owner, strings.HasPrefix(f.Key, inventory.Other):
			g.add(f.Key, f.Value, '\n')
		}
	}
	if !covered(item.Text, item.Fields) {
		if len(g.segments) == 0 && len(item.Text) <= MaxExamined {
			g.own = item.Text
		}
		g.add("text", item.Text, '\n')
	}
}

// add appends a field's value, as far as there is room.
func (g *gathering) add(key, value string, sep byte) {
	if value == "" {
		return
	}
	if room := MaxExamined - len(g.text); len(value) > room {
		g.cut += len(value) - max(room, 0)
		value = value[:max(room, 0)]
		for len(value) > 0 && value[len(value)-1] >= 0x80 { // never half a character
			value = value[:len(value)-1]
		}
	}
	if len(g.text) > 0 {
		g.text = append(g.text, sep)
	}
	g.segments = append(g.segments, segment{key, len(g.text), len(g.text) + len(value)})
	g.text = append(g.text, value...)
}

// inFirm says whether a place of the text belongs to a field that names firms.
func (g *gathering) inFirm(at int) bool {
	for i := range g.segments {
		if at < g.segments[i].end {
			return firmField(g.segments[i].key)
		}
	}
	return false
}

// document cuts the gathered text into words. It shares the gathering's lists.
func (g *gathering) document() *document {
	d := &document{segments: g.segments, typed: g.typed, kind: g.kind, cut: g.cut, hearsay: g.hearsay, heard: g.heard}
	if g.own == "" {
		g.own = string(g.text)
	}
	d.Text = line.New(g.own)
	d.product = d.Product()
	return d
}

// isTyped says whether a field has a form of its own and is not read as a line.
func isTyped(key string) bool {
	switch key {
	case inventory.FCCID, inventory.MAC, inventory.Serial, inventory.Firmware, inventory.SupplierID, inventory.Port:
		return true
	}
	return strings.HasPrefix(key, inventory.Signal)
}

// covered says whether the text only repeats the fields. Most texts repeat them
// in their order, and then it is not searched for the others.
func covered(text string, fields inventory.Fields) bool {
	left, at := len(text), 0
	for i := range fields {
		if v := fields[i].Value; v != "" && strings.HasPrefix(text[min(at, len(text)):], v) {
			at += len(v) + 1
			left -= len(v) + 1
		}
	}
	if left <= 2 {
		return true
	}
	left = len(text)
	for i := range fields {
		if v := fields[i].Value; v != "" && strings.Contains(text, v) {
			left -= len(v) + 1
		}
	}
	return left <= 2
}

// key gives the field that a place in Fold came from. Fold and the joined text
// may differ in length; segments are found by the place in Raw.
func (d *document) key(pos int) string {
	if len(d.segments) == 1 {
		return d.segments[0].key
	}
	raw := d.RawAt(pos)
	for i := range d.segments {
		if raw < d.segments[i].end {
			return d.segments[i].key
		}
	}
	return ""
}

// whole says whether a span is all that its field holds, but for punctuation.
func (d *document) whole(start, end int) bool {
	a, b := d.RawAt(start), d.RawAt(end)
	for i := range d.segments {
		if s := d.segments[i]; a >= s.start && b <= s.end {
			return len(strings.Trim(d.Raw[s.start:a], " .,;:\"'()[]®™*-")) == 0 && len(strings.Trim(d.Raw[b:s.end], " .,;:\"'()[]®™*-")) == 0
		}
	}
	return false
}
