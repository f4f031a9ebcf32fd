package assess

import (
	"slices"
	"strings"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/register"
)

// listedElsewhere takes the clear from an item behind which stands a party on a
// list other than those of s.889's five families, as maker, owner or maker of a
// component: what follows from such a list elsewhere (a contract, a grant,
// another government) is more than this register holds. The answer says which
// list, that no instrument of the register binds, and asks for the rest.
func (l *Law) listedElsewhere(ans *finding.Answer) {
	for i := range ans.Attributions {
		a := &ans.Attributions[i]
		if !accuses(a.Role) || a.Role == attribution.Named || a.Role == attribution.Supplier || a.Band != attribution.Identified {
			continue
		}
		p, on := l.onAnother(a)
		if len(on) == 0 {
			continue
		}
		which := strings.Join(on, ", ")
		ans.Status = finding.Conditional
		ans.Why = p.Name + " is on " + which + ", but your act is not covered: no instrument of this register restricts it. A maker on a list is not cleared by its name alone."
		ans.Questions = []finding.Question{{
			Fact: "contract_clause",
			Ask:  "Does a contract, a grant or a policy of yours reach makers that are on " + which + "?",
		}}
		return
	}
}

// onAnother gives the party behind an attribution, or the head of its family,
// that is on another list, and which lists name it.
func (l *Law) onAnother(a *attribution.Attribution) (*register.Party, []string) {
	for _, id := range []string{a.Party, a.Family} {
		if p := l.parties.Party(id); p != nil && p.Status == register.ListedOther {
			return p, listsOf(p, l.facts.get("date"))
		}
	}
	return nil, nil
}

// listsOf are the lists that name a party on a day, each once.
func listsOf(p *register.Party, day register.Day) []string {
	var on []string
	for _, entry := range p.Listed {
		if entry.Category || entry.Sister || entry.From > day || entry.Until != "" && entry.Until < day {
			continue
		}
		if !slices.Contains(on, entry.List) {
			on = append(on, entry.List)
		}
	}
	return on
}
