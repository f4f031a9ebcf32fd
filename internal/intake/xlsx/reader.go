// Package xlsx knows Excel workbooks (XLSX, XLSM): all sheets, hidden ones
// too, row by row. It refuses to run formulas and to follow links.
//
// It reads the parts of a workbook as streams, with code of its own: libraries
// hold sheets, or take several times as long. Source of the form: ECMA-376,
// part 1, chapter 18.
package xlsx

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"path"
	"strings"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/table"
	"caveat.example/caveat/internal/intake/zipped"
	"caveat.example/caveat/internal/inventory"
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
		archive, err := zipped.Open(in)
		if err != nil {
			yield(inventory.Item{}, fmt.Errorf("workbook: %w", err))
			return
		}
		defer archive.Close()
		b, err := open(in, archive)
		if err != nil {
			yield(inventory.Item{}, fmt.Errorf("workbook: %w", err))
			return
		}
		defer b.shared.close()
		for _, s := range b.sheets {
			if !b.read(ctx, s, yield) {
				return
			}
		}
		if b.empty > 0 {
			in.Damage = append(in.Damage, fmt.Sprintf("%d cells hold a formula without its value (first in %s): open the file in a spreadsheet, save it and check it again", b.empty, b.firstEmpty))
		}
	}
}

// A book is an open workbook.
type book struct {
	in      *intake.Input
	archive *zipped.Archive
	sheets  []sheet
	formats []format // of each cell style
	shared  *shared
	from    epoch

	empty      int // cells with a formula and no value
	firstEmpty string
}

// A sheet is one of a book's, in the book's order.
type sheet struct {
	name   string
	part   string // "" for one that has no rows, as one of a chart
	hidden bool
}

func open(in *intake.Input, archive *zipped.Archive) (*book, error) {
	b := &book{in: in, archive: archive}
	home, err := b.home()
	if err != nil {
		return nil, err
	}
	parts, err := b.relations(home)
	if err != nil {
		return nil, err
	}
	if err := b.workbook(home, parts); err != nil {
		return nil, fmt.Errorf("the part %s: %w", home, err)
	}
	if part := parts.ofKind("/styles"); part != "" {
		if b.formats, err = b.styles(part); err != nil {
			return nil, fmt.Errorf("the part %s: %w", part, err)
		}
	}
	b.shared = &shared{}
	if part := parts.ofKind("/sharedStrings"); part != "" {
		if err := b.shared.load(b, part); err != nil {
			b.shared.close()
			return nil, fmt.Errorf("the part %s: %w", part, err)
		}
	}
	return b, nil
}

// home is the workbook's own part.
func (b *book) home() (string, error) {
	roots, err := b.relations("")
	if err != nil && !errors.Is(err, fault.NotFound) {
		return "", err
	}
	if part := roots.ofKind("/officeDocument"); part != "" {
		return part, nil
	}
	return "xl/workbook.xml", nil
}

// A relation is what a part says of another.
type relation struct{ kind, part string }

type relations map[string]relation // by id

func (r relations) ofKind(suffix string) string {
	for _, rel := range r {
		if strings.HasSuffix(rel.kind, suffix) {
			return rel.part
		}
	}
	return ""
}

// relations are those of a part; "" is the archive as a whole.
func (b *book) relations(part string) (relations, error) {
	folder, name := path.Split(part)
	x, done, err := b.open(folder + "_rels/" + name + ".rels")
	if err != nil {
		return nil, err
	}
	defer done()
	out := relations{}
	for {
		if more, err := x.to("Relationship"); err != nil || !more {
			return out, err
		}
		if x.value("TargetMode") == "External" {
			continue // links are not followed
		}
		target := x.value("Target")
		if !strings.HasPrefix(target, "/") {
			target = folder + target
		}
		out[x.value("Id")] = relation{x.value("Type"), strings.TrimPrefix(path.Clean(target), "/")}
	}
}

// workbook reads which sheets there are.
func (b *book) workbook(home string, parts relations) error {
	x, done, err := b.open(home)
	if err != nil {
		return err
	}
	defer done()
	for {
		more, err := x.to("sheet", "workbookPr")
		if err != nil || !more {
			return err
		}
		if string(x.Name()) == "workbookPr" {
			if v := x.value("date1904"); v == "1" || v == "true" {
				b.from = epoch1904
			}
			continue
		}
		s := sheet{name: x.value("name"), hidden: strings.Contains(strings.ToLower(x.value("state")), "hidden")}
		if rel := parts[x.value("id")]; strings.HasSuffix(rel.kind, "/worksheet") {
			s.part = rel.part
		}
		b.sheets = append(b.sheets, s)
		if len(b.sheets) > maxSheets {
			return fmt.Errorf("more than %d sheets: %w", maxSheets, fault.Limit)
		}
	}
}

// maxSheets is the most sheets of a workbook that are read.
const maxSheets = 10_000

// read yields one sheet's rows; false ends the reading.
func (b *book) read(ctx context.Context, s sheet, yield func(inventory.Item, error) bool) bool {
	if s.part == "" {
		return true
	}
	if s.hidden {
		if b.in.Detail != "" {
			b.in.Detail += ", "
		}
		b.in.Detail += fmt.Sprintf("sheet %q is hidden and was read", s.name)
	}
	t := table.Table{Prefix: s.name + "!", Padded: true}
	going := true
	for item, err := range t.Items(b.in, b.rows(ctx, s)) {
		if going = yield(item, err); !going {
			break
		}
	}
	return going
}
