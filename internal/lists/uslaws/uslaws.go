// Package uslaws knows the parties that acts of Congress name in their own
// text (sections 889, 154, 5949 and the reports under 1286), in the table in
// which OpenSanctions keeps them, one file for each section.
package uslaws

import (
	"fmt"
	"regexp"
	"strings"

	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/lists"
)

// Importer reads the table of one section.
type Importer struct{}

// About describes the form.
func (Importer) About() lists.About {
	return lists.About{
		Kind: "us-laws", Version: 1, Lists: []string{"us-889", "us-154", "us-5949", "us-1286"},
		Home: "https://www.congress.gov", Formats: "CSV with schema, program and authority",
	}
}

// Accepts knows the heading.
func (Importer) Accepts(head []byte) bool {
	return lists.HasHeading(head, ',', "schema", "name", "program", "authority", "report-date")
}

var table = lists.Table{Columns: []string{
	"schema", "name", "aliases", "topics", "program", "authority", "reason", "report-date", "start-date", "end-date", "country", "notes", "source_url",
}}

var section = regexp.MustCompile(`^Section (\d+)\b`)

// Import reads one file. A party that several yearly reports name is one
// entry. Its memory grows with the file (see lists.Groups).
func (Importer) Import(in lists.Input, out *edition.Draft) error {
	list := ""
	for _, f := range in.Files {
		groups, err := lists.NewGroups(f)
		if err != nil {
			return err
		}
		for row, err := range table.Rows(f, out) {
			if err != nil {
				return err
			}
			m := section.FindStringSubmatch(row.Get("program"))
			if m == nil {
				if err := out.Reject(row.At, "the programme names no section of an act"); err != nil {
					return err
				}
				continue
			}
			if list == "" {
				list = "us-" + m[1]
				out.Name(list, "US "+row.Get("program"))
			}
			if "us-"+m[1] != list {
				return fmt.Errorf("%s: section %s, where the rows before are of %s; one file for each section: %w", row.At, m[1], list, fault.Invalid)
			}
			if row.Get("name") == "" {
				if err := out.Reject(row.At, "no name in it"); err != nil {
					return err
				}
				continue
			}
			add(groups.Of(edition.MadeID(row.Get("name"), row.Get("country")), row.At), row, out)
		}
		if err := groups.Flush(out); err != nil {
			return err
		}
	}
	return nil
}

var layouts = []string{"2006-01-02", "January 2, 2006"}

func add(e *edition.Entry, row lists.Row, out *edition.Draft) {
	e.Kind, e.Cite = lists.KindOf(row.Get("schema")), row.Get("source_url")
	if n := row.Get("notes"); n != "" && !strings.Contains(e.Note, n) {
		e.Note = strings.TrimSpace(e.Note + " " + n)
	}
	e.Programmes = []string{row.Get("program")}
	e.Country(row.Get("country"))
	lists.PrimaryFirst(e, row.Get("name"), edition.Primary, "")
	for _, a := range lists.SplitAliases(row.Get("aliases")) {
		lists.Printed(e, a, edition.Alias, "")
	}
	if r := row.Get("report-date"); len(r) == 4 {
		e.Remark("in the report of " + r)
	} else if day, ok := lists.Day(r, layouts...); ok {
		out.Newest(day)
	}
	if e.From == "" {
		lists.From(e, row.Get("start-date"), layouts...)
	}
	lists.Until(e, row.Get("end-date"), layouts...)
}
