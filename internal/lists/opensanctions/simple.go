package opensanctions

import (
	"regexp"

	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/lists"
)

// Simple reads targets.simple.csv.
type Simple struct{}

// About describes the form.
func (Simple) About() lists.About {
	return lists.About{
		Kind: "opensanctions-simple", Version: 2, List: "opensanctions", Title: "OpenSanctions export",
		Home: "https://www.opensanctions.org/datasets/", Formats: "targets.simple.csv",
	}
}

// Accepts knows the heading.
func (Simple) Accepts(head []byte) bool {
	return lists.HasHeading(head, ',', "id", "schema", "name", "aliases", "identifiers", "dataset")
}

var table = lists.Table{
	Columns: []string{
		"id", "schema", "name", "aliases", "birth_date", "countries", "addresses", "identifiers", "sanctions", "phones", "emails",
		"dataset", "first_seen", "last_seen", "last_change", "program_ids",
	},
	Optional: []string{"program_ids", "first_seen", "last_seen", "last_change"},
}

// The table does not say what its identifiers are. Two kinds have a form that
// nothing else has.
var (
	lei  = regexp.MustCompile(`^[0-9A-Z]{18}[0-9]{2}$`)
	uscc = regexp.MustCompile(`^9[0-9A-Z]{17}$`)
)

// Import reads one file.
func (Simple) Import(in lists.Input, out *edition.Draft) error {
	var sets common
	for _, f := range in.Files {
		if err := sets.peek(f); err != nil {
			return err
		}
	}
	sets.name(in, out)
	for _, f := range in.Files {
		for row, err := range table.Rows(f, out) {
			if err != nil {
				return err
			}
			e := edition.Entry{ID: row.Get("id"), Kind: parties[row.Get("schema")], Note: row.Get("sanctions"), Origin: row.At}
			e.Programmes = append(lists.SplitAliases(row.Get("dataset")), lists.SplitAliases(row.Get("program_ids"))...)
			e.Name(row.Get("name"), edition.Primary, "")
			for _, a := range lists.SplitAliases(row.Get("aliases")) {
				e.Name(a, edition.Alias, "")
			}
			for _, c := range lists.SplitAliases(row.Get("countries")) {
				e.Country(c)
			}
			for _, id := range lists.SplitAliases(row.Get("identifiers")) {
				switch {
				case lei.MatchString(id):
					lists.Identifier(&e, "lei", id, "")
				case uscc.MatchString(id):
					lists.Identifier(&e, "uscc", id, "cn")
				}
			}
			seen(entity{LastSeen: row.Get("last_seen")}, out)
			if err := out.Load(e); err != nil {
				return err
			}
		}
	}
	return nil
}
