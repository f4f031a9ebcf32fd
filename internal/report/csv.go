package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/report/safe"
)

// csvSink writes a line for each item, in the order of the input, and a line
// for each place that could not be read; doc/csv.md describes the columns. Its
// last line says so when a run is not complete. Cells can be opened in a
// spreadsheet without becoming formulas.
type csvSink struct {
	out  io.Writer
	w    *csv.Writer
	mark string // before the header
	row  []string
}

func newCSV(w io.Writer, _ Options) finding.Sink {
	return &csvSink{out: w, w: csv.NewWriter(w)}
}

// newExcelCSV begins with a byte order mark, without which Excel takes UTF-8
// for the letters of one country.
func newExcelCSV(w io.Writer, _ Options) finding.Sink {
	return &csvSink{out: w, w: csv.NewWriter(w), mark: "\ufeff"}
}

// csvColumns is the header, in order; doc/csv.md gives their meaning.
func csvColumns() []string {
	return []string{
		"status", "source", "at", "kind", "text",
		"maker", "brand", "model", "serial", "supplier", "site", "quantity", "reference",
		"party", "family", "party_name", "role", "confidence", "band", "evidence",
		"why", "restricted_by", "conditional_by", "because", "cites", "questions", "damage", "notes",
	}
}

func (c *csvSink) Begin(finding.Run) error {
	if _, err := io.WriteString(c.out, c.mark); err != nil {
		return err
	}
	return c.w.Write(csvColumns())
}

func (c *csvSink) Answer(a finding.Answer) error {
	who := principal(&a)
	f := a.Item.Fields
	c.row = append(c.row[:0],
		string(a.Status), a.Item.Origin.Source, a.Item.Origin.At, string(a.Item.Kind), a.Item.Text,
		f.Get(inventory.Maker), f.Get(inventory.Brand), f.Get(inventory.Model), f.Get(inventory.Serial),
		f.Get(inventory.Supplier), f.Get(inventory.Site), f.Get(inventory.Quantity), f.Get(inventory.Reference),
		who.Party, who.Family, who.Name, string(who.Role), confidence(*who), string(who.Band), evidence(a.Attributions),
		a.Why, named(a.Findings, finding.Restricted), named(a.Findings, finding.Conditional),
		reasons(a.Findings), cites(a.Findings), questions(a.Questions),
		strings.Join(a.Item.Damage, "; "), strings.Join(a.Notes, "; "),
	)
	return c.write()
}

func (c *csvSink) Skipped(o cite.Origin, reason string) error {
	return c.special("skipped", o, reason)
}

func (c *csvSink) Source(n finding.SourceNote) error {
	for _, d := range n.Damage {
		if err := c.special("damage", cite.Origin{Source: n.Source.Name}, d); err != nil {
			return err
		}
	}
	return nil
}

func (c *csvSink) End(s finding.Summary) error {
	if !s.Complete {
		why := fmt.Sprintf("NOT COMPLETE: the run was cut short or something could not be read; %s read, %d skipped", plural(s.Items, "item"), s.Skipped)
		if err := c.special("incomplete", cite.Origin{}, why); err != nil {
			return err
		}
	}
	c.w.Flush()
	return c.w.Error()
}

// special writes a line that is no item: its status is none of the four.
func (c *csvSink) special(status string, o cite.Origin, why string) error {
	cols := csvColumns()
	c.row = append(c.row[:0], status, o.Source, o.At)
	for len(c.row) < len(cols) {
		if cols[len(c.row)] == "why" {
			c.row = append(c.row, why)
			continue
		}
		c.row = append(c.row, "")
	}
	return c.write()
}

func (c *csvSink) write() error {
	for i := range c.row {
		c.row[i] = safe.Line(safe.Cell(safe.Cut(c.row[i], csvCell)))
	}
	return c.w.Write(c.row)
}

// csvCell is the most bytes of a cell: spreadsheets spill or drop what is over
// 32,767 characters. JSON Lines has the whole.
const csvCell = 32_000

func confidence(a attribution.Attribution) string {
	if a.Party == "" && a.Name == "" {
		return ""
	}
	return strconv.FormatFloat(a.Confidence, 'f', 2, 64)
}

func evidence(all []attribution.Attribution) string {
	var out []string
	for i := range all {
		for _, e := range all[i].Evidence {
			out = append(out, fmt.Sprintf("%s: %s %q [%s]", all[i].Name, e.Kind, e.Value, e.Rule))
		}
	}
	return strings.Join(out, "; ")
}

func named(all []finding.Finding, s finding.Status) string {
	var out []string
	for i := range all {
		if all[i].Status == s {
			out = append(out, all[i].Instrument)
		}
	}
	return strings.Join(out, "; ")
}

func reasons(all []finding.Finding) string {
	var out []string
	for i := range all {
		if bites(&all[i]) {
			out = append(out, all[i].Instrument+": "+strings.Join(all[i].Because, ", "))
		}
	}
	return strings.Join(out, "; ")
}

func cites(all []finding.Finding) string {
	var out []string
	for i := range all {
		if bites(&all[i]) {
			out = append(out, all[i].Cite)
		}
	}
	return strings.Join(out, "; ")
}

func questions(all []finding.Question) string {
	var out []string
	for _, q := range all {
		out = append(out, q.Ask)
	}
	return strings.Join(out, " ")
}
