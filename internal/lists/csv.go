package lists

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/fault"
)

// A Table says what a publication's rows look like.
type Table struct {
	Comma    rune     // "," when zero
	Columns  []string // every column that the importer knows
	Optional []string // those of them that may be missing; the others must be there

	Also map[string]string // other headings that a column has in some issues, to the one in Columns

	// Headless tables have no heading: the columns stand in the order of
	// Columns, and every row has as many.
	Headless bool

	// EndMark says that a whole file ends with the byte 0x1A, as OFAC's do:
	// without it the file is torn. In other files the byte is passed over.
	EndMark bool

	// Before is given each row that stands before the heading, for those
	// publications that print a line of their own first.
	Before func(fields []string) error
}

// A Row is one row of a table.
type Row struct {
	At     cite.Origin
	fields []string
	index  map[string]int
}

// Get returns a column's value, trimmed; "" when the file has no such column.
// OFAC's "-0-" stands for nothing.
func (r Row) Get(column string) string {
	i, ok := r.index[column]
	if !ok {
		return ""
	}
	v := strings.TrimSpace(r.fields[i])
	if v == "-0-" {
		return ""
	}
	return v
}

// maxBefore is how many lines may stand before a heading.
const maxBefore = 5

// Rows yields every row of a file that has as many fields as the heading, and
// counts each in out. A heading printed again is set aside, a ragged row is
// rejected, a ragged last row is a sign that the file is torn.
func (t Table) Rows(f File, out *edition.Draft) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		if err := t.rows(f, out, func(r Row) bool { return yield(r, nil) }); err != nil {
			yield(Row{}, fmt.Errorf("%s: %w", f.Source.Name, err))
		}
	}
}

func (t Table) rows(f File, out *edition.Draft, yield func(Row) bool) error {
	g := &guard{r: f.R}
	br := bufio.NewReaderSize(g, 1<<16)
	if bom, err := br.Peek(3); err == nil && bytes.Equal(bom, []byte("\xef\xbb\xbf")) {
		_, _ = br.Discard(3) // they were peeked
	}
	cr := csv.NewReader(br)
	cr.FieldsPerRecord, cr.ReuseRecord = -1, true
	if t.Comma != 0 {
		cr.Comma = t.Comma
	}
	heading, index, err := t.heading(cr)
	if err != nil {
		return err
	}
	ragged, marked := "", false
	for {
		rec, err := cr.Read()
		g.whole()
		if errors.Is(err, io.EOF) {
			break
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			at := f.At("row %d", bad.StartLine)
			out.Row(at)
			ragged = fmt.Sprintf("the last row (%d) cannot be read: %v", bad.StartLine, bad.Err)
			if err := out.Reject(at, bad.Err.Error()); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return err
		}
		line, _ := cr.FieldPos(0)
		if len(rec) == 1 && rec[0] == "\x1a" {
			marked = true
			continue
		}
		at := f.At("row %d", line)
		out.Row(at)
		ragged = ""
		switch {
		case slices.Equal(rec, heading):
			err = out.SetAside(at, "the heading again")
		case len(rec) != len(heading):
			ragged = fmt.Sprintf("the last row (%d) has %d fields where the heading has %d", line, len(rec), len(heading))
			err = out.Reject(at, fmt.Sprintf("%d fields where the heading has %d", len(rec), len(heading)))
		case !yield(Row{At: at, fields: rec, index: index}):
			return nil
		}
		if err != nil {
			return err
		}
	}
	switch {
	case ragged != "":
		out.Torn(f.Source.Name + ": " + ragged + ": the file may be cut short")
	case t.EndMark && !marked:
		out.Torn(f.Source.Name + ": the mark that ends a whole file is missing: the file may be cut short")
	}
	return nil
}

// heading reads the heading and finds each known column in it.
func (t Table) heading(cr *csv.Reader) (heading []string, index map[string]int, err error) {
	index = make(map[string]int, len(t.Columns))
	if t.Headless {
		for i, c := range t.Columns {
			index[c] = i
		}
		return t.Columns, index, nil
	}
	for range maxBefore {
		rec, err := cr.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, nil, fmt.Errorf("reading the heading: %w (%w)", err, fault.Invalid)
		}
		heading = slices.Clone(rec)
		for i := range heading {
			heading[i] = strings.TrimSpace(heading[i])
		}
		if t.Before == nil || slices.Contains(heading, t.key()) {
			return heading, index, t.locate(heading, index)
		}
		if err := t.Before(heading); err != nil {
			return nil, nil, err
		}
	}
	return nil, nil, fmt.Errorf("no heading with a column %q in the first %d rows: %w", t.key(), maxBefore, fault.Invalid)
}

// key is the first column that must be there.
func (t Table) key() string {
	for _, c := range t.Columns {
		if !slices.Contains(t.Optional, c) {
			return c
		}
	}
	return ""
}

func (t Table) locate(heading []string, index map[string]int) error {
	for i, c := range heading {
		if known, ok := t.Also[c]; ok {
			c = known
		}
		if !slices.Contains(t.Columns, c) {
			return fmt.Errorf("column %q is not known: the publication changed its form; nothing was imported; please report it: %w", c, fault.Invalid)
		}
		if _, twice := index[c]; !twice {
			index[c] = i
		}
	}
	for _, c := range t.Columns {
		if _, ok := index[c]; !ok && !slices.Contains(t.Optional, c) {
			return fmt.Errorf("column %q is missing: nothing was imported; is this the right KIND?: %w", c, fault.Invalid)
		}
	}
	return nil
}

// HasHeading reports whether the first rows of head hold all the columns.
func HasHeading(head []byte, comma rune, columns ...string) bool {
	cr := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))))
	cr.Comma, cr.FieldsPerRecord, cr.LazyQuotes = comma, -1, true
	for range maxBefore {
		rec, err := cr.Read()
		if err != nil {
			return false
		}
		for i := range rec {
			rec[i] = strings.TrimSpace(rec[i])
		}
		if !slices.ContainsFunc(columns, func(c string) bool { return !slices.Contains(rec, c) }) {
			return true
		}
	}
	return false
}
