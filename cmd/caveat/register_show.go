package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"caveat.example/caveat/internal/assess"
	"caveat.example/caveat/internal/fault"
)

// registerShowCmd explains one instrument.
type registerShowCmd struct {
	ID string `arg:"" placeholder:"ID" help:"An instrument's id, or a party's id or name."`

	Date    string `placeholder:"DAY" help:"The law's day, YYYY-MM-DD. Default: today."`
	KnownAt string `placeholder:"DAY" help:"Show what the register could know on that day."`
	Output  string `short:"o" default:"text" enum:"text,table,json" placeholder:"FORMAT" help:"text or json."`
}

// Help is shown below the summary of --help.
func (registerShowCmd) Help() string {
	return examples(
		`caveat register show us-889-a1A`,
		`caveat register show uk-dhsc-2022 --date 2023-01-01`,
	)
}

// Run prints the instrument as a person would explain it; for a party, the
// instruments that speak of it.
func (c *registerShowCmd) Run(e *env) (outcome, error) {
	know, err := load()
	if err != nil {
		return outcome{}, err
	}
	if c.Date == "" {
		c.Date = e.now.UTC().Format(time.DateOnly)
	}
	if err := errors.Join(day("--date", c.Date), day("--known-at", c.KnownAt)); err != nil {
		return outcome{}, usage(err)
	}
	in, err := know.rules.Instrument(c.ID)
	if errors.Is(err, fault.NotFound) && know.names(c.ID) {
		list := registerListCmd{Output: c.Output, instrumentFlags: instrumentFlags{Party: c.ID, Date: c.Date, KnownAt: c.KnownAt}}
		return list.Run(e)
	}
	if err != nil {
		return outcome{}, usage(err)
	}
	if !in.KnownOn(c.KnownAt) {
		return outcome{nothing: true}, fmt.Errorf("on %s nobody could know of %s: it became known on %s", c.KnownAt, in.ID, in.Known)
	}
	if c.Output == "json" {
		return outcome{}, printLine(e.stdout, "instrument", in)
	}
	w := bufio.NewWriter(e.stdout)
	c.explain(w, know, in)
	return outcome{}, w.Flush()
}

func (c *registerShowCmd) explain(w io.Writer, know *knowledge, in *assess.Instrument) {
	words := know.rules.Words
	fmt.Fprintf(w, "%s\n", in.Title)
	fmt.Fprintf(w, "%s · %s · %s · on %s: %s\n\n", in.ID, in.Jurisdiction, words.Forces[in.Force], c.Date, stateWord[in.StateOn(c.Date, c.KnownAt)])
	wrapTo(w, 0, in.Plain)
	fmt.Fprintln(w)
	line := func(label, text string) {
		if text != "" {
			wrapTo(w, 2, label+": "+text)
		}
	}
	line("Issued by", in.Issuer)
	line("Cited as", in.Cite)
	line("Evidence", words.Grades[in.Grade]+"; confidence "+in.Confidence)
	line("Binds", firstText(plainWords(in.Binds), "nobody by itself"))
	line("Is felt by", plainWords(in.Reaches))
	line("Acts", firstText(plainWords(in.Acts), "none"))
	line("Things", strings.Join(in.Products, "; "))
	line("Purposes", strings.Join(in.Purposes, "; "))
	line("Reaches", words.Reach[in.ExtendsTo])
	if in.Force == "list" {
		line("By itself it prohibits nothing. Consequences come from", strings.Join(in.Consequences, ", "))
	}
	c.days(w, in)
	c.names(w, know, in)
	c.rule(w, in)
	c.sides(w, know, in)
	sourced(w, know, in)
	fmt.Fprintf(w, "\n%s. Register %s, facts as of %s. Not legal advice.\n", in.Where(), short(know.digest), know.asOf)
}

// sourced prints the words of the law, and what they rest on.
func sourced(w io.Writer, know *knowledge, in *assess.Instrument) {
	for _, q := range in.Quotes {
		fmt.Fprintln(w)
		wrapTo(w, 2, fmt.Sprintf("“%s” (%s; %s)", q.Words, q.Cite, q.From))
	}
	if len(in.Unverified) > 0 {
		fmt.Fprintln(w, "\nNot checked against a primary source:")
		for _, u := range in.Unverified {
			wrapTo(w, 2, "- "+u)
		}
	}
	for _, n := range in.Notes {
		fmt.Fprintln(w)
		wrapTo(w, 0, "Note: "+n)
	}
	fmt.Fprintln(w, "\nSources:")
	for _, s := range in.Sources {
		wrapTo(w, 2, s+": "+know.rules.Source(s))
	}
}

