// Package xlsx knows Excel workbooks (XLSX, XLSM): all sheets, hidden ones
// too, row by row. It refuses to run formulas and to follow links.
package xlsx

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/table"
	"caveat.example/caveat/internal/intake/zipped"
	"caveat.example/caveat/internal/inventory"
	"github.com/xuri/excelize/v2"
)

// The limits of one workbook beside those of its archive.
const (
	maxShared   = 64 << 20 // bytes of the shared texts, which are held in memory
	maxInMemory = 16 << 20 // bytes of a sheet beyond which it goes to a temporary file
)

// Reader reads workbooks. Its zero value is ready.
type Reader struct{}

// Format is "xlsx".
func (Reader) Format() string { return "xlsx" }

// Accepts takes a zip whose first parts are those of a workbook.
func (Reader) Accepts(_ string, head []byte) bool {
	if !zipped.Office(head) {
		return false
	}
	return bytes.Contains(head, []byte("xl/worksheets/")) || bytes.Contains(head, []byte("xl/workbook.xml")) ||
		bytes.Contains(head, []byte("[Content_Types].xml")) && !bytes.Contains(head, []byte("word/")) && !bytes.Contains(head, []byte("ppt/"))
}

// Items yields the rows of every sheet.
func (Reader) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		book, done, err := open(in)
		if err != nil {
			yield(inventory.Item{}, err)
			return
		}
		defer done()
		for _, sheet := range book.GetSheetList() {
			if !readSheet(ctx, in, book, sheet, yield) {
				return
			}
		}
	}
}

// open checks the archive's sizes before anything is unpacked.
func open(in *intake.Input) (book *excelize.File, done func(), err error) {
	archive, err := zipped.Open(in)
	if err != nil {
		return nil, nil, fmt.Errorf("workbook: %w", err)
	}
	for _, f := range archive.File {
		if f.Name == "xl/sharedStrings.xml" && f.UncompressedSize64 > maxShared {
			archive.Close()
			return nil, nil, fmt.Errorf("workbook's shared texts have %d bytes, more than %d; save it as CSV: %w", f.UncompressedSize64, maxShared, fault.Limit)
		}
	}
	book, err = protected(func() (*excelize.File, error) {
		return excelize.OpenReader(io.NewSectionReader(archive.At, 0, archive.Size), excelize.Options{
			UnzipSizeLimit: zipped.MaxUnpacked, UnzipXMLSizeLimit: maxInMemory,
		})
	})
	if err != nil {
		archive.Close()
		return nil, nil, fmt.Errorf("workbook: %w", err)
	}
	return book, func() {
		book.Close() // removes its temporary files; nothing depends on it
		archive.Close()
	}, nil
}

// protected turns a panic of the spreadsheet library over a hostile file into
// an error: the file is then not read, which is what is said.
func protected[T any](f func() (T, error)) (v T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the file is damaged (%v): %w", p, fault.Invalid)
		}
	}()
	return f()
}

// readSheet yields one sheet's rows; false ends the reading.
func readSheet(ctx context.Context, in *intake.Input, book *excelize.File, sheet string, yield func(inventory.Item, error) bool) bool {
	if visible, err := book.GetSheetVisible(sheet); err == nil && !visible {
		if in.Detail != "" {
			in.Detail += ", "
		}
		in.Detail += fmt.Sprintf("sheet %q is hidden and was read", sheet)
	}
	t := table.Table{Prefix: sheet + "!", Padded: true}
	going := true
	for item, err := range t.Items(in, rows(ctx, in, book, sheet)) {
		if going = yield(item, err); !going {
			break
		}
	}
	return going
}

// rows reads a sheet row by row.
func rows(ctx context.Context, in *intake.Input, book *excelize.File, sheet string) iter.Seq2[table.Row, error] {
	return func(yield func(table.Row, error) bool) {
		stream, err := protected(func() (*excelize.Rows, error) { return book.Rows(sheet) })
		if err != nil {
			if errors.As(err, new(excelize.ErrSheetNotExist)) { // a sheet of a chart: it has no rows
				return
			}
			yield(table.Row{}, in.Skip(sheet, "%s", err))
			return
		}
		defer stream.Close() // only read
		for n := 1; stream.Next(); n++ {
			if ctx.Err() != nil {
				return
			}
			cells, err := protected(func() ([]string, error) { return stream.Columns() })
			row := table.Row{Number: n, Cells: cells}
			switch {
			case err != nil:
				err = in.Skip(fmt.Sprintf("%s!row %d", sheet, n), "%s", err)
			case len(cells) > in.Options.Limits.Columns:
				err = in.Skip(fmt.Sprintf("%s!row %d", sheet, n), "the row has %d cells, more than %d: it was left out", len(cells), in.Options.Limits.Columns)
			}
			if !yield(row, err) {
				return
			}
		}
		if err := stream.Error(); err != nil {
			yield(table.Row{}, in.Skip(sheet, "reading the sheet stopped: %s", err))
		}
	}
}
