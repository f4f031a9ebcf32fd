package delimited

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"slices"
	"unicode/utf8"

	"caveat.example/caveat/internal/intake/table"
)

// A batch is some rows as they were cut: cut in one goroutine, made into texts
// in another.
type batch struct {
	text  []byte // all cells one after another
	ends  []int  // where each cell ends in text
	rows  []cutRow
	cells []string // the cells, where they had to be converted in their order
}

// A cutRow is one row of a batch: its number and how many cells it has, or why
// it cannot be read.
type cutRow struct {
	number, cells int
	err           error
}

// A batch is full with so many bytes or rows.
const (
	batchBytes = 64 << 10
	batchRows  = 1 << 10
)

// batch cuts the next rows; false is the end. It stops early rather than wait for
// more of a stream while there is something to tell.
func (s *scanner) batch() (table.Batch, bool) {
	b := &batch{text: make([]byte, 0, batchBytes+batchBytes/4)}
	for !s.over && len(b.text) < batchBytes && len(b.rows) < batchRows && (len(b.rows) == 0 || !s.dry()) {
		cells, err := s.raw()
		row := cutRow{number: s.line}
		switch {
		case err == nil:
			row.cells = len(cells)
			for _, c := range cells {
				b.text = append(b.text, c...)
				b.ends = append(b.ends, len(b.text))
			}
		case err == io.EOF:
			s.over = true
			if s.failed == nil {
				continue
			}
			row = cutRow{err: fmt.Errorf("after row %d: %w", s.line-1, s.failed)}
		default:
			row.err = s.in.Skip(fmt.Sprintf("row %d", s.line), "%s", err)
		}
		b.rows = append(b.rows, row)
	}
	if !s.dec.Plain() || !utf8.Valid(b.text) || bytes.IndexByte(b.text, 0) >= 0 {
		s.convert(b)
	}
	return b, len(b.rows) > 0
}

// dry says whether the next row is not wholly there, as far as a short look
// shows.
func (s *scanner) dry() bool {
	const short = 4 << 10
	rest := s.buf[s.pos:s.end]
	return !s.eof && len(rest) < short && bytes.IndexByte(rest, '\n') < 0
}

// convert makes the texts of a batch here, since what a piece means may depend on
// those before it.
func (s *scanner) convert(b *batch) {
	now := s.line
	cell, from := 0, 0
	for _, row := range b.rows {
		raw := make([][]byte, row.cells)
		for i := range raw {
			raw[i] = b.text[from:b.ends[cell]:b.ends[cell]]
			from = b.ends[cell]
			cell++
		}
		if row.err == nil {
			s.line = row.number
			b.cells = append(b.cells, s.strings(raw)...)
		}
	}
	s.line = now
}

// Rows yields the rows.
func (b *batch) Rows() iter.Seq2[table.Row, error] {
	return func(yield func(table.Row, error) bool) {
		var values []string
		cell, from := 0, 0
		for _, row := range b.rows {
			values = slices.Grow(values[:0], row.cells)
			switch {
			case b.cells != nil:
				values = append(values, b.cells[cell:cell+row.cells]...)
			case row.cells > 0:
				// One text for the row, its cells cut out of it. Not one for the
				// batch: what is kept of one cell would keep all of it.
				end := b.ends[cell+row.cells-1]
				text := string(b.text[from:end])
				for _, e := range b.ends[cell : cell+row.cells] {
					values = append(values, text[:e-from])
					text = text[e-from:]
					from = e
				}
			}
			cell += row.cells
			if !yield(table.Row{Number: row.number, Cells: values}, row.err) {
				return
			}
		}
	}
}
