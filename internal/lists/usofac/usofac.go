// Package usofac knows the legacy CSV files of the Office of Foreign Assets
// Control: the SDN list and the consolidated list of all others, each in four
// files without headings, joined by a number: the primary names, other names,
// addresses, and comments that did not fit.
package usofac

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/lists"
)

// Importer reads one of the two lists.
type Importer struct{ about lists.About }

// SDN reads the list of Specially Designated Nationals.
func SDN() Importer {
	return Importer{lists.About{
		Kind: "us-ofac-sdn", Version: 1, List: "us-ofac-sdn", Title: "US OFAC Specially Designated Nationals and Blocked Persons",
		Home: "https://sanctionslist.ofac.treas.gov/Home/SdnList", Formats: "legacy CSV: sdn, alt, add, comments",
	}}
}

// Consolidated reads the list of all that are not SDNs.
func Consolidated() Importer {
	return Importer{lists.About{
		Kind: "us-ofac-consolidated", Version: 1, List: "us-ofac-consolidated", Title: "US OFAC consolidated list of those who are not SDNs",
		Home: "https://sanctionslist.ofac.treas.gov/Home/ConsolidatedList", Formats: "legacy CSV: prim, alt, add, comments",
	}}
}

// About describes the publication.
func (i Importer) About() lists.About { return i.about }

// Accepts knows the file of primary names: twelve fields, a number first. The
// two lists differ only in their programmes.
func (i Importer) Accepts(head []byte) bool {
	rec, ok := firstRow(head)
	if !ok || len(rec) != len(primary.Columns) || rec[0] == "" || strings.Trim(rec[0], "0123456789") != "" || !bytes.Contains(head, []byte("-0-")) {
		return false
	}
	consolidated := false
	cr := csv.NewReader(bytes.NewReader(head))
	for range 50 {
		rec, err := cr.Read()
		if err != nil {
			break
		}
		switch listOf(rec[min(3, len(rec)-1)]) {
		case "us-ns-cmic", "us-ofac-plc", "us-ofac-fse", "us-ofac-capta":
			consolidated = true
		}
	}
	return consolidated == (i.about.Kind != "us-ofac-sdn")
}

func firstRow(head []byte) ([]string, bool) {
	rec, err := csv.NewReader(bytes.NewReader(head)).Read()
	return rec, err == nil
}

// The files' columns, as the data specification gives them.
var (
	primary  = lists.Table{Headless: true, EndMark: true, Columns: []string{"ent_num", "name", "type", "program", "title", "call_sign", "vess_type", "tonnage", "grt", "vess_flag", "vess_owner", "remarks"}}
	alt      = lists.Table{Headless: true, EndMark: true, Columns: []string{"ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks"}}
	add      = lists.Table{Headless: true, EndMark: true, Columns: []string{"ent_num", "add_num", "address", "city", "country", "add_remarks"}}
	comments = lists.Table{Headless: true, Columns: []string{"ent_num", "remarks"}}
)

// MaxSecondary bounds the files of other names, addresses and comments
// together, in bytes, since they are held in memory until the primary names
// are read. Today they have 2 MB.
const MaxSecondary = 256 << 20

// more is what the other files hold on one number.
type more struct {
	names     []edition.Name
	countries []string
	comments  []string
	rows      []cite.Origin
}

// Import reads the primary file and, in any order, any of the others.
func (i Importer) Import(in lists.Input, out *edition.Draft) error {
	var prim *lists.File
	held := map[string]*more{}
	var size int64
	for n := range in.Files {
		f := in.Files[n]
		table, err := i.table(f)
		if err != nil {
			return err
		}
		if len(table.Columns) == len(primary.Columns) {
			if prim != nil {
				return fmt.Errorf("%s: a second file of primary names; import one list at a time: %w", f.Source.Name, fault.Invalid)
			}
			prim = &f
			continue
		}
		if size += f.Source.Size; size > MaxSecondary {
			return fmt.Errorf("%s: more than %d MiB of other names: %w", f.Source.Name, MaxSecondary>>20, fault.Limit)
		}
		if err := collect(f, table, held, out); err != nil {
			return err
		}
	}
	if prim == nil {
		return fmt.Errorf("no file of primary names (12 fields) among them; give sdn.csv or cons_prim.csv too: %w", fault.Invalid)
	}
	if err := i.primaries(*prim, held, out); err != nil {
		return err
	}
	for num, m := range held {
		for _, at := range m.rows {
			if err := out.Reject(at, "its number "+num+" is not in the file of primary names"); err != nil {
				return err
			}
		}
	}
	return nil
}

