package screen

import (
	"fmt"

	"caveat.example/caveat/internal/ident"
)

// identifier answers a query that is an official number. It says whether the
// query was one: then no name is looked for.
func (s *Searcher) identifier(a *Answer, text string) bool {
	id, ok := ident.Guess(text)
	if !ok {
		return false
	}
	if id.Problem != "" {
		a.Note = fmt.Sprintf("%s: %s", id, id.Problem)
		a.Status = Review // a mistyped number must not read as "not listed"
	}
	seen := map[uint32]bool{}
	for _, rec := range s.x.ids[id.String()] {
		g := s.x.group[rec]
		r := &s.x.records[rec]
		if seen[g] || r.Ordinary {
			continue
		}
		seen[g] = true
		h := s.hitOf(rec, g)
		h.Identifier = id.String()
		a.Hits = append(a.Hits, h)
	}
	if len(a.Hits) > 0 {
		a.Status = Match
	}
	return true
}

func (s *Searcher) hitOf(rec, g uint32) Hit {
	r := &s.x.records[rec]
	h := Hit{Party: r.Party, Family: r.Family, Name: r.Name, Score: 1, Listings: []Listing{}, Source: r.Source, group: g}
	h.Listings = s.x.listings(h.Listings, g)
	return h
}
