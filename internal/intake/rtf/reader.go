// Package rtf knows the text of RTF files: paragraphs and the rows of tables.
// It refuses to open what is embedded in them; a file with embedded objects
// says so.
//
// Source: Rich Text Format Specification, version 1.9.1.
package rtf

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/passages"
	"caveat.example/caveat/internal/intake/table"
	"caveat.example/caveat/internal/inventory"
)

// Reader reads RTF. Its zero value is ready.
type Reader struct{}

// Format is "rtf".
func (Reader) Format() string { return "rtf" }

// Accepts takes what begins with RTF's mark.
func (Reader) Accepts(_ string, head []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(head, "\ufeff \r\n\t"), []byte(`{\rtf`))
}

// Items yields a paragraph as a Passage each, a row of a table as an Item each.
func (Reader) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		d := &document{
			ctx: ctx, in: in, w: passages.Writer{In: in, Yield: yield}, page: latin,
			t:     tokens{r: bufio.NewReaderSize(in.Reader, intake.HeadSize), most: 4096},
			state: state{skip: 1},
		}
		err := d.read()
		if d.objects > 0 {
			d.w.Pass(inventory.Item{}, in.Skip("document", "%d embedded objects were not read: save them as files of their own and check those", d.objects))
		}
		if d.pictures > 0 {
			in.Detail = fmt.Sprintf("%d pictures, which hold no text that can be read", d.pictures)
		}
		if err != nil {
			d.w.Pass(inventory.Item{}, fmt.Errorf("after %s: %w", d.w.Place(), err))
		}
	}
}

// state is what a group inherits from the one around it.
type state struct {
	hidden bool // its text is no text of the document
	skip   int  // how many characters stand after \u for readers that do not know it
}

type document struct {
	ctx     context.Context
	in      *intake.Input
	w       passages.Writer
	t       tokens
	page    codePage
	state   state
	groups  []state
	first   bool // the next word is the first of its group, and may name it
	starred bool // the group may be passed over by those who do not know it
	pending int  // characters that stand in place of one that was given by \u
	high    rune // the first half of a pair

	text     []byte // of the paragraph or cell
	raw      []byte // bytes that are not yet letters
	cut      bool
	row      []string // cells of the row
	events   []event  // what has been read and not yet told
	ended    bool
	tables   int
	objects  int
	pictures int
}

// An event is a paragraph, or a row where row is set.
type event struct {
	text string
	cut  bool
	row  []string
}

// read tells paragraphs and tables in order.
func (d *document) read() error {
	for !d.w.Ended() {
		e, err := d.next()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case e.row != nil:
			if err := d.table(e.row); err != nil {
				return err
			}
		default:
			d.w.Paragraph(e.text, e.cut)
		}
	}
	return nil
}

// table tells the rows that follow one another.
func (d *document) table(first []string) error {
	d.tables++
	var failed error
	t := table.Table{Prefix: fmt.Sprintf("table %d, ", d.tables), Padded: true, Loose: true}
	rows := func(yield func(table.Row, error) bool) {
		for row := (table.Row{Number: 1, Cells: first}); yield(row, nil); row.Number++ {
			e, err := d.next()
			for err == nil && e.row == nil && e.text == "" {
				e, err = d.next()
			}
			if err != nil || e.row == nil {
				if failed = err; err == nil {
					d.events = append([]event{e}, d.events...)
				}
				return
			}
			row.Cells = e.row
		}
	}
	for item, err := range t.Items(d.in, rows) {
		if !d.w.Pass(item, err) {
			return nil
		}
	}
	if failed == io.EOF {
		return nil
	}
	return failed
}

// next reads on to the next paragraph or row; io.EOF is the end. Groups that
// are open there show that the file was cut.
func (d *document) next() (event, error) {
	for len(d.events) == 0 {
		if d.ended || d.ctx.Err() != nil {
			return event{}, io.EOF
		}
		tok, err := d.t.next()
		if err == nil {
			err = d.take(tok)
		}
		switch {
		case err == io.EOF && len(d.groups) > 0:
			return event{}, fmt.Errorf("%d groups are not closed: the file was cut: %w", len(d.groups), fault.Invalid)
		case err == io.EOF, err == nil && tok.kind == end && len(d.groups) == 0: // padding may follow
			d.ended = true
			d.endRow()
			d.paragraph()
		case err != nil:
			return event{}, err
		}
	}
	e := d.events[0]
	d.events = d.events[1:]
	return e, nil
}

func (d *document) take(tok token) error {
	switch tok.kind {
	case begin:
		if len(d.groups) >= d.in.Options.Limits.Depth {
			return fmt.Errorf("groups are nested more than %d deep: %w", d.in.Options.Limits.Depth, fault.Limit)
		}
		d.groups = append(d.groups, d.state)
		d.first, d.pending = true, 0
	case end:
		if n := len(d.groups); n > 0 {
			d.state, d.groups = d.groups[n-1], d.groups[:n-1]
		}
		d.first, d.starred, d.pending = false, false, 0
	case symbol:
		d.symbol(tok.text[0])
	case octet:
		d.first = false
		d.bytes(byte(tok.number))
	case text:
		d.first = false
		d.bytes(tok.text...)
	case word:
		return d.word(string(tok.text), tok)
	}
	return nil
}

func (d *document) symbol(c byte) {
	switch c {
	case '*':
		d.starred = d.first
		return
	case '~':
		d.letters(" ")
	case '_', '-':
		if c == '_' {
			d.letters("-")
		}
	case '\\', '{', '}':
		d.bytes(c)
	}
	d.first = false
}

// bytes adds text in the file's code page.
func (d *document) bytes(b ...byte) {
	for d.pending > 0 && len(b) > 0 {
		b, d.pending = b[1:], d.pending-1
	}
	if !d.state.hidden {
		d.raw = append(d.raw, b...)
	}
	if len(d.raw) > 4096 {
		d.settle()
	}
}

// letters adds text in UTF-8.
func (d *document) letters(s string) {
	if d.state.hidden {
		return
	}
	d.settle()
	d.add(s)
}

// settle turns bytes into letters.
func (d *document) settle() {
	if len(d.raw) > 0 {
		d.add(d.page.text(d.raw))
		d.raw = d.raw[:0]
	}
}

func (d *document) add(s string) {
	if len(d.text)+len(s) > d.in.Options.Limits.Record {
		d.cut = true
		return
	}
	d.text = append(d.text, s...)
}
