package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/lists"
	"caveat.example/caveat/internal/lists/all"
)

type registerImportCmd struct {
	registerFlags
	Auto         bool     `help:"Find the kind by the file's content."`
	Kinds        bool     `help:"Show the kinds that can be imported."`
	Published    string   `placeholder:"DAY" help:"Day of publication, YYYY-MM-DD, for a file that does not state it."`
	List         string   `placeholder:"ID" help:"Id for the list, where the publication does not fix it (an OpenSanctions data set, say)."`
	AcceptShrink bool     `help:"Take an edition that lost more than a tenth of the entries, or whose file looks cut short."`
	Args         []string `arg:"" optional:"" name:"kind file" help:"KIND and the file or files of one publication; - is standard input. Without KIND give --auto."`
}

// Help is shown below the summary of --help.
func (registerImportCmd) Help() string {
	return `Files of one publication are given together. Nothing is fetched: give them as their publisher issued them.

Every row is accounted for: loaded, merged into another row's entry, or rejected with its place and the reason.
It exits 1 when a row could not be read: the edition is held without it.` + "\n\n" + examples(
		`caveat register import --kinds`,
		`caveat register import us-ofac-sdn sdn.csv alt.csv add.csv sdn_comments.csv`,
		`caveat register import --auto consolidated.csv --published 2026-11-20`,
	)
}

// Run imports the files as one publication.
func (c *registerImportCmd) Run(e *env) (outcome, error) {
	if c.Kinds {
		return outcome{}, printKinds(e.stdout)
	}
	if err := day("--published", c.Published); err != nil {
		return outcome{}, usage(err)
	}
	if c.Published > e.now.UTC().Format(time.DateOnly) {
		return outcome{}, usage(fmt.Errorf("--published %s: that day is still to come", c.Published))
	}
	kind, paths, err := c.split()
	if err != nil {
		return outcome{}, usage(err)
	}
	files, head, done, err := openAll(e, paths)
	defer done()
	if err != nil {
		return outcome{}, err
	}
	imp, err := lists.Choose(all.Importers(), kind, head)
	if err != nil {
		return outcome{}, usage(fmt.Errorf("%s: %w", paths[0], err))
	}
	store, err := c.store(e)
	if err != nil {
		return outcome{}, err
	}
	opt := lists.Options{List: c.List, Options: edition.Options{Published: c.Published, AcceptShrink: c.AcceptShrink, Recorded: e.now}}
	rep, err := lists.Import(store, imp, files, opt)
	if perr := c.print(e, store, rep); err == nil {
		err = perr
	}
	if errors.Is(err, edition.ErrNoDay) {
		return outcome{}, usage(err)
	}
	if errors.Is(err, fault.Invalid) {
		err = fmt.Errorf("nothing was imported: %w", err)
	}
	out := outcome{incomplete: rep.Account.Lost > 0 || rep.Account.Torn != ""}
	if err == nil && out.incomplete {
		err = fmt.Errorf("the edition is held, but not everything could be read (%s): whom they name is not known; look there, or fetch the file again", many(rep.Account.Lost, "row"))
	}
	return out, err
}

// split tells the kind from the files.
func (c *registerImportCmd) split() (kind string, paths []string, err error) {
	args := c.Args
	if !c.Auto && len(args) > 0 {
		kind, args = args[0], args[1:]
	}
	switch {
	case len(args) == 0 && kind != "" && isFile(kind):
		return "", nil, fmt.Errorf("%s is a file: name its KIND first, or give --auto", kind)
	case len(args) == 0:
		return "", nil, errors.New("give KIND and FILE, or --auto FILE; --kinds shows the kinds")
	}
	return kind, args, nil
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

// openAll opens the files and reads the first bytes of the first.
func openAll(e *env, paths []string) (files []lists.Named, head []byte, done func(), err error) {
	var open []*os.File
	done = func() {
		for _, f := range open {
			_ = f.Close() // only read
		}
	}
	for _, p := range paths {
		r, name := e.stdin, "stdin"
		if p != "-" {
			f, err := os.Open(p)
			if err != nil {
				return nil, nil, done, err
			}
			open = append(open, f)
			r, name = f, p
		}
		if len(files) == 0 {
			head = make([]byte, lists.HeadSize)
			n, err := io.ReadFull(r, head)
			if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
				return nil, nil, done, fmt.Errorf("reading %s: %w", p, err)
			}
			head = head[:n]
			r = io.MultiReader(strings.NewReader(string(head)), r)
		}
		files = append(files, lists.Named{Name: name, R: r})
	}
	return files, head, done, nil
}

