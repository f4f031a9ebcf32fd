package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/register"
)

// makersCmd are the subcommands that show what is known of makers, brands and
// models, each in a file of its own.
type makersCmd struct {
	Show   makersShowCmd   `cmd:"" help:"Show a party: names, owners, brands, what was published and replied, known vulnerabilities."`
	Search makersSearchCmd `cmd:"" help:"Find parties by a name, a model number, an identifier or a hardware address."`
	Graph  makersGraphCmd  `cmd:"" help:"Draw who owns a party and what it owns, on a day."`
	KEV    makersKEVCmd    `cmd:"" name:"kev" help:"Read CISA's catalogue of known exploited vulnerabilities: which entries concern which makers and labels."`
	Verify makersVerifyCmd `cmd:"" help:"Check the files of makers, or a folder of your own: every fact sourced, every pattern's examples tried."`
}

// makersFlags are the same on all of them.
type makersFlags struct {
	Date string `placeholder:"DAY" help:"Relations as they were on this day, YYYY-MM-DD. Default: today."`
}

// partyOnDay is what show and graph ask for: a party, and a day.
type partyOnDay struct {
	Party []string `arg:"" help:"Its id (hikvision), or a name."`

	makersFlags `embed:""`
}

// find gives the party with the register that knows it, and the day.
func (c *partyOnDay) find(now time.Time) (*register.Register, *register.Party, string, error) {
	know, err := load()
	if err != nil {
		return nil, nil, "", err
	}
	day, err := c.day(now)
	if err != nil {
		return nil, nil, "", err
	}
	p, err := party(know.parties, strings.Join(c.Party, " "))
	return know.parties, p, day, usageIf(err) // as of an instrument that does not exist
}

// day checks the day and gives it, or the day on which the program runs.
func (f makersFlags) day(now time.Time) (string, error) {
	if f.Date == "" {
		return now.UTC().Format(time.DateOnly), nil
	}
	return f.Date, usageIf(day("--date", f.Date))
}

// party finds a party by id or by name. Several parties may bear a name: then
// the error names them, and the user picks an id.
func party(reg *register.Register, text string) (*register.Party, error) {
	if p := reg.Party(text); p != nil {
		return p, nil
	}
	if p := reg.Party(strings.ToLower(text)); p != nil {
		return p, nil
	}
	switch ids := reg.Resolve(text); len(ids) {
	case 1:
		return reg.Party(ids[0]), nil
	case 0:
		return nil, fmt.Errorf("no party is called %q; look for it with: caveat makers search %q: %w", text, text, fault.NotFound)
	default:
		return nil, fmt.Errorf("%q is a name of several parties; give the id of one of %s: %w", text, strings.Join(ids, ", "), fault.Invalid)
	}
}

// brandsOf are the brand rules that name a party as their owner or as a maker.
func brandsOf(reg *register.Register, id string) []register.Brand {
	var found []register.Brand
	for _, b := range reg.Brands() {
		if b.Party == id || slices.ContainsFunc(b.Makers, func(m register.Maker) bool { return m.Party == id }) {
			found = append(found, b)
		}
	}
	return found
}

// shareWord says a share of ownership, "" where none is known.
func shareWord(percent float64) string {
	if percent == 0 {
		return ""
	}
	return fmt.Sprintf("%.4g %%", percent)
}

// disputedWord marks what sources contradict each other about.
func disputedWord(disputed bool) string {
	if disputed {
		return "disputed"
	}
	return ""
}

// pathSteps says how a party is reached, relation by relation.
func pathSteps(r register.Reach) []string {
	var out []string
	for _, l := range r.Path {
		out = append(out, l.From+" "+string(l.Relation.Kind)+" "+l.To)
	}
	return out
}

// span says in words between which days a fact holds.
func span(from, until string) string {
	switch {
	case from != "" && until != "":
		return from + " to " + until
	case from != "":
		return "since " + from
	case until != "":
		return "until " + until
	}
	return ""
}

