package main

import (
	"fmt"
	"slices"
	"time"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/check"
	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/name"
	"caveat.example/caveat/internal/screen"
)

// editions adds to an answer which imported editions of official lists name
// somebody whom the item names or who stands behind it. A listing prohibits
// nothing by itself, so nothing becomes restricted by it; but who is listed is
// not clear before somebody has looked what follows from it.
type editions struct {
	next  check.Assessor
	names *lookup
	held  *held
	on    time.Time // the law's day
}

// inEditions asks the editions beside next. The parties of the register stand in
// the index too: a name that is an ordinary maker's own is not taken for a
// listed one's, and a party is known by all of its names.
func inEditions(held *held, know *knowledge, day string, next check.Assessor) (check.Assessor, error) {
	if len(held.editions) == 0 {
		return next, nil
	}
	on, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return nil, usage(fmt.Errorf("--date %s: not a day as YYYY-MM-DD", day))
	}
	b := screen.NewBuilder(name.Default(), len(held.records))
	b.Add(screen.Parties(know.parties, day))
	b.Add(held.records)
	return &editions{next: next, names: newLookup(b.Index()), held: held, on: on}, nil
}

// Assess answers as next does, and adds a finding for each listing of somebody
// whom the item names.
func (l *editions) Assess(item inventory.Item, who []attribution.Attribution) finding.Answer {
	var found []finding.Finding
	for _, n := range namesIn(&item, who) {
		for _, h := range l.names.look(n) {
			for _, row := range h.Listings {
				at, ok := l.held.entries[listedRow{row.List, row.ID, row.Name}]
				if !ok {
					continue // what the register itself says is assessed by the law's rules
				}
				found = appendNew(found, l.finding(n, &h, row, at))
			}
		}
	}
	return withListings(l.next.Assess(item, who), found)
}

func (l *editions) finding(seen string, h *screen.Hit, row screen.Listing, at place) finding.Finding {
	e := &l.held.editions[at.edition]
	list := row.List + " of " + e.Published
	if e.Basis == edition.NewestEntry {
		list += " or later"
	}
	says := fmt.Sprintf("%q appears to be %q, which appears on %s (edition %s, %s old; score %.2f). Being on a list prohibits nothing by itself.",
		seen, row.Name, list, short(e.Digest), many(e.Age(l.on), "day"), h.Score)
	if screen.StatusOf(h.Score) == screen.Review {
		says = fmt.Sprintf("%q may be %q, which appears on %s (edition %s, %s old; score %.2f): compare them.",
			seen, row.Name, list, short(e.Digest), many(e.Age(l.on), "day"), h.Score)
	}
	cite := at.origin + ", edition " + short(e.Digest)
	return finding.Finding{
		Instrument: "list:" + row.List, Title: titleOf(row.List, e.Title), Status: finding.Conditional,
		Because: []string{"list_only"}, Cite: cite, Force: "list", Says: says,
		Elements: []finding.Element{{ID: "named", Answer: finding.Yes, Cite: cite, Ask: "Does the list name somebody behind the item?", Fact: seen}},
		Missing:  []finding.Question{{Fact: "listing", Ask: "Does a rule, a contract or a policy of yours turn on being on " + row.List + "?"}},
	}
}

func titleOf(list, title string) string {
	if title == "" {
		return list
	}
	return title
}

// tell gives the editions as the head of a report names them, nil where none is
// held.
func (h *held) tell(day string) []finding.Edition {
	on, err := time.Parse(time.DateOnly, day)
	if h == nil || err != nil {
		return nil
	}
	var out []finding.Edition
	for i := range h.editions {
		e := &h.editions[i]
		out = append(out, finding.Edition{List: e.List, Edition: e.Digest, Published: e.Published, Basis: string(e.Basis), Days: e.Age(on), Entries: e.Entries})
	}
	return out
}

// A lookup finds names in an index and remembers what it found. One goroutine at
// a time may use it.
type lookup struct {
	searcher *screen.Searcher
	known    map[string][]screen.Hit // names that were looked up
}

// maxKnown bounds how many looked-up names are remembered.
const maxKnown = 1 << 16

func newLookup(x *screen.Index) *lookup {
	return &lookup{searcher: x.NewSearcher(), known: map[string][]screen.Hit{}}
}

// look gives who a name most likely is, or may be.
func (l *lookup) look(n string) []screen.Hit {
	if hits, ok := l.known[n]; ok {
		return hits
	}
	if len(l.known) >= maxKnown {
		clear(l.known)
	}
	var hits []screen.Hit
	for _, h := range l.searcher.Search(n, screen.Options{Limit: 5}).Hits {
		if screen.StatusOf(h.Score) != screen.None {
			hits = append(hits, h)
		}
	}
	l.known[n] = hits
	return hits
}

// appendNew appends a finding of a list, unless the same row is there already.
func appendNew(found []finding.Finding, f finding.Finding) []finding.Finding {
	if slices.ContainsFunc(found, func(g finding.Finding) bool { return g.Instrument == f.Instrument && g.Cite == f.Cite }) {
		return found
	}
	return append(found, f)
}

// withListings adds findings of lists to an answer: who is on a list is not
// clear.
func withListings(a finding.Answer, found []finding.Finding) finding.Answer {
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
