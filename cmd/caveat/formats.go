package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/all"
	"caveat.example/caveat/internal/report/safe"
)

// formatsCmd lists what can be read.
type formatsCmd struct{}

// Help is shown below the summary of --help.
func (formatsCmd) Help() string {
	return examples(
		`caveat formats`,
	)
}

// Run prints every format with what is taken from it.
func (formatsCmd) Run(e *env) (outcome, error) {
	w := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', 0)
	for _, f := range all.Formats() {
		fmt.Fprintf(w, "%s\t%s\t%s\n", f.Reader.Format(), f.Files, f.Takes)
	}
	if err := w.Flush(); err != nil {
		return outcome{}, fmt.Errorf("writing the list: %w", err)
	}
	_, err := fmt.Fprintf(e.stdout, "\nA file's kind is found by its content, not by its name. Any of them may be compressed (%s).\n", strings.Join(all.Compressions(), ", "))
	if err != nil {
		return outcome{}, fmt.Errorf("writing the list: %w", err)
	}
	return outcome{}, nil
}

// plan says how each source would be read, without assessing anything: which
// reader, which column for what, what is damaged.
func plan(e *env, paths []string, options intake.Options) (outcome, error) {
	var out outcome
	var failed error
	options.Done = func(n finding.SourceNote) { failed = errors.Join(failed, planned(e.stdout, n)) }
	out.nothing = true
	for _, err := range intake.Walk(e.ctx, paths, e.stdin, options) {
		if err == nil {
			out.nothing = false
			continue
		}
		skip, ok := errors.AsType[*intake.Skip](err)
		if !ok {
			return out, err
		}
		out.incomplete = out.incomplete || !skip.Empty
		fmt.Fprintf(e.stdout, "not read: %s\n", safe.Line(skip.Error()))
	}
	return out, failed
}

// planned prints one source's note.
func planned(w io.Writer, n finding.SourceNote) error {
	_, err := fmt.Fprintf(w, "%s: %s, %s, %d not read\n", safe.Line(n.Source.Name), safe.Line(n.Format), many(n.Items, "item"), n.Skipped)
	for _, c := range n.Mapping {
		says := "not known, kept under its own name"
		switch {
		case strings.HasPrefix(c.Key, "personal:"):
			says = "dropped: about people, or a password"
		case strings.HasPrefix(c.Key, "other:") && c.Why != "not known":
			says = "kept under its own name"
		case !strings.HasPrefix(c.Key, "other:"):
			says = c.Key + " (by " + c.Why + ")"
		}
		_, cerr := fmt.Fprintf(w, "  %s → %s\n", safe.Line(c.Header), says)
		err = errors.Join(err, cerr)
	}
	for _, d := range n.Damage {
		_, derr := fmt.Fprintf(w, "  damaged: %s\n", safe.Line(d))
		err = errors.Join(err, derr)
	}
	return err
}
