package triage

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"caveat.example/caveat/internal/inventory"
)

// A Lead is what is to be done about one notice.
type Lead struct {
	Reference string // the notice's own identifier
	Origins   []string
	Title     string
	Buyer     string
	Verdict   Verdict
	Screen    []Party  // suppliers and owners to screen
	Documents []string // to fetch: the makers are named there, if anywhere
}

// A Party is somebody to screen.
type Party struct {
	Name string
	Role string   // "supplier" or "owner"
	IDs  []string // "GB-COH:01234567", where the source gives any
}

// Ask is the question to put to the buyer or the bidder.
func (l Lead) Ask() string {
	return fmt.Sprintf("Which makes and models of %s equipment were offered or supplied under %s, and who made them?", strings.ReplaceAll(strings.Join(l.Verdict.Subjects(), ", "), "_", " "), l.Reference)
}

// A Collector joins the Items of one notice (its lots, awards and later
// releases) into one Lead, in order of first appearance. Its zero value works;
// it is for one goroutine.
type Collector struct {
	leads  map[string]*Lead
	order  []string
	owners map[string][]string // supplier's name or identifier → who owns it
}

// maxListed bounds the origins, names and documents of one Lead.
const maxListed = 50

// Add judges an Item and keeps what concerns a subject, or belongs to a notice
// that does. An award that stands before its notice is judged on its own.
func (c *Collector) Add(item inventory.Item) {
	switch item.Kind {
	case inventory.Notice, inventory.Award, inventory.BidLine, inventory.Entity:
	default:
		return
	}
	c.owned(item.Fields)
	reference := item.Fields.Get(inventory.Reference)
	if reference == "" {
		reference = item.Origin.String()
	}
	v := Judge(item)
	lead := c.leads[reference]
	if lead == nil {
		if v.Level == None {
			return
		}
		lead = &Lead{Reference: reference, Title: cmp.Or(item.Fields.Get(inventory.Name), item.Fields.Get(inventory.Description)), Buyer: item.Fields.Get(inventory.Buyer)}
		if c.leads == nil {
			c.leads = map[string]*Lead{}
		}
		c.leads[reference] = lead
		c.order = append(c.order, reference)
	}
	for _, r := range v.Reasons {
		lead.Verdict.add(r, v.Level)
	}
	if v.Level != None {
		lead.Origins = listed(lead.Origins, item.Origin.String())
	}
	last := -1 // the supplier that an identifier belongs to: the one before it, or the first
	for _, f := range item.Fields {
		if f.Key == inventory.Supplier {
			last = lead.party(f.Value, f.Key)
			break
		}
	}
	for _, f := range item.Fields {
		switch f.Key {
		case inventory.Supplier:
			last = lead.party(f.Value, f.Key)
		case inventory.Owner:
			lead.party(f.Value, f.Key)
		case inventory.SupplierID:
			if last >= 0 {
				lead.Screen[last].IDs = listed(lead.Screen[last].IDs, f.Value)
			}
		case inventory.Other + "document":
			lead.Documents = listed(lead.Documents, f.Value)
		}
	}
}

// party adds somebody to screen once, and gives the place; -1 where the list is
// full.
func (l *Lead) party(name, role string) int {
	at := slices.IndexFunc(l.Screen, func(p Party) bool { return p.Name == name && p.Role == role })
	if at < 0 && len(l.Screen) < maxListed {
		at = len(l.Screen)
		l.Screen = append(l.Screen, Party{Name: name, Role: role})
	}
	return at
}

// maxOwned is for how many names and identifiers owners are remembered.
const maxOwned = 500_000

// owned remembers who owns a supplier, as statements of ownership and registers
// of companies say it. They may stand before the notices or after them.
func (c *Collector) owned(f inventory.Fields) {
	owner := f.Get(inventory.Owner)
	if owner == "" {
		return
	}
	if c.owners == nil {
		c.owners = map[string][]string{}
	}
	for _, one := range f {
		if (one.Key == inventory.Supplier || one.Key == inventory.SupplierID) && len(c.owners) < maxOwned {
			for _, o := range f {
				if o.Key == inventory.Owner {
					c.owners[plain(one.Value)] = listed(c.owners[plain(one.Value)], o.Value)
				}
			}
		}
	}
}

// Leads are the notices that concern a subject, with the owners of their
// suppliers, as far as any source named them.
func (c *Collector) Leads() []Lead {
	out := make([]Lead, 0, len(c.order))
	for _, ref := range c.order {
		lead := *c.leads[ref]
		lead.Screen = slices.Clone(lead.Screen)
		for i := 0; i < len(lead.Screen); i++ { // owners have owners
			p := lead.Screen[i]
			for _, known := range append([]string{p.Name}, p.IDs...) {
				for _, o := range c.owners[plain(known)] {
					lead.party(o, inventory.Owner)
				}
			}
		}
		out = append(out, lead)
	}
	return out
}

// listed appends a value once, up to maxListed.
func listed(list []string, value string) []string {
	if len(list) >= maxListed || slices.Contains(list, value) {
		return list
	}
	return append(list, value)
}
