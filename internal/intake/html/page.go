package html

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/table"
	"caveat.example/caveat/internal/inventory"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A page is the reading of one document.
type page struct {
	in    *intake.Input
	z     *html.Tokenizer
	yield func(inventory.Item, error) bool

	text   strings.Builder // of the block being read
	within []atom.Atom     // the hidden elements that are open
	blocks int             // passages so far
	tables int
	cut    bool // the current block was too long and is being cut
	ended  bool
	err    error

	back *html.Token // a token that was given back
}

// next returns the next visible token. Its kind is ErrorToken at the end.
func (p *page) next() html.Token {
	if p.back != nil {
		t := *p.back
		p.back = nil
		return t
	}
	for {
		kind := p.z.Next()
		if kind == html.ErrorToken {
			p.err = p.z.Err()
			return html.Token{Type: kind}
		}
		t := p.z.Token()
		if p.visible(t) {
			return t
		}
	}
}

// visible keeps track of elements that nobody sees and says whether t is
// outside all of them.
func (p *page) visible(t html.Token) bool {
	switch t.Type {
	case html.StartTagToken:
		if len(p.within) > 0 && t.DataAtom == p.within[len(p.within)-1] {
			p.within = append(p.within, t.DataAtom)
			return false
		}
		if len(p.within) == 0 && unseen(t) {
			p.within = append(p.within, t.DataAtom)
			return false
		}
	case html.EndTagToken:
		if n := len(p.within); n > 0 && t.DataAtom == p.within[n-1] {
			p.within = p.within[:n-1]
			return false
		}
	case html.CommentToken, html.DoctypeToken:
		return false
	}
	return len(p.within) == 0
}

// unseen says whether an element holds what is no text of the page. Text that
// a style hides is read: it may be shown at a click.
func unseen(t html.Token) bool {
	switch t.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Svg, atom.Iframe, atom.Object:
		return true
	}
	return false
}

// read goes through the document.
func (p *page) read() {
	for !p.ended {
		t := p.next()
		switch {
		case t.Type == html.ErrorToken:
			p.flush()
			p.fail()
			return
		case t.Type == html.TextToken:
			p.add(t.Data)
		case t.Type == html.StartTagToken && t.DataAtom == atom.Table:
			p.flush()
			p.table()
		case breaks(t.DataAtom):
			p.flush()
		case t.DataAtom == atom.Br:
			p.add("\n")
		}
	}
}

// fail yields what the document ended with, unless that is its end.
func (p *page) fail() {
	switch {
	case p.ended:
	case p.err == io.EOF && len(p.within) > 0:
		p.yield(inventory.Item{}, p.in.Skip(p.place(), "the element %s is not closed: what stands in it was not read", p.within[0]))
	case p.err == io.EOF:
	case errors.Is(p.err, html.ErrBufferExceeded):
		p.ended = !p.yield(inventory.Item{}, p.in.Skip(p.place(), "a tag or text has more than the %d bytes that are read of a record: the rest of the page was left out", p.in.Options.Limits.Record))
	default:
		p.yield(inventory.Item{}, p.err)
	}
}

// breaks says whether a tag begins or ends a block of text.
func breaks(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Section, atom.Article, atom.Header, atom.Footer, atom.Main, atom.Aside, atom.Nav, atom.Blockquote, atom.Pre, atom.Figure,
		atom.Figcaption, atom.Form, atom.Fieldset, atom.Tr, atom.Td, atom.Th, atom.Table, atom.Caption, atom.Hr, atom.Body, atom.Html,
		atom.Address, atom.Details, atom.Summary, atom.Button, atom.Option, atom.Title:
		return true
	}
	return false
}

// add appends text to the block being read.
func (p *page) add(s string) {
	if p.text.Len()+len(s) > p.in.Options.Limits.Record {
		p.cut = true
		return
	}
	p.text.WriteString(s)
}

func (p *page) place() string { return fmt.Sprintf("paragraph %d", p.blocks+1) }

