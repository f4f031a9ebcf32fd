package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"caveat.example/caveat/internal/assess"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/finding"
)

// assessCmd answers fact patterns: from files, or from an interview.
type assessCmd struct {
	Facts []string `group:"input" short:"f" placeholder:"FILE" help:"A file of fact patterns, YAML or JSON; - is standard input. May be repeated."`
	Ask   bool     `help:"Ask for the facts, one plain question at a time."`

	contextFlags `embed:""`

	Output string `group:"output" short:"o" default:"table" enum:"table,json" placeholder:"FORMAT" help:"table or json (JSON Lines, a line for every instrument)."`
	All    bool   `group:"output" help:"In the table, show the instruments that do not bind as well."`
}

// Help is shown below the summary of --help.
func (assessCmd) Help() string {
	return examples(
		`caveat assess --ask`,
		`caveat assess --facts facts.yaml --all`,
		`caveat assess -o json -f facts.json`,
	)
}

// assessment is a line of "assess -o json".
type assessment struct {
	ID string `json:"id"`
	finding.Finding
	Contradictions []string `json:"contradictions,omitempty"` // facts that cannot both be true
}

// Run answers every pattern. One that cannot be read is named and the rest are
// answered.
func (c *assessCmd) Run(e *env) (outcome, error) {
	context, err := c.context(e.now)
	if err != nil {
		return outcome{}, err
	}
	know, err := c.load()
	if err != nil {
		return outcome{}, err
	}
	if c.Ask == (len(c.Facts) > 0) {
		return outcome{}, usage(errors.New("say either --facts FILE or --ask"))
	}
	if c.Ask {
		return c.interview(e, know, context)
	}
	var out outcome
	var wrong []error
	answered := 0
	for _, name := range c.Facts {
		list, err := readScenarios(e, name)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		for i := range list {
			o, err := c.one(e, know, context, name, &list[i])
			if err != nil {
				wrong = append(wrong, err)
				continue
			}
			answered++
			out.restricted = out.restricted || o.restricted
			out.undecided = out.undecided || o.undecided
		}
	}
	out.nothing = answered == 0 && len(wrong) == 0
	return out, errors.Join(wrong...)
}

func readScenarios(e *env, name string) ([]assess.Scenario, error) {
	var data []byte
	var err error
	if name == "-" {
		data, err = io.ReadAll(e.stdin)
	} else {
		data, err = os.ReadFile(name)
	}
	if err != nil {
		return nil, fmt.Errorf("reading facts: %w", err)
	}
	list, err := assess.Scenarios(name, data)
	if errors.Is(err, fault.Invalid) {
		return nil, usage(err)
	}
	return list, err
}

// one answers one fact pattern.
func (c *assessCmd) one(e *env, know *knowledge, context finding.Context, file string, s *assess.Scenario) (outcome, error) {
	p, errs := know.rules.Pattern(withContext(assess.Facts(s.Facts), context), know.parties)
	if len(errs) > 0 {
		place := make([]error, len(errs))
		for i, err := range errs {
			place[i] = fmt.Errorf("%s (line %d, %s): %w", file, s.Line, s.ID, err)
		}
		return outcome{}, usage(errors.Join(place...))
	}
	for _, clash := range p.Contradictions {
		fmt.Fprintf(e.stderr, "caveat: %s (line %d, %s): %s\n", file, s.Line, s.ID, clash)
	}
	findings := know.rules.Judge(p, know.parties, context.KnownAt)
	return outcomeOfFindings(findings), c.print(e.stdout, know, s.ID, s.Title, p, findings)
}

// withContext fills what a pattern does not say from the flags; what it says
// wins.
func withContext(facts assess.Facts, c finding.Context) assess.Facts {
	all := assess.Facts{}
	for key, value := range c.Facts {
		all[key] = []string{value}
	}
	for key, value := range map[string]string{
		"jurisdiction": c.Jurisdiction, "body": c.Body, "act": c.Act, "purpose": c.Purpose, "site": c.Site, "date": c.Date,
	} {
		if value != "" {
			all[key] = []string{value}
		}
	}
	for key, value := range facts {
		all[key] = value
	}
	return all
}

