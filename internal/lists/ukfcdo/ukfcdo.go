// Package ukfcdo knows the UK Sanctions List of the Foreign, Commonwealth and
// Development Office, as CSV: since 28 January 2026 the United Kingdom's only
// list. It has one row for each name and address of a designation. Built from
// published descriptions of the columns, and compared with the columns that
// public programs read; no whole file was seen.
package ukfcdo

import (
	"fmt"
	"strings"

	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/lists"
)

// Importer reads UK-Sanctions-List.csv.
type Importer struct{}

// About describes the publication.
func (Importer) About() lists.About {
	return lists.About{
		Kind: "uk-sanctions-list", Version: 1, List: "uk-sanctions-list", Title: "UK Sanctions List",
		Home: "https://www.gov.uk/government/publications/the-uk-sanctions-list", Formats: "CSV",
	}
}

// Accepts knows the heading, below a line that says when the file was made.
func (Importer) Accepts(head []byte) bool {
	return lists.HasHeading(head, ',', "Unique ID", "OFSI Group ID", "Name 6", "Name type")
}

var columns = []string{
	"Unique ID", "Last Updated", "OFSI Group ID", "UN Reference Number", "Name 6", "Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name type",
	"Alias strength", "Title", "Name non-latin script", "Non-latin script type", "Non-latin script language", "Regime Name", "Designation Type",
	"Designation source", "Sanctions Imposed", "Other Information", "UK Statement of Reasons", "Address Line 1", "Address Line 2", "Address Line 3",
	"Address Line 4", "Address Line 5", "Address Line 6", "Address Postal Code", "Address Country", "Phone number", "Website", "Email address",
	"Date Designated", "D.O.B", "Nationality(/ies)", "National Identifier number", "National Identifier additional information", "Passport number",
	"Passport additional information", "Position", "Gender", "Town of birth", "Country of birth", "Type of entity", "Subsidiaries", "Parent company",
	"Business registration number (s)", "IMO number", "Current owner/operator (s)", "Previous owner/operator (s)", "Current believed flag of ship",
	"Previous flags", "Type of ship", "Tonnage of ship", "Length of ship", "Year Built", "Hull identification number (HIN)",
}

// also are the headings that some issues have for a column.
var also = map[string]string{"Individual, Entity, Ship": "Designation Type", "Parent Company": "Parent company"}

// Import reads one file. Its memory grows with the file (see lists.Groups).
func (Importer) Import(in lists.Input, out *edition.Draft) error {
	table := lists.Table{Columns: columns, Also: also, Before: func(fields []string) error {
		text, ok := strings.CutPrefix(fields[0], "Report Date:")
		if !ok {
			return nil
		}
		day, ok := lists.Day(text, "02-Jan-2006", "02/01/2006")
		if !ok {
			return fmt.Errorf("report date %q is no date: %w", text, fault.Invalid)
		}
		out.Published(day)
		return nil
	}}
	return lists.ByID(in, table, "Unique ID", out, add)
}

func add(e *edition.Entry, row lists.Row) {
	e.Kind = lists.KindOf(row.Get("Designation Type"))
	if r := row.Get("Regime Name"); r != "" && len(e.Programmes) == 0 {
		e.Programmes = []string{r}
	}
	kind := edition.Alias
	if strings.EqualFold(row.Get("Name type"), "Primary name") {
		kind = edition.Primary
	}
	if strings.Contains(strings.ToLower(row.Get("Alias strength")), "low") {
		kind = edition.Weak
	}
	lists.PrimaryFirst(e, lists.SixNames(row), kind, row.At.String())
	e.Name(row.Get("Name non-latin script"), edition.Native, row.At.String())
	e.Country(row.Get("Address Country"))
	if e.Parent == "" {
		e.Parent = row.Get("Parent company")
	}
	lists.Identifier(e, "imo", row.Get("IMO number"), "")
	if n := row.Get("Business registration number (s)"); !strings.Contains(n, " ") {
		lists.Identifier(e, "registration", n, "")
	}
	if e.From == "" {
		lists.From(e, row.Get("Date Designated"), "02/01/2006")
	}
	if e.Cite == "" {
		e.Cite = row.Get("Unique ID")
	}
}
