package assess

import (
	"cmp"
	"slices"
	"strings"
)

// A Span is a stretch of days on which an instrument, or a part of it, stands
// in one state. Both ends are included; an empty end is open.
type Span struct {
	Instrument string `json:"instrument"`
	Part       string `json:"part,omitempty"` // the provision, "" for the whole
	From       string `json:"from,omitempty"`
	Until      string `json:"until,omitempty"`
	State      string `json:"state"` // in_force, suspended, unconfirmed
	Note       string `json:"note,omitempty"`
}

// Spans are the states of an instrument and of those parts that have days of
// their own, as the register knew them at knownAt, by day.
func (in *Instrument) Spans(knownAt string) []Span {
	spans := spansOf(in.ID, "", in.InForce, knownAt)
	for i := range in.Provisions {
		p := &in.Provisions[i]
		spans = append(spans, spansOf(in.ID, p.ID, p.InForce, knownAt)...)
	}
	return spans
}

func spansOf(id, part string, periods []Period, knownAt string) []Span {
	var spans []Span
	add := func(from, until, state, note string) {
		spans = append(spans, Span{id, part, from, until, state, note})
	}
	for i := range periods {
		p := &periods[i]
		if !p.knownOn(knownAt) {
			continue
		}
		if p.As != "" && p.As != "in_force" {
			add(p.From, p.Until, p.As, p.Note)
			continue
		}
		from, until := firstOf(p.Latest, p.From), firstOf(p.EndsFrom, p.Until)
		if p.Earliest != "" && p.Earliest < from {
			add(p.Earliest, from, "unconfirmed", p.Note)
		}
		add(from, until, "in_force", p.Note)
		if until != "" && p.EndsBy > until {
			add(until, p.EndsBy, "unconfirmed", p.Note)
		}
	}
	slices.SortStableFunc(spans, func(a, b Span) int { return cmp.Compare(a.From, b.From) })
	return spans
}

// StateOn says how the instrument stands on a day: in_force, suspended,
// unconfirmed, not_yet or over.
func (in *Instrument) StateOn(day, knownAt string) string {
	switch standingOn(in.InForce, day, knownAt) {
	case inForce:
		return "in_force"
	case suspended:
		return "suspended"
	case unconfirmed:
		return "unconfirmed"
	case over:
		return "over"
	}
	return "not_yet"
}

// KnownOn says whether the register could know of the instrument on a day.
func (in *Instrument) KnownOn(knownAt string) bool { return in.knownOn(knownAt) }

// Where is the first file and line of the instrument: "law/uk-wms.yaml (line 12)".
func (in *Instrument) Where() string { return in.place }

// Speaks says whether an instrument names a party on a day, reaches it, or sets
// a criterion that it appears to meet.
func (r *Rules) Speaks(in *Instrument, party string, parties Parties, day string) bool {
	facts := Facts{"date": {day}, "vendor": {party}, "produced_by": {party}, "component_vendor": {party}}
	if p := parties.Party(party); p != nil && p.Class != "" {
		facts["product_class"] = []string{p.Class}
	}
	f, _ := r.one(in, r.ready(facts, parties), parties, "")
	return len(f.Parties) > 0
}

// Covers says whether an instrument's law is that of a jurisdiction, of a part
// of it, or of the whole that it lies in.
func (r *Rules) Covers(in *Instrument, jurisdiction string) bool {
	return r.Words.nested(in.Jurisdiction, jurisdiction)
}

// BindsBody says whether an instrument binds or reaches a kind of body.
func (in *Instrument) BindsBody(body string) bool { return slices.Contains(in.bound, body) }

// Source gives the text behind the key of a source.
func (r *Rules) Source(key string) string { return r.source(key) }

// Lists are the names on the instrument's own lists, by list.
func (r *Rules) Lists(in *Instrument) map[string][]Named {
	lists := map[string][]Named{}
	for key, rows := range r.sets {
		id, name, _ := strings.Cut(key, ".")
		if id == in.ID {
			lists[name] = rows
		}
	}
	if in.file != nil {
		for _, name := range in.usesLists() {
			name = strings.TrimPrefix(name, in.file.Group+".")
			if rows, ok := in.file.Names[name]; ok {
				lists[name] = rows
			}
		}
	}
	return lists
}

// usesLists are the lists of its file that an instrument asks about.
func (in *Instrument) usesLists() []string {
	var names []string
	var test func(t *Test)
	elements := func(list []Element) {
		for i := range list {
			test(&list[i].Test)
		}
	}
	test = func(t *Test) {
		if t.Party != nil {
			names = append(names, t.Party.In...)
		}
		for _, limb := range t.Limb {
			elements(in.Limbs[limb])
			elements(in.file.Limbs[limb])
		}
		for i := range t.Any {
			test(&t.Any[i])
		}
		for i := range t.All {
			test(&t.All[i])
		}
		if t.Not != nil {
			test(t.Not)
		}
	}
	elements(in.Elements)
	for i := range in.Provisions {
		elements(in.Provisions[i].Elements)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Names says whether a text is the name of somebody on an instrument's list.
func (r *Rules) Names(text string) bool { return len(r.list.rows[core(text)]) > 0 }

// Strongest is the strongest status that the instrument can give: that of its
// strongest part, and no more than conditional where it is nowhere confirmed to
// be in force.
func (in *Instrument) Strongest() string {
	strongest := "not_restricted"
	for i := range in.parts {
		switch status := firstOf(in.parts[i].Then.Status, "restricted"); {
		case status == "restricted":
			strongest = status
		case status == "conditional" && strongest == "not_restricted":
			strongest = status
		}
	}
	if strongest == "restricted" && len(in.InForce) > 0 && !slices.ContainsFunc(in.InForce, func(p Period) bool { return p.As == "" || p.As == "in_force" }) {
		return "conditional"
	}
	return strongest
}

// PartOf is the id of the provision that decides a pattern, where it binds or
// may bind.
func (r *Rules) PartOf(in *Instrument, p *Pattern, parties Parties) string {
	a := asker{rules: r, parties: parties, in: in, f: p.ready}
	if v := a.best(); v.part != nil && v.status != "not_restricted" {
		return v.part.ID
	}
	return ""
}
