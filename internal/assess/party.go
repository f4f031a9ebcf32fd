package assess

import (
	"fmt"
	"slices"
	"strconv"

	"caveat.example/caveat/internal/register"
)

// How far a list reaches beyond the names on it.
const (
	namedOnly   = "named_only"
	affiliates  = "subsidiaries_affiliates"
	ownedHalf   = "owned_50pct"
	controlled  = "controlled"
	reachOrigin = "origin_category"
	reachNone   = "none"
)

// Reason codes that the interpreter itself gives; all others stand in law/.
const (
	becauseMet          = "all_elements_met"
	becauseNotInForce   = "not_in_force"
	becauseNotStarted   = "phase_not_started"
	becauseSuspended    = "suspended"
	becauseUnconfirmed  = "status_unverified"
	becauseDisputed     = "exception_disputed"
	becauseSubsidiary   = "subsidiary"
	becauseOwnedHalf    = "owned_50pct"
	becauseOwnerChanged = "ownership_changed"
	becauseNotKnownThen = "not_known_then"
)

// party answers a PartyTest.
func (a *asker) party(t *PartyTest) answer {
	best := answer{truth: no, asks: nil}
	for i, who := range a.candidates(t.As) {
		got := a.listed(t, who)
		if i == 0 || got.truth > best.truth {
			best = got
		}
	}
	return best
}

// candidates are the parties in the role that a test asks about. A nil one is
// not known.
func (a *asker) candidates(as string) []*someone {
	switch as {
	case "counterparty":
		return []*someone{a.f.vendor}
	case "component":
		return []*someone{a.f.component}
	case "any":
		c := []*someone{a.producer()}
		if a.f.component != nil {
			c = append(c, a.f.component)
		}
		if a.f.vendor != nil && a.f.producer != nil {
			c = append(c, a.f.vendor)
		}
		return c
	case "maker_or_part":
		if a.f.component != nil {
			return []*someone{a.producer(), a.f.component}
		}
	}
	return []*someone{a.producer()}
}

// producer is who made the thing: the vendor, where nobody else is named and
// it is the vendor that the pattern is about.
func (a *asker) producer() *someone {
	if a.f.producer == nil && !a.f.strict {
		return a.f.vendor
	}
	return a.f.producer
}

// listed says whether somebody is on the lists of a test.
func (a *asker) listed(t *PartyTest, who *someone) answer {
	if !who.named() {
		return answer{truth: unknown, asks: []string{askParty(t.As)}}
	}
	if who.text == "none" {
		return answer{truth: no, fact: "party=none"}
	}
	reach := t.ExtendsTo
	if reach == "" {
		reach = a.in.ExtendsTo
	}
	if got := a.direct(t, who); got.truth != no {
		return got
	}
	if reach == affiliates || reach == ownedHalf || reach == controlled {
		return a.belongs(t, who, reach)
	}
	got := answer{truth: no, fact: who.said}
	if len(who.kin) > 0 && a.anyListed(t, who.kin) != nil {
		return answer{truth: unknown, fact: "party=" + who.text + ", whose name holds that of a listed party", asks: []string{askParty(t.As)}}
	}
	if up := a.belongs(t, who, affiliates); up.truth == yes {
		got.also = becauseSubsidiary
		got.fact += " (" + up.fact + "; this list reaches only those it names)"
	}
	return got
}

func askParty(as string) string {
	switch as {
	case "counterparty":
		return "vendor"
	case "component":
		return "component_vendor"
	}
	return "produced_by"
}

// direct looks for the party itself on the lists.
func (a *asker) direct(t *PartyTest, who *someone) answer {
	found, all := answer{truth: no}, true
	ids := who.ids
	if len(ids) == 0 {
		ids = []string{"name:" + who.rows}
	}
	for _, id := range ids {
		row := a.row(t, id)
		if row == nil {
			all = false
			continue
		}
		found = a.named(row, who.text)
	}
	if found.truth == yes && !all && len(ids) > 1 && !a.sameFamily(t, who) {
		found.truth = unknown
	}
	return found
}

// sameFamily says whether the several bearers of one name all belong to a
// listed party, so that it does not matter which of them is meant.
func (a *asker) sameFamily(t *PartyTest, who *someone) bool {
	for i, id := range who.ids {
		if a.row(t, id) == nil && a.above(t, who, i).truth != yes {
			return false
		}
	}
	return true
}

func (a *asker) named(row *Named, text string) answer {
	got := answer{truth: yes, fact: "party=" + text + ", listed as " + row.Name, parties: []string{row.key}}
	if row.Unverified {
		got.truth, got.code = unknown, becauseUnconfirmed
		got.doubt = "that " + row.Name + " was named on this day"
	}
	return got
}

