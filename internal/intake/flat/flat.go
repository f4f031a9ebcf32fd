// Package flat knows how nested records become fields: it maps the names on
// the way to a value as if they were the header of a column. Readers of
// formats in JSON use it for records of any shape.
package flat

import (
	"bytes"
	"strings"

	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/columns"
	"caveat.example/caveat/internal/intake/jsonscan"
	"caveat.example/caveat/internal/intake/table"
	"caveat.example/caveat/internal/intake/xmlscan"
	"caveat.example/caveat/internal/inventory"
)

// maxColumns is how many different names are listed as a source's mapping.
const maxColumns = 500

// A Mapper turns the records of one source into fields. It is not safe for
// concurrent use.
type Mapper struct {
	hints   columns.Hints
	most    int               // fields of one record
	keys    map[string]string // path → key, "" for what is dropped
	Mapping []finding.Column
	Over    bool // the last record had more fields than are read
	path    []byte
	text    []byte
}

// New makes a Mapper with the user's words and limits.
func New(opt *intake.Options) *Mapper {
	return &Mapper{
		hints: columns.Hints{Map: opt.Map, Known: opt.Known}, most: opt.Limits.Columns, keys: map[string]string{},
	}
}

// Columns are the mapping of a source that several Mappers read.
type Columns struct {
	list []finding.Column
	seen map[finding.Column]bool
}

// Add takes the mapping of what comes next in the source.
func (c *Columns) Add(mapping []finding.Column) {
	if c.seen == nil {
		c.seen = map[finding.Column]bool{}
	}
	for _, m := range mapping {
		if len(c.list) < maxColumns && !c.seen[m] {
			c.seen[m] = true
			c.list = append(c.list, m)
		}
	}
}

// List is the mapping of the whole, in the order of the source.
func (c *Columns) List() []finding.Column { return c.list }

// Object takes the object that comes next and returns its fields, with those
// of objects and arrays within it.
func (m *Mapper) Object(s *jsonscan.Scanner) (inventory.Fields, error) {
	m.path, m.Over = m.path[:0], false
	return m.value(s, make(inventory.Fields, 0, 16))
}

// Under is as Object, for an object that was found under a name.
func (m *Mapper) Under(s *jsonscan.Scanner, name string, f inventory.Fields) (inventory.Fields, error) {
	m.path, m.Over = append(m.path[:0], name...), false
	return m.value(s, f)
}

func (m *Mapper) value(s *jsonscan.Scanner, f inventory.Fields) (inventory.Fields, error) {
	kind, err := s.Kind()
	if err != nil {
		return f, err
	}
	switch kind {
	case '{':
		here := len(m.path)
		err = s.Object(func(key []byte) (err error) {
			m.path = m.path[:here]
			if here > 0 {
				m.path = append(m.path, '\x1f')
			}
			m.path = append(m.path, key...)
			f, err = m.value(s, f)
			return err
		})
		m.path = m.path[:here]
		return f, err
	case '[':
		here := len(m.path)
		err = s.Array(func(int) (err error) {
			m.path = m.path[:here]
			if kind, err := s.Kind(); err == nil && kind == '{' && here > 0 {
				m.path = append(m.path, listed)
			}
			f, err = m.value(s, f)
			return err
		})
		m.path = m.path[:here]
		return f, err
	}
	text, err := s.Text()
	return m.add(f, text), err
}

// add appends a value under the key of the current path.
func (m *Mapper) add(f inventory.Fields, value string) inventory.Fields {
	value = strings.TrimSpace(value)
	if value == "" || value == "false" || len(m.path) == 0 {
		return f
	}
	key := m.key()
	if key == "" {
		return f
	}
	if strings.HasPrefix(key, inventory.Other) && columns.HasEmail(value) {
		return f // about a person
	}
	if len(f) >= m.most {
		m.Over = true
		return f
	}
	return append(f, inventory.Field{Key: key, Value: value})
}

// key gives the key of the current path, and remembers it.
func (m *Mapper) key() string {
	if key, ok := m.keys[string(m.path)]; ok {
		return key
	}
	column := m.column()
	key := column.Key
	if strings.HasPrefix(key, inventory.Personal) {
		key = ""
	}
	if len(m.keys) < maxColumns*20 { // hostile records may all be named differently
		m.keys[string(m.path)] = key
	}
	if len(m.Mapping) < maxColumns || column.Why == columns.ByUser {
		m.Mapping = append(m.Mapping, column)
	}
	return key
}

// listed stands in a path after the name of a list of objects.
const listed = '\x1e'

// ofParts are keys that, in a list of objects within a record, tell of a part
// of the thing and not of the thing: the name of a port, the type of a plug.
func ofParts(key string) bool {
	switch key {
	case inventory.Name, inventory.Category, inventory.Description, inventory.Site, inventory.Port, inventory.Status,
		inventory.Reference, inventory.Notes, inventory.Quantity, inventory.Acquired, inventory.Country, inventory.Protocol, inventory.Brand:
		return true
	}
	return false
}