func firstText(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// days shows when it stands, and what changed it, as far as known then.
func (c *registerShowCmd) days(w io.Writer, in *assess.Instrument) {
	fmt.Fprintln(w, "\nDays:")
	for _, s := range in.Spans(c.KnownAt) {
		what := stateWord[s.State]
		if s.Part != "" {
			what = strings.ReplaceAll(s.Part, "_", " ") + ": " + what
		}
		text := fmt.Sprintf("%s to %s  %s", firstText(s.From, "…"), firstText(s.Until, "…"), what)
		if s.Note != "" {
			text += " (" + s.Note + ")"
		}
		wrapTo(w, 2, text)
	}
	for _, a := range in.Dates.Amended {
		if c.KnownAt == "" || a.Date == "" || a.Date <= c.KnownAt {
			text := firstText(a.Date, "day not known") + "  " + a.What
			if a.Unverified {
				text += " (not checked against a primary source)"
			}
			wrapTo(w, 2, text)
		}
	}
}

// names shows the lists of the instrument.
func (c *registerShowCmd) names(w io.Writer, know *knowledge, in *assess.Instrument) {
	lists := know.rules.Lists(in)
	for _, key := range sortedKeys(lists) {
		fmt.Fprintf(w, "\nNamed (%s):\n", strings.ReplaceAll(key, "_", " "))
		for _, row := range lists[key] {
			text := row.Name
			if row.From != "" {
				text += ", from " + row.From
			}
			if row.Until != "" {
				text += ", until " + row.Until
			}
			if row.Note != "" {
				text += " (" + row.Note + ")"
			}
			wrapTo(w, 2, "- "+text)
		}
	}
}

// rule shows the questions that decide, with their pinpoints.
func (c *registerShowCmd) rule(w io.Writer, in *assess.Instrument) {
	if len(in.Elements)+len(in.Provisions) > 0 {
		fmt.Fprintln(w, "\nWhat is asked:")
	}
	for i := range in.Elements {
		wrapTo(w, 2, fmt.Sprintf("- %s (%s)", in.Elements[i].Ask, in.Elements[i].Cite))
	}
	for i := range in.Provisions {
		p := &in.Provisions[i]
		wrapTo(w, 2, fmt.Sprintf("%s: %s (%s)", strings.ReplaceAll(p.ID, "_", " "), p.What, p.Cite))
		for j := range p.Elements {
			wrapTo(w, 4, fmt.Sprintf("- %s (%s)", p.Elements[j].Ask, p.Elements[j].Cite))
		}
		c.exceptions(w, p.Exceptions)
	}
	c.exceptions(w, in.Exceptions)
}

func (c *registerShowCmd) exceptions(w io.Writer, list []assess.Exception) {
	for i := range list {
		x := &list[i]
		text := fmt.Sprintf("except %s: %s (%s)", strings.ReplaceAll(x.ID, "_", " "), x.Ask, x.Cite)
		if x.Until != "" {
			text += ", until " + x.Until
		}
		wrapTo(w, 4, text)
	}
}

// sides shows the sources that contradict each other, as far as known then.
func (c *registerShowCmd) sides(w io.Writer, know *knowledge, in *assess.Instrument) {
	if in.Disputed == nil {
		return
	}
	fmt.Fprintln(w, "\nThe sources do not agree:")
	for _, s := range in.Disputed.Sides {
		if c.KnownAt == "" || s.Date <= c.KnownAt {
			wrapTo(w, 2, fmt.Sprintf("- %s (%s): %s [%s]", s.Date, know.rules.Words.Grades[s.Grade], s.Says, s.Source))
		}
	}
	wrapTo(w, 2, "Relied on: "+in.Disputed.ReliedOn+".")
	wrapTo(w, 2, "Otherwise: "+in.Disputed.Otherwise+".")
}
