// Package usmieu knows the military-intelligence end users of 15 CFR
// 744.22(f)(2), in the table in which OpenSanctions keeps them.
package usmieu

import (
	"time"

	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/lists"
)

// Importer reads the table.
type Importer struct{}

// About describes the publication.
func (Importer) About() lists.About {
	return lists.About{
		Kind: "us-bis-mieu", Version: 1, List: "us-bis-mieu", Title: "US BIS military-intelligence end users (15 CFR 744.22)",
		Home: "https://www.ecfr.gov/current/title-15/section-744.22", Formats: "CSV",
	}
}

// Accepts knows the heading.
func (Importer) Accepts(head []byte) bool {
	return lists.HasHeading(head, ',', "Type", "Name", "Alias", "Topics", "Program", "Source URL")
}

var table = lists.Table{Columns: []string{"Type", "Name", "Alias", "Country", "Topics", "Program", "Date", "End date", "Source URL"}}

// Import reads one file.
func (Importer) Import(in lists.Input, out *edition.Draft) error {
	for _, f := range in.Files {
		for row, err := range table.Rows(f, out) {
			if err != nil {
				return err
			}
			e := edition.Entry{Kind: lists.KindOf(row.Get("Type")), Cite: row.Get("Source URL"), Origin: row.At}
			if p := row.Get("Program"); p != "" {
				e.Programmes = []string{p}
			}
			e.Country(row.Get("Country"))
			lists.Printed(&e, row.Get("Name"), edition.Primary, "")
			for _, a := range lists.SplitAliases(row.Get("Alias")) {
				e.Name(a, edition.Alias, "")
			}
			lists.From(&e, row.Get("Date"), time.DateOnly)
			lists.Until(&e, row.Get("End date"), time.DateOnly)
			if err := out.Load(e); err != nil {
				return err
			}
		}
	}
	return nil
}
