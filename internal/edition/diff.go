package edition

import (
	"fmt"
	"slices"
	"strings"

	"caveat.example/caveat/internal/fault"
)

// A ChangeKind says what happened to an entry between two Editions.
type ChangeKind string

// The kinds of change.
const (
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
	Changed ChangeKind = "changed"
)

// A Change is one difference between two Editions.
type Change struct {
	Change ChangeKind `json:"change"`
	ID     string     `json:"id"`
	List   string     `json:"list"`
	Name   string     `json:"name"` // as the newer Edition prints it; of a removed entry as the older did
	Fields []Field    `json:"fields,omitempty"`
	Old    *Entry     `json:"old,omitempty"`
	New    *Entry     `json:"new,omitempty"`
}

// A Field says what of a changed entry is different.
type Field struct {
	Field   string   `json:"field"` // names, from, until, programmes, identifiers, countries, kind, parent; of a category also note
	Removed []string `json:"removed,omitempty"`
	Added   []string `json:"added,omitempty"`
}

// MaxDiff bounds the entries of either Edition that are compared, since one of
// them is held in memory.
const MaxDiff = 2_000_000

// Diff says what changed from one Edition to a newer one: the changed and
// added entries in the order of the newer, then the removed in the order of
// the older. A new citation or reason alone is no change: a notice that restates
// a list changes them all. Entries are the same when list and id are; an entry whose id was
// made from its name counts as removed and added when the name changes.
func (s *Store) Diff(from, to Record) ([]Change, error) {
	if from.Entries > MaxDiff {
		return nil, fmt.Errorf("comparing %d entries: %w", from.Entries, fault.Limit)
	}
	old := make(map[string]*Entry, from.Entries)
	var order []string
	for e, err := range s.Entries(from) {
		if err != nil {
			return nil, err
		}
		key := e.List + "\x00" + e.ID
		old[key] = &e
		order = append(order, key)
	}
	var out []Change
	for e, err := range s.Entries(to) {
		if err != nil {
			return nil, err
		}
		key := e.List + "\x00" + e.ID
		before, ok := old[key]
		if !ok {
			out = append(out, Change{Change: Added, ID: e.ID, List: e.List, Name: label(&e), New: &e})
			continue
		}
		delete(old, key)
		if fields := compare(before, &e); len(fields) > 0 {
			out = append(out, Change{Change: Changed, ID: e.ID, List: e.List, Name: label(&e), Fields: fields, Old: before, New: &e})
		}
	}
	for _, key := range order {
		if e := old[key]; e != nil {
			out = append(out, Change{Change: Removed, ID: e.ID, List: e.List, Name: label(e), Old: e})
		}
	}
	return out, nil
}

// label is how a person would call the entry: its name, or of a category the
// beginning of its words.
func label(e *Entry) string {
	if e.Primary() != "" {
		return e.Primary()
	}
	words := []rune(e.Note)
	if len(words) > 80 {
		return string(words[:79]) + "…"
	}
	return e.Note
}

func compare(a, b *Entry) []Field {
	var out []Field
	add := func(name string, old, now []string) {
		f := Field{Field: name}
		for _, v := range old {
			if v != "" && !slices.Contains(now, v) {
				f.Removed = append(f.Removed, v)
			}
		}
		for _, v := range now {
			if v != "" && !slices.Contains(old, v) {
				f.Added = append(f.Added, v)
			}
		}
		if f.Removed != nil || f.Added != nil {
			out = append(out, f)
		}
	}
	add("names", texts(a.Names), texts(b.Names))
	add("from", []string{a.From}, []string{b.From})
	add("until", []string{a.Until}, []string{b.Until})
	add("programmes", a.Programmes, b.Programmes)
	add("identifiers", ids(a.IDs), ids(b.IDs))
	add("countries", a.Countries, b.Countries)
	add("kind", []string{string(a.Kind)}, []string{string(b.Kind)})
	add("parent", []string{a.Parent}, []string{b.Parent})
	if b.Kind == Category {
		add("note", []string{a.Note}, []string{b.Note}) // its words are all that it is
	}
	return out
}

// texts are the names; a kind that is not a plain alias is said, so that an
// alias which becomes weak is a change.
func texts(names []Name) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = n.Text
		if n.Kind == Weak || n.Kind == Former || n.Kind == Primary {
			out[i] += " (" + string(n.Kind) + ")"
		}
	}
	return out
}

func ids(list []Identifier) []string {
	out := make([]string, len(list))
	for i, id := range list {
		out[i] = strings.ToUpper(id.Scheme) + " " + id.Value
	}
	return out
}
