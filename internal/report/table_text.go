package report

import (
	"fmt"
	"strings"

	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/report/safe"
)

// How many lines of each section a terminal is shown.
const (
	tableQuestions = 12
	tableSkips     = 20
	tableSources   = 12
	tableMentions  = 12
	tableLooked    = 60
)

func (t *table) heading() {
	t.wrapped("", t.paint(bold, "Asked for: ")+shown(t.o.asked(t.tally.run.Context)), 2)
	if len(t.o.Only) > 0 {
		t.wrapped("", fmt.Sprintf("Shown: %s items only (--only); the counts at the end are of all.", joinStates(t.o.Only)), 2)
	}
}

func joinStates(all []finding.Status) string {
	var out []string
	for _, s := range all {
		out = append(out, string(s))
	}
	return strings.Join(out, ", ")
}

// state prints the rows of one state, with n items in all.
func (t *table) state(s finding.Status, n int) {
	set := t.rows[s]
	if n == 0 || len(set.rows) == 0 {
		return
	}
	t.printf("\n%s %s\n", t.paint(stateColor(s), sign(s)+" "+strings.ToUpper(string(s))), plural(n, "item"))
	t.wrapped("  ", stateWords(s), 2)
	where, what, rest := t.columns(set.rows)
	source := ""
	for i, r := range set.rows {
		if r.source != source || i == 0 {
			source = r.source
			t.wrapped("  ", t.paint(bold, source), 4)
		}
		t.row(r, where, what, rest)
	}
	if set.more > 0 {
		t.printf("  … and %s more (every one of them: -o csv=FILE)\n", number(set.more))
	}
}

// columns shares the width among place, thing, and who and why.
func (t *table) columns(rows []*row) (where, what, rest int) {
	room := t.o.Width - 4 - 2*2 // the indent and the gaps
	for _, r := range rows {
		where = max(where, safe.Width(r.place))
		if r.items > 1 {
			where = max(where, len("and 10 more"))
		}
		what = max(what, safe.Width(r.what))
	}
	where = min(where, max(10, room/4))
	what = min(what, max(10, room*3/10))
	return where, what, room - where - what
}

