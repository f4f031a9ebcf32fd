package main

import (
	"fmt"
	"slices"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/check"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/name"
	"caveat.example/caveat/internal/screen"
)

// ownLists adds to an answer what lists of the user's own say of whoever is
// named in an item or stands behind it. A list of one's own is no law: it makes
// nothing restricted, and whoever is on it is not clear before somebody has
// looked.
type ownLists struct {
	next  check.Assessor
	names *lookup
	rows  map[string]screen.Record
}

// readLists reads the lists. whole is false when rows could not be taken: then
// nothing that they do not find is clear of them.
func readLists(e *env, paths []string, next check.Assessor) (lists check.Assessor, whole bool, err error) {
	var records []screen.Record
	whole = true
	rows := map[string]screen.Record{}
	for _, path := range paths {
		more, ok, err := readList(e, path)
		if err != nil {
			return nil, false, err
		}
		whole = whole && ok
		records = append(records, more...)
	}
	for _, r := range records {
		rows[r.List+"\x00"+r.ID+"\x00"+r.Name] = r
	}
	index := screen.Build(name.Default(), records)
	return &ownLists{next: next, names: newLookup(index), rows: rows}, whole, nil
}

// Assess answers as next does, and adds a finding for each list that has a row
// for one of the item's names.
func (l *ownLists) Assess(item inventory.Item, who []attribution.Attribution) finding.Answer {
	var found []finding.Finding
	for _, n := range namesIn(&item, who) {
		for _, h := range l.names.look(n) {
			for _, listing := range h.Listings {
				found = appendNew(found, l.finding(n, &h, listing))
			}
		}
	}
	return withListings(l.next.Assess(item, who), found)
}

// namesIn are the names of an item by which a list may know somebody.
func namesIn(item *inventory.Item, who []attribution.Attribution) []string {
	var out []string
	add := func(n string) {
		if n != "" && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	for _, f := range item.Fields {
		switch f.Key {
		case inventory.Maker, inventory.Brand, inventory.Supplier, inventory.SupplierID, inventory.Owner:
			add(f.Value)
		}
	}
	for i := range who {
		if r := who[i].Role; r != attribution.Excluded && r != attribution.Compatible {
			add(who[i].Name)
		}
	}
	return out
}

func (l *ownLists) finding(seen string, h *screen.Hit, row screen.Listing) finding.Finding {
	source := l.rows[row.List+"\x00"+row.ID+"\x00"+row.Name].Source
	says := fmt.Sprintf("%q appears to be %q of your list %s (score %.2f).", seen, row.Name, row.List, h.Score)
	if screen.StatusOf(h.Score) == screen.Review {
		says = fmt.Sprintf("%q may be %q of your list %s (score %.2f): compare them.", seen, row.Name, row.List, h.Score)
	}
	return finding.Finding{
		Instrument: "list:" + row.List, Title: "your list " + row.List, Status: finding.Conditional,
		Because: []string{"list_only"}, Cite: source, Force: "list", Says: says,
		Elements: []finding.Element{{ID: "named", Answer: finding.Yes, Cite: source, Ask: "Does the list name somebody behind the item?", Fact: seen}},
		Missing:  []finding.Question{{Fact: "own_list", Ask: "What does being on your list " + row.List + " mean for this item?"}},
	}
}

// spoiled is a Sink of a run that read all its items but not all of its lists:
// its summary is never complete.
type spoiled struct{ finding.Sink }

func (s spoiled) End(sum finding.Summary) error {
	sum.Complete = false
	return s.Sink.End(sum)
}
