package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/lists/kev"
)

// makersKEVCmd reads CISA's catalogue and says which entries are about makers
// of the register.
type makersKEVCmd struct {
	File string `arg:"" help:"known_exploited_vulnerabilities.json, as CISA publishes it; - is standard input."`
}

// Help is shown below the summary of --help.
func (makersKEVCmd) Help() string {
	return examples(
		`caveat makers kev known_exploited_vulnerabilities.json`,
	)
}

// Run prints an entry for each maker, and what makers/ lacks.
func (c *makersKEVCmd) Run(e *env) (outcome, error) {
	know, err := load()
	if err != nil {
		return outcome{}, err
	}
	catalogue, err := c.read(e)
	if err != nil {
		return outcome{}, err
	}
	links := kev.Links(catalogue, know.parties)
	out := errPrinting{print: func(f string, a ...any) (int, error) { return fmt.Fprintf(e.stdout, f, a...) }}
	out.f("%s %s: %d entries, %d about makers of the register (never a reason for \"restricted\")\n", catalogue.Title, catalogue.Version, catalogue.Count, len(links))
	missing := 0
	for _, l := range links {
		state := ""
		if !l.Known {
			state = "not yet in makers/"
			missing++
		}
		out.f("%s  %s\n", l.Entry.CVE, joinWords(" · ", l.Party, l.Entry.Product, "added "+l.Entry.Added, "due "+l.Entry.Due, state, l.Changed))
		if len(l.Makers) > 0 {
			out.f("    made for it by: %s\n", strings.Join(l.Makers, ", "))
		}
		if len(l.Brands) > 0 {
			out.f("    also sold, all or in part, as: %s\n", strings.Join(l.Brands, ", "))
		}
	}
	out.f("%d of these are not yet in makers/\n", missing)
	return outcome{}, out.err
}

func (c *makersKEVCmd) read(e *env) (catalogue kev.Catalogue, err error) {
	if c.File == "-" {
		return kev.Read(e.stdin, &cite.Source{Name: "standard input"})
	}
	f, err := os.Open(c.File)
	if err != nil {
		return kev.Catalogue{}, usage(err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return kev.Read(f, &cite.Source{Name: c.File})
}
