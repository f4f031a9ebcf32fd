package main

import (
	"fmt"
	"time"

	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/ident"
	"caveat.example/caveat/internal/screen"
)

// editionRecords reads the newest edition, on a day, of every list that was
// imported, as records to be screened against, and says on stderr which
// editions these are and how old. whole is false when rows of one could not be
// read: then no "none" can be relied on.
func editionRecords(e *env, dir, day string) (records []screen.Record, whole bool, err error) {
	store, err := registerFlags{Register: dir}.store(e)
	if err != nil {
		if dir == "" && isUsage(err) {
			return nil, true, nil // no home, so no editions
		}
		return nil, false, err
	}
	if dir != "" && len(store.Editions()) == 0 {
		return nil, false, usage(fmt.Errorf("--register %s: no edition is held there; import one with caveat register import", dir))
	}
	on, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return nil, false, usage(fmt.Errorf("--date %s: not a day as YYYY-MM-DD", day))
	}
	whole = true
	for _, list := range store.Lists() {
		r, ok := store.Latest(list, day)
		if !ok {
			fmt.Fprintf(e.stderr, "caveat: %s: no edition of %s or before is held: not looked at\n", list, day)
			continue
		}
		fmt.Fprintf(e.stderr, "caveat: %s: edition of %s%s, %d days old, %d entries\n", list, r.Published, basis(r.Basis), r.Age(on), r.Entries)
		if r.Account.Lost > 0 || r.Account.Torn != "" {
			fmt.Fprintf(e.stderr, "caveat: %s: %d rows of it could not be read: whom they name is not known\n", list, r.Account.Lost)
			whole = false
		}
		for entry, err := range store.Entries(r) {
			if err != nil {
				return nil, false, err
			}
			if entry.Kind != edition.Category && (entry.Until == "" || day < entry.Until) {
				records = append(records, recordOf(&entry))
			}
		}
	}
	return records, whole, nil
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