// flush yields the block of text read so far as a Passage.
func (p *page) flush() {
	text := squeeze(p.text.String())
	p.text.Reset()
	if p.cut && !p.ended {
		p.ended = !p.yield(inventory.Item{}, p.in.Skip(p.place(), "the paragraph has more than the %d bytes that are read of a record: its end was left out", p.in.Options.Limits.Record))
		p.cut = false
	}
	if text == "" || p.ended {
		return
	}
	item := inventory.Item{Kind: kind(p.in.Options.As), Origin: p.in.At(p.place()), Text: text}
	p.blocks++
	p.ended = !p.yield(item, nil)
}

func kind(as string) inventory.Kind {
	switch as {
	case intake.AsBid:
		return inventory.BidLine
	case intake.AsInventory:
		return inventory.Asset
	case intake.AsBOM:
		return inventory.Component
	}
	return inventory.Passage
}

// squeeze makes one space of all white space, but keeps line breaks.
func squeeze(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.Join(strings.Fields(l), " ")
	}
	return strings.Join(strings.Fields(strings.Join(lines, " ")), " ")
}

// table yields the rows of a table. A table in a cell shows that the outer one
// only arranges the page: the outer one's text then becomes passages.
func (p *page) table() {
	p.tables++
	t := table.Table{Prefix: fmt.Sprintf("table %d, ", p.tables), Padded: true, Loose: true}
	for item, err := range t.Items(p.in, p.rows()) {
		if p.ended {
			break
		}
		p.ended = !p.yield(item, err)
	}
}

// rows reads the rows of the table that has just begun, to its end.
func (p *page) rows() iter.Seq2[table.Row, error] {
	return func(yield func(table.Row, error) bool) {
		r := &rowReader{page: p}
		for {
			t := p.next()
			if t.Type == html.StartTagToken && t.DataAtom == atom.Table {
				p.back = &t // not data: leave it, and what follows, to read
				r.row(yield)
				return
			}
			if t.Type == html.ErrorToken || t.Type == html.EndTagToken && t.DataAtom == atom.Table {
				if t.Type == html.ErrorToken {
					p.back = &t
				}
				r.row(yield)
				return
			}
			if !r.take(t, yield) {
				return
			}
		}
	}
}

// A rowReader makes rows of cells out of tokens.
type rowReader struct {
	page  *page
	cells []string
	cell  strings.Builder
	open  bool // in a cell
	span  int  // columns that the open cell stands in
	n     int
}

// take deals with one token; false ends the reading.
func (r *rowReader) take(t html.Token, yield func(table.Row, error) bool) bool {
	switch {
	case t.Type == html.TextToken:
		if r.open && r.cell.Len()+len(t.Data) <= r.page.in.Options.Limits.Record {
			r.cell.WriteString(t.Data)
		}
	case t.DataAtom == atom.Td || t.DataAtom == atom.Th:
		r.closeCell()
		if t.Type == html.StartTagToken {
			r.open, r.span = true, span(t)
		}
	case t.DataAtom == atom.Tr:
		return r.row(yield)
	default:
		if breaks(t.DataAtom) || t.DataAtom == atom.Br {
			r.cell.WriteByte(' ')
		}
	}
	return true
}

func (r *rowReader) closeCell() {
	if !r.open {
		return
	}
	r.cells = append(r.cells, squeeze(r.cell.String()))
	for ; r.span > 1; r.span-- {
		r.cells = append(r.cells, "")
	}
	r.cell.Reset()
	r.open = false
}

// row yields the cells read so far.
func (r *rowReader) row(yield func(table.Row, error) bool) bool {
	r.closeCell()
	if len(r.cells) == 0 {
		return true
	}
	r.n++
	var err error
	if limit := r.page.in.Options.Limits.Columns; len(r.cells) > limit {
		err = r.page.in.Skip(fmt.Sprintf("table %d, row %d", r.page.tables, r.n), "the row has %d cells, more than %d: it was left out", len(r.cells), limit)
	}
	ok := yield(table.Row{Number: r.n, Cells: r.cells}, err)
	r.cells = r.cells[:0]
	return ok
}

// span is how many columns a cell stands in, at most 100.
func span(t html.Token) int {
	for _, a := range t.Attr {
		if a.Key == "colspan" {
			var n int
			if _, err := fmt.Sscanf(a.Val, "%d", &n); err == nil && n > 1 {
				return min(n, 100)
			}
		}
	}
	return 1
}
