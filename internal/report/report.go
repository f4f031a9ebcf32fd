// Package report knows how answers are shown: one Sink for each format, all in
// the table of Formats. It refuses to know how an answer was reached. Every
// format says when a run is not complete; none holds more than a bounded part
// of the answers in memory.
package report

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/finding"
)

// Options say how a report is to look. The zero value works.
type Options struct {
	Width int              // columns of the terminal; 0 is 100
	Color bool             // use ANSI colours; every sign has a word as well
	Only  []finding.Status // the states that are shown; empty is all. The summary counts all

	// Name gives the name of a party by its id; nil knows none.
	Name func(party string) string

	// Says gives the plain words for a word of the vocabulary; kind is "body",
	// "act" or "purpose". nil knows none.
	Says func(kind, word string) string

	// Published gives what was published about the head of a corporate family,
	// for formats that show it with the reply beside it; nil knows nothing.
	Published func(family string) []Published
}

// name gives the name of a party, or the id where there is none.
func (o *Options) name(party string) string {
	if o.Name != nil {
		if n := o.Name(party); n != "" {
			return n
		}
	}
	return party
}

// A Published is something that was published about a party, and what the party
// replied. It never changes the state of an item.
type Published struct {
	Title, By, Date, Says, URL string

	// State is replied, own_statement, position_reported or no_response; any
	// other word means that no reply is recorded here.
	State                               string
	ReplyBy, ReplyDate, Reply, ReplyURL string
	Unverified                          bool // nobody has checked it against its source
}

// A Format is one way to show answers.
type Format struct {
	Name string
	Help string
	// Home is the file that is written when the format is asked for without
	// one and standard output is a terminal or taken; "" is standard output.
	Home string
	// AtEnd is true where nothing is written before the end of the run.
	AtEnd bool
	// New makes a Sink that writes to w. The Sink closes nothing.
	New func(w io.Writer, o Options) finding.Sink
}

// Formats is the table of formats. To add one, write its Sink in a file of this
// package and add its line here.
func Formats() []Format {
	return []Format{
		{Name: "table", Help: "a table that fits the terminal", AtEnd: true, New: newTable},
		{Name: "json", Help: "JSON Lines for programs (doc/json.md)", New: newJSON},
		{Name: "csv", Help: "a line for each item, for spreadsheets (doc/csv.md)", New: newCSV},
		{Name: "csv-excel", Help: "csv, marked so that Excel reads every script", New: newExcelCSV},
		{Name: "html", Help: "one page to print, publish or carry", Home: "caveat-report.html", AtEnd: true, New: newHTML},
	}
}

// Find returns the format called name.
func Find(name string) (Format, error) {
	var names []string
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return Format{}, fmt.Errorf("there is no output format %q; there are %s: %w", name, strings.Join(names, ", "), fault.Invalid)
}

// All returns a Sink that tells every one of sinks. One that fails is told
// nothing more but its End, and the error is returned at once.
func All(sinks ...finding.Sink) finding.Sink { return all(sinks) }

type all []finding.Sink

func (a all) Begin(r finding.Run) error {
	return a.each(func(s finding.Sink) error { return s.Begin(r) })
}

func (a all) Answer(x finding.Answer) error {
	return a.each(func(s finding.Sink) error { return s.Answer(x) })
}

func (a all) Skipped(o cite.Origin, reason string) error {
	return a.each(func(s finding.Sink) error { return s.Skipped(o, reason) })
}

func (a all) Source(n finding.SourceNote) error {
	return a.each(func(s finding.Sink) error { return s.Source(n) })
}

// End ends every sink, also after one of them has failed.
func (a all) End(sum finding.Summary) error {
	var errs []error
	for _, s := range a {
		errs = append(errs, s.End(sum))
	}
	return errors.Join(errs...)
}

func (a all) each(tell func(finding.Sink) error) error {
	for _, s := range a {
		if err := tell(s); err != nil {
			return err
		}
	}
	return nil
}

// Only returns a Sink that passes on the answers in one of the states, and all
// else untouched. No states means all of them.
func Only(states []finding.Status, to finding.Sink) finding.Sink {
	if len(states) == 0 {
		return to
	}
	return &only{Sink: to, states: states}
}

type only struct {
	finding.Sink
	states []finding.Status
}

func (o *only) Answer(a finding.Answer) error {
	if !slices.Contains(o.states, a.Status) {
		return nil
	}
	return o.Sink.Answer(a)
}

// states are the four states, worst first: the order of every report.
func states() []finding.Status {
	return []finding.Status{finding.Restricted, finding.Conditional, finding.Unknown, finding.Clear}
}

// count returns how many items of a summary are in a state.
func count(s finding.Summary, st finding.Status) int {
	switch st {
	case finding.Restricted:
		return s.Restricted
	case finding.Conditional:
		return s.Conditional
	case finding.Clear:
		return s.Clear
	}
	return s.Unknown
}