// outcomeOfFindings leaves out duties that look at no maker: they are told, and
// decide nothing.
func outcomeOfFindings(findings []finding.Finding) outcome {
	var o outcome
	for i := range findings {
		switch findings[i].Status {
		case finding.Restricted:
			o.restricted = true
		case finding.Conditional:
			o.undecided = true
		}
	}
	return o
}

func (c *assessCmd) print(w io.Writer, know *knowledge, id, title string, p *assess.Pattern, findings []finding.Finding) error {
	if c.Output == "json" {
		for i := range findings {
			if err := printLine(w, "assessment", assessment{id, findings[i], p.Contradictions}); err != nil {
				return err
			}
		}
		return nil
	}
	return printAssessment(w, know, id, title, p, findings, c.All)
}

// printAssessment shows the findings of a pattern as a person would read them.
func printAssessment(out io.Writer, know *knowledge, id, title string, p *assess.Pattern, findings []finding.Finding, all bool) error {
	w := bufio.NewWriter(out)
	fmt.Fprintf(w, "%s  %s\n", id, title)
	for _, clash := range p.Contradictions {
		fmt.Fprintf(w, "  ! %s\n", clash)
	}
	rest := 0
	for _, status := range []finding.Status{finding.Restricted, finding.Conditional, finding.NotRestricted} {
		for i := range findings {
			f := &findings[i]
			switch {
			case f.Status != status:
			case status == finding.NotRestricted && !all && len(f.Parties) == 0:
				rest++
			default:
				printFinding(w, f, status != finding.NotRestricted || all)
			}
		}
	}
	if rest > 0 {
		fmt.Fprintf(w, "  %d further instruments do not bind here (--all shows why)\n", rest)
	}
	fmt.Fprintf(w, "  Register %s, facts as of %s. It appears so from these facts; it is not legal advice.\n\n", short(know.digest), know.asOf)
	return w.Flush()
}

var statusWord = map[finding.Status]string{
	finding.Restricted: "RESTRICTED", finding.Conditional: "CONDITIONAL", finding.NotRestricted: "not restricted",
}

func printFinding(w io.Writer, f *finding.Finding, full bool) {
	fmt.Fprintf(w, "  %-14s  %s  [%s]  %s\n", statusWord[f.Status], f.Instrument, strings.Join(f.Because, ", "), f.Cite)
	wrapTo(w, 18, f.Says)
	if !full {
		return
	}
	for _, el := range f.Elements {
		mark := map[finding.Truth]string{finding.Yes: "yes", finding.No: "no", finding.NotKnown: "?"}[el.Answer]
		wrapTo(w, 18, fmt.Sprintf("%-3s  %s  (%s)  %s", mark, strings.TrimSpace(el.Ask), el.Cite, el.Fact))
	}
	for _, q := range f.Missing {
		wrapTo(w, 18, "to ask: "+q.Ask)
	}
	if f.Quote != "" && f.Status != finding.NotRestricted {
		wrapTo(w, 18, "“"+f.Quote+"”")
	}
	for _, s := range f.Disputed {
		wrapTo(w, 18, fmt.Sprintf("one source (%s, %s): %s", s.Grade, s.Date, s.Says))
	}
	if f.ReliedOn != "" {
		wrapTo(w, 18, "relied on: "+f.ReliedOn)
		wrapTo(w, 18, "otherwise: "+f.Otherwise)
	}
	if len(f.Unverified) > 0 {
		wrapTo(w, 18, "not checked against a primary source: "+strings.Join(f.Unverified, "; "))
	}
}

// textWidth is how wide text is set for people.
const textWidth = 110

// wrapTo prints text in lines of textWidth, all indented alike.
func wrapTo(w io.Writer, indent int, text string) {
	pad := strings.Repeat(" ", indent)
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > textWidth-indent {
			fmt.Fprintln(w, pad+line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	if line != "" {
		fmt.Fprintln(w, pad+line)
	}
}
