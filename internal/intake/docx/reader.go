// Package docx knows Word documents (DOCX): paragraphs and tables of the body,
// the notes, headers and footers, and the comments. It refuses to know how they
// look, and leaves out text that was deleted with changes tracked.
package docx

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"strings"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/passages"
	"caveat.example/caveat/internal/intake/table"
	"caveat.example/caveat/internal/intake/xmlscan"
	"caveat.example/caveat/internal/intake/zipped"
	"caveat.example/caveat/internal/inventory"
)

// Reader reads DOCX. Its zero value is ready.
type Reader struct{}

// Format is "docx".
func (Reader) Format() string { return "docx" }

// Accepts takes a zip whose first parts are those of a Word document.
func (Reader) Accepts(name string, head []byte) bool {
	return zipped.Office(head) && (bytes.Contains(head, []byte("word/")) ||
		strings.EqualFold(path.Ext(name), ".docx") && bytes.Contains(head, []byte("[Content_Types].xml")))
}

// Items yields a paragraph as a Passage each, a row of a table as an Item each.
func (Reader) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		archive, err := zipped.Open(in)
		if err != nil {
			yield(inventory.Item{}, err)
			return
		}
		defer archive.Close()
		d := &document{in: in, w: passages.Writer{In: in, Yield: yield}}
		for _, part := range parts(archive) {
			err := d.part(archive, part)
			if d.w.Ended() {
				return
			}
			if err != nil && !(errors.Is(err, fault.NotFound) && part != body) {
				d.w.Pass(inventory.Item{}, in.Skip(part, "%s", err))
			}
		}
	}
}

const body = "word/document.xml"

// parts are those with text, the body first.
func parts(archive *zipped.Archive) []string {
	out := []string{body}
	for _, f := range archive.File {
		name, ok := strings.CutPrefix(f.Name, "word/")
		if !ok || path.Ext(name) != ".xml" || strings.Contains(name, "/") {
			continue
		}
		for _, kind := range []string{"footnotes", "endnotes", "comments", "header", "footer"} {
			if strings.HasPrefix(name, kind) && !strings.HasPrefix(name, "commentsE") && !strings.HasPrefix(name, "commentsI") {
				out = append(out, f.Name)
			}
		}
	}
	return out
}

type document struct {
	in     *intake.Input
	w      passages.Writer
	s      *xmlscan.Scanner
	prefix string
	tables int
}

func (d *document) part(archive *zipped.Archive, name string) error {
	r, err := archive.Part(name)
	if err != nil {
		return err
	}
	defer r.Close() // only read
	d.prefix, d.tables = "", 0
	if name != body {
		d.prefix = strings.TrimSuffix(path.Base(name), ".xml") + ", "
	}
	d.w.Section(d.prefix)
	d.s = xmlscan.New(r, d.in.Options.Limits.Depth, d.in.Options.Limits.Record)
	for {
		start, err := d.s.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading stopped after %s, what follows was not read: %w", d.w.Place(), err)
		}
		switch start.Name.Local {
		case "p":
			text, cut, err := d.s.Words(words)
			if err != nil {
				return fmt.Errorf("reading stopped after %s, what follows was not read: %w", d.w.Place(), err)
			}
			if !d.w.Paragraph(text, cut) {
				return nil
			}
		case "tbl":
			if err := d.table(); err != nil || d.w.Ended() {
				return err
			}
		}
	}
}

// words says which elements hold text, and which stand for white space.
func words(name string) (put string, takes bool) {
	switch name {
	case "t":
		return "", true
	case "tab", "br", "cr", "p":
		return " ", false
	}
	return "", false
}

// table yields the rows of the table that has just begun.
func (d *document) table() error {
	d.tables++
	var failed error
	t := table.Table{Prefix: fmt.Sprintf("%stable %d, ", d.prefix, d.tables), Padded: true, Loose: true}
	depth := d.s.Depth()
	rows := func(yield func(table.Row, error) bool) {
		row := table.Row{}
		for {
			start, ok, err := d.s.NextIn(depth)
			if err != nil || !ok {
				if failed = err; row.Number > 0 && err == nil {
					yield(row, nil)
				}
				return
			}
			switch start.Name.Local {
			case "tr":
				if row.Number > 0 && !yield(row, nil) {
					return
				}
				row = table.Row{Number: row.Number + 1}
			case "tc":
				text, _, err := d.s.Words(words)
				if err != nil {
					failed = err
					return
				}
				if len(row.Cells) < d.in.Options.Limits.Columns {
					row.Cells = append(row.Cells, text)
				}
			}
		}
	}
	for item, err := range t.Items(d.in, rows) {
		if !d.w.Pass(item, err) {
			return nil
		}
	}
	return failed
}
