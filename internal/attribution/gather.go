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
}

// A segment is the part of a document that came from one field.
type segment struct {
	key        string
	start, end int
}

// gather makes the document of an item. Fields that tell who made a thing stand
// side by side, as on a label; the others each on a line of their own.
func gather(item inventory.Item) *document {
	d := &document{kind: item.Kind}
	var b strings.Builder
	add := func(key, value string, sep byte) {
		if value == "" {
			return
		}
		if room := MaxExamined - b.Len(); len(value) > room {
			d.cut += len(value) - max(room, 0)
			value = value[:max(room, 0)]
			for len(value) > 0 && value[len(value)-1] >= 0x80 { // never half a character
				value = value[:len(value)-1]
			}
		}
		if b.Len() > 0 {
			b.WriteByte(sep)
		}
		d.segments = append(d.segments, segment{key, b.Len(), b.Len() + len(value)})
		b.WriteString(value)
	}
	for _, key := range []string{inventory.Maker, inventory.Brand, inventory.Model, inventory.Description} {
		for i := range item.Fields {
			if item.Fields[i].Key == key {
				add(key, item.Fields[i].Value, ' ')
			}
		}
	}
	for i := range item.Fields {
		f := &item.Fields[i]
		switch {
		case isTyped(f.Key):
			d.typed = append(d.typed, *f)
			d.hearsay = d.hearsay || f.Key == inventory.SignalHearsay
		case f.Key == inventory.Name, f.Key == inventory.Category, f.Key == inventory.Notes,
			f.Key == inventory.Supplier, f.Key == inventory.Owner, strings.HasPrefix(f.Key, inventory.Other):
			add(f.Key, f.Value, '\n')
		}
	}
	if !covered(item.Text, item.Fields) {
		if len(d.segments) == 0 && len(item.Text) <= MaxExamined {
			d.segments = append(d.segments, segment{"text", 0, len(item.Text)})
			d.Text = line.New(item.Text)
			d.product = d.Product()
			return d
		}
		add("text", item.Text, '\n')
	}
	d.Text = line.New(b.String())
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

// covered says whether the text only repeats the fields.
func covered(text string, fields inventory.Fields) bool {
	left := len(text)
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
