package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/report/safe"
)

// table is the report for a terminal. It writes at End, worst state first, and
// holds a bounded number of rows: alike items share one, and what is over the
// bound is counted.
type table struct {
	w     io.Writer
	o     Options
	tally *tally
	rows  map[finding.Status]*rowSet
	key   []byte // scratch
	err   error  // the first failure to write
}

// Rows that are shown of each state before "… and N more".
func maxRows(s finding.Status) int {
	switch s {
	case finding.Restricted:
		return 100
	case finding.Clear:
		return 20
	}
	return 40
}

// A rowSet holds the rows of one state.
type rowSet struct {
	rows []*row
	like map[string]*row
	more int // items that have no row
}

// A row stands for one item, or for several that are alike.
type row struct {
	key                           string // see alike
	source, place, what, who, why string
	items                         int
}

func (s *rowSet) add(r *row) {
	s.rows = append(s.rows, r)
	s.like[r.key] = r
}

func newTable(w io.Writer, o Options) finding.Sink {
	if o.Width <= 0 {
		o.Width = 100
	}
	o.Width = max(o.Width, 40)
	t := &table{w: w, o: o, tally: newTally(), rows: map[finding.Status]*rowSet{}}
	for _, s := range states() {
		t.rows[s] = &rowSet{like: map[string]*row{}}
	}
	return t
}

func (t *table) Begin(r finding.Run) error {
	t.tally.run = r
	return nil
}

func (t *table) Answer(a finding.Answer) error {
	who := t.tally.answer(&a, "")
	set := t.rows[a.Status]
	if set == nil {
		set = t.rows[finding.Unknown]
	}
	t.key = alike(t.key[:0], &a, who)
	if r := set.like[string(t.key)]; r != nil {
		r.items++
		return nil
	}
	if len(set.rows) == maxRows(a.Status) {
		set.more++
		return nil
	}
	r := &row{
		key: string(t.key), source: shown(a.Item.Origin.Source), place: shown(a.Item.Origin.At), what: safe.Line(brief(a.Item.Text)),
		who: behind(a.Attributions, who), why: shown(t.reasonLine(&a, who)), items: 1,
	}
	if silent(&a) {
		r.what = "text that names no maker"
	}
	set.add(r)
	return nil
}

// alike appends what is the same for items that one row can stand for: the same
// model from the same maker with the same answer.
func alike(b []byte, a *finding.Answer, who *attribution.Attribution) []byte {
	add := func(s string) { b = append(append(b, s...), 0) }
	if silent(a) {
		add(a.Item.Origin.Source)
		return append(b, a.Why...)
	}
	if m := a.Item.Fields.Get(inventory.Model); m != "" {
		add(a.Item.Fields.Get(inventory.Maker))
		add(a.Item.Fields.Get(inventory.Brand))
		add(m)
	} else {
		add(a.Item.Text)
	}
	add(who.Party)
	add(string(who.Role))
	add(a.Why)
	for _, d := range a.Item.Damage {
		add(d)
	}
	return b
}

// silent reports whether an item is a passage of prose that names nobody: a long
// text has many, and they need no row each.
func silent(a *finding.Answer) bool {
	return a.Item.Kind == inventory.Passage && a.Status == finding.Unknown &&
		len(a.Attributions) == 0 && len(a.Mentions) == 0 && len(a.Item.Damage) == 0
}

// The most bytes of one value in a table, and of the text of an item.
const (
	maxShown = 400
	maxText  = 160
)

// brief shortens the text of an item. A passage ends with a mark that it goes
// on; where most is missing the mark says how much.
func brief(s string) string {
	if len(s) <= maxText || len(s) > 10*maxText {
		return safe.Cut(s, maxText)
	}
	end := strings.LastIndexByte(s[:maxText], ' ')
	if end < maxText/2 {
		return safe.Cut(s, maxText)
	}
	return s[:end] + " …"
}

func shown(s string) string { return safe.Line(safe.Cut(s, maxShown)) }

// behind says who appears to be behind an item, with the evidence in brief.
func behind(all []attribution.Attribution, who *attribution.Attribution) string {
	if who.Name == "" {
		return ""
	}
	role := roleWords(who.Role)
	if who.Role == attribution.Owner {
		role = ownerWords(who)
	}
	if who.Family != "" && who.Family != who.Party {
		role += ", of the family " + who.Family
	}
	out := fmt.Sprintf("%s (%s", who.Name, role)
	if who.Band != "" && who.Band != attribution.Identified {
		out += ", " + string(who.Band)
	}
	out += ")"
	if seen := signs(who.Evidence); seen != "" {
		out += ": " + seen
	}
	if also := others(all, who); also != "" {
		out += " · also " + also
	}
	if who.Namesake != "" {
		out += " · " + who.Namesake
	}
	return shown(out)
}

// signs lists the evidence in brief: brand "Annke", model "C800".
func signs(all []attribution.Evidence) string {
	const most = 3
	var out []string
	for _, e := range all {
		if e.Against {
			continue
		}
		if s := inBrief(&e); len(out) < most && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, ", ")
}

// inBrief is one piece of evidence in brief. Where a device answered in a protocol
// at all, that is the evidence, and no value.
func inBrief(e *attribution.Evidence) string {
	if e.Value == "yes" {
		for _, s := range inventory.Signals() {
			if s.Key == e.Field {
				return s.Says
			}
		}
	}
	return fmt.Sprintf("%s %q", e.Kind, safe.Cut(e.Value, 60))
}