func printKinds(w io.Writer) error {
	var lines []string
	for _, imp := range all.Importers() {
		a := imp.About()
		ids := append([]string{}, a.Lists...)
		if a.List != "" && a.List != a.Kind {
			ids = append([]string{a.List}, ids...)
		}
		line := fmt.Sprintf("%-24s %s", a.Kind, a.Formats)
		if len(ids) > 0 {
			line += " (lists: " + strings.Join(ids, ", ") + ")"
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	_, err := fmt.Fprintln(w, strings.Join(lines, "\n"))
	return err
}

// An imported is one edition of an import, as JSON.
type imported struct {
	edition.Result
	Register string `json:"register"`
}

// print tells what was imported. The account is printed always.
func (c *registerImportCmd) print(e *env, s *edition.Store, rep lists.Report) error {
	if c.json() {
		for _, r := range rep.Results {
			if err := printLine(e.stdout, "edition", imported{r, s.Dir()}); err != nil {
				return err
			}
		}
		if len(rep.Results) == 0 {
			if err := printLine(e.stdout, "account", rep.Account); err != nil {
				return err
			}
		}
		for _, l := range rep.Lost {
			if err := printLine(e.stdout, "rejected", l); err != nil {
				return err
			}
		}
		return nil
	}
	var b strings.Builder
	for _, r := range rep.Results {
		writeResult(&b, r, e.now)
	}
	if len(rep.Results) == 0 && rep.Account.Rows > 0 {
		fmt.Fprintln(&b, "not imported:", rep.Account.Tally)
		writeReasons(&b, rep.Account)
	}
	for _, l := range rep.Lost {
		fmt.Fprintf(&b, "  not read: %s: %s\n", l.Origin, l.Reason)
	}
	_, err := io.WriteString(e.stdout, b.String())
	return err
}

func writeResult(b *strings.Builder, r edition.Result, now time.Time) {
	state := "new"
	if r.AlreadyHeld {
		state = "already held"
	}
	fmt.Fprintf(b, "%s: edition of %s%s, %s old, %s: %s\n", r.List, r.Published, basis(r.Basis), many(r.Age(now), "day"), many(r.Entries, "entry"), state)
	fmt.Fprintf(b, "  %s\n", r.Account.Tally)
	if r.Account.Carried > 0 {
		fmt.Fprintf(b, "  %s carried over from %s\n", many(r.Account.Carried, "entry"), short(r.Base))
	}
	writeReasons(b, r.Account)
	if r.Account.Torn != "" {
		fmt.Fprintf(b, "  TORN: %s\n", r.Account.Torn)
	}
	if r.Previous != "" {
		fmt.Fprintf(b, "  the edition before it has %s: %s\n", many(r.Before, "entry"), short(r.Previous))
	}
	fmt.Fprintf(b, "  #%d %s\n", r.N, short(r.Digest))
}

func writeReasons(b *strings.Builder, a edition.Account) {
	for _, why := range a.Reasons {
		fmt.Fprintf(b, "  rejected %d: %s; first at %s\n", why.Count, why.Reason, why.First)
	}
}

// basis says how the day of publication is known, where the file did not say.
func basis(b edition.Basis) string {
	switch b {
	case edition.Given:
		return " (by --published)"
	case edition.NewestEntry:
		return " or later (by its newest entry)"
	}
	return ""
}
