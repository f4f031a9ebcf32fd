package main

import (
	"fmt"
	"time"

	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/ident"
	"caveat.example/caveat/internal/screen"
)

// held are the newest editions, on a day, of every list that was imported.
type held struct {
	editions []edition.Record
	entries  map[listedRow]place
	records  []screen.Record
	whole    bool // false when rows of one could not be read: then no "none" can be relied on
}

// A listedRow is a row of a list, as an index gives it back.
type listedRow struct{ list, id, name string }

// A place says where a listed row stands: its edition, and the row in it.
type place struct {
	edition int // of held.editions
	origin  string
}

// readEditions reads the newest edition, on a day, of every list that was
// imported, and says on stderr which editions these are and how old.
func readEditions(e *env, dir, day string) (*held, error) {
	h := &held{entries: map[listedRow]place{}, whole: true}
	store, err := registerFlags{Register: dir}.store(e)
	if err != nil {
		if dir == "" && isUsage(err) {
			return h, nil // no home, so no editions
		}
		return nil, err
	}
	if dir != "" && len(store.Editions()) == 0 {
		return nil, usage(fmt.Errorf("--register %s: no edition is held there; import one with caveat register import", dir))
	}
	on, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return nil, usage(fmt.Errorf("--date %s: not a day as YYYY-MM-DD", day))
	}
	for _, list := range store.Lists() {
		r, ok := store.Latest(list, day)
		if !ok {
			fmt.Fprintf(e.stderr, "caveat: %s: no edition of %s or before is held: not looked at\n", list, day)
			continue
		}
		fmt.Fprintf(e.stderr, "caveat: %s: edition of %s%s, %s old, %s\n", list, r.Published, basis(r.Basis), many(r.Age(on), "day"), many(r.Entries, "entry"))
		if r.Account.Lost > 0 || r.Account.Torn != "" {
			fmt.Fprintf(e.stderr, "caveat: %s: %s of it could not be read: whom that names is not known\n", list, many(r.Account.Lost, "row"))
			h.whole = false
		}
		if err := h.read(store, r, day); err != nil {
			return nil, err
		}
	}
	return h, nil
}

// read takes the entries of an edition in that are in force on the day.
func (h *held) read(store *edition.Store, r edition.Record, day string) error {
	h.editions = append(h.editions, r)
	for entry, err := range store.Entries(r) {
		if err != nil {
			return err
		}
		if entry.Kind != edition.Category && (entry.Until == "" || day < entry.Until) {
			rec := recordOf(&entry)
			h.entries[listedRow{rec.List, rec.ID, rec.Name}] = place{len(h.editions) - 1, rec.Source}
			h.records = append(h.records, rec)
		}
	}
	return nil
}

// recordOf is an entry as the index takes it.
func recordOf(e *edition.Entry) screen.Record {
	r := screen.Record{ID: e.ID, List: e.List, Name: e.Primary(), Person: e.Kind == edition.Person, Source: e.Origin.String()}
	for _, n := range e.Names[1:] {
		source := n.At
		if source == "" {
			source = r.Source
		}
		r.Aliases = append(r.Aliases, screen.Alias{Text: n.Text, Kind: string(n.Kind), Source: source})
	}
	for _, id := range e.IDs {
		if v, ok := ident.ParseTyped(id.Scheme + ":" + id.Value); ok {
			r.IDs = append(r.IDs, v)
		}
	}
	return r
}
