// Package pdf knows the text of PDF files, page by page and line by line. A
// page without text, as scanners make them, is said to be unreadable. It
// refuses to run scripts, to open attachments' links and to guess at pictures.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/inventory"
	"github.com/ledongthuc/pdf"
)

// The limits of one file.
const (
	maxPages = 20_000
	maxChars = 200_000          // of one page
	maxTime  = 20 * time.Second // for one page: files with loops never end
)

// Reader reads PDF. Its zero value is ready.
type Reader struct{}

// Format is "pdf".
func (Reader) Format() string { return "pdf" }

// Accepts takes what begins with PDF's mark, or has it soon.
func (Reader) Accepts(_ string, head []byte) bool {
	return bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-"))
}

// Items yields paragraphs and the rows of what looks like tables.
func (Reader) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		at, size, done, err := in.Spool()
		if err != nil {
			yield(inventory.Item{}, err)
			return
		}
		read := newMeter(at, size)
		file, err := within(ctx, func() (*pdf.Reader, error) {
			if err := believable(ctx, at, size); err != nil {
				return nil, err
			}
			return pdf.NewReader(read, size)
		})
		err = read.explain(err)
		switch {
		case errors.Is(err, errLate):
			yield(inventory.Item{}, err) // at stays open: it is still being read
			return
		case err != nil:
			done()
			if errors.Is(err, pdf.ErrInvalidPassword) {
				err = errors.New("is encrypted; ask for a copy without a password")
			}
			yield(inventory.Item{}, fmt.Errorf("pdf: %w", err))
			return
		}
		if pages(ctx, in, file, read, yield) {
			done()
		}
	}
}

// pages yields page after page. It returns false where the file is still being
// read by a page that took too long.
func pages(ctx context.Context, in *intake.Input, file *pdf.Reader, read *meter, yield func(inventory.Item, error) bool) bool {
	read.reset()
	said := 0
	list, err := within(ctx, func() ([]pdf.Page, error) { said = file.NumPage(); return pagesOf(file) })
	if err != nil || len(list) == 0 {
		yield(inventory.Item{}, fmt.Errorf("pdf: no pages were found: %w", errors.Join(read.explain(err), fault.Invalid)))
		return !errors.Is(err, errLate)
	}
	in.Detail = fmt.Sprintf("%d pages", len(list))
	if len(list) == 1 {
		in.Detail = "1 page"
	}
	if said != len(list) && !yield(inventory.Item{}, in.Skip("pages", "the file says that it has %d pages, and %d were found: it is damaged", said, len(list))) {
		return true
	}
	for i, page := range list {
		place := fmt.Sprintf("page %d", i+1)
		if i >= maxPages {
			yield(inventory.Item{}, in.Skip(place, "the file has more than %d pages: those from here were left out", maxPages))
			return true
		}
		read.reset()
		var hidden int
		lines, err := within(ctx, func() ([]line, error) {
			if err := large(page); err != nil {
				return nil, err
			}
			hidden = unread(page.Resources(), 0)
			return linesOf(page)
		})
		if errors.Is(err, errLate) {
			yield(inventory.Item{}, in.Skip(place, "%s: the rest of the file was left out", err))
			return false
		}
		if ctx.Err() != nil || !tellPage(in, place, lines, hidden, read.explain(err), yield) {
			return true
		}
	}
	return true
}

// tellPage yields what a page holds, and what could not be read of it.
func tellPage(in *intake.Input, place string, lines []line, hidden int, err error, yield func(inventory.Item, error) bool) bool {
	switch {
	case err != nil:
		return yield(inventory.Item{}, in.Skip(place, "%s", err))
	case hidden > 0 && !yield(inventory.Item{}, in.Skip(place, "the text in %d drawings on the page was not read: look at the page, or print the file to a new PDF and check that", hidden)):
		return false
	case len(lines) == 0 && hidden == 0:
		return yield(inventory.Item{}, in.Skip(place, "the page has no text, as a scan has none: have its text recognised (OCR) and check it again"))
	}
	return tell(in, place, lines, yield)
}

// errLate ends the reading of a file: its page is still being read.
var errLate = fmt.Errorf("took more than %s: %w", maxTime, fault.Limit)

// within runs f with a limit on its time, and turns a panic over a damaged
// file into an error. A call that never ends is left behind; that is why
// nothing more is read of its file.
func within[T any](ctx context.Context, f func() (T, error)) (T, error) {
	type result struct {
		v   T
		err error
	}
	ctx, cancel := context.WithTimeout(ctx, maxTime)
	defer cancel()
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			if p := recover(); p != nil {
				r.err = fmt.Errorf("the file is damaged (%v): %w", p, fault.Invalid)
			}
			done <- r
		}()
		r.v, r.err = f()
	}()
	select {
	case r := <-done:
		return r.v, r.err
	case <-ctx.Done():
		var none T
		return none, errLate
	}
}
