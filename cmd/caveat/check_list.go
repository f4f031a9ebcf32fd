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
	next     check.Assessor
	searcher *screen.Searcher
	known    map[string][]screen.Hit // names that were looked up
	rows     map[string]screen.Record
}

// maxKnown bounds how many looked-up names are remembered.
const maxKnown = 1 << 16

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
	return &ownLists{next: next, searcher: index.NewSearcher(), known: map[string][]screen.Hit{}, rows: rows}, whole, nil
}

// Assess answers as next does, and adds a finding for each list that has a row
// for one of the item's names.
func (l *ownLists) Assess(item inventory.Item, who []attribution.Attribution) finding.Answer {
	a := l.next.Assess(item, who)
	var found []finding.Finding
	for _, n := range namesIn(&item, who) {
		for _, h := range l.look(n) {
			for _, listing := range h.Listings {
				f := l.finding(n, &h, listing)
				if !slices.ContainsFunc(found, func(g finding.Finding) bool { return g.Instrument == f.Instrument && g.Cite == f.Cite }) {
					found = append(found, f)
				}
			}
		}
	}
	if len(found) == 0 {
		return a
	}
	if a.Status == finding.Clear || a.Status == finding.Unknown {
		a.Status, a.Why = finding.Conditional, found[0].Says
		a.Questions = found[0].Missing
	}
	a.Findings = slices.Concat(a.Findings, found) // alike items share theirs
	return a
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

func (l *ownLists) look(n string) []screen.Hit {
	if hits, ok := l.known[n]; ok {
		return hits
	}
	if len(l.known) >= maxKnown {
		clear(l.known)
	}
	var hits []screen.Hit
	for _, h := range l.searcher.Search(n, screen.Options{Limit: 5}).Hits {
		if screen.StatusOf(h.Score) == screen.Match || screen.StatusOf(h.Score) == screen.Review {
			hits = append(hits, h)
		}
	}
	l.known[n] = hits
	return hits
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
