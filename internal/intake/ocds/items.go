package ocds

import (
	"slices"
	"strconv"
	"strings"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/columns"
	"caveat.example/caveat/internal/intake/table"
	"caveat.example/caveat/internal/inventory"
)

// A maker of Items turns one release into them, in the release's own order.
type itemMaker struct {
	in      *intake.Input
	at      string // JSON pointer of the release
	release *release
	suffix  string // ", line 7" in JSON Lines
	damage  []string
	yield   func(inventory.Item, error) bool
	text    []byte
	count   int
}

// maxDocuments is how many of a notice's documents are listed with it.
const maxDocuments = 20

// all yields the release's Items; false ends the reading.
func (m *itemMaker) all() bool {
	r := m.release
	if r.over {
		skip := m.in.Skip(m.at+m.suffix, "the release has more than %d items, lots, awards or parties: those beyond were left out", maxElements)
		if !m.yield(inventory.Item{}, skip) {
			return false
		}
	}
	if !m.notice() || !m.lines("/tender/lots/", inventory.Notice, r.tender.lots, nil) || !m.lines("/tender/items/", inventory.Notice, r.tender.items, nil) {
		return false
	}
	for i := range r.awards {
		if !m.award("/awards/", i, &r.awards[i], r.awards[i].suppliers) {
			return false
		}
	}
	for i := range r.contracts {
		c := &r.contracts[i]
		suppliers := c.suppliers
		for j := range r.awards {
			if r.awards[j].id == c.awardID && len(suppliers) == 0 {
				suppliers = r.awards[j].suppliers
			}
		}
		if m.repeats(c) {
			continue
		}
		if !m.award("/contracts/", i, c, suppliers) {
			return false
		}
	}
	return m.others()
}

// notice yields the tender, or the planning where there is no tender yet.
func (m *itemMaker) notice() bool {
	r := m.release
	t := &r.tender
	title, about, place := t.title, t.about, "/tender"
	if title == "" && about == "" {
		title, about, place = r.title, r.about, "/planning"
	}
	if title == "" && about == "" {
		return true
	}
	f := m.fields(title, about)
	f = add(f, inventory.Status, t.status)
	f = add(f, inventory.Other+"procurement category", t.category)
	for _, code := range t.codes {
		f = add(f, inventory.Codes, code)
	}
	for _, l := range t.items {
		for _, code := range l.codes {
			if !slices.Contains(t.codes, code) {
				f = addNew(f, inventory.Codes, code)
			}
		}
	}
	for i, d := range t.documents {
		if i == maxDocuments {
			break
		}
		f = add(f, inventory.Other+"document", strings.TrimSpace(d.title+" "+d.url))
	}
	return m.put(inventory.Notice, place, f)
}

// lines yields items or lots that say what they are; those with codes only are
// part of the notice.
func (m *itemMaker) lines(under string, kind inventory.Kind, lines []line, suppliers []party) bool {
	for i, l := range lines {
		if l.title == "" && l.about == "" || under == "/tender/lots/" && l.title == m.release.tender.title && (l.about == "" || l.about == m.release.tender.about) {
			continue
		}
		f := m.fields(l.title, l.about)
		f = add(f, inventory.Quantity, strings.TrimSpace(l.quantity+" "+l.unit))
		for _, code := range l.codes {
			f = add(f, inventory.Codes, code)
		}
		f = m.suppliers(f, suppliers)
		if !m.put(kind, under+strconv.Itoa(i), f) {
			return false
		}
	}
	return true
}

// award yields an award or contract, and what is bought with it.
func (m *itemMaker) award(under string, i int, a *award, suppliers []party) bool {
	title, about := a.title, a.about
	if title == "" {
		title = m.release.tender.title
	}
	if about == "" {
		about = m.release.tender.about
	}
	f := m.fields(title, about)
	f = m.suppliers(f, suppliers)
	f = add(f, inventory.Status, a.status)
	f = add(f, inventory.Acquired, day(a.date))
	for _, l := range a.items {
		for _, code := range l.codes {
			f = addNew(f, inventory.Codes, code)
		}
	}
	if len(a.items) == 0 {
		for _, code := range m.release.tender.codes {
			f = addNew(f, inventory.Codes, code)
		}
	}
	place := under + strconv.Itoa(i)
	return m.put(inventory.Award, place, f) && m.lines(place+"/items/", inventory.BidLine, a.items, suppliers)
}

