package lists

import (
	"fmt"
	"strings"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/fault"
)

// MaxGrouped bounds a file whose rows have to be held until all are read,
// because those of one entity need not stand together. In bytes.
const MaxGrouped = 512 << 20

// Groups gathers rows by entity. The first row of an entity is loaded, the
// others are merged into it.
type Groups struct {
	order []string
	held  map[string]*edition.Entry
	rows  map[string][]cite.Origin
}

// NewGroups refuses a file that is too large to be held.
func NewGroups(f File) (*Groups, error) {
	if f.Source.Size > MaxGrouped {
		return nil, fmt.Errorf("%s: larger than %d MiB, and its rows have to be held: %w", f.Source.Name, MaxGrouped>>20, fault.Limit)
	}
	return &Groups{held: map[string]*edition.Entry{}, rows: map[string][]cite.Origin{}}, nil
}

// Of returns the entry that a row belongs to: a new one for the first row of
// an id.
func (g *Groups) Of(id string, at cite.Origin) *edition.Entry {
	e := g.held[id]
	if e == nil {
		e = &edition.Entry{ID: id, Origin: at}
		g.held[id] = e
		g.order = append(g.order, id)
	} else {
		g.rows[id] = append(g.rows[id], at)
	}
	return e
}

// Flush tells of all entries, in the order of their first rows.
func (g *Groups) Flush(out *edition.Draft) error {
	for _, id := range g.order {
		if err := out.Load(*g.held[id]); err != nil {
			return err
		}
		for _, at := range g.rows[id] {
			out.Merge(at)
		}
	}
	return nil
}

// ByID imports files with a row for each name and address of an entry, which the
// column id ties together. add puts what a row tells on its entry; a row without
// an id is rejected. Memory grows with a file (see Groups).
func ByID(in Input, table Table, id string, out *edition.Draft, add func(*edition.Entry, Row)) error {
	for _, f := range in.Files {
		groups, err := NewGroups(f)
		if err != nil {
			return err
		}
		for row, err := range table.Rows(f, out) {
			if err != nil {
				return err
			}
			of := row.Get(id)
			if of == "" {
				if err := out.Reject(row.At, "no "+id); err != nil {
					return err
				}
				continue
			}
			add(groups.Of(of, row.At), row)
		}
		if err := groups.Flush(out); err != nil {
			return err
		}
	}
	return nil
}

// SixNames joins the columns "Name 1" to "Name 6" of the United Kingdom's lists;
// the sixth is a person's family name, or a firm's whole name.
func SixNames(row Row) string {
	var words []string
	for _, c := range []string{"Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6"} {
		words = append(words, strings.Fields(row.Get(c))...)
	}
	return strings.Join(words, " ")
}
