package assess

import (
	"slices"
	"strings"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/register"
)

// listedElsewhere takes the clear from a maker that is on a list other than
// those of s.889's five families: what follows from such a list elsewhere (a
// contract, a grant, another government) is more than this register holds. The
// answer says which list, that no instrument of the register binds, and asks
// for the rest.
func (l *Law) listedElsewhere(ans *finding.Answer, maker *attribution.Attribution) {
	p := l.parties.Party(maker.Party)
	if p == nil || p.Status != register.ListedOther {
		if p = l.parties.Party(maker.Family); p == nil || p.Status != register.ListedOther {
			return
		}
	}
	on := listsOf(p, l.facts.get("date"))
	if len(on) == 0 {
		return
	}
	which := strings.Join(on, ", ")
	ans.Status = finding.Conditional
	ans.Why = p.Name + " is on " + which + ", but your act is not covered: no instrument of this register restricts it. A maker on a list is not cleared by its name alone."
	ans.Questions = []finding.Question{{
		Fact: "contract_clause",
		Ask:  "Does a contract, a grant or a policy of yours reach makers that are on " + which + "?",
	}}
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
