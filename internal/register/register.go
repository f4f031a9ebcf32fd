// Package register knows the parties: what they are called, how they are
// related and listed, on which days, and who says so. It is read once, from
// makers/, and never changes afterwards, so any number of goroutines may use
// it. It refuses to know what a rule makes of it.
package register

import (
	"fmt"
	"slices"
	"sync"

	"caveat.example/caveat/internal/fault"
)

// A Register holds all facts of makers/. It is immutable, and safe for use by
// any number of goroutines. The facts that it hands out are shared: read them,
// never write to them.
type Register struct {
	parties         []Party // by id
	brands          []Brand // by id
	patterns        []Pattern
	evidence        []Evidence
	vulnerabilities []Vulnerability
	sources         map[string]Citation

	byID     map[string]*Party
	children map[string][]*Party // parties with a relation to the key
	digest   string
	asOf     Day

	names    func() map[string][]string // folded name → party ids, built once when first asked
	prefixes func() (*ouiTable, error)  // hardware addresses, unpacked once when first asked
}

// Party returns the party with an id, or nil when there is none.
func (r *Register) Party(id string) *Party { return r.byID[id] }

// Parties returns all parties in order of their ids.
func (r *Register) Parties() []Party { return r.parties }

// Brands returns all brand rules in order of their ids.
func (r *Register) Brands() []Brand { return r.brands }

// Patterns returns all patterns in order of their ids. Their expressions are
// valid, and their examples have been tried by the tests over makers/.
func (r *Register) Patterns() []Pattern { return r.patterns }

// Evidence returns what has been published about a party, oldest first. An
// empty id asks for all.
func (r *Register) Evidence(party string) []Evidence {
	return aboutParty(r.evidence, party, func(e *Evidence) []string { return e.Parties })
}

// Vulnerabilities returns the known weaknesses of a party's products. An empty
// id asks for all. They are never a reason for a legal status.
func (r *Register) Vulnerabilities(party string) []Vulnerability {
	return aboutParty(r.vulnerabilities, party, func(v *Vulnerability) []string { return v.Parties })
}

func aboutParty[T any](facts []T, party string, about func(*T) []string) []T {
	if party == "" {
		return facts
	}
	var found []T
	for i := range facts {
		if slices.Contains(about(&facts[i]), party) {
			found = append(found, facts[i])
		}
	}
	return found
}

// Citation returns what a source key stands for.
func (r *Register) Citation(key string) (Citation, error) {
	c, ok := r.sources[key]
	if !ok {
		return Citation{}, fmt.Errorf("source %s: %w", key, fault.NotFound)
	}
	return c, nil
}

// Digest identifies the facts: "sha256:" over the names and bytes of all files
// of makers/. The same digest gives the same answers.
func (r *Register) Digest() string { return r.digest }

// AsOf is the day of the newest fact.
func (r *Register) AsOf() Day { return r.asOf }

// index builds what is looked up by id. The facts must have been sorted.
func (r *Register) index() {
	r.byID = make(map[string]*Party, len(r.parties))
	r.children = make(map[string][]*Party, len(r.parties))
	for i := range r.parties {
		p := &r.parties[i]
		r.byID[p.ID] = p
		for j := range p.Relations {
			r.children[p.Relations[j].To] = append(r.children[p.Relations[j].To], p)
		}
		r.asOf = max(r.asOf, p.Date)
	}
	r.names = sync.OnceValue(r.indexNames)
}
