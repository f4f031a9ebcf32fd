package opensanctions

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"caveat.example/caveat/internal/lists"
	"caveat.example/caveat/internal/name"
)

// A common is the data sets that all parties of an export are from. Where there
// is one, the export is of that data set, and its list is one of its own; the
// export of a collection does not say which, and two of them need --list.
type common struct {
	sets []string
	any  bool
}

func (c *common) add(sets []string) {
	if !c.any {
		c.any, c.sets = true, slices.Clone(sets)
		return
	}
	c.sets = slices.DeleteFunc(c.sets, func(s string) bool { return !slices.Contains(sets, s) })
}

// peek adds the data sets of a table of targets.
func (c *common) peek(f lists.File) error {
	r := csv.NewReader(f.R)
	r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = true, -1, true
	at, width := -1, 0
	for {
		row, err := r.Read()
		if err != nil {
			break // what is wrong with a row is said when it is counted
		}
		if at < 0 {
			if at = slices.Index(row, "dataset"); at < 0 {
				break
			}
			width = len(row)
		} else if len(row) >= width { // a row that was cut says nothing of its data set
			c.add(lists.SplitAliases(row[at]))
		}
	}
	if _, err := f.R.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("%s: %w", f.Source.Name, err)
	}
	return nil
}

// name gives the draft the one data set's name.
func (c *common) name(in lists.Input, out interface{ Part(id string) }) {
	if in.Named || len(c.sets) != 1 {
		return
	}
	var words []string
	for w := range name.Words(name.Fold(strings.ReplaceAll(c.sets[0], "_", " "))) {
		words = append(words, w)
	}
	if id := strings.Join(words, "-"); id != "" {
		out.Part(id[:min(len(id), 80)])
	}
}
