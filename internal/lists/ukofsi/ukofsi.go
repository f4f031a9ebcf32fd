// Package ukofsi knows the consolidated list of financial sanctions targets of
// the United Kingdom's Office of Financial Sanctions Implementation
// (ConList.csv, the form of 2022), which was closed on 28 January 2026 in
// favour of the list that ukfcdo reads. It has one row for each name and
// address of a target. Built from published descriptions of the columns; no
// whole file was seen.
package ukofsi

import (
	"fmt"
	"strings"

	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/lists"
)

// Importer reads ConList.csv.
type Importer struct{}

// About describes the publication.
func (Importer) About() lists.About {
	return lists.About{
		Kind: "uk-ofsi", Version: 1, List: "uk-ofsi", Title: "UK OFSI consolidated list of financial sanctions targets",
		Home: "https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets", Formats: "CSV (2022 form)",
	}
}

// Accepts knows the heading, below a line that says when the file was updated.
func (Importer) Accepts(head []byte) bool {
	return lists.HasHeading(head, ',', "Name 6", "Group ID", "Alias Type", "Regime")
}

var columns = []string{
	"Group ID", "Name 6", "Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Title", "Name Non-Latin Script", "Non-Latin Script Type",
	"Non-Latin Script Language", "DOB", "Town of Birth", "Country of Birth", "Nationality", "Passport Number", "Passport Details",
	"National Identification Number", "National Identification Details", "Position", "Address 1", "Address 2", "Address 3", "Address 4",
	"Address 5", "Address 6", "Post/Zip Code", "Country", "Other Information", "Group Type", "Alias Type", "Alias Quality", "Regime", "Listed On",
	"UK Sanctions List Date Designated", "Last Updated",
}

// Import reads one file. Its memory grows with the file (see lists.Groups).
func (Importer) Import(in lists.Input, out *edition.Draft) error {
	table := lists.Table{Columns: columns, Before: func(fields []string) error {
		if len(fields) < 2 || fields[0] != "Last Updated" {
			return nil
		}
		day, ok := lists.Day(fields[1], "02/01/2006")
		if !ok {
			return fmt.Errorf("last updated %q is no date: %w", fields[1], fault.Invalid)
		}
		out.Published(day)
		return nil
	}}
	return lists.ByID(in, table, "Group ID", out, add)
}

func add(e *edition.Entry, row lists.Row) {
	e.Kind = lists.KindOf(row.Get("Group Type"))
	if r := row.Get("Regime"); r != "" && len(e.Programmes) == 0 {
		e.Programmes = []string{r}
	}
	kind := edition.Alias
	switch t := strings.ToLower(row.Get("Alias Type")); {
	case strings.HasPrefix(t, "primary name") && !strings.Contains(t, "variation"):
		kind = edition.Primary
	case strings.Contains(t, "fka"):
		kind = edition.Former
	}
	if strings.EqualFold(row.Get("Alias Quality"), "low") {
		kind = edition.Weak
	}
	lists.PrimaryFirst(e, lists.SixNames(row), kind, row.At.String())
	e.Name(row.Get("Name Non-Latin Script"), edition.Native, row.At.String())
	e.Country(row.Get("Country"))
	if e.From == "" {
		lists.From(e, row.Get("Listed On"), "02/01/2006")
	}
	if e.Cite == "" {
		e.Cite = "Group ID " + row.Get("Group ID")
	}
}
