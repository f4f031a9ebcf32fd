package attribution

import "caveat.example/caveat/internal/register"

// A kinTable knows which parties belong together in any way and at any time, so
// that a brand beside its maker is not taken for a contradiction.
type kinTable struct {
	rules  map[string]*register.Brand // by party: the rule that makes a brand of it
	near   map[[2]string]bool
	family map[string]string   // today's head
	dated  map[string]bool     // owned by another for a time, or in dispute
	behind map[string]string   // the nearest owner, at any time, that may not be cleared; itself where it is one
	turns  map[string][]string // of those in dated: the days on which an owner came or went
}

func newKin(reg *register.Register) *kinTable {
	k := &kinTable{
		rules: map[string]*register.Brand{}, near: map[[2]string]bool{},
		family: map[string]string{}, dated: map[string]bool{}, behind: map[string]string{}, turns: map[string][]string{},
	}
	link := func(a, b string) {
		if a != b && a != "" && b != "" {
			k.near[[2]string{a, b}], k.near[[2]string{b, a}] = true, true
		}
	}
	brands := reg.Brands()
	for i := range brands {
		b := &brands[i]
		if k.rules[b.Party] == nil || ownLabel(b) {
			k.rules[b.Party] = b
		}
		for _, m := range b.Makers {
			link(b.Party, m.Party)
		}
	}
	parties := reg.Parties()
	for i := range parties {
		p := &parties[i]
		k.family[p.ID] = reg.Family(p.ID, "")
		for _, r := range p.Relations {
			if r.Kind == register.NotRelated {
				continue
			}
			link(p.ID, r.To)
			if ownsAt(r.Kind) && (r.Until != "" || r.Ended || r.Disputed) {
				k.dated[p.ID] = true
			}
		}
		k.behind[p.ID] = listedOwner(reg, p.ID)
		if k.dated[p.ID] {
			k.turns[p.ID] = turnsOf(reg, p.ID)
		}
	}
	return k
}

// turnsOf gives the days on which a relation of a party, or of who stands above
// it, begins or ends.
func turnsOf(reg *register.Register, id string) []string {
	var days []string
	seen := map[string]bool{id: true}
	for queue := []string{id}; len(queue) > 0; queue = queue[1:] {
		p := reg.Party(queue[0])
		if p == nil {
			continue
		}
		for i := range p.Relations {
			r := &p.Relations[i]
			days = append(days, r.From, r.Until)
			if !seen[r.To] {
				seen[r.To] = true
				queue = append(queue, r.To)
			}
		}
	}
	return days
}

// listedOwner goes up from a party, over owners of any time, to the nearest
// that may not be cleared.
func listedOwner(reg *register.Register, id string) string {
	seen := map[string]bool{id: true}
	for queue := []string{id}; len(queue) > 0; queue = queue[1:] {
		p := reg.Party(queue[0])
		if p == nil {
			continue
		}
		if accused(p) && p.Status != register.DateSensitive {
			return p.ID
		}
		for i := range p.Relations {
			if r := &p.Relations[i]; ownsAt(r.Kind) && !seen[r.To] {
				seen[r.To] = true
				queue = append(queue, r.To)
			}
		}
	}
	return ""
}

// rule gives the brand rule of a party, or nil.
func (k *kinTable) rule(party string) *register.Brand { return k.rules[party] }

func (k *kinTable) related(a, b string) bool {
	return a == b || k.near[[2]string{a, b}] || k.family[a] == k.family[b] ||
		k.near[[2]string{k.family[a], k.family[b]}] || k.near[[2]string{a, k.family[b]}] || k.near[[2]string{k.family[a], b}]
}

// ownLabel says whether the brand's own party makes it: all of it, or all but
// lines that are named.
func ownLabel(b *register.Brand) bool {
	for i := range b.Makers {
		m := &b.Makers[i]
		if m.Party == b.Party && !m.Disputed && (m.Scope == "all" || i == 0 && m.Scope == "some" && len(m.Words) == 0) {
			return true
		}
	}
	return false
}

func ownsAt(k register.RelationKind) bool {
	switch k {
	case register.Subsidiary, register.Affiliate, register.JointVenture, register.BrandOf:
		return true
	}
	return false
}
