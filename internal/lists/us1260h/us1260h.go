// Package us1260h knows the list of Chinese military companies under section
// 1260H as a table with the history of the list: a row for each time that a
// notice named or restated a company, with the day of the notice, and where it
// was taken off the day of that. It makes one Edition for each of these days.
package us1260h

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/lists"
)

// Importer reads the history.
type Importer struct{}

// About describes the publication.
func (Importer) About() lists.About {
	return lists.About{
		Kind: "us-1260h-versions", Version: 1, List: "us-1260H", Title: "US Chinese military companies, section 1260H",
		Home: "https://www.federalregister.gov", Formats: "CSV with start and end dates",
	}
}

// Accepts knows the heading.
func (Importer) Accepts(head []byte) bool {
	return lists.HasHeading(head, ',', "Clean Name", "Parent Name", "Start date", "End date")
}

var table = lists.Table{Columns: []string{"Name", "Clean Name", "Alias", "Previous Name", "Parent Name", "Note", "Start date", "End date", "Source Url"}}

// maxRows bounds the table, which is held in memory. The list has hundreds.
const maxRows = 100_000

// A row is one statement that a company is on the list.
type row struct {
	at           cite.Origin
	entry        edition.Entry
	start, until edition.Day
	bad          string
}

// Import reads one file.
func (Importer) Import(in lists.Input, out *edition.Draft) error {
	var rows []row
	var days []edition.Day
	for _, f := range in.Files {
		for r, err := range table.Rows(f, out) {
			if err != nil {
				return err
			}
			if len(rows) == maxRows {
				return fmt.Errorf("%s: more than %d rows: %w", f.Source.Name, maxRows, fault.Limit)
			}
			rows = append(rows, read(r))
		}
	}
	// What the table itself rejected is rejected in every version.
	broken, err := out.Rejected()
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.bad == "" {
			days = append(days, r.start)
			if r.until != "" {
				days = append(days, r.until)
			}
		}
	}
	slices.Sort(days)
	if len(days) == 0 {
		return fmt.Errorf("no row says since when: %w", fault.Invalid)
	}
	for _, day := range slices.Compact(days) {
		if err := version(out, day, rows, broken); err != nil {
			return err
		}
	}
	return nil
}

func read(r lists.Row) row {
	out := row{at: r.At}
	name := strings.TrimSuffix(r.Get("Clean Name"), "*")
	e := edition.Entry{Kind: edition.Organisation, Parent: r.Get("Parent Name"), Note: r.Get("Note"), Cite: r.Get("Source Url"), Origin: r.At}
	e.ID = edition.MadeID(name, "")
	lists.Printed(&e, name, edition.Primary, "")
	for _, a := range lists.SplitAliases(r.Get("Alias")) {
		e.Name(a, edition.Alias, "")
	}
	for _, p := range lists.SplitAliases(r.Get("Previous Name")) {
		e.Name(p, edition.Former, "")
	}
	var ok bool
	if out.start, ok = lists.Day(r.Get("Start date"), time.DateOnly); !ok || out.start == "" {
		out.bad = fmt.Sprintf("start date %q", r.Get("Start date"))
	}
	if out.until, ok = lists.Day(r.Get("End date"), time.DateOnly); !ok {
		out.bad = fmt.Sprintf("end date %q", r.Get("End date"))
	}
	if len(e.Names) == 0 {
		out.bad = "no name in it"
	}
	out.entry = e
	return out
}

// version tells of the list as it was on a day. Of several rows for a company
// the newest is its entry, the others are merged into it: they say since when.
func version(out *edition.Draft, day edition.Day, rows []row, broken []edition.Rejection) error {
	v, err := out.Version(day)
	if err != nil {
		return err
	}
	newest, since := map[string]int{}, map[string]edition.Day{}
	for i, r := range rows {
		if r.bad != "" || r.start > day || (r.until != "" && r.until <= day) {
			continue
		}
		id := r.entry.ID
		if n, ok := newest[id]; !ok || rows[n].start < r.start {
			newest[id] = i
		}
		if s, ok := since[id]; !ok || r.start < s {
			since[id] = r.start
		}
	}
	restated := restatement(day, rows, newest)
	for _, b := range broken {
		v.Row(b.Origin)
		if err := v.Again(b); err != nil {
			return err
		}
	}
	for i, r := range rows {
		v.Row(r.at)
		id := r.entry.ID
		n, ok := newest[id]
		switch {
		case r.bad != "":
			err = v.Reject(r.at, r.bad)
		case r.start > day || (r.until != "" && r.until <= day) || !ok:
			err = v.SetAside(r.at, "not on the list on "+day)
		case n == i:
			e := r.entry
			e.From = since[id]
			if r.start != restated && restated != "" {
				e.Remarks = []string{"the notice of " + restated + " does not restate this name; the table gives no day on which it was taken off"}
			}
			err = v.Load(e)
		default:
			v.Merge(r.at)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// restatement returns the day of the newest notice, up to a day, that restated
// the list: more than half of its entries are of that notice. "" where the
// notices only added.
func restatement(day edition.Day, rows []row, newest map[string]int) edition.Day {
	count := map[edition.Day]int{}
	for _, i := range newest {
		count[rows[i].start]++
	}
	var found edition.Day
	for start, n := range count {
		if 2*n > len(newest) && start <= day && n < len(newest) {
			found = max(found, start)
		}
	}
	return found
}
