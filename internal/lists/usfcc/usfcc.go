// Package usfcc knows the Covered List of the Federal Communications
// Commission as a table of two columns: what is covered, in words, and since
// when. Some rows name a producer; others restrict a sort of product wherever
// it comes from, and name nobody.
package usfcc

import (
	"regexp"
	"strings"

	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/lists"
)

// Importer reads the Covered List.
type Importer struct{}

// About describes the publication.
func (Importer) About() lists.About {
	return lists.About{
		Kind: "us-fcc-covered-list", Version: 1, List: "us-fcc-covered-list", Title: "US FCC Covered List",
		Home: "https://www.fcc.gov/supplychain/coveredlist", Formats: "CSV of the table",
	}
}

// Accepts knows the heading.
func (Importer) Accepts(head []byte) bool {
	return lists.HasHeading(head, ',', "covered_equipment_or_services", "date_of_inclusion_on_covered_list")
}

var table = lists.Table{Columns: []string{"covered_equipment_or_services", "date_of_inclusion_on_covered_list"}}

var (
	by           = regexp.MustCompile(`(?:produced|provided|supplied|offered)(?:,[^,]*,)?\s+by\s+(.+)$`)
	stop         = regexp.MustCompile(`,? (?:including (?:telecommunications|video)|to the extent|or any of (?:its|their)|subject to|and their|or using)\b`)
	abbreviation = regexp.MustCompile(`(?i)\b(?:inc|corp|co|ltd)$`)
	owned        = regexp.MustCompile(` and its (?:wholly[- ]owned )?subsidiar(?:y|ies) `)
	dates        = regexp.MustCompile(`[A-Z][a-z]+ \d{1,2}, \d{4}`)
)

// Import reads one file.
func (Importer) Import(in lists.Input, out *edition.Draft) error {
	for _, f := range in.Files {
		for row, err := range table.Rows(f, out) {
			if err != nil {
				return err
			}
			if err := load(row, out); err != nil {
				return err
			}
		}
	}
	return nil
}

func load(row lists.Row, out *edition.Draft) error {
	words := strings.Join(strings.Fields(row.Get("covered_equipment_or_services")), " ")
	e := edition.Entry{Note: words, Origin: row.At, Kind: edition.Category}
	for i, text := range dates.FindAllString(row.Get("date_of_inclusion_on_covered_list"), -1) {
		day, ok := lists.Day(text, "January 2, 2006")
		if ok && i == 0 {
			e.From = day
		}
		out.Newest(day)
	}
	if e.From == "" {
		e.Remark("date of listing not read: " + row.Get("date_of_inclusion_on_covered_list"))
	}
	names := producers(words)
	if len(names) == 0 {
		if !strings.Contains(strings.ToLower(words), "foreign") {
			e.Remark("no producer was found in the words, and no origin: it is kept as a category")
		}
		return out.Load(e)
	}
	for i, n := range names {
		p := e
		p.Kind = edition.Organisation
		lists.Printed(&p, n, edition.Primary, "")
		tell := out.Also
		if i == 0 {
			tell = out.Load
		} else {
			p.Parent = names[0]
		}
		if err := tell(p); err != nil {
			return err
		}
	}
	return nil
}

// producers finds who is named in the words of a row: the producer, and a
// subsidiary that is named beside it.
func producers(words string) []string {
	m := by.FindStringSubmatch(words)
	if m == nil {
		return nil
	}
	name := m[1]
	if at := stop.FindStringIndex(name); at != nil {
		name = name[:at[0]]
	}
	// A full stop ends the sentence, unless it ends "Corp." or "Inc.".
	if bare := strings.TrimSuffix(name, "."); !abbreviation.MatchString(bare) {
		name = bare
	}
	var out []string
	for _, n := range owned.Split(name, -1) {
		if n = strings.Trim(n, " ,"); n != "" {
			out = append(out, n)
		}
	}
	return out
}