// table knows a file by the number of its fields.
func (Importer) table(f lists.File) (lists.Table, error) {
	head := make([]byte, lists.HeadSize)
	n, err := io.ReadFull(f.R, head)
	if err != nil && n == 0 {
		return lists.Table{}, fmt.Errorf("%s: %w", f.Source.Name, err)
	}
	if _, err := f.R.Seek(0, io.SeekStart); err != nil {
		return lists.Table{}, fmt.Errorf("%s: %w", f.Source.Name, err)
	}
	rec, _ := firstRow(head[:n])
	for _, t := range []lists.Table{primary, alt, add, comments} {
		if len(t.Columns) == len(rec) {
			return t, nil
		}
	}
	return lists.Table{}, fmt.Errorf("%s: %d fields in its first row, where a file of this list has 12, 5, 6 or 2: the publication changed its form: %w", f.Source.Name, len(rec), fault.Invalid)
}

func collect(f lists.File, table lists.Table, held map[string]*more, out *edition.Draft) error {
	for row, err := range table.Rows(f, out) {
		if err != nil {
			return err
		}
		num := row.Get("ent_num")
		m := held[num]
		if m == nil {
			m = &more{}
			held[num] = m
		}
		m.rows = append(m.rows, row.At)
		if name := row.Get("alt_name"); name != "" {
			kind := edition.Alias
			if row.Get("alt_type") == "fka" {
				kind = edition.Former
			}
			if strings.Contains(strings.ToLower(row.Get("alt_remarks")), "weak") {
				kind = edition.Weak
			}
			m.names = append(m.names, edition.Name{Text: name, Kind: kind, At: row.At.String()})
		}
		if len(table.Columns) == len(add.Columns) {
			m.countries = append(m.countries, row.Get("country"))
		}
		if len(table.Columns) == len(comments.Columns) {
			m.comments = append(m.comments, row.Get("remarks"))
		}
	}
	return nil
}

func (i Importer) primaries(f lists.File, held map[string]*more, out *edition.Draft) error {
	for row, err := range primary.Rows(f, out) {
		if err != nil {
			return err
		}
		num := row.Get("ent_num")
		e := edition.Entry{ID: num, Kind: lists.KindOf(row.Get("type")), Origin: row.At}
		if row.Get("type") == "" {
			e.Kind = edition.Organisation // the specification: null is an entity
		}
		for p := range strings.SplitSeq(row.Get("program"), "] [") {
			if p != "" {
				e.Programmes = append(e.Programmes, p)
			}
		}
		if i.about.Kind != "us-ofac-sdn" {
			e.List = listOf(e.Programmes...)
		}
		lists.Printed(&e, row.Get("name"), edition.Primary, "")
		remarks := row.Get("remarks")
		if m := held[num]; m != nil {
			for _, n := range m.names {
				lists.Printed(&e, n.Text, n.Kind, n.At)
			}
			for _, c := range m.countries {
				e.Country(c)
			}
			remarks += strings.Join(m.comments, "") // a comment goes on where the remark was cut
			for _, at := range m.rows {
				out.Merge(at)
			}
			delete(held, num)
		}
		lists.Remarks(&e, remarks, "")
		if err := out.Load(e); err != nil {
			return err
		}
	}
	return nil
}

// listOf tells by its programmes which of the consolidated lists an entry is
// on.
func listOf(programmes ...string) string {
	for _, p := range programmes {
		p = strings.TrimSpace(p)
		switch {
		case strings.HasPrefix(p, "CMIC-"):
			return "us-ns-cmic"
		case p == "NS-PLC":
			return "us-ofac-plc"
		case strings.HasPrefix(p, "FSE-"):
			return "us-ofac-fse"
		case strings.HasPrefix(p, "561"), strings.HasPrefix(p, "CAPTA"):
			return "us-ofac-capta"
		case p == "UKRAINE-EO13662":
			return "us-ofac-ssi"
		}
	}
	return "us-ofac-ns-mbs"
}
