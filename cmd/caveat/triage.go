package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/all"
	"caveat.example/caveat/internal/report/safe"
	"caveat.example/caveat/internal/triage"
)

// triageCmd finds the notices that concern surveillance and its kin although
// they name no maker.
type triageCmd struct {
	Paths  []string `arg:"" name:"path" help:"Files or folders with notices; - is standard input."`
	Output string   `short:"o" enum:"text,json" default:"text" placeholder:"FORMAT" help:"text or json (a line each)."`
}

// Help is shown below the summary of --help.
func (triageCmd) Help() string {
	return `It judges no equipment: a notice that is not listed is not clear of anything.` + "\n\n" + examples(
		`caveat triage notices.json`,
		`caveat triage -o json notices/`,
	)
}

// Run reads all and prints a lead for each notice. It assesses nothing: a
// notice that is not listed here is not clear of anything.
func (c *triageCmd) Run(e *env) (outcome, error) {
	var found triage.Collector
	out, items := outcome{nothing: true}, 0
	for item, err := range intake.Walk(e.ctx, c.Paths, e.stdin, intake.Options{Readers: all.Readers()}) {
		if err == nil {
			out.nothing = false
			items++
			found.Add(item)
			continue
		}
		skip, ok := errors.AsType[*intake.Skip](err)
		if !ok {
			return out, err
		}
		out.incomplete = out.incomplete || !skip.Empty
		fmt.Fprintf(e.stderr, "caveat: not read: %s\n", safe.Line(skip.Error()))
	}
	leads := found.Leads()
	for _, l := range leads {
		tell := leadText
		if c.Output == "json" {
			tell = leadJSON
		}
		if err := tell(e.stdout, l); err != nil {
			return out, fmt.Errorf("writing results: %w", err)
		}
	}
	// Silence would read as "nothing here", also where there was nothing to read.
	fmt.Fprintf(e.stderr, "caveat: items read: %d; leads: %d; a notice that is not listed is not clear of anything\n", items, len(leads))
	return out, nil
}

func leadText(w io.Writer, l triage.Lead) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n", safe.Line(l.Reference), safe.Line(safe.Cut(l.Title, 300)))
	fmt.Fprintf(&b, "  concerns: %s (%s)\n", strings.Join(l.Verdict.Subjects(), ", "), l.Verdict.Level)
	for _, r := range l.Verdict.Reasons {
		fmt.Fprintf(&b, "  because:  %s says %q\n", r.Field, r.Value)
	}
	if l.Buyer != "" {
		fmt.Fprintf(&b, "  buyer:    %s\n", safe.Line(l.Buyer))
	}
	for _, p := range l.Screen {
		fmt.Fprintf(&b, "  screen:   %s (%s)\n", safe.Line(strings.Join(append([]string{p.Name}, p.IDs...), ", ")), p.Role)
	}
	for _, d := range l.Documents {
		fmt.Fprintf(&b, "  fetch:    %s\n", safe.Line(d))
	}
	fmt.Fprintf(&b, "  ask:      %s\n  from:     %s\n\n", safe.Line(l.Ask()), safe.Line(l.Origins[0]))
	_, err := io.WriteString(w, b.String())
	return err
}

func leadJSON(w io.Writer, l triage.Lead) error {
	type reason struct {
		Subject string `json:"subject"`
		Kind    string `json:"kind"`
		Value   string `json:"value"`
		Field   string `json:"field"`
	}
	reasons := make([]reason, len(l.Verdict.Reasons))
	for i, r := range l.Verdict.Reasons {
		reasons[i] = reason(r)
	}
	type party struct {
		Name string   `json:"name"`
		Role string   `json:"role"`
		IDs  []string `json:"ids,omitempty"`
	}
	parties := make([]party, len(l.Screen))
	for i, p := range l.Screen {
		parties[i] = party(p)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(struct {
		Type      string   `json:"type"`
		Reference string   `json:"reference"`
		Title     string   `json:"title"`
		Buyer     string   `json:"buyer,omitempty"`
		Level     string   `json:"level"`
		Subjects  []string `json:"subjects"`
		Reasons   []reason `json:"reasons"`
		Screen    []party  `json:"screen,omitempty"`
		Documents []string `json:"documents,omitempty"`
		Ask       string   `json:"ask"`
		Origins   []string `json:"origins"`
	}{"lead", l.Reference, l.Title, l.Buyer, l.Verdict.Level.String(), l.Verdict.Subjects(), reasons, parties, l.Documents, l.Ask(), l.Origins})
}
