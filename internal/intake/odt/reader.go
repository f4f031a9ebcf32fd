// Package odt knows documents of OpenDocument: texts (ODT) and spreadsheets
// (ODS), which share one form. It refuses to run formulas.
package odt

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"strconv"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/passages"
	"caveat.example/caveat/internal/intake/table"
	"caveat.example/caveat/internal/intake/xmlscan"
	"caveat.example/caveat/internal/intake/zipped"
	"caveat.example/caveat/internal/inventory"
)

// Text reads ODT, Sheet reads ODS. Their zero values are ready.
type (
	Text  struct{}
	Sheet struct{}
)

// Format is "odt".
func (Text) Format() string { return "odt" }

// Format is "ods".
func (Sheet) Format() string { return "ods" }

// Accepts takes a zip that says that it is an OpenDocument text.
func (Text) Accepts(_ string, head []byte) bool { return is(head, "text") }

// Accepts takes a zip that says that it is an OpenDocument spreadsheet.
func (Sheet) Accepts(_ string, head []byte) bool { return is(head, "spreadsheet") }

func is(head []byte, kind string) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) &&
		bytes.Contains(head[:min(len(head), 256)], []byte("application/vnd.oasis.opendocument."+kind))
}

// Items yields a paragraph as a Passage each, a row of a table as an Item each.
func (Text) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return items(in, false)
}

// Items yields the rows of every sheet.
func (Sheet) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return items(in, true)
}

func items(in *intake.Input, sheet bool) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		archive, err := zipped.Open(in)
		if err != nil {
			yield(inventory.Item{}, err)
			return
		}
		defer archive.Close()
		content, err := archive.Part("content.xml")
		if err != nil {
			yield(inventory.Item{}, err)
			return
		}
		defer content.Close() // only read
		d := &document{in: in, w: passages.Writer{In: in, Yield: yield}, sheet: sheet}
		d.s = xmlscan.New(content, in.Options.Limits.Depth, in.Options.Limits.Record)
		if err := d.read(); err != nil && !d.w.Ended() {
			yield(inventory.Item{}, err)
		}
	}
}

type document struct {
	in     *intake.Input
	w      passages.Writer
	s      *xmlscan.Scanner
	sheet  bool
	tables int
}

func (d *document) read() error {
	for {
		start, err := d.s.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch start.Name.Local {
		case "p", "h":
			text, cut, err := d.s.Words(words)
			if err != nil {
				return err
			}
			if !d.w.Paragraph(text, cut) {
				return nil
			}
		case "table":
			if err := d.table(start); err != nil || d.w.Ended() {
				return err
			}
		case "tracked-changes": // what was deleted
			if err := d.s.Skip(); err != nil {
				return err
			}
		}
	}
}

func words(name string) (put string, takes bool) {
	switch name {
	case "s", "tab", "line-break", "p", "h":
		return " ", true
	case "note-citation", "annotation":
		return " ", false
	}
	return "", true
}

func (d *document) table(start xml.StartElement) error {
	d.tables++
	t := table.Table{Prefix: fmt.Sprintf("table %d, ", d.tables), Padded: true, Loose: true}
	if d.sheet {
		name := attr(start, "name")
		if name == "" {
			name = fmt.Sprintf("sheet %d", d.tables)
		}
		t = table.Table{Prefix: name + "!", Padded: true}
	}
	r := &rows{d: d, depth: d.s.Depth()}
	for item, err := range t.Items(d.in, r.all) {
		if !d.w.Pass(item, err) {
			return nil
		}
	}
	return r.failed
}

// rows reads the rows of one table. Rows and cells may say that they are
// repeated; empty ones are repeated to the end of the sheet, so only numbers
// are kept of those.
type rows struct {
	d      *document
	depth  int
	failed error
	row    table.Row
	number int // of the row being read
	repeat int // times that row stands there
	empty  int // empty cells before the next
}

// maxRepeated is how many times a row with content may be repeated.
const maxRepeated = 100_000

func (r *rows) all(yield func(table.Row, error) bool) {
	r.number = 1
	for {
		start, ok, err := r.d.s.NextIn(r.depth)
		if err != nil || !ok {
			r.failed = err
			r.put(yield)
			return
		}
		switch start.Name.Local {
		case "table-row":
			if !r.put(yield) {
				return
			}
			r.repeat = max(times(start, "number-rows-repeated"), 1)
		case "table-cell", "covered-table-cell":
			if err := r.cell(start); err != nil {
				r.failed = err
				return
			}
		}
	}
}

func (r *rows) cell(start xml.StartElement) error {
	text, _, err := r.d.s.Words(words)
	if err != nil {
		return err
	}
	n := max(times(start, "number-columns-repeated"), 1)
	if text == "" {
		r.empty += n
		return nil
	}
	limit := r.d.in.Options.Limits.Columns
	for ; r.empty > 0 && len(r.row.Cells) < limit; r.empty-- {
		r.row.Cells = append(r.row.Cells, "")
	}
	for ; n > 0 && len(r.row.Cells) < limit; n-- {
		r.row.Cells = append(r.row.Cells, text)
	}
	return nil
}

// put yields the row read so far, as often as it is repeated.
func (r *rows) put(yield func(table.Row, error) bool) bool {
	defer func() { r.row.Cells, r.empty, r.repeat = nil, 0, 0 }()
	if len(r.row.Cells) == 0 {
		r.number += r.repeat
		return true
	}
	if r.repeat > maxRepeated {
		return yield(table.Row{}, r.d.in.Skip(fmt.Sprintf("row %d", r.number), "the row says that it is repeated %d times, more than %d: it was left out", r.repeat, maxRepeated))
	}
	for range r.repeat {
		r.row.Number = r.number
		r.number++
		if !yield(r.row, nil) {
			return false
		}
	}
	return true
}

func attr(start xml.StartElement, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func times(start xml.StartElement, name string) int {
	n, err := strconv.Atoi(attr(start, name))
	if err != nil {
		return 0
	}
	return n
}
