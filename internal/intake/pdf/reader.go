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
		file, err := within(ctx, func() (*pdf.Reader, error) { return pdf.NewReader(at, size) })
		switch {
		case errors.Is(err, fault.Limit):
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
		if pages(ctx, in, file, yield) {
			done()
		}
	}
}

// pages yields page after page. It returns false where the file is still being
// read by a page that took too long.
func pages(ctx context.Context, in *intake.Input, file *pdf.Reader, yield func(inventory.Item, error) bool) bool {
	n, err := within(ctx, func() (int, error) { return file.NumPage(), nil })
	if err != nil || n == 0 {
		yield(inventory.Item{}, errors.Join(errors.New("pdf: no pages were found: the file is damaged"), err))
		return !errors.Is(err, fault.Limit)
	}
	in.Detail = fmt.Sprintf("%d pages", n)
	for i := 1; i <= n; i++ {
		if ctx.Err() != nil {
			return true
		}
		if i > maxPages {
			yield(inventory.Item{}, in.Skip(fmt.Sprintf("page %d", i), "the file has %d pages, more than %d: those from here were left out", n, maxPages))
			return true
		}
		lines, err := within(ctx, func() ([]line, error) { return linesOf(file.Page(i)) })
		place := fmt.Sprintf("page %d", i)
		switch {
		case errors.Is(err, fault.Limit):
			yield(inventory.Item{}, in.Skip(place, "%s: the rest of the file was left out", err))
			return false
		case err != nil:
			if !yield(inventory.Item{}, in.Skip(place, "%s", err)) {
				return true
			}
		case len(lines) == 0:
			if !yield(inventory.Item{}, in.Skip(place, "the page has no text, as a scan has none: have its text recognised (OCR) and check it again")) {
				return true
			}
		case !tell(in, place, lines, yield):
			return true
		}
	}
	return true
}

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
		return none, fmt.Errorf("took more than %s: %w", maxTime, fault.Limit)
	}
}