// row returns the row of the lists that names a party on the day.
func (a *asker) row(t *PartyTest, id string) *Named {
	var best *Named
	for _, name := range t.In {
		rows, _ := a.rules.set(a.in, name)
		for i := range rows {
			row := &rows[i]
			if row.key != id || !a.rowHolds(t, row) {
				continue
			}
			if best == nil || best.Unverified {
				best = row
			}
		}
	}
	return best
}

func (a *asker) rowHolds(t *PartyTest, row *Named) bool {
	day := max(a.f.date, a.in.first) // before an instrument begins, it is read as on its first day
	if row.From != "" && day < row.From || row.Until != "" && day > row.Until {
		return false
	}
	return t.AddedBy == "" || row.From == "" || row.From <= t.AddedBy
}

func (a *asker) anyListed(t *PartyTest, ids []string) *Named {
	for _, id := range ids {
		if row := a.row(t, id); row != nil {
			return row
		}
	}
	return nil
}

// belongs says whether somebody belongs to a listed party, by the facts given
// or by the register's dated relations.
func (a *asker) belongs(t *PartyTest, who *someone, reach string) answer {
	best := answer{truth: no, fact: who.said}
	if a.f.owner != nil && who != a.f.component {
		best = a.ownedByFact(t, reach)
		if best.truth == yes || best.code == becauseOwnedHalf || best.truth == unknown {
			return best
		}
	}
	if a.f.former != nil && who != a.f.component {
		if got := a.formerOwner(t); got.truth != no || got.code != "" {
			return got
		}
	}
	for i := range who.ids {
		got := a.above(t, who, i)
		got = a.half(got, reach)
		if got.truth > best.truth || got.code == becauseOwnerChanged {
			best = got
		}
	}
	if best.truth == no && len(who.kin) > 0 {
		if row := a.anyListed(t, who.kin); row != nil {
			return answer{
				truth: unknown, parties: []string{row.key}, asks: []string{"owner"},
				fact: "party=" + who.text + ", which appears by its name to belong to " + row.Name,
			}
		}
	}
	return best
}

// ownedByFact judges an owner that the pattern states.
func (a *asker) ownedByFact(t *PartyTest, reach string) answer {
	own := a.direct(t, a.f.owner)
	if own.truth == no {
		own = a.belongsUp(t, a.f.owner)
	}
	if own.truth != yes {
		return answer{truth: own.truth, fact: "owner=" + a.f.owner.text}
	}
	pct, err := strconv.ParseFloat(a.f.facts.get("owner_pct"), 64)
	fact := "owner=" + a.f.owner.text
	if err == nil {
		fact += fmt.Sprintf(", owner_pct=%g", pct)
	}
	got := answer{truth: yes, code: becauseSubsidiary, fact: fact, parties: own.parties}
	switch {
	case reach == ownedHalf && err == nil && pct >= 50:
		got.code = becauseOwnedHalf
	case reach == ownedHalf && err == nil:
		return answer{truth: no, also: becauseOwnedHalf, fact: fact}
	case err != nil && reach != affiliates:
		got.truth, got.asks = unknown, []string{"owner_pct"}
	case err == nil && pct < 50:
		// Control and affiliation do not end at a half; somebody has to say.
		got.truth, got.code = unknown, becauseSubsidiary
	}
	return got
}

func (a *asker) belongsUp(t *PartyTest, who *someone) answer {
	best := answer{truth: no}
	for i := range who.ids {
		if got := a.above(t, who, i); got.truth > best.truth {
			best = got
		}
	}
	return best
}

// formerOwner judges an owner that the pattern says has sold.
func (a *asker) formerOwner(t *PartyTest) answer {
	if a.direct(t, a.f.former).truth != yes && a.belongsUp(t, a.f.former).truth != yes {
		return answer{truth: no}
	}
	until := a.f.facts.get("former_owner_until")
	fact := "former_owner=" + a.f.former.text
	switch {
	case until == "" || until == "none":
		return answer{truth: unknown, code: becauseOwnerChanged, fact: fact, asks: []string{"former_owner_until"}}
	case a.f.day <= until:
		return answer{truth: yes, code: becauseSubsidiary, fact: fact + ", former_owner_until=" + until}
	}
	return answer{truth: no, code: becauseOwnerChanged, fact: fact + ", former_owner_until=" + until}
}

// above looks at the owners of one of the parties that a name stands for.
func (a *asker) above(t *PartyTest, who *someone, i int) answer {
	best := answer{truth: no}
	for _, reach := range who.up[i] {
		row := a.row(t, reach.Party)
		if row == nil {
			continue
		}
		got := answer{truth: yes, code: becauseSubsidiary, share: reach.Share, parties: []string{row.key}, fact: pathText(reach)}
		if reach.Doubt != "" {
			got.truth, got.doubt = unknown, reach.Doubt
			got.fact += " (" + reach.Doubt + ")"
		}
		if got.truth > best.truth {
			best = got
		}
	}
	if best.truth == no {
		best = a.onceAbove(t, who.ids[i])
	}
	return best
}

