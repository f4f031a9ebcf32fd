// Package usdpl knows the Denied Persons List of the Bureau of Industry and
// Security as the Bureau publishes it: a table separated by tabs.
package usdpl

import (
	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/lists"
)

// Importer reads dpl.txt.
type Importer struct{}

// About describes the publication.
func (Importer) About() lists.About {
	return lists.About{
		Kind: "us-bis-dpl", Version: 1, List: "us-bis-dpl", Title: "US BIS Denied Persons List",
		Home: "https://www.bis.gov/dpl", Formats: "text separated by tabs",
	}
}

// Accepts knows the heading.
func (Importer) Accepts(head []byte) bool {
	return lists.HasHeading(head, '\t', "Name", "Effective_Date", "Standard_Order", "FR_Citation")
}

var table = lists.Table{Comma: '\t', Columns: []string{
	"Name", "Street_Address", "City", "State", "Country", "Postal_Code", "Effective_Date", "Expiration_Date", "Standard_Order", "Last_Update", "Action", "FR_Citation",
}}

// Import reads one file.
func (Importer) Import(in lists.Input, out *edition.Draft) error {
	for _, f := range in.Files {
		for row, err := range table.Rows(f, out) {
			if err != nil {
				return err
			}
			e := edition.Entry{Cite: row.Get("FR_Citation"), Note: row.Get("Action"), Origin: row.At}
			e.Country(row.Get("Country"))
			lists.Printed(&e, row.Get("Name"), edition.Primary, "")
			lists.From(&e, row.Get("Effective_Date"), "1/2/2006", "2006-01-02")
			lists.Until(&e, row.Get("Expiration_Date"), "1/2/2006", "2006-01-02")
			if day, ok := lists.Day(row.Get("Last_Update"), "2006-01-02", "1/2/2006"); ok {
				out.Newest(day)
			}
			if err := out.Load(e); err != nil {
				return err
			}
		}
	}
	return nil
}
