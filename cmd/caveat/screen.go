package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"caveat.example/caveat/internal/ident"
	"caveat.example/caveat/internal/lists/own"
	"caveat.example/caveat/internal/name"
	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/internal/screen"
	"caveat.example/caveat/makers"
)

// screenCmd finds names and identifiers among the parties of the register and
// the rows of the user's own lists.
type screenCmd struct {
	Names []string `arg:"" optional:"" name:"name" help:"Names or identifiers to look for; - reads them from standard input, one a line."`

	File      []string `short:"f" group:"input" sep:"none" placeholder:"FILE" help:"Read names from FILE: one a line, or a CSV file (see --column). May be repeated."`
	Pairs     string   `group:"input" placeholder:"FILE" help:"Compare the two names on each row of a CSV file (columns left and right): in no list, but a party of the register that bears both names is named."`
	List      []string `group:"input" sep:"none" placeholder:"FILE" help:"A list of your own beside the register: CSV or JSON Lines with id, name, aliases, kind, list. May be repeated."`
	Register  string   `group:"input" placeholder:"DIR" help:"Folder of imported editions (see caveat register import). Default: that of your data directory, where there is one."`
	Column    string   `group:"input" placeholder:"HEADER" help:"The column of a CSV file that holds the names. Default: name, supplier, company or the first."`
	Decisions string   `group:"input" placeholder:"FILE" help:"Decisions that were made before (see caveat decide): pairs that they cleared stay cleared."`

	Min     float64 `group:"output" placeholder:"SCORE" help:"Show nothing below this score, between 0 and 1. Default: 0.25."`
	Limit   int     `group:"output" default:"10" placeholder:"N" help:"Show at most N parties for each name."`
	Explain bool    `group:"output" help:"Show word by word why each name matched, and how the party belongs to its family."`
	Output  string  `group:"output" short:"o" enum:",table,json,csv" default:"" placeholder:"FORMAT" help:"table, json (JSON Lines) or csv. Default: table."`
	Date    string  `group:"context" placeholder:"DAY" help:"Relations and decisions as of that day, YYYY-MM-DD. Default: today."`
}

// Help is shown below the summary of --help.
func (screenCmd) Help() string {
	return `A match is a name, not a prohibition: whether a rule binds you is another question.` + "\n\n" + examples(
		`caveat screen "Hikvison UK Limited" "海康威视"`,
		`caveat screen --explain -f suppliers.csv --column supplier`,
		`caveat screen -o json -f names.txt`,
		`caveat screen --pairs pairs.csv`,
	)
}

// Run screens the names, or compares the pairs.
func (c *screenCmd) Run(e *env) (outcome, error) {
	if err := c.valid(); err != nil {
		return outcome{}, usage(err)
	}
	if c.Pairs != "" {
		return c.pairs(e)
	}
	day := c.today(e)
	decisions, err := c.remembered()
	if err != nil {
		return outcome{}, err
	}
	reg, index, whole, err := c.index(e, day)
	if err != nil {
		return outcome{}, err
	}
	sink := newScreenSink(e.stdout, c.format(), c.Explain)
	run := &screening{cmd: c, env: e, reg: reg, decisions: decisions, day: day, sink: sink}
	err = run.all(index)
	if flushed := sink.flush(); err == nil {
		err = flushed
	}
	out := run.outcome
	out.incomplete = out.incomplete || !whole
	out.nothing = run.queries == 0
	return out, err
}

// today is the day that counts for relations and decisions.
func (c *screenCmd) today(e *env) string {
	if c.Date != "" {
		return c.Date
	}
	return e.now.UTC().Format(time.DateOnly)
}

// valid checks what kong cannot.
func (c *screenCmd) valid() error {
	switch {
	case c.Pairs == "" && len(c.Names) == 0 && len(c.File) == 0:
		return errors.New("nothing to screen was given; write names, or -f FILE, or - for standard input")
	case c.Pairs != "" && (len(c.Names) > 0 || len(c.File) > 0):
		return errors.New("--pairs compares the rows of its file and takes no names beside it")
	case c.Pairs != "" && len(c.List)+len(c.Register) > 0:
		return errors.New("--pairs looks in no list; leave --list and --register out")
	case c.Min < 0 || c.Min > 1:
		return fmt.Errorf("--min %v: give a score between 0 and 1", c.Min)
	case c.Limit < 1 || c.Limit > 1000:
		return fmt.Errorf("--limit %d: give a number between 1 and 1000", c.Limit)
	case slices.Contains(c.Names, "-") && len(c.Names) > 1:
		return errors.New("- reads names from standard input and takes no others beside it")
	}
	return day("--date", c.Date)
}

func (c *screenCmd) format() string {
	if c.Output == "" {
		return "table"
	}
	return c.Output
}

