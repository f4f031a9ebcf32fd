package attribution

import (
	"cmp"
	"slices"
	"sync"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/register"
)

// An Index answers who is behind an Item. It is made once from a register, and
// what it knows never changes, so any number of goroutines may use it. The same
// register and item give the same answer; it remembers some of the last ones,
// in a few megabytes for each goroutine that asks at once.
type Index struct {
	reg      *register.Register
	names    *nameTable
	patterns *patternTable
	kin      *kinTable
	ids      map[string]*register.Party // official numbers, "scheme:value" folded
	grantees map[string]*register.Party // FCC grantee codes

	published func() map[string][]*published // weaknesses by party, read once when first asked

	structural map[string]bool // signals that follow from how a device works

	mu    sync.Mutex
	idle  []*clerk             // those that nobody uses now; guarded by mu
	notes map[noteKey][]string // guarded by mu
}

// New makes an Index of all that the register knows. It costs a few
// milliseconds; expressions are compiled when they are first needed.
func New(reg *register.Register) *Index {
	x := &Index{reg: reg, ids: map[string]*register.Party{}, grantees: map[string]*register.Party{}}
	x.published = sync.OnceValue(func() map[string][]*published { return readPublished(reg) })
	x.structural = map[string]bool{}
	for _, s := range inventory.Signals() {
		x.structural[s.Key] = s.Structural
	}
	x.kin = newKin(reg)
	x.names = newNames(reg, x.kin)
	x.patterns = newPatterns(reg)
	parties := reg.Parties()
	for i := range parties {
		for _, id := range parties[i].IDs {
			if id.Scheme == "fcc_grantee" {
				x.grantees[foldKey(id.Value)] = &parties[i]
				continue
			}
			x.ids[foldKey(id.Scheme+":"+id.Value)] = &parties[i]
		}
	}
	return x
}

// Attribute says who is behind an item, makers first, the surest first. It
// returns nothing when nothing in the item names or betrays anybody: the item is
// then unidentified, never clear.
//
// Its work is linear in the size of the item, of which at most MaxExamined
// bytes are looked at; what was left out is said in Open, and takes Clearable.
// Items that are alike may be given the same Attributions: do not change them.
func (x *Index) Attribute(item inventory.Item) []Attribution {
	c := x.clerk()
	defer x.leave(c)
	return c.attribute(&item)
}

// read says who is behind the item that a document was made of, on which days
// of it that depends, and which names stand in it.
func (x *Index) read(item *inventory.Item, d *document) ([]Attribution, *dates, []*nameRef) {
	hits := x.names.find(d)
	var names []*nameRef
	for i := range hits {
		names = append(names, hits[i].name)
	}
	hits = x.readTyped(d, hits)
	hits = x.patterns.find(d, hits, x.kin)
	hits = dropGuesses(hits)
	if len(hits) == 0 {
		return nil, nil, names
	}
	d.stances(hits)
	c := &casebook{x: x, item: *item, doc: d}
	for i := range hits {
		c.take(&hits[i])
	}
	return c.judge(), c.dates, names
}

// dropGuesses forgets names that a word looks like a misspelling of, where the
// word is part of a number or product line.
func dropGuesses(hits []hit) []hit {
	return slices.DeleteFunc(hits, func(h hit) bool {
		return h.kind == hitName && h.typoCut > 0 && h.end > 0 && slices.ContainsFunc(hits, func(o hit) bool {
			return o.kind == hitPattern && o.start <= h.start && o.end >= h.end && o.pat.party != h.name.party
		})
	})
}

// order puts makers first, and the surer before the less sure.
func order(as []Attribution) {
	slices.SortStableFunc(as, func(a, b Attribution) int {
		return cmp.Or(cmp.Compare(rank(a.Role), rank(b.Role)), cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.Party, b.Party))
	})
}

func rank(r Role) int {
	return slices.Index([]Role{Maker, ComponentMaker, Brand, Owner, Supplier, Named, Compatible, Excluded}, r)
}