// checkedWord says how well a fact is known, when that is not well.
func checkedWord(s register.Source) string {
	switch {
	case s.Unverified:
		return "not verified"
	case s.Confidence == "low":
		return "low confidence"
	}
	return ""
}

// joinWords joins those of the words that are there.
func joinWords(sep string, words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), sep)
}

// errPrinting keeps the first error of many prints, so that a full disk or a
// closed pipe is told once.
type errPrinting struct {
	print func(format string, args ...any) (int, error)
	err   error
}

func (p *errPrinting) f(format string, args ...any) {
	if p.err == nil {
		_, p.err = p.print(format, args...)
	}
}

// makersSearchCmd finds parties.
type makersSearchCmd struct {
	Text []string `arg:"" help:"A name or a part of one, a model number, an identifier, or a hardware address."`
}

// Help is shown below the summary of --help.
func (makersSearchCmd) Help() string {
	return examples(
		`caveat makers search lorex`,
		`caveat makers search DS-2CD2143G2-I`,
		`caveat makers search 44:19:b6:01:02:03`,
	)
}

// Run prints a line for each find: id, name, head of the family, why.
func (c *makersSearchCmd) Run(e *env) (outcome, error) {
	know, err := load()
	if err != nil {
		return outcome{}, err
	}
	text := strings.Join(c.Text, " ")
	finds, err := search(know.parties, text)
	if err != nil {
		return outcome{}, err
	}
	if len(finds) == 0 {
		return outcome{}, fmt.Errorf("nothing in the register (facts as of %s) is like %q; that it is not known there never means that it is harmless: %w", know.asOf, text, fault.NotFound)
	}
	out := errPrinting{print: func(f string, a ...any) (int, error) { return fmt.Fprintf(e.stdout, f, a...) }}
	for _, f := range finds {
		p := know.parties.Party(f.party)
		family := ""
		if head := know.parties.Family(f.party, ""); head != f.party {
			family = "of " + head
		}
		out.f("%-28s %s\n", f.party, joinWords(" · ", p.Name, family, f.why))
	}
	return outcome{}, errors.Join(out.err)
}

// A find is a party and why it was found.
type find struct{ party, why string }

// search looks at names, brands' words, identifiers, patterns and prefixes, in
// that order; a party is found once, for the first reason.
func search(reg *register.Register, text string) ([]find, error) {
	var finds []find
	add := func(id, why string) {
		if id != "" && !slices.ContainsFunc(finds, func(f find) bool { return f.party == id }) {
			finds = append(finds, find{id, why})
		}
	}
	for _, id := range reg.Resolve(text) {
		add(id, "by its name")
	}
	prefix, ok, err := reg.Lookup(text)
	if err != nil {
		return nil, err
	}
	if ok {
		add(prefix.Party, "registrant of "+prefix.Hex+": "+prefix.Organisation)
	}
	if err := searchPatterns(reg, text, add); err != nil {
		return nil, err
	}
	want := register.Fold(text)
	if want == "" {
		return finds, nil
	}
	for _, p := range reg.Parties() {
		for _, n := range p.Names {
			if strings.Contains(register.Fold(n.Text), want) {
				add(p.ID, "also called "+n.Text)
			}
		}
		for _, id := range p.IDs {
			if strings.EqualFold(id.Value, text) {
				add(p.ID, id.Scheme+" "+id.Value)
			}
		}
		if strings.Contains(register.Fold(p.Name), want) || strings.Contains(p.ID, strings.ReplaceAll(want, " ", "-")) {
			add(p.ID, "")
		}
	}
	for _, b := range reg.Brands() {
		for _, w := range slices.Concat(b.Words, b.Common) {
			if strings.Contains(register.Fold(w), want) {
				add(b.Party, "brand "+w)
			}
		}
	}
	return finds, nil
}
