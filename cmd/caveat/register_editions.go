package main

import "fmt"

type registerEditionsCmd struct {
	registerFlags
}

// Help is shown below the summary of --help.
func (registerEditionsCmd) Help() string {
	return examples(
		`caveat register editions`,
	)
}

// Run lists what has been imported, in the order in which it was recorded.
func (c *registerEditionsCmd) Run(e *env) (outcome, error) {
	store, err := c.store(e)
	if err != nil {
		return outcome{}, err
	}
	held := store.Editions()
	for _, r := range held {
		if c.json() {
			err = printLine(e.stdout, "edition", r)
		} else {
			_, err = fmt.Fprintf(e.stdout, "#%d %s of %s%s: %s old, %s, %s, %s\n", r.N, r.List, r.Published, basis(r.Basis), many(r.Age(e.now), "day"), many(r.Entries, "entry"), r.Importer, short(r.Digest))
		}
		if err != nil {
			return outcome{}, err
		}
	}
	if len(held) == 0 {
		fmt.Fprintf(e.stderr, "caveat: no edition is held in %s\n", store.Dir())
	}
	return outcome{nothing: len(held) == 0}, nil
}
