// Package jsonfile knows how values of JSON follow one another in a file: one
// document, several, or one on each line, which are read in blocks on all
// cores; there a broken line costs that line only. What a value means is known
// by the reader that asks.
package jsonfile

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/jsonscan"
	"caveat.example/caveat/internal/inventory"
)

// ErrStop ends the reading because nobody wants more.
var ErrStop = errors.New("stopped")

// A File is the reading of one source, or of some lines of it. It is for one
// goroutine.
type File struct {
	*jsonscan.Scanner
	In *intake.Input

	Lines bool // a value ends with its line
	Many  bool // the first bytes show more than one line
	First bool // the current value is the first of the source
	Start int  // line where the current value begins

	yield func(inventory.Item, error) bool
	shape jsonscan.Shape
}

// Has says whether the first value of the source has any of the keys.
func (f *File) Has(keys ...string) bool {
	return slices.ContainsFunc(keys, func(k string) bool { return f.shape.Has(k) })
}

// A Part says what a reader makes of a source, or of each block of its lines:
// Begin gives what it holds meanwhile, Value reads a value that begins with
// '{', '[' or another sign, End takes over what Begin gave. Begin and Value are
// called for several blocks at once, End in the order of the source. A nil End
// takes nothing.
type Part[S any] struct {
	Begin func(f *File) S
	Value func(f *File, held S, kind byte) error
	End   func(held S)
}

// Read reads in. An error of Value ends the reading, unless it is a broken line
// of several: that is skipped. What ends it is yielded.
func (p Part[S]) Read(ctx context.Context, in *intake.Input, yield func(inventory.Item, error) bool) {
	br := bufio.NewReaderSize(in.Reader, intake.HeadSize)
	head, err := br.Peek(intake.HeadSize)
	if err != nil && err != io.EOF && len(head) == 0 {
		yield(inventory.Item{}, err)
		return
	}
	shape := jsonscan.Look(head)
	whole := File{In: in, shape: shape, Lines: shape.Lines, Many: bytes.IndexByte(head, '\n') >= 0, First: true}
	if !whole.Lines || !whole.Many {
		held := p.over(ctx, whole, jsonscan.New(br, in.Options.Limits.Depth, in.Options.Limits.Record), yield)
		p.end(held)
		return
	}
	type made struct {
		page intake.Page
		held S
	}
	lines := jsonscan.CutLines(br)
	block := func(b *jsonscan.Block) (m made) {
		defer b.Done()
		f := whole
		f.First = b.First()
		m.held = p.over(ctx, f, b.Scanner(in.Options.Limits.Depth, in.Options.Limits.Record), m.page.Put)
		return m
	}
	intake.Each(ctx, in, lines.Next, block, func(m made) bool {
		p.end(m.held)
		return m.page.All(yield)
	})
}

func (p Part[S]) end(held S) {
	if p.End != nil {
		p.End(held)
	}
}

// over reads what s scans.
func (p Part[S]) over(ctx context.Context, f File, s *jsonscan.Scanner, yield func(inventory.Item, error) bool) S {
	f.Scanner, f.yield = s, yield
	if f.Lines {
		s.Lines()
	}
	held := p.Begin(&f)
	for ; ctx.Err() == nil; f.First = false {
		kind, err := f.Kind()
		if err == io.EOF {
			break
		}
		f.Start = f.Line()
		if err == nil {
			err = p.Value(&f, held, kind)
		}
		if err != nil && !f.broken(err) {
			break
		}
	}
	return held
}

// broken reports an error. It returns true where reading can go on.
func (f *File) broken(err error) bool {
	bad, ok := errors.AsType[*jsonscan.Error](err)
	switch {
	case err == ErrStop:
		return false
	case !f.Lines || !ok:
		f.yield(inventory.Item{}, err)
		return false
	}
	skip := f.In.Skip(fmt.Sprintf("line %d", f.Start), "%s: the rest of this line was left out", bad.Says)
	return f.yield(inventory.Item{}, skip) && f.NextLine()
}

// Yield yields an Item, or what stands in its place; false where nobody wants
// more.
func (f *File) Yield(item inventory.Item, err error) bool { return f.yield(item, err) }

// Put is Yield for those that return errors: ErrStop where nobody wants more.
func (f *File) Put(item inventory.Item, err error) error {
	if !f.yield(item, err) {
		return ErrStop
	}
	return nil
}
