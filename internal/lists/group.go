package lists

import (
	"fmt"

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