func (t *table) row(r *row, where, what, rest int) {
	cells := [3][]string{safe.Wrap(r.place, where), safe.Wrap(r.what, what)}
	if r.items > 1 {
		cells[0] = append(cells[0], safe.Wrap(fmt.Sprintf("and %s more like it", number(r.items-1)), where)...)
	}
	if r.who != "" {
		cells[2] = safe.Wrap(r.who, rest)
	}
	if r.why != "" {
		cells[2] = append(cells[2], safe.Wrap(r.why, rest)...)
	}
	for i := range max(len(cells[0]), len(cells[1]), len(cells[2])) {
		line := "    " + safe.Pad(at(cells[0], i), where) + "  " + safe.Pad(at(cells[1], i), what) + "  " + at(cells[2], i)
		t.printf("%s\n", strings.TrimRight(line, " "))
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// rules prints what each instrument says of all items, and whom it binds.
func (t *table) rules(sum finding.Summary) {
	biting := t.tally.biting()
	if t.tally.run.Context.Body == "" {
		t.bodies(biting)
		t.looked(sum)
		return
	}
	if len(biting) > 0 {
		t.title("RULES THAT BIND, OR MAY")
	}
	for _, in := range biting {
		t.wrapped("  ", t.paint(bold, in.Instrument)+"  "+shown(in.Title)+": "+counted(in), 4)
		t.wrapped("    ", force(in), 4)
		if in.Quote != "" {
			t.wrapped("    ", fmt.Sprintf("“%s” %s", safe.Line(safe.Cut(in.Quote, 240)), shown(in.Cite)), 4)
		}
		t.sides("    ", in.Disputed)
		if in.ReliedOn != "" {
			t.wrapped("    ", shown("This answer follows: "+in.ReliedOn), 4)
		}
		if in.Otherwise != "" {
			t.wrapped("    ", shown("Otherwise: "+in.Otherwise), 4)
		}
	}
	t.looked(sum)
}

// bodies lists whom the rules would bind, while nobody has said who asks.
func (t *table) bodies(biting []*instrument) {
	if len(biting) == 0 {
		return
	}
	t.title("WHOM IT WOULD BIND (say who you are with --body, and what you do with --act)")
	for _, b := range byBody(biting) {
		t.wrapped("  ", shown(b.body)+": "+safe.Line(strings.Join(b.instruments, ", ")), 6)
	}
}

func counted(in *instrument) string {
	var out []string
	if in.Restricted > 0 {
		out = append(out, number(in.Restricted)+" restricted")
	}
	if in.Conditional > 0 {
		out = append(out, number(in.Conditional)+" conditional")
	}
	return strings.Join(out, ", ")
}

func force(in *instrument) string {
	out := in.Force
	if len(in.Binds) > 0 {
		out = strings.TrimPrefix(out+"; binds "+strings.Join(in.Binds, ", "), "; ")
	}
	if n := len(in.Unverified); n > 0 {
		out += "; " + plural(n, "point") + " not checked against a primary source"
	}
	return shown(out)
}

func side(d finding.Side) string {
	graded := strings.TrimSpace(strings.ReplaceAll(d.Grade, "_", " ") + " " + d.Date)
	return safe.Line(safe.Cut(d.Says, 2*maxShown)) + " (" + shown(graded) + ")"
}

// looked names the instruments that were asked and do not bind: that a party is
// named on a list and the act is not covered is an answer too.
func (t *table) looked(sum finding.Summary) {
	var out []string
	looked := t.tally.looked()
	for _, in := range looked {
		if len(out) == tableLooked {
			out = append(out, fmt.Sprintf("and %d more", len(looked)-len(out)))
			break
		}
		out = append(out, in.Instrument+" ("+strings.ReplaceAll(in.Reason(), "_", " ")+")")
	}
	if len(out) > 0 && sum.Items > 0 {
		t.title("ASKED, AND NOT BINDING HERE")
		t.wrapped("  ", safe.Line(strings.Join(out, " · ")), 2)
	}
	for _, in := range looked {
		if len(in.Disputed) > 0 && len(in.Parties) > 0 {
			t.wrapped("  ", t.paint(bold, in.Instrument)+"  "+shown(in.Title), 4)
			t.sides("    ", in.Disputed)
		}
	}
}

// mentions prints what a text says of instruments, and who said what in it.
func (t *table) mentions() {
	if len(t.tally.mentions) == 0 {
		return
	}
	t.title("WHAT THE TEXTS SAY, AND WHAT THE REGISTER KNOWS")
	source := ""
	for i, m := range t.tally.mentions {
		if i == tableMentions {
			t.printf("  … and %s more (-o html has them)\n", number(len(t.tally.mentions)-i+t.tally.moreMention))
			break
		}
		if m.Origin.Source != source || i == 0 {
			source = m.Origin.Source
			t.wrapped("  ", t.paint(bold, shown(source)), 4)
		}
		t.wrapped("    ", shown(m.Origin.At)+"  "+t.mentionLine(&m), 6)
		t.sides("      ", m.Disputed)
	}
}

func (t *table) mentionLine(m *mention) string {
	words := "“" + safe.Line(brief(m.Words)) + "”"
	if m.Speaker != "" {
		words = shown(t.o.name(m.Speaker)) + ": " + words
	}
	if m.Instrument != "" {
		words += " → " + shown(m.Instrument)
	}
	return words + " (" + shown(m.Says) + ")"
}

// sides prints the sources that disagree, one below the other.
func (t *table) sides(indent string, all []finding.Side) {
	if len(all) > 0 {
		t.wrapped(indent, "Sources disagree:", len(indent)+2)
	}
	for _, d := range all {
		t.wrapped(indent, "- "+side(d), len(indent)+2)
	}
}

func (t *table) questions() {
	all := t.tally.asked()
	if len(all) == 0 {
		return
	}
	t.title("QUESTIONS TO ASK")
	for i, q := range all {
		if i == tableQuestions {
			t.printf("  … and %s more (-o html has them)\n", number(len(all)-i))
			break
		}
		t.wrapped("  ", fmt.Sprintf("%s  (%s)", shown(heading(q.Ask)), plural(q.Items, "item")), 4)
	}
}

// read prints what was read, how its columns were taken, and what was damaged.
func (t *table) read() {
	if len(t.tally.sources) == 0 {
		return
	}
	t.title("READ")
	for i := range t.tally.sources {
		if i == tableSources {
			t.printf("  … and %s more\n", plural(len(t.tally.sources)-i+t.tally.moreSources, "source"))
			break
		}
		n := &t.tally.sources[i]
		line := fmt.Sprintf("%s  %s, %s", shown(n.Source.Name), shown(n.Format), plural(n.Items, "item"))
		if n.Skipped > 0 {
			line += ", " + number(n.Skipped) + " skipped"
		}
		t.wrapped("  ", line+mapping(n.Mapping), 4)
	}
	for i := range t.tally.sources {
		for _, d := range t.tally.sources[i].Damage {
			t.wrapped("  ", t.paint(bold, "Damaged: ")+shown(t.tally.sources[i].Source.Name)+": "+shown(d), 4)
		}
		for _, d := range t.tally.sources[i].NotSeen {
			t.wrapped("  ", t.paint(bold, "Not seen: ")+shown(d), 4)
		}
	}
}

// mapping says which column was taken for what: "maker ← Fabricante".
func mapping(cols []finding.Column) string {
	var known, kept, dropped []string
	for _, c := range cols {
		switch {
		case strings.HasPrefix(c.Key, inventory.Personal):
			dropped = append(dropped, shown(c.Header))
		case strings.HasPrefix(c.Key, inventory.Other):
			kept = append(kept, shown(c.Header))
		default:
			known = append(known, columnLine(c))
		}
	}
	out := ""
	for _, part := range []struct {
		says string
		all  []string
	}{{": ", known}, {"; kept as they are: ", kept}, {"; about persons, so dropped: ", dropped}} {
		if len(part.all) > 0 {
			out += part.says + safe.Cut(strings.Join(part.all, ", "), 600)
		}
	}
	return out
}

func columnLine(c finding.Column) string {
	word := shown(c.Key) + " ← " + shown(c.Header)
	if c.Why != "" && c.Why != "name" {
		word += " (by " + shown(c.Why) + ")"
	}
	return word
}

// notRead prints the places that could not be read.
func (t *table) notRead(sum finding.Summary) {
	if len(t.tally.skips) == 0 {
		return
	}
	t.title("NOT READ")
	for i, s := range t.tally.skips {
		if i == tableSkips {
			t.printf("  … and %s more\n", number(sum.Skipped-i))
			break
		}
		t.wrapped("  ", shown(s.Origin.String())+": "+shown(s.Reason), 4)
	}
}

// footer prints the counts, and what they are worth.
func (t *table) footer(sum finding.Summary) {
	t.printf("\n")
	var counts []string
	for _, s := range states() {
		counts = append(counts, t.paint(stateColor(s), number(count(sum, s))+" "+string(s)))
	}
	t.wrapped("", plural(sum.Items, "item")+": "+strings.Join(counts, ", "), 2)
	if sum.Items == 0 {
		t.wrapped("", t.paint(bold, "Nothing to assess: no item was found. That is not a clean result."), 2)
	}
	if !sum.Complete {
		t.wrapped("", t.paint(red, "NOT COMPLETE: ")+incomplete(sum), 2)
	}
	r := t.tally.run
	t.wrapped("", shown(fmt.Sprintf("Register %s, facts as of %s; caveat %s.", short(r.Register), r.AsOf, r.Engine)), 2)
	for _, e := range r.Editions {
		t.wrapped("", shown(editionLine(e)), 2)
	}
	t.wrapped("", notAdvice, 2)
}

// notAdvice ends every report for people.
const notAdvice = "Each line says what appears to be so, and why. It is not legal advice; people decide."

func incomplete(sum finding.Summary) string {
	if sum.Skipped > 0 {
		return plural(sum.Skipped, "place") + " could not be read; what is there is not known, so this is not the whole answer."
	}
	return "the run was cut short, or a list that it looks in was not read whole; this is what was found."
}

// short cuts a digest to what people compare.
func short(digest string) string {
	const n = len("sha256:") + 12
	if len(digest) > n {
		return digest[:n]
	}
	return digest
}