// onceAbove says whether somebody belonged to a listed party before the day
// and no longer does.
func (a *asker) onceAbove(t *PartyTest, id string) answer {
	p := a.parties.Party(id)
	if p == nil {
		return answer{truth: no}
	}
	for i := range p.Relations {
		rel := &p.Relations[i]
		if rel.Until == "" || rel.Until >= a.f.day || !owning(rel.Kind) {
			continue
		}
		for _, reach := range a.parties.Up(id, rel.Until) {
			if a.row(t, reach.Party) != nil {
				return answer{truth: no, code: becauseOwnerChanged, fact: fmt.Sprintf("%s belonged to %s until %s", id, reach.Party, rel.Until)}
			}
		}
	}
	return answer{truth: no}
}

func owning(k register.RelationKind) bool {
	return slices.Contains([]register.RelationKind{
		register.Subsidiary, register.Affiliate, register.JointVenture, register.BrandOf, register.RenamedTo,
	}, k)
}

// half narrows an answer to owners of at least a half, where the list reaches
// no further.
func (a *asker) half(got answer, reach string) answer {
	if got.truth == no || reach == affiliates {
		return got
	}
	if reach == controlled {
		if got.share > 0 && got.share < 50 {
			got.truth = unknown
		}
		return got
	}
	got.code = becauseOwnedHalf
	switch {
	case got.share == 0:
		got.truth, got.asks = unknown, []string{"owner_pct"}
	case got.share < 50:
		return answer{truth: no, also: becauseOwnedHalf, fact: got.fact}
	}
	return got
}

func pathText(r register.Reach) string {
	text := ""
	for i, l := range r.Path {
		if i == 0 {
			text = l.From
		}
		text += " → " + l.To
	}
	return text
}

// onList answers a ListTest by what makers/ says of the parties.
func (a *asker) onList(t *ListTest) answer {
	best := answer{truth: no}
	for i, who := range a.candidates(t.As) {
		got := answer{truth: unknown, asks: []string{askParty(t.As)}}
		if who.named() {
			got = a.registered(t, who)
		}
		if i == 0 || got.truth > best.truth {
			best = got
		}
	}
	return best
}

func (a *asker) registered(t *ListTest, who *someone) answer {
	if len(t.Of) > 0 && a.belongs(&PartyTest{In: t.Of}, who, affiliates).truth == no {
		return answer{truth: no, fact: who.said}
	}
	for _, id := range who.ids {
		p := a.parties.Party(id)
		if p == nil {
			continue
		}
		for _, l := range p.Listed {
			if l.List == t.List && (l.From == "" || l.From <= a.f.date) && (l.Until == "" || a.f.date <= l.Until) {
				return answer{truth: yes, fact: who.said + ", on " + t.List + " (" + l.Cite + ")", parties: []string{id}}
			}
		}
	}
	return answer{truth: no, fact: who.said}
}

// seat answers a SeatTest.
func (a *asker) seat(t *SeatTest) answer {
	for _, key := range t.Facts {
		if v := a.f.facts.get(key); v != "" {
			return answer{truth: truthOf(inAny(v, t.In)), fact: key + "=" + v}
		}
	}
	who := a.producer()
	switch t.As {
	case "counterparty":
		who = a.f.vendor
	case "component":
		if who = a.f.component; who == nil {
			return answer{truth: no} // no part of somebody else is spoken of
		}
	}
	if !who.named() {
		return answer{truth: unknown, asks: []string{askParty(t.As)}}
	}
	if who.text == "none" {
		return answer{truth: no}
	}
	best, seen := answer{truth: unknown, asks: []string{firstOr(t.Facts, "vendor_country")}, fact: who.said}, false
	for _, id := range append(slices.Clone(who.ids), who.kin...) {
		p := a.parties.Party(id)
		if p == nil || p.Country == "" {
			continue
		}
		got := answer{truth: truthOf(inAny(p.Country, t.In)), fact: p.Name + " has its seat in " + p.Country}
		if got.truth == no {
			got = a.seatAbove(t, id, got)
		} else {
			got.parties = []string{id}
		}
		if !seen || got.truth > best.truth {
			best, seen = got, true
		}
	}
	return best
}

// seatAbove looks at the owners of a party that has its seat elsewhere: one
// whose owner meets the criterion may meet it too.
func (a *asker) seatAbove(t *SeatTest, id string, got answer) answer {
	for _, up := range a.parties.Up(id, a.f.day) {
		if p := a.parties.Party(up.Party); p != nil && inAny(p.Country, t.In) {
			return answer{truth: unknown, fact: got.fact + ", and belongs to " + p.Name + ", whose seat is in " + p.Country, parties: []string{id}, asks: []string{"vendor_country"}}
		}
	}
	return got
}

func inAny(place string, areas Values) bool {
	return slices.ContainsFunc(areas, func(area string) bool { return within(place, area) })
}

func firstOr(v Values, other string) string {
	if len(v) > 0 {
		return v[0]
	}
	return other
}
