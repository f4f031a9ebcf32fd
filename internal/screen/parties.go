package screen

import (
	"caveat.example/caveat/internal/ident"
	"caveat.example/caveat/internal/register"
)

// Parties gives the parties of the register as records. A party is of concern
// when a list names it, or names one that owns or controls it on the day; all
// others are Ordinary.
func Parties(reg *register.Register, day register.Day) []Record {
	parties := reg.Parties()
	words := brandWords(reg)
	records := make([]Record, 0, len(parties))
	for i := range parties {
		p := &parties[i]
		r := Record{
			ID: p.ID, Name: p.Name, Party: p.ID, Family: reg.Family(p.ID, day), Source: p.At,
			Person: p.Kind == "person", Ordinary: !ofConcern(reg, p, day),
		}
		for _, n := range p.Names {
			r.Aliases = append(r.Aliases, Alias{n.Text, kindOf(&n, r.Party == r.Family), sourceOf(p, &n.Source)})
		}
		for _, b := range words[p.ID] {
			for _, w := range b.Words {
				r.Aliases = append(r.Aliases, Alias{w, "brand", b.At})
			}
		}
		for _, l := range p.Listed {
			if l.Category || l.Sister {
				continue
			}
			as := l.Name
			if as == "" {
				as = p.Name
			} else if as != p.Name {
				r.Aliases = append(r.Aliases, Alias{as, "alias", l.Cite})
			}
			if l.Until == "" || l.Until >= day {
				r.Named = append(r.Named, Listing{l.List, p.ID, as})
			}
		}
		for _, id := range p.IDs {
			r.IDs = append(r.IDs, ident.Parse(ident.Scheme(id.Scheme), id.Value))
		}
		records = append(records, r)
	}
	return records
}

// brandWords gives the brands that are a party's own.
func brandWords(reg *register.Register) map[string][]*register.Brand {
	out := map[string][]*register.Brand{}
	brands := reg.Brands()
	for i := range brands {
		if b := &brands[i]; b.Party != "" {
			out[b.Party] = append(out[b.Party], b)
		}
	}
	return out
}

// kindOf is a name's kind. A name that several parties bear names the head of a
// family, and nobody else on its own.
func kindOf(n *register.Name, head bool) string {
	if n.Shared && !head {
		return "weak"
	}
	return n.Kind
}

func sourceOf(p *register.Party, s *register.Source) string {
	if s.Text != "" {
		return p.At + ": " + s.Text
	}
	return p.At
}

// ofConcern says whether a list names the party or its owner.
func ofConcern(reg *register.Register, p *register.Party, day register.Day) bool {
	if listed(p) {
		return true
	}
	for _, up := range reg.Up(p.ID, day) {
		if owner := reg.Party(up.Party); owner != nil && listed(owner) {
			return true
		}
	}
	return false
}

func listed(p *register.Party) bool {
	switch p.Status {
	case register.ListedParty, register.ListedOther, register.ListedAffiliate:
		return true
	}
	for _, l := range p.Listed {
		if !l.Category && !l.Sister && l.Until == "" {
			return true
		}
	}
	return false
}

// A Step is one relation on the way from a party to the head of its family.
type Step struct {
	Party    string `json:"party"`
	Relation string `json:"relation"`
	To       string `json:"to"`
	From     string `json:"from,omitempty"`
	Until    string `json:"until,omitempty"`
	At       string `json:"at,omitempty"` // the fact: "makers/dahua.yaml#imou"
	Doubt    string `json:"doubt,omitempty"`
}

// Path gives the steps from a party to the head of its family on a day, nil for
// the head itself.
func Path(reg *register.Register, party, family string, day register.Day) []Step {
	for _, up := range reg.Up(party, day) {
		if up.Party != family {
			continue
		}
		var out []Step
		for _, l := range up.Path {
			out = append(out, Step{l.From, string(l.Relation.Kind), l.To, l.Relation.From, l.Relation.Until, l.Relation.At, up.Doubt})
		}
		return out
	}
	return nil
}
