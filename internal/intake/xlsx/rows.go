package xlsx

import (
	"context"
	"fmt"
	"io"
	"iter"
	"strconv"

	"caveat.example/caveat/internal/intake/table"
	"caveat.example/caveat/internal/intake/xmltok"
)

// rows reads a sheet row by row. Rows and cells may leave out their places: they
// then follow the one before.
func (b *book) rows(ctx context.Context, s sheet) iter.Seq2[table.Row, error] {
	return func(yield func(table.Row, error) bool) {
		x, done, err := b.open(s.part)
		if err != nil {
			yield(table.Row{}, b.in.Skip(s.name, "%s", err))
			return
		}
		defer done()
		r := &rowReader{b: b, x: x, sheet: s.name}
		for number := 0; ctx.Err() == nil; {
			more, err := x.to("row")
			if err == nil && !more {
				return
			}
			if err == nil {
				number = place(x.value("r"), number)
				err = r.row(number)
			}
			row := table.Row{Number: number, Cells: r.cells}
			switch {
			case err != nil:
				yield(table.Row{}, b.in.Skip(s.name, "reading the sheet stopped after row %d, what follows was not read: %s", number, ended(err)))
				return
			case r.over > 0:
				err = b.in.Skip(fmt.Sprintf("%s!row %d", s.name, number), "the row has cells beyond column %d: it was left out", b.in.Options.Limits.Columns)
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// place is a number that says where a row is, or the one after last.
func place(text string, last int) int {
	if n, err := strconv.Atoi(text); err == nil && n > 0 {
		return n
	}
	return last + 1
}

// A rowReader reads the cells of one row at a time.
type rowReader struct {
	b     *book
	x     *part
	sheet string
	cells []string
	over  int // cells beyond the limit
}

// row reads the row that has begun.
func (r *rowReader) row(number int) error {
	r.cells, r.over = r.cells[:0], 0
	outside := r.x.Depth() - 1
	column := -1
	for {
		if err := r.x.Next(); err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return err
		}
		switch {
		case r.x.Depth() == outside:
			return nil
		case r.x.Kind() != xmltok.Start || string(r.x.Name()) != "c":
			continue
		}
		at, ok := r.x.Attr("r")
		if ok {
			column = columnOf(at, column)
		} else {
			column++
		}
		value, err := r.cell(number)
		if err != nil {
			return err
		}
		if value == "" {
			continue
		}
		if column >= r.b.in.Options.Limits.Columns {
			r.over++
			continue
		}
		for len(r.cells) < column {
			r.cells = append(r.cells, "")
		}
		if column < len(r.cells) { // a place that stands twice: the last counts
			r.cells[column] = value
			continue
		}
		r.cells = append(r.cells, value)
	}
}

// columnOf is the column of a place like AB12, from 0, or the one after last.
func columnOf(at []byte, last int) int {
	n := 0
	for _, c := range at {
		if c < 'A' || c > 'Z' || n > 1<<20 {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	if n == 0 {
		return last + 1
	}
	return n - 1
}

// cell reads the cell that has begun, as a person sees it in the spreadsheet.
func (r *rowReader) cell(row int) (string, error) {
	kind, _ := r.x.Attr("t")
	style, _ := r.x.Attr("s")
	word := kindOf(string(kind))
	format := r.b.format(style)
	value, formula, known := "", false, false
	for outside := r.x.Depth() - 1; ; {
		if err := r.x.Next(); err != nil {
			return "", err
		}
		if r.x.Depth() == outside {
			break
		}
		if r.x.Kind() != xmltok.Start {
			continue
		}
		switch string(r.x.Name()) {
		case "v":
			known = true
			text, err := r.x.content(r.b.in.Options.Limits.Record, "")
			if err != nil {
				return "", err
			}
			if value, err = r.b.value(word, format, text); err != nil {
				return "", err
			}
		case "is":
			text, err := r.x.content(r.b.in.Options.Limits.Record, "rPh")
			if err != nil {
				return "", err
			}
			value = string(text)
		case "f":
			formula = true
		}
	}
	if formula && !known {
		if r.b.empty++; r.b.empty == 1 {
			r.b.firstEmpty = fmt.Sprintf("%s!row %d", r.sheet, row)
		}
	}
	return value, nil
}

// A cellKind says how a cell's value is to be read.
type cellKind int

const (
	cellNumber cellKind = iota
	cellShared          // the number of a shared text
	cellText
	cellTruth
)

func kindOf(t string) cellKind {
	switch t {
	case "s":
		return cellShared
	case "str", "inlineStr", "e", "d":
		return cellText
	case "b":
		return cellTruth
	}
	return cellNumber
}

// value is what a cell shows.
func (b *book) value(kind cellKind, f format, text []byte) (string, error) {
	switch kind {
	case cellShared:
		i, err := strconv.Atoi(string(text))
		if err != nil {
			return "", fmt.Errorf("%.20q is no number of a text", text)
		}
		return b.shared.get(i)
	case cellTruth:
		if string(text) == "1" {
			return "TRUE", nil
		}
		return "FALSE", nil
	case cellText:
		return string(text), nil
	}
	return f.show(string(text), b.from), nil
}
