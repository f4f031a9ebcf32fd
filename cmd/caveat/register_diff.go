package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/fault"
)

type registerDiffCmd struct {
	registerFlags
	Args []string `arg:"" name:"list old new" help:"LIST OLD NEW, where an edition is its day, its number (#3) or the first of its digest; OLD NEW, when no other list has such; LIST alone compares its last two."`
}

// Help is shown below the summary of --help.
func (registerDiffCmd) Help() string {
	return examples(
		`caveat register diff us-csl`,
		`caveat register diff us-csl 2026-10-01 2026-11-20`,
	)
}

// Run compares two editions.
func (c *registerDiffCmd) Run(e *env) (outcome, error) {
	store, err := c.store(e)
	if err != nil {
		return outcome{}, err
	}
	from, to, err := c.find(store)
	if err != nil {
		return outcome{}, err
	}
	changes, err := store.Diff(from, to)
	if err != nil {
		return outcome{}, err
	}
	if c.json() {
		return outcome{}, printDiff(e.stdout, from, to, changes)
	}
	_, err = io.WriteString(e.stdout, diffText(from, to, changes))
	return outcome{}, err
}

func (c *registerDiffCmd) find(s *edition.Store) (from, to edition.Record, err error) {
	list, args := "", c.Args
	if len(args) == 1 || len(args) == 3 {
		list, args = args[0], args[1:]
	}
	switch {
	case len(args) == 0:
		return lastTwo(s, list)
	case len(args) != 2:
		return from, to, usage(errors.New("give LIST OLD NEW, OLD NEW, or LIST"))
	}
	if from, err = s.Find(list, args[0]); err != nil {
		return from, to, err
	}
	if to, err = s.Find(list, args[1]); err != nil {
		return from, to, err
	}
	if from.List != to.List {
		return from, to, fmt.Errorf("%s is an edition of %s, %s of %s: %w", args[0], from.List, args[1], to.List, fault.Invalid)
	}
	return from, to, nil
}

func lastTwo(s *edition.Store, list string) (from, to edition.Record, err error) {
	to, ok := s.Latest(list, "")
	if !ok {
		return from, to, fmt.Errorf("no edition of %q is held: %w; `caveat register editions` shows what is", list, fault.NotFound)
	}
	for _, r := range s.Editions() {
		if r.List == to.List && r.N != to.N && r.Published >= from.Published {
			from = r
		}
	}
	if from.N == 0 {
		return from, to, fmt.Errorf("only one edition of %s is held: nothing to compare it with: %w", list, fault.NotFound)
	}
	return from, to, nil
}

// A diffHead is the first line of a comparison, as JSON.
type diffHead struct {
	List    string      `json:"list"`
	Old     diffEdition `json:"old"`
	New     diffEdition `json:"new"`
	Added   int         `json:"added"`
	Removed int         `json:"removed"`
	Changed int         `json:"changed"`
}

type diffEdition struct {
	Published string `json:"published"`
	Digest    string `json:"digest"`
	Entries   int    `json:"entries"`
}

func headOf(from, to edition.Record, changes []edition.Change) diffHead {
	h := diffHead{
		List: to.List,
		Old:  diffEdition{from.Published, from.Digest, from.Entries},
		New:  diffEdition{to.Published, to.Digest, to.Entries},
	}
	for _, c := range changes {
		switch c.Change {
		case edition.Added:
			h.Added++
		case edition.Removed:
			h.Removed++
		case edition.Changed:
			h.Changed++
		}
	}
	return h
}

func printDiff(w io.Writer, from, to edition.Record, changes []edition.Change) error {
	if err := printLine(w, "diff", headOf(from, to, changes)); err != nil {
		return err
	}
	for _, c := range changes {
		if err := printLine(w, "change", c); err != nil {
			return err
		}
	}
	return nil
}

func diffText(from, to edition.Record, changes []edition.Change) string {
	var b strings.Builder
	h := headOf(from, to, changes)
	fmt.Fprintf(&b, "%s: %s (%s) → %s (%s): %d added, %d removed, %d changed\n",
		h.List, h.Old.Published, many(h.Old.Entries, "entry"), h.New.Published, many(h.New.Entries, "entry"), h.Added, h.Removed, h.Changed)
	sign := map[edition.ChangeKind]string{edition.Added: "+", edition.Removed: "-", edition.Changed: "~"}
	for _, c := range changes {
		entry := c.New
		if entry == nil {
			entry = c.Old
		}
		fmt.Fprintf(&b, "%s %s [%s] %s\n", sign[c.Change], c.Name, c.ID, entry.Origin)
		for _, f := range c.Fields {
			for _, v := range f.Removed {
				fmt.Fprintf(&b, "    %s - %s\n", f.Field, v)
			}
			for _, v := range f.Added {
				fmt.Fprintf(&b, "    %s + %s\n", f.Field, v)
			}
		}
	}
	return b.String()
}
