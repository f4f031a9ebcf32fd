// Package cnsanctions knows the counter-sanctions and export-control lists of
// the People's Republic of China, in the table in which OpenSanctions keeps
// them.
package cnsanctions

import (
	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/lists"
)

// Importer reads the table.
type Importer struct{}

// About describes the publication.
func (Importer) About() lists.About {
	return lists.About{
		Kind: "cn-sanctions", Version: 1, List: "cn-sanctions", Title: "China: counter-sanctions, unreliable entities, export control",
		Home: "https://www.mofcom.gov.cn", Formats: "CSV",
	}
}

// Accepts knows the heading.
func (Importer) Accepts(head []byte) bool {
	return lists.HasHeading(head, ',', "Type", "Chinese name", "Body", "List")
}

var table = lists.Table{Columns: []string{
	"Type", "QID", "Name", "Alias", "Chinese name", "Country", "Topics", "Summary", "Chinese summary", "Body", "List", "Date", "End date", "Source URL", "Address",
}}

// Import reads one file. An entity that several lists name is an entry on
// each.
func (Importer) Import(in lists.Input, out *edition.Draft) error {
	for _, f := range in.Files {
		for row, err := range table.Rows(f, out) {
			if err != nil {
				return err
			}
			e := edition.Entry{Kind: lists.KindOf(row.Get("Type")), Cite: row.Get("Source URL"), Note: row.Get("Summary"), Origin: row.At}
			if e.Kind == edition.Person {
				e.Note = "" // it may be about the person
			}
			for _, p := range []string{row.Get("Body"), row.Get("List")} {
				if p != "" {
					e.Programmes = append(e.Programmes, p)
				}
			}
			e.Country(row.Get("Country"))
			name, native := row.Get("Name"), row.Get("Chinese name")
			if name == "" {
				name, native = native, ""
			}
			lists.Printed(&e, name, edition.Primary, "")
			for _, a := range lists.SplitAliases(row.Get("Alias")) {
				lists.Printed(&e, a, edition.Alias, "")
			}
			e.Name(native, edition.Native, "")
			lists.From(&e, row.Get("Date"), "02.01.2006", "2.1.2006")
			lists.Until(&e, row.Get("End date"), "02.01.2006", "2.1.2006", "02.01.06")
			if err := out.Load(e); err != nil {
				return err
			}
		}
	}
	return nil
}
