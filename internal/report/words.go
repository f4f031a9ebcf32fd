package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/finding"
)

// principal returns the attribution that a short line shows: the one that the
// weightiest finding is about, or else the first of the best role, since a maker
// tells more than a supplier. It is empty when nobody is behind the item.
func principal(a *finding.Answer) *attribution.Attribution {
	if f := weightiest(a.Findings); f != nil {
		for i := range a.Attributions {
			if who := &a.Attributions[i]; slices.Contains(f.Parties, who.Party) && who.Role != attribution.Brand {
				return who
			}
		}
	}
	best, rank := &attribution.Attribution{}, len(roleOrder())
	for i := range a.Attributions {
		if r := roleRank(a.Attributions[i].Role); r < rank {
			best, rank = &a.Attributions[i], r
		}
	}
	return best
}

// weightiest is the first finding to act on that restricts, or else the first
// that may; nil when there is none. A duty that looks at no maker is not one.
func weightiest(all []finding.Finding) *finding.Finding {
	var open *finding.Finding
	for i := range all {
		switch f := &all[i]; {
		case f.Neutral:
		case f.Status == finding.Restricted:
			return f
		case f.Status == finding.Conditional && open == nil:
			open = f
		}
	}
	return open
}

func roleOrder() []attribution.Role {
	return []attribution.Role{
		attribution.Maker, attribution.Brand, attribution.ComponentMaker, attribution.Supplier,
		attribution.Owner, attribution.Named, attribution.Compatible, attribution.Excluded,
	}
}

func roleRank(r attribution.Role) int {
	for i, x := range roleOrder() {
		if x == r {
			return i
		}
	}
	return len(roleOrder()) - 1
}

// roleWords says a role as it stands after a party's name.
func roleWords(r attribution.Role) string {
	switch r {
	case attribution.Maker:
		return "maker"
	case attribution.Brand:
		return "brand; who made it is another matter"
	case attribution.Supplier:
		return "supplier"
	case attribution.Owner:
		return "owner"
	case attribution.ComponentMaker:
		return "maker of a part"
	case attribution.Named:
		return "only named in the text"
	case attribution.Excluded:
		return "named only to be excluded"
	case attribution.Compatible:
		return "named only as compatible"
	}
	return string(r)
}

// bites reports whether a finding is one to act on.
func bites(f *finding.Finding) bool {
	return f.Status == finding.Restricted || f.Status == finding.Conditional
}

// notBinding names an instrument that does not bind, with the reason that
// settled it: "us-1260H (list only)".
func notBinding(instrument string, because []string) string {
	if len(because) == 0 {
		return instrument
	}
	return instrument + " (" + strings.ReplaceAll(because[0], "_", " ") + ")"
}

// stateWords says a state in one line, as legends print it.
func stateWords(s finding.Status) string {
	switch s {
	case finding.Restricted:
		return "a rule binds you for this item, in every element"
	case finding.Conditional:
		return "a fact or a legal decision is missing; the questions say which"
	case finding.Clear:
		return "the maker is identified, and no rule of this register restricts it, for this context and day"
	}
	return "nobody could be identified, or not surely enough; unknown is never clear"
}

// plural gives "1 item", "1,200 items".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return number(n) + " " + noun + "s"
}

// number writes n with a comma at every thousand.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// asked says a context in words: "a federal executive agency
// (us_federal_agency), buying or otherwise obtaining (procure), on 2026-11-23".
func (o *Options) asked(c finding.Context) string {
	var out []string
	for _, w := range []struct{ kind, word string }{
		{"", c.Jurisdiction}, {"body", c.Body}, {"act", c.Act}, {"purpose", c.Purpose}, {"", c.Site},
	} {
		if w.word != "" {
			out = append(out, o.plain(w.kind, w.word))
		}
	}
	if c.Body == "" {
		out = append(out, "body not said")
	}
	out = append(out, facts(c.Facts)...)
	out = append(out, "on "+c.Date)
	if c.KnownAt != "" {
		out = append(out, "as known on "+c.KnownAt)
	}
	return strings.Join(out, ", ")
}

// plain says a word of the vocabulary in plain words, with the word itself
// beside them, since that is what the command line takes.
func (o *Options) plain(kind, word string) string {
	if o.Says != nil && kind != "" {
		if says := o.Says(kind, word); says != "" && says != word {
			return says + " (" + word + ")"
		}
	}
	return word
}

func facts(m map[string]string) []string {
	var out []string
	for _, k := range sortedKeys(m) {
		out = append(out, fmt.Sprintf("%s=%s", k, m[k]))
	}
	return out
}

// editionLine says which imported list names were looked for in, and how old it
// was on the law's day.
func editionLine(e finding.Edition) string {
	or := ""
	if e.Basis == "newest_entry" {
		or = " or later"
	}
	return fmt.Sprintf("Names were looked for on %s of %s%s as well, %s old (%s, edition %s).", e.List, e.Published, or, plural(e.Days, "day"), entriesOf(e.Entries), short(e.Edition))
}

func entriesOf(entries int) string {
	if entries == 1 {
		return "1 entry"
	}
	return number(entries) + " entries"
}
