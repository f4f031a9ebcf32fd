// Package eujournal knows the European Union's lists as they stand in the
// annexes of its consolidated regulations, one CSV file for each: the form in
// which OpenSanctions re-publishes EUR-Lex. The Union's own consolidated file
// is eufsf's.
package eujournal

import (
	"strings"

	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/lists"
)

// Importer reads the files of one or of all regulations.
type Importer struct{}

// About describes the publication.
func (Importer) About() lists.About {
	return lists.About{
		Kind: "eu-journal", Version: 1, Title: "EU restrictive measures, from the annexes of the regulations",
		Home: "https://eur-lex.europa.eu", Formats: "CSV, one file for each regulation",
	}
}

// Accepts knows the heading.
func (Importer) Accepts(head []byte) bool {
	return lists.HasHeading(head, ',', "celex", "recordId", "annex", "measure")
}

var table = lists.Table{Columns: []string{
	"celex", "recordId", "programKey", "annex", "measure", "startDate", "reason", "schema", "name", "alias", "weakAlias", "previousName",
	"country", "nationality", "jurisdiction", "birthDate", "birthPlace", "position", "passportNumber", "gender", "appearance", "ethnicity",
	"fatherName", "motherName", "incorporationDate", "legalForm", "sector", "registrationNumber", "taxNumber", "idNumber", "innCode", "ogrnCode",
	"kppCode", "okpoCode", "leiCode", "swiftBic", "ticker", "imoNumber", "mmsi", "flag", "address", "phone", "email", "website", "notes",
}}

// Import reads the files. Those of one regulation make the list "eu-" and its
// CELEX number, those of several the list "eu-journal".
func (Importer) Import(in lists.Input, out *edition.Draft) error {
	for _, f := range in.Files {
		for row, err := range table.Rows(f, out) {
			if err != nil {
				return err
			}
			if out.List() == "" {
				out.Name(listOf(in.Files, row.Get("celex")), "")
			}
			if err := out.Load(entry(row)); err != nil {
				return err
			}
		}
	}
	out.Name("eu-journal", "")
	return nil
}

func listOf(files []lists.File, celex string) string {
	if len(files) > 1 || celex == "" {
		return "eu-journal"
	}
	return "eu-" + celex
}

func entry(row lists.Row) edition.Entry {
	e := edition.Entry{
		List: "eu-" + row.Get("celex"), Kind: lists.KindOf(row.Get("schema")), Origin: row.At,
		Cite: row.Get("celex") + ", annex " + row.Get("annex"), Note: row.Get("measure"),
	}
	if id := row.Get("recordId"); id != "" {
		e.ID = row.Get("annex") + "/" + id
	}
	if p := row.Get("programKey"); p != "" {
		e.Programmes = []string{p}
	}
	names(&e, row.Get("name"), edition.Primary)
	names(&e, row.Get("alias"), edition.Alias)
	names(&e, row.Get("weakAlias"), edition.Weak)
	names(&e, row.Get("previousName"), edition.Former)
	for _, c := range []string{"country", "jurisdiction", "flag"} {
		e.Country(row.Get(c))
	}
	russian := ""
	if strings.Contains(row.Get("address"), "Russia") {
		russian = "ru"
	}
	for _, c := range []string{"registrationNumber", "taxNumber", "innCode", "ogrnCode", "leiCode", "ticker", "imoNumber"} {
		for _, v := range lists.SplitAliases(row.Get(c)) {
			kind := map[string]string{"registrationNumber": "registration", "imoNumber": "imo"}[c]
			if kind == "" {
				kind = c
			}
			lists.Identifier(&e, kind, v, russian)
		}
	}
	lists.From(&e, row.Get("startDate"), "2.1.2006", "2006-01-02")
	return e
}

// names adds a run of names. An original script often stands in brackets after
// the name.
func names(e *edition.Entry, run string, kind edition.NameKind) {
	for i, n := range lists.SplitAliases(run) {
		if kind == edition.Primary && i > 0 {
			lists.Printed(e, n, edition.Alias, "")
			continue
		}
		lists.Printed(e, n, kind, "")
	}
}
