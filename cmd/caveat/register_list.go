package main

import (
	"bufio"
	"fmt"
	"slices"
	"strings"
	"time"

	"caveat.example/caveat/internal/assess"
)

// instrumentFlags choose instruments.
type instrumentFlags struct {
	Jurisdiction string `placeholder:"WORD" help:"Only those of this jurisdiction: US, US-TX, UK, CA …"`
	Body         string `placeholder:"WORD" help:"Only those that bind this kind of body."`
	Party        string `placeholder:"NAME" help:"Only those that name this party, reach it, or set a criterion that it appears to meet."`
	Date         string `placeholder:"DAY" help:"The law's day, YYYY-MM-DD. Default: today."`
	KnownAt      string `placeholder:"DAY" help:"Only what the register could know on that day."`
}

// choose gives the instruments that the flags ask for, in the register's order.
func (f *instrumentFlags) choose(e *env, know *knowledge) ([]*assess.Instrument, error) {
	if f.Date == "" {
		f.Date = e.now.UTC().Format(time.DateOnly)
	}
	for flag, value := range map[string]string{"--date": f.Date, "--known-at": f.KnownAt} {
		if err := day(flag, value); err != nil {
			return nil, usage(err)
		}
	}
	if f.Body != "" {
		if err := know.rules.Words.Body(f.Body); err != nil {
			return nil, usage(err)
		}
	}
	if f.Party != "" && !know.names(f.Party) {
		return nil, usage(fmt.Errorf("party %q is not in the register, neither by id nor by name", f.Party))
	}
	return slices.DeleteFunc(slices.Clone(know.rules.Instruments), func(in *assess.Instrument) bool {
		return f.Jurisdiction != "" && !know.rules.Covers(in, f.Jurisdiction) ||
			f.Body != "" && !in.BindsBody(f.Body) ||
			f.Party != "" && !know.rules.Speaks(in, f.Party, know.parties, f.Date) ||
			!in.KnownOn(f.KnownAt)
	}), nil
}

// names says whether a text is the id or a name of a party, or of somebody on
// an instrument's list.
func (k *knowledge) names(text string) bool {
	return k.parties.Party(text) != nil || k.known(text) || k.rules.Names(text)
}

// registerListCmd lists instruments.
type registerListCmd struct {
	instrumentFlags `embed:""`

	Output string `short:"o" default:"table" enum:"table,text,json" placeholder:"FORMAT" help:"table or json (JSON Lines)."`
}

// Help is shown below the summary of --help.
func (registerListCmd) Help() string {
	return examples(
		`caveat register list --jurisdiction UK`,
		`caveat register list --party hikvision -o json`,
	)
}

// listed is a line of "register list -o json".
type listed struct {
	ID           string   `json:"id"`
	Title        string   `json:"title"`
	Jurisdiction string   `json:"jurisdiction"`
	Force        string   `json:"force"`
	Grade        string   `json:"grade"`
	State        string   `json:"state"` // in_force, suspended, unconfirmed, not_yet, over
	Date         string   `json:"date"`
	Binds        []string `json:"binds"`
	Acts         []string `json:"acts"`
	Confidence   string   `json:"confidence"`
	Unverified   []string `json:"unverified,omitempty"`
	Where        string   `json:"where"` // file and line
}

// Run prints a line for each instrument.
func (c *registerListCmd) Run(e *env) (outcome, error) {
	know, err := load()
	if err != nil {
		return outcome{}, err
	}
	chosen, err := c.choose(e, know)
	if err != nil {
		return outcome{}, err
	}
	w := bufio.NewWriter(e.stdout)
	for _, in := range chosen {
		l := listed{
			ID: in.ID, Title: in.Title, Jurisdiction: in.Jurisdiction, Force: in.Force, Grade: in.Grade, State: in.StateOn(c.Date, c.KnownAt),
			Date: c.Date, Binds: in.Binds, Acts: in.Acts, Confidence: in.Confidence, Unverified: in.Unverified, Where: in.Where(),
		}
		if c.Output == "json" {
			if err := printLine(w, "instrument", l); err != nil {
				return outcome{}, err
			}
			continue
		}
		fmt.Fprintf(w, "%-24s %-8s %-9s %-12s %s\n", l.ID, l.Jurisdiction, l.Force, stateWord[l.State], l.Title)
	}
	if c.Output != "json" {
		fmt.Fprintf(w, "%d of %d instruments, on %s. Register %s, facts as of %s.\n", len(chosen), len(know.rules.Instruments), c.Date, short(know.digest), know.asOf)
	}
	return outcome{}, w.Flush()
}

var stateWord = map[string]string{
	"in_force": "in force", "suspended": "suspended", "unconfirmed": "unconfirmed", "not_yet": "not yet", "over": "over",
}

// plainWords puts a list of the vocabulary's words into plain text.
func plainWords(list []string) string { return strings.ReplaceAll(strings.Join(list, ", "), "_", " ") }
