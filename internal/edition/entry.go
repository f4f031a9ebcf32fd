// Package edition knows official lists as they were published: an Edition is
// one list on one day, with its entries, the digests of the files it was read
// from, and an account of every row of them. Editions are kept in a register
// folder as immutable, content-addressed files and are never changed; a new
// publication is a new Edition. It refuses to know how a publication is
// written (that is lists) and what follows from being named on it (that is law).
package edition

import (
	"strings"
	"unicode"

	"caveat.example/caveat/internal/cite"
)

// Day is a calendar day as YYYY-MM-DD; "" is an open end. Days compare as text.
type Day = string

// A NameKind says what sort of name a publication gives.
type NameKind string

// The kinds of name. A Weak name (an acronym, or an alias that the publisher
// itself calls weak or of low quality) never identifies anybody alone.
const (
	Primary NameKind = "primary" // the name that the list prints
	Alias   NameKind = "alias"
	Weak    NameKind = "weak"
	Former  NameKind = "former"
	Native  NameKind = "native" // in the original script
)

// A Name is one way in which a list calls an entity.
type Name struct {
	Text   string   `json:"text"`
	Kind   NameKind `json:"kind"`
	Script string   `json:"script,omitempty"` // ISO 15924 code of its main script; "" is Latin

	// At is the place the name was read from, where that is not the entry's
	// own Origin: "alt.csv (row 12)".
	At string `json:"at,omitempty"`
}

// An Identifier is an official number that a list gives for an entity. Schemes
// are those of register.Identifier (lei, uscc, isin, duns, cage, uei, inn,
// ogrn, stock, gb-coh, imo), or "reg-xx" and "tax-xx" for other numbers of country xx.
type Identifier struct {
	Scheme string `json:"scheme"`
	Value  string `json:"value"`
}

// A Kind says what an entry names.
type Kind string

// The kinds of entry. NotStated is for publications that do not say; it may be
// a person.
const (
	NotStated    Kind = ""
	Organisation Kind = "organisation"
	Person       Kind = "person"
	Vessel       Kind = "vessel"
	Aircraft     Kind = "aircraft"

	// Category is an entry that restricts a sort of product and names nobody
	// ("routers produced in a foreign country"). It can bind an item whose
	// maker is on no list, and is never matched by name.
	Category Kind = "category"
)

// An Entry is one entity, or category, on an Edition's list.
//
// Of persons an Entry holds what the list must be read by: names, programme,
// days, citation. Birth dates, documents, telephone numbers and home addresses
// are left in the source.
type Entry struct {
	// ID is the publication's own identifier, or where it gives none one made
	// from name and country, which begins with "~". Unique in its Edition.
	ID string `json:"id"`

	// List is the id of the list that names the entity. A publication that
	// consolidates several lists has entries of each.
	List string `json:"list"`

	Kind       Kind         `json:"kind,omitempty"`
	Names      []Name       `json:"names"` // the primary name first; none for a Category
	IDs        []Identifier `json:"ids,omitempty"`
	Countries  []string     `json:"countries,omitempty"` // of its addresses, as the publication writes them
	Programmes []string     `json:"programmes,omitempty"`
	Parent     string       `json:"parent,omitempty"` // name of the parent, where the list gives one
	From       Day          `json:"from,omitempty"`   // first day on the list, "" when not stated
	Until      Day          `json:"until,omitempty"`  // first day off it, "" while in force
	Cite       string       `json:"cite,omitempty"`   // "84 FR 54004"
	Note       string       `json:"note,omitempty"`   // scope or reason, in the publication's words
	Remarks    []string     `json:"remarks,omitempty"`
	Origin     cite.Origin  `json:"origin"`
}

// Remark adds what the importer noticed about the row: something was put
// right, or left out.
func (e *Entry) Remark(text string) {
	for _, r := range e.Remarks {
		if r == text {
			return
		}
	}
	e.Remarks = append(e.Remarks, text)
}

// Name adds a name, trimmed and with its script found, unless it is empty or
// there already.
func (e *Entry) Name(text string, kind NameKind, at string) {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return
	}
	for i := range e.Names {
		if e.Names[i].Text == text {
			return
		}
	}
	script := Script(text)
	if script != "" && kind == Alias {
		kind = Native
	}
	e.Names = append(e.Names, Name{Text: text, Kind: kind, Script: script, At: at})
}

// Identify adds an identifier, unless it is empty or there already.
func (e *Entry) Identify(scheme, value string) {
	value = strings.Join(strings.Fields(value), " ")
	if scheme == "" || value == "" {
		return
	}
	id := Identifier{Scheme: scheme, Value: value}
	for _, have := range e.IDs {
		if have == id {
			return
		}
	}
	e.IDs = append(e.IDs, id)
}

// Country adds a country, unless it is empty or there already.
func (e *Entry) Country(c string) {
	c = strings.Join(strings.Fields(c), " ")
	if c == "" {
		return
	}
	for _, have := range e.Countries {
		if have == c {
			return
		}
	}
	e.Countries = append(e.Countries, c)
}

// Primary returns the name that the list prints, or "" for a category.
func (e *Entry) Primary() string {
	if len(e.Names) == 0 {
		return ""
	}
	return e.Names[0].Text
}

// InForce reports whether the entry is on the list on a day.
func (e *Entry) InForce(day Day) bool {
	return (e.From == "" || e.From <= day) && (e.Until == "" || day < e.Until)
}

// scripts are tried in this order: Japanese before Chinese, since Japanese
// text holds Han letters too.
var scripts = []struct {
	code  string
	table *unicode.RangeTable
}{
	{"Jpan", unicode.Katakana},
	{"Jpan", unicode.Hiragana},
	{"Kore", unicode.Hangul},
	{"Hani", unicode.Han},
	{"Cyrl", unicode.Cyrillic},
	{"Arab", unicode.Arabic},
	{"Hebr", unicode.Hebrew},
	{"Grek", unicode.Greek},
	{"Geor", unicode.Georgian},
	{"Armn", unicode.Armenian},
	{"Thai", unicode.Thai},
	{"Deva", unicode.Devanagari},
	{"Mymr", unicode.Myanmar},
	{"Khmr", unicode.Khmer},
	{"Beng", unicode.Bengali},
	{"Ethi", unicode.Ethiopic},
}

// Script returns the ISO 15924 code of the script that a text is in, "" for
// Latin. One letter in another script is enough where that script never stands
// in Latin text; for Cyrillic and Greek, whose letters are also typed by
// mistake, half of the letters must be.
func Script(text string) string {
	var letters int
	count := make([]int, len(scripts))
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		if r < 0x250 {
			continue
		}
		for i := range scripts {
			if unicode.Is(scripts[i].table, r) {
				count[i]++
				break
			}
		}
	}
	for i, n := range count {
		mixed := scripts[i].code == "Cyrl" || scripts[i].code == "Grek"
		if n > 0 && (!mixed || 2*n >= letters) {
			return scripts[i].code
		}
	}
	return ""
}