// others names whoever else may be behind an item, each party once: what it is
// sold as, who else may have made it, who supplies it.
func others(all []attribution.Attribution, but *attribution.Attribution) string {
	const most = 4
	seen := map[string]bool{but.Party: true}
	var out []string
	for i := range all {
		a := &all[i]
		owns := a.Role == attribution.Owner && but.Role != attribution.Owner
		if seen[a.Party] && !owns {
			continue
		}
		seen[a.Party] = true
		if len(out) == most {
			out = append(out, "others")
			break
		}
		out = append(out, a.Name+" ("+otherRole(a)+")")
	}
	return strings.Join(out, ", ")
}

// otherRole says in what way a further party is behind an item, and an owner of
// which days.
func otherRole(a *attribution.Attribution) string {
	switch {
	case a.Role == attribution.Maker && a.Decides:
		return "maker too"
	case a.Role == attribution.Maker:
		return "may be its maker"
	case a.Role == attribution.Owner:
		return ownerWords(a)
	case a.Role == attribution.Brand:
		return "brand"
	}
	return roleWords(a.Role)
}

// ownerWords says an owner and its days: "owner from 2018-02-06 until 2022-11-23".
func ownerWords(a *attribution.Attribution) string {
	words := "owner"
	if !a.Decides {
		words = "may have been its owner"
	}
	if a.From != "" {
		words += " from " + a.From
	}
	if a.Until != "" {
		words += " until " + a.Until
	}
	return words
}

// reasonLine is why an item is in its state, as short as its section allows:
// what a rule says stands in the section of rules, what unknown and clear mean
// in their headings.
func (t *table) reasonLine(a *finding.Answer, who *attribution.Attribution) string {
	why := a.Why
	switch {
	case a.Status == finding.Restricted && instruments(a.Findings, finding.Restricted) != "":
		why = "Restricted by " + instruments(a.Findings, finding.Restricted) + "."
	case a.Status == finding.Conditional && slices.ContainsFunc(a.Findings, mayBind):
		why = t.openLine(a, who)
	case a.Status == finding.Unknown && len(a.Attributions) == 0:
		why = ""
	case a.Status == finding.Clear:
		why = ""
		if lists := namedBy(a.Findings); len(lists) > 0 {
			why = "Named by " + few(lists) + ", not binding here."
		}
	}
	for _, d := range a.Item.Damage {
		why = strings.TrimSpace(why + " Damaged: " + d + ".")
	}
	return why
}

// mayBind reports whether a finding is one of a rule, and not only of a list.
func mayBind(f finding.Finding) bool {
	return f.Status == finding.Conditional && !f.Neutral && f.Force != "list"
}

// openLine says what is open about a conditional item.
func (t *table) openLine(a *finding.Answer, who *attribution.Attribution) string {
	if who.Role == attribution.Named {
		return "Only named: nothing shows that its equipment is offered or owned."
	}
	var out []string
	if who.Open != "" && !who.Decides {
		out = append(out, heading(strings.TrimSuffix(who.Open, "."))+".")
	}
	if t.tally.run.Context.Body == "" {
		return strings.Join(append(out, "May be restricted, depending on who asks: see below whom it would bind."), " ")
	}
	out = append(out, "May be restricted by "+instruments(a.Findings, finding.Conditional)+".")
	if len(a.Questions) > 0 {
		out = append(out, toAsk(a.Questions[0].Ask))
	}
	return strings.Join(out, " ")
}

// toAsk introduces a question, or a thing that would settle one.
func toAsk(ask string) string {
	if strings.HasSuffix(ask, "?") || strings.Contains(ask, "? ") {
		return "To ask: " + heading(ask)
	}
	return "What would settle it: " + strings.TrimSuffix(ask, ".") + "."
}

// instruments lists the instruments of findings in a state, duties that look at
// no maker aside.
func instruments(all []finding.Finding, s finding.Status) string {
	var out []string
	for i := range all {
		if f := &all[i]; f.Status == s && !f.Neutral && !slices.Contains(out, f.Instrument) {
			out = append(out, f.Instrument)
		}
	}
	return few(out)
}

// few lists the first names and counts the rest.
func few(names []string) string {
	const most = 3
	if len(names) <= most+1 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

// namedBy lists the instruments that name somebody behind an item and do not
// bind here: that too is an answer to give plainly.
func namedBy(all []finding.Finding) []string {
	var out []string
	for i := range all {
		f := &all[i]
		if !bites(f) && len(f.Parties) > 0 && !slices.Contains(f.Because, notListed) {
			out = append(out, f.Instrument)
		}
	}
	return out
}

// notListed is the reason code of a finding whose instrument does not name the
// party.
const notListed = "entity_not_listed"

func (t *table) Skipped(o cite.Origin, reason string) error {
	t.tally.skipped(o, reason)
	return nil
}

func (t *table) Source(n finding.SourceNote) error {
	t.tally.source(n)
	return nil
}

func (t *table) End(sum finding.Summary) error {
	t.heading()
	for _, s := range states() {
		t.state(s, count(sum, s))
	}
	t.rules(sum)
	t.mentions()
	t.questions()
	t.read()
	t.notRead(sum)
	t.footer(sum)
	return t.err
}

// printf writes, until writing fails once.
func (t *table) printf(format string, args ...any) {
	if t.err == nil {
		_, t.err = fmt.Fprintf(t.w, format, args...)
	}
}