// repeats says whether a contract only repeats its award.
func (m *itemMaker) repeats(c *award) bool {
	if len(c.items) > 0 || len(c.suppliers) > 0 {
		return false
	}
	for _, a := range m.release.awards {
		if a.id == c.awardID {
			return (c.title == "" || c.title == a.title) && (c.about == "" || c.about == a.about)
		}
	}
	return c.title == "" && c.about == ""
}

// others yields those who bid or supply and are in no award.
func (m *itemMaker) others() bool {
	for i, o := range m.release.parties {
		if !slices.ContainsFunc(o.roles, func(r string) bool { return r == "supplier" || r == "tenderer" || r == "payee" }) {
			continue
		}
		if o.name == "" || m.awarded(o) {
			continue
		}
		f := m.suppliers(add(nil, inventory.Reference, m.release.ocid), []party{o})
		f = add(f, inventory.Buyer, m.release.buyer)
		f = add(f, inventory.Status, strings.Join(o.roles, ", "))
		if !m.put(inventory.Entity, "/parties/"+strconv.Itoa(i), f) {
			return false
		}
	}
	return true
}

func (m *itemMaker) awarded(o party) bool {
	same := func(s party) bool { return s.id != "" && s.id == o.id || s.name == o.name }
	for _, list := range [][]award{m.release.awards, m.release.contracts} {
		for _, a := range list {
			if slices.ContainsFunc(a.suppliers, same) {
				return true
			}
		}
	}
	return false
}

// fields are those that every Item of the release has.
func (m *itemMaker) fields(title, about string) inventory.Fields {
	f := make(inventory.Fields, 0, 8)
	f = add(f, inventory.Name, columns.WithoutEmails(title))
	f = add(f, inventory.Description, columns.WithoutEmails(about))
	f = add(f, inventory.Buyer, m.release.buyer)
	return add(f, inventory.Reference, m.release.ocid)
}

// suppliers adds names and identifiers, looking the latter up among the
// release's parties.
func (m *itemMaker) suppliers(f inventory.Fields, list []party) inventory.Fields {
	for _, s := range list {
		full := s
		for _, o := range m.release.parties {
			if o.id != "" && o.id == s.id {
				full = o
				break
			}
		}
		name := s.name
		if name == "" {
			name = full.name
		}
		f = add(f, inventory.Supplier, name)
		if full.legal != "" && !strings.EqualFold(full.legal, name) {
			f = add(f, inventory.Supplier, full.legal)
		}
		if number := first(s.number, full.number); number != "" {
			scheme := first(s.scheme, full.scheme)
			if scheme != "" && !strings.HasPrefix(number, scheme) {
				number = scheme + ":" + number
			}
			f = add(f, inventory.SupplierID, number)
		}
		f = add(f, inventory.Other+"supplier country", full.country)
	}
	return f
}

func (m *itemMaker) put(kind inventory.Kind, place string, f inventory.Fields) bool {
	m.text = table.AppendText(m.text[:0], f)
	m.count++
	return m.yield(inventory.Item{
		Kind: kind, Origin: m.in.At(m.at + place + m.suffix), Text: string(m.text), Fields: f, Damage: m.damage,
	}, nil)
}

func add(f inventory.Fields, key, value string) inventory.Fields {
	if value = strings.TrimSpace(value); value == "" {
		return f
	}
	return append(f, inventory.Field{Key: key, Value: value})
}

// addNew adds a value that is not there yet.
func addNew(f inventory.Fields, key, value string) inventory.Fields {
	if slices.Contains(f, inventory.Field{Key: key, Value: value}) {
		return f
	}
	return add(f, key, value)
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// day is the date of a time stamp.
func day(stamp string) string {
	if len(stamp) > 10 && stamp[10] == 'T' {
		return stamp[:10]
	}
	return stamp
}