// column maps the current path. The last three names count; a last name that
// only says "the name of" or "the value of" gives way to the one before it. A
// name that is not known means nothing beside one that is: what is under
// "label" is not a label.
func (m *Mapper) column() finding.Column {
	path := string(m.path)
	parts := strings.ContainsRune(path, listed)
	names := strings.Split(strings.ReplaceAll(path, string(listed), ""), "\x1f")
	whole := strings.Join(names, ".")
	short := names
	for len(short) > 1 && transparent(short[len(short)-1]) {
		short = short[:len(short)-1]
	}
	if len(short) > 3 {
		short = short[len(short)-3:]
	}
	c := columns.One(short[len(short)-1], m.hints)
	if c.Why == columns.NotKnown && len(short) > 1 {
		around := columns.One(strings.Join(short[:len(short)-1], " "), m.hints)
		if c = columns.One(strings.Join(short, " "), m.hints); c.Key == around.Key && c.Why == around.Why {
			c.Key, c.Why = inventory.Other, columns.NotKnown
		}
	}
	person := strings.HasPrefix(c.Key, inventory.Personal) || m.aboutPerson(short)
	if len(names) > 1 && administrative(names[len(names)-1]) && !person {
		c.Key, c.Why = inventory.Other, columns.ByName
	}
	if parts && ofParts(c.Key) {
		c.Key, c.Why = inventory.Other, columns.ByName
	}
	switch {
	case person:
		c.Key = inventory.Personal + whole
	case strings.HasPrefix(c.Key, inventory.Other):
		c.Key = inventory.Other + whole
	}
	c.Header = whole
	return c
}

// aboutPerson says whether a value stands in something about a person, such as
// a contact point.
func (m *Mapper) aboutPerson(names []string) bool {
	for _, n := range names[:len(names)-1] {
		if strings.HasPrefix(columns.One(n, m.hints).Key, inventory.Personal) {
			return true
		}
	}
	return false
}

// transparent names say nothing beside the name of what they are in.
func transparent(name string) bool {
	switch strings.ToLower(name) {
	case "name", "value", "label", "text", "title", "address", "date", "#text", "_text", "number", "no", "code", "string", "raw", "full", "primary", "main", "default":
		return true
	}
	return false
}

// administrative names hold what a system keeps for itself.
func administrative(name string) bool {
	switch strings.ToLower(name) {
	case "id", "url", "slug", "display", "display_url", "color", "href", "formatted", "field", "field_format", "element",
		"created", "last_updated", "_depth", "count", "status_type", "status_meta", "device_count", "image", "links", "permissions":
		return true
	}
	return strings.HasSuffix(name, "_count") || strings.HasSuffix(name, "_id") && name != "device_id" && name != "fcc_id"
}

// Item makes an Item of fields. A record that names no equipment and holds
// prose is a Passage, and its prose is the text.
func (m *Mapper) Item(in *intake.Input, at string, f inventory.Fields) inventory.Item {
	has := map[string]bool{}
	prose := 0
	for i := range f {
		has[f[i].Key] = true
		if isProse(f[i]) {
			prose += len(f[i].Value)
		}
	}
	kind := table.Kind(has, in.Options.As, false)
	thing := has[inventory.Maker] || has[inventory.Brand] || has[inventory.Model] || has[inventory.Serial] || has[inventory.MAC] || has[inventory.FCCID]
	m.text = m.text[:0]
	if thing || prose == 0 || table.Tells(f) {
		m.text = table.AppendText(m.text, f)
	}
	if !thing {
		if in.Options.As == "" && prose > 200 && kind == inventory.Asset {
			kind = inventory.Passage
		}
		for i := range f {
			if isProse(f[i]) {
				m.text = append(append(m.text, ' '), f[i].Value...)
			}
		}
	}
	item := inventory.Item{Kind: kind, Origin: in.At(at), Text: string(bytes.TrimSpace(m.text)), Fields: f}
	if m.Over {
		item.Damage = append(item.Damage, "the record has more fields than are read of one: the rest was left out")
	}
	return item
}

// isProse says whether a field that nobody mapped holds words.
func isProse(f inventory.Field) bool {
	return strings.HasPrefix(f.Key, inventory.Other) && len(f.Value) > 20 && strings.Count(f.Value, " ") >= 3
}

// Node returns the fields of an XML element, with those of elements within it.
func (m *Mapper) Node(n *xmlscan.Node) inventory.Fields {
	m.path, m.Over = m.path[:0], false
	return m.node(n, make(inventory.Fields, 0, 16))
}

func (m *Mapper) node(n *xmlscan.Node, f inventory.Fields) inventory.Fields {
	if len(n.Children) == 0 && len(m.path) == 0 {
		m.path = append(m.path, n.Name...)
	}
	f = m.add(f, n.Text)
	here := len(m.path)
	down := func(name string) {
		m.path = m.path[:here]
		if here > 0 {
			m.path = append(m.path, '\x1f')
		}
		m.path = append(m.path, name...)
	}
	for _, a := range n.Attr {
		if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
			down(a.Name.Local)
			f = m.add(f, a.Value)
		}
	}
	for _, c := range n.Children {
		down(c.Name)
		f = m.node(c, f)
	}
	m.path = m.path[:here]
	return f
}
