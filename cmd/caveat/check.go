package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"caveat.example/caveat/internal/check"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
)

// checkCmd is the main job: items in, answers out.
type checkCmd struct {
	Paths []string `arg:"" name:"path" help:"Files or folders; - is standard input. What a file is, is found by its content."`

	As       string            `group:"input" enum:",bid,inventory,bom,prose" default:"" placeholder:"WORD" help:"What the documents are: bid, inventory, bom or prose. Default: found by content."`
	Map      map[string]string `group:"input" mapsep:"none" placeholder:"KEY=HEADER" help:"Take the column called HEADER for KEY, as maker=Fabricante. May be repeated."`
	List     []string          `group:"input" sep:"none" placeholder:"FILE" help:"A list of your own beside the register: CSV or JSON Lines with id, name, aliases, kind, list. Whoever is on it is not clear. May be repeated."`
	Register string            `group:"input" placeholder:"DIR" help:"Folder of imported editions (see caveat register import): whoever is on one is not clear. Default: that of your data directory, where there is one."`
	DryRun   bool              `group:"input" help:"Only say how each file would be read: which reader, which column for what, what is damaged."`

	contextFlags `embed:""`
	outputFlags  `embed:""`

	resumeFlags `embed:""`

	MaxAge *int `group:"output" placeholder:"DAYS" help:"Exit 6 when the register, or an edition that was imported, is older than that many days."`
}

// Help is shown below the summary of --help.
func (checkCmd) Help() string {
	return `What is found of every item is in one of four states; unknown is never clear.
The exit code says the worst of them (caveat --help).` + "\n\n" + examples(
		`caveat check register.csv`,
		`caveat check --body uk_local_authority --act procure --date 2024-05-01 bid.xlsx`,
		`caveat check -o table -o html=report.html tender-pack/`,
		`caveat check --dry-run --map maker=Fabricante export.csv`,
		`cat labels.txt | caveat check -`,
	)
}

// Run checks every item of the paths. What was found before an error or an
// interrupt is reported too.
func (c *checkCmd) Run(e *env) (outcome, error) {
	context, err := c.context(e.now)
	if err != nil {
		return outcome{}, err
	}
	if err := c.valid(); err != nil {
		return outcome{}, usage(err)
	}
	know, err := c.load()
	if err != nil {
		return outcome{}, err
	}
	if err := know.understands(context); err != nil {
		return outcome{}, usage(err)
	}
	if c.DryRun {
		return plan(e, c.Paths, intake.Options{Readers: know.readers, Known: know.known, As: c.As, Map: c.Map})
	}
	j, err := c.begin(e, know, context)
	if err != nil {
		return outcome{}, err
	}
	sum, err := c.run(e, know, j)
	err = errors.Join(err, j.end(sum, err))
	result := outcomeOf(sum)
	result.stale, err = c.stale(e, know, err)
	return result, err
}

// run tells out of every item.
func (c *checkCmd) run(e *env, know *knowledge, j *journey) (finding.Summary, error) {
	who, law, err := know.in(j.run.Context)
	if err != nil {
		return finding.Summary{}, err
	}
	whole := true
	if len(c.List) > 0 {
		if law, whole, err = readLists(e, c.List, law); err != nil {
			return finding.Summary{}, err
		}
	}
	if law, err = inEditions(know.held, know, j.run.Context.Date, law); err != nil {
		return finding.Summary{}, err
	}
	whole = whole && know.held.whole
	if err := j.start(); err != nil {
		return finding.Summary{}, err
	}
	bar := newProgress(e, j.out.streamsToTerminal(), c.outputFlags)
	bar.before, bar.items = j.options.ReadBefore, j.told().Items
	j.options.Progress = bar.bytes
	sink := bar.watch(j.out)
	if !whole {
		sink = spoiled{sink}
	}
	sum, err := check.GoOn(e.ctx, j.told(), j.read(e), who, law, j.keeper(sink))
	sum.Complete = sum.Complete && whole
	return sum, err
}

// valid checks what kong cannot.
func (c *checkCmd) valid() error {
	if c.MaxAge != nil && *c.MaxAge < 0 {
		return fmt.Errorf("--max-age %d: give a number of days, 0 or more", *c.MaxAge)
	}
	if slices.Contains(c.Paths, "") {
		return errors.New("an empty path was given; write . for the current folder")
	}
	return validMap(c.Map)
}

// validMap checks the mappings of --map. A column is taken for one thing: of two
// keys for it, which was followed would be chance.
func validMap(mapping map[string]string) error {
	taken := map[string]string{}
	for _, key := range sortedKeys(mapping) {
		if !slices.Contains(mappable(), key) {
			return fmt.Errorf("--map %s=…: there is no key %q%s; the keys are %s", key, key, didYouMean(key, mappable()), strings.Join(mappable(), ", "))
		}
		header := strings.ToLower(strings.TrimSpace(mapping[key]))
		if other, two := taken[header]; two {
			return fmt.Errorf("--map %s=%s: that column is mapped to %s already; a column is taken for one key", key, mapping[key], other)
		}
		if header == "" {
			return fmt.Errorf("--map %s=: say which column, as %s=Fabricante", key, key)
		}
		taken[header] = key
	}
	return nil
}

// stale says whether the register is older than --max-age allows.
func (c *checkCmd) stale(e *env, know *knowledge, err error) (bool, error) {
	if c.MaxAge == nil {
		return false, err
	}
	asOf, parseErr := time.Parse(time.DateOnly, know.asOf)
	if parseErr != nil {
		return true, errors.Join(err, fmt.Errorf("the register does not say how old it is: %w", parseErr))
	}
	if age := int(e.now.UTC().Sub(asOf).Hours() / 24); age > *c.MaxAge {
		fmt.Fprintf(e.stderr, "caveat: the register is %s old (facts as of %s), and --max-age allows %d; get a newer caveat\n", many(age, "day"), know.asOf, *c.MaxAge)
		return true, err
	}
	for _, l := range know.held.tell(e.now.UTC().Format(time.DateOnly)) {
		if l.Days > *c.MaxAge {
			fmt.Fprintf(e.stderr, "caveat: the edition of %s is %s old (%s), and --max-age allows %d; import a newer one\n", l.List, many(l.Days, "day"), l.Published, *c.MaxAge)
			return true, err
		}
	}
	return false, err
}
