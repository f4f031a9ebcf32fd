package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"sync/atomic"

	"caveat.example/caveat/internal/fault"
	"github.com/ledongthuc/pdf"
)

// The library follows whatever a file says. What follows keeps a hostile file
// from leading it in circles, or to more memory than there is.
const (
	maxContent = 64 << 20 // bytes of the unpacked content of one page
	maxNodes   = 2 * maxPages
	maxTree    = 64 // how deeply pages are nested
	// minObjects is how many objects any file may say it has; a larger one as
	// many as it has bytes.
	minObjects = 1 << 20
	step       = 16 << 10 // what reading once counts at least, in bytes
)

// A meter counts what is read of a file. It is a limit on work that needs no
// clock: every step around a circle reads something again.
type meter struct {
	at   io.ReaderAt
	left atomic.Int64
	most int64
}

func newMeter(at io.ReaderAt, size int64) *meter {
	m := &meter{at: at, most: 1<<30 + 16*size}
	m.reset()
	return m
}

// reset begins the count for the next page.
func (m *meter) reset() { m.left.Store(m.most) }

func (m *meter) ReadAt(p []byte, off int64) (int, error) {
	if m.left.Add(-int64(max(len(p), step))) < 0 {
		return 0, fmt.Errorf("more than %d bytes were read of it, as in a circle: %w", m.most, fault.Limit)
	}
	return m.at.ReadAt(p, off)
}

// explain gives the reason in place of the library's, which forgets it.
func (m *meter) explain(err error) error {
	if err != nil && m.left.Load() < 0 {
		return fmt.Errorf("the file leads in a circle: reading it took more than %d bytes", m.most)
	}
	return err
}

// counts are where a file says how many objects it has, and from which number
// a part of its table goes on.
var counts = regexp.MustCompile(`/Size[\s\x00]+([0-9]{7,})|(?:xref|[fn])\s+([0-9]{7,})\s+[0-9]+\s+[0-9]{10}\s`)

// believable fails for a file that says it has more objects than it can hold:
// the library would make room for them all.
func believable(ctx context.Context, at io.ReaderAt, size int64) error {
	const block, over = 1 << 20, 64
	buf := make([]byte, block+over)
	for from := int64(0); from < size && ctx.Err() == nil; from += block {
		n, err := at.ReadAt(buf, from)
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		for _, found := range counts.FindAllSubmatch(buf[:n], -1) {
			digits := append(found[1], found[2]...)
			count, err := strconv.ParseInt(string(digits), 10, 64)
			if err != nil || count > max(minObjects, size) {
				return fmt.Errorf("it says that it has %s objects in %d bytes: %w", digits, size, fault.Invalid)
			}
		}
	}
	return ctx.Err()
}

// pagesOf lists the pages of a file, walking the tree once.
func pagesOf(file *pdf.Reader) ([]pdf.Page, error) {
	var out []pdf.Page
	nodes := 0
	var walk func(v pdf.Value, depth int) error
	walk = func(v pdf.Value, depth int) error {
		nodes++
		if depth > maxTree || nodes > maxNodes {
			return fmt.Errorf("its pages stand more than %d deep in one another, or lead in a circle: %w", maxTree, fault.Limit)
		}
		if kids := v.Key("Kids"); kids.Kind() == pdf.Array && v.Key("Type").Name() != "Page" {
			for i := range kids.Len() {
				if err := walk(kids.Index(i), depth+1); err != nil || len(out) > maxPages {
					return err
				}
			}
			return nil
		}
		out = append(out, pdf.Page{V: v})
		return nil
	}
	err := walk(file.Trailer().Key("Root").Key("Pages"), 0)
	return out, err
}

// large says whether what a page unpacks to is more than is held of one.
func large(page pdf.Page) error {
	parts := []pdf.Value{page.V.Key("Contents")}
	if parts[0].Kind() == pdf.Array {
		list := parts[0]
		parts = parts[:0]
		for i := range min(list.Len(), maxNodes) {
			parts = append(parts, list.Index(i))
		}
	}
	for _, name := range page.Fonts() {
		parts = append(parts, page.Font(name).V.Key("ToUnicode"))
	}
	left := int64(maxContent)
	for _, p := range parts {
		if p.Kind() != pdf.Stream {
			continue
		}
		r := p.Reader()
		n, _ := io.Copy(io.Discard, io.LimitReader(r, left+1)) // a broken stream is noticed where it is read
		r.Close()
		if left -= n; left < 0 {
			return fmt.Errorf("unpacks to more than %d bytes: %w", maxContent, fault.Limit)
		}
	}
	return nil
}

// unread counts the drawings on a page that hold text of their own: it is not
// read, which has to be said.
func unread(of pdf.Value, depth int) int {
	n := 0
	forms := of.Key("XObject")
	for _, name := range forms.Keys() {
		form := forms.Key(name)
		if form.Kind() != pdf.Stream || form.Key("Subtype").Name() != "Form" {
			continue
		}
		r := form.Reader()
		content, _ := io.ReadAll(io.LimitReader(r, 1<<20)) // what is broken shows no text
		r.Close()
		if bytes.Contains(content, []byte("Tj")) || bytes.Contains(content, []byte("TJ")) {
			n++
		} else if depth < 4 {
			n += unread(form.Key("Resources"), depth+1)
		}
	}
	return n
}