// index builds the index of the register's parties and the lists. whole is false
// when rows of a list could not be taken: then no "none" can be relied on. Lists
// are read while those before them are indexed.
func (c *screenCmd) index(e *env, day string) (reg *register.Register, index *screen.Index, whole bool, err error) {
	// An index is built once and then only read: half the usual room for
	// garbage costs little time.
	defer debug.SetGCPercent(debug.SetGCPercent(50))
	batches := make(chan []screen.Record, 4)
	done := make(chan struct{})
	defer close(done)
	var read bool
	var failed error // both are looked at once batches is closed
	go func() {
		defer close(batches)
		read, failed = c.lists(e, day, func(batch []screen.Record) {
			select {
			case batches <- batch:
			case <-done:
			}
		})
	}()
	if reg, err = register.Load(makers.FS()); err != nil {
		return nil, nil, false, fmt.Errorf("reading the register: %w", err)
	}
	b := screen.NewBuilder(name.Default(), 16_000*min(len(c.List)+1, 2)/2)
	b.Add(screen.Parties(reg, day))
	for batch := range batches {
		b.Add(batch)
	}
	if failed != nil {
		return nil, nil, false, failed
	}
	return reg, b.Index(), read, nil
}

// lists reads the user's own lists and the imported editions, and gives their
// rows on in batches.
func (c *screenCmd) lists(e *env, day string, take func([]screen.Record)) (whole bool, err error) {
	whole = true
	for _, path := range c.List {
		ok, err := streamList(e, path, take)
		if err != nil {
			return false, err
		}
		whole = whole && ok
	}
	held, err := readEditions(e, c.Register, day)
	if err != nil {
		return false, err
	}
	take(held.records)
	return whole && held.whole, nil
}

// readList reads a whole list of the user's own.
func readList(e *env, path string) (records []screen.Record, whole bool, err error) {
	whole, err = streamList(e, path, func(batch []screen.Record) { records = append(records, batch...) })
	return records, whole, err
}

// streamList reads a list of the user's own, gives its rows on in batches, and
// accounts for them on stderr.
func streamList(e *env, path string, take func([]screen.Record)) (whole bool, err error) {
	f, err := os.Open(path)
	if err != nil {
		return false, fmt.Errorf("opening the list %s: %w", path, err)
	}
	defer f.Close()
	const size = 1024
	batch := make([]screen.Record, 0, size)
	report, err := own.Read(interruptible(e.ctx, f), path, func(r own.Row) {
		if batch = append(batch, rowRecord(r, path)); len(batch) == size {
			take(batch)
			batch = make([]screen.Record, 0, size)
		}
	})
	if err != nil {
		return false, fmt.Errorf("reading the list: %w", err)
	}
	take(batch)
	account(e.stderr, path, report)
	return len(report.Rejects) == 0, nil
}

// rowRecord is a row of a list as a record to be screened against.
func rowRecord(r own.Row, path string) screen.Record {
	rec := screen.Record{ID: r.ID, List: r.List, Name: r.Name, Person: strings.EqualFold(r.Kind, "person"), Source: path + " (" + r.At + ")"}
	for _, a := range r.Aliases {
		rec.Aliases = append(rec.Aliases, screen.Alias{Text: a, Kind: "alias"})
	}
	for _, id := range r.IDs {
		if v, ok := ident.ParseTyped(id); ok {
			rec.IDs = append(rec.IDs, v)
		}
	}
	return rec
}

// account says what became of every row of a list.
func account(w io.Writer, path string, r own.Report) {
	fmt.Fprintf(w, "caveat: %s: %s: %d loaded, %s, %d rejected\n", path, many(r.Rows, "row"), r.Loaded, many(r.Headers, "repeated header"), len(r.Rejects))
	for i, reject := range r.Rejects {
		if i == 20 {
			fmt.Fprintf(w, "caveat: %s: and %d more\n", path, len(r.Rejects)-i)
			break
		}
		fmt.Fprintf(w, "caveat: %s (%s): rejected: %s\n", path, reject.At, reject.Reason)
	}
	if len(r.Unknown) > 0 {
		fmt.Fprintf(w, "caveat: %s: columns that were not looked at: %s\n", path, strings.Join(r.Unknown, ", "))
	}
}

func (c *screenCmd) remembered() (*screen.Decisions, error) {
	if c.Decisions == "" {
		return nil, nil //nolint:nilnil // no decisions are remembered: Apply takes nil
	}
	f, err := os.Open(c.Decisions)
	if err != nil {
		return nil, fmt.Errorf("opening the decisions: %w", err)
	}
	defer f.Close()
	return screen.ReadDecisions(f, c.Decisions)
}
