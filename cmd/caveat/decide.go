package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/screen"
)

// decideCmd records that a subject is not the party that it was taken for.
type decideCmd struct {
	Subject string `arg:"" help:"The name as it was screened."`
	Listed  string `arg:"" help:"The party's id, or the name of the row, that it was taken for."`

	Decisions string   `required:"" placeholder:"FILE" help:"The file of decisions; the decision is added at its end."`
	Reason    string   `required:"" placeholder:"TEXT" help:"Why, in words."`
	By        string   `required:"" placeholder:"NAME" help:"Who decides."`
	Expires   string   `placeholder:"DAY" help:"Last day on which it holds, YYYY-MM-DD. Default: until either side changes."`
	Reopen    bool     `help:"Take an earlier decision back."`
	Register  string   `placeholder:"DIR" help:"The folder of imported editions that it was screened against."`
	List      []string `sep:"none" placeholder:"FILE" help:"The lists of your own that it was screened against. May be repeated."`
}

// Help is shown below the summary of --help.
func (decideCmd) Help() string {
	return `Decisions are added, never changed: to take one back is a line of its own. Give the
file to caveat screen --decisions.` + "\n\n" + examples(
		`caveat decide --decisions decisions.jsonl --by "J. Shah" --reason "another company, see its registration" "Dahua Farm Supplies" dahua`,
		`caveat decide --reopen --decisions decisions.jsonl --by "J. Shah" --reason "it moved" "Dahua Farm Supplies" dahua`,
	)
}

// Run screens the subject again, so that the decision holds for the edition that
// is in force now, and writes it down.
func (c *decideCmd) Run(e *env) (outcome, error) {
	if err := day("--expires", c.Expires); err != nil {
		return outcome{}, usage(err)
	}
	today := e.now.UTC().Format(time.DateOnly)
	s := screenCmd{List: c.List, Register: c.Register}
	_, index, _, err := s.index(e, today)
	if err != nil {
		return outcome{}, err
	}
	a := index.NewSearcher().Search(c.Subject, screen.Options{Limit: 1000, Edition: true})
	h, err := c.find(&a)
	if err != nil {
		return outcome{}, usage(err)
	}
	d := screen.Decision{
		Verdict: screen.Cleared, Subject: c.Subject, Party: h.Party, Listed: h.Name, Edition: h.Edition,
		Reason: c.Reason, By: c.By, At: today, Expires: c.Expires,
	}
	if c.Reopen {
		d.Verdict = screen.Reopened
	}
	if err := d.Valid(); err != nil {
		return outcome{}, usage(err)
	}
	if err := c.append(&d); err != nil {
		return outcome{}, err
	}
	return outcome{}, c.tell(e, d)
}

func (c *decideCmd) tell(e *env, d screen.Decision) error {
	says := fmt.Sprintf("%q is not %s (%s). It holds until either side changes%s", d.Subject, d.Listed, d.Edition, until(d.Expires))
	if c.Reopen {
		says = fmt.Sprintf("whether %q is %s (%s) is open again", d.Subject, d.Listed, d.Edition)
	}
	if _, err := fmt.Fprintf(e.stdout, "%s: %s.\n", d.Verdict, says); err != nil {
		return fmt.Errorf("the decision is in %s; telling so: %w", c.Decisions, err)
	}
	return nil
}

func until(day string) string {
	if day == "" {
		return ""
	}
	return ", and to " + day + " at most"
}

func (c *decideCmd) find(a *screen.Answer) (*screen.Hit, error) {
	var names []string
	for i := range a.Hits {
		h := &a.Hits[i]
		if strings.EqualFold(h.Party, c.Listed) || strings.EqualFold(h.Name, c.Listed) {
			return h, nil
		}
		names = append(names, h.Name)
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%q is like nothing that is listed, so there is nothing to decide: %w", c.Subject, fault.NotFound)
	}
	return nil, fmt.Errorf("%q was not taken for %q; it may be %s: %w", c.Subject, c.Listed, strings.Join(names[:min(len(names), 5)], "; "), fault.NotFound)
}

// append adds one line; what was decided before is never changed.
func (c *decideCmd) append(d *screen.Decision) error {
	line, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("writing the decision: %w", err)
	}
	f, err := os.OpenFile(c.Decisions, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("opening the decisions: %w", err)
	}
	_, err = f.Write(append(line, '\n'))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("writing the decision to %s: %w", c.Decisions, err)
	}
	return nil
}
