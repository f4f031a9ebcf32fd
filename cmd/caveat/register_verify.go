package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/lists"
	"caveat.example/caveat/internal/lists/all"
)

type registerVerifyCmd struct {
	registerFlags
	Dir string `arg:"" optional:"" help:"The register folder. Default: that of --register."`
}

// Help is shown below the summary of --help.
func (registerVerifyCmd) Help() string {
	return examples(
		`caveat register verify`,
		`caveat register verify -o json /srv/register`,
	)
}

// Run checks all that is held, and reads every kept source again.
func (c *registerVerifyCmd) Run(e *env) (outcome, error) {
	dir := cmp.Or(c.Dir, c.Register)
	if dir == "" {
		var err error
		if dir, err = registerDir(e); err != nil {
			return outcome{}, usage(err)
		}
		if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
			fmt.Fprintf(e.stderr, "caveat: no edition is held in %s: there is nothing to verify (caveat register import makes one)\n", dir)
			return outcome{nothing: true}, nil
		}
	}
	checks, err := edition.Verify(dir, lists.Again(all.Importers(), ""))
	if err != nil {
		return outcome{}, err
	}
	bad, editions := 0, map[int]bool{}
	for _, check := range checks {
		if !check.OK {
			bad++
		}
		if check.N > 0 {
			editions[check.N] = true
		}
	}
	if err := c.print(e.stdout, checks); err != nil {
		return outcome{}, err
	}
	if bad > 0 {
		return outcome{incomplete: true}, fmt.Errorf("%d of %s failed: do not rely on this register; import the publications again into a new one", bad, many(len(checks), "check"))
	}
	if !c.json() {
		if _, err := fmt.Fprintf(e.stdout, "%s verified\n", many(len(editions), "edition")); err != nil {
			return outcome{}, err
		}
	}
	return outcome{nothing: len(editions) == 0}, nil
}

func (c *registerVerifyCmd) print(w io.Writer, checks []edition.Check) error {
	var b strings.Builder
	for _, check := range checks {
		if c.json() {
			if err := printLine(&b, "check", check); err != nil {
				return err
			}
			continue
		}
		word := "ok"
		switch {
		case !check.OK:
			word = "WRONG"
		case check.Skipped:
			word = "note"
		}
		what := check.Check
		if check.N > 0 {
			what = fmt.Sprintf("#%d %s of %s: %s", check.N, check.List, check.Day, check.Check)
		}
		if check.Note != "" {
			what += ": " + check.Note
		}
		fmt.Fprintf(&b, "%-5s %s\n", word, what)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
