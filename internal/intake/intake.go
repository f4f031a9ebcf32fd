// Package intake knows how sources become Items: it finds the files, opens,
// decompresses, limits and hashes them, chooses a reader by content, and puts
// the Items out in order. What a format looks like is known by the folders
// below it, one for each format, listed in intake/all.
package intake

import (
	"context"
	"fmt"
	"io"
	"iter"
	"os"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/inventory"
)

// A Reader turns one kind of file into Items.
type Reader interface {
	// Format is the reader's name, as `caveat formats` prints it.
	Format() string

	// Accepts judges by the name and the first bytes alone (at most HeadSize).
	// Content outranks the name's extension.
	Accepts(name string, head []byte) bool

	// Items yields every Item in file order. A record that cannot be read
	// yields a *Skip and reading goes on. Any other error ends the sequence
	// and the rest of the source is reported as not read: half a file must
	// never look like a clean one. Items must hold memory that does not grow
	// with the source, and keep to in.Options.Limits. Calls for different
	// inputs may run at once.
	Items(ctx context.Context, in *Input) iter.Seq2[inventory.Item, error]
}

// An Input is one open source as a Reader sees it: its bytes, already
// decompressed, limited and counted. A Reader also leaves in it what it has to
// say about the source as a whole.
type Input struct {
	io.Reader
	Source  cite.Source // Name is set; Digest and Size only after the last byte
	Options *Options    // never nil
	file    *os.File    // the source itself, where it is a plain file
	within  *walker     // what reads the sources within this one
	inner   int         // sources within this one that were read

	// What the Reader says of the source, read by the core after its last Item.
	Detail  string           // how the format was read: "semicolons, Windows-1252"
	Mapping []finding.Column // which column was taken for what
	Damage  []string         // what was destroyed before we saw it, with counts
}

// Inner reads a source that stands within this one, a file in an archive or
// attached to a message, as Walk reads a file. Its name is "outer!/name". What
// is yielded has to be passed on.
func (in *Input) Inner(name string, r io.Reader) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		in.inner++
		w := *in.within
		w.yield, w.depth = yield, w.depth+1
		w.push, w.flush = nil, nil // the outer file hands over what is yielded
		src := cite.Source{Name: in.Source.Name + "!/" + name}
		if w.depth > w.opt.Limits.Nested {
			yield(inventory.Item{}, &Skip{
				Origin: cite.Origin{Source: src.Name},
				Reason: fmt.Sprintf("stands in more than %d files within one another: it was not read", w.opt.Limits.Nested),
			})
			return
		}
		w.source(src, r, nil)
	}
}

// At is the Origin of a place in this source.
func (in *Input) At(place string) cite.Origin {
	return cite.Origin{Source: in.Source.Name, At: place}
}

// Skip says that the record at place could not be read, and why.
func (in *Input) Skip(place, format string, args ...any) *Skip {
	return &Skip{Origin: in.At(place), Reason: fmt.Sprintf(format, args...)}
}

// HeadSize is how many first bytes a Reader may judge by.
const HeadSize = 64 << 10

// A Skip is a record, page or file that could not be read. It is reported with
// its place, it makes the run exit 1, and reading goes on after it.
type Skip struct {
	Origin cite.Origin
	Reason string // what was wrong, and what to do next

	// Empty is true where all was read and there was nothing in it to assess
	// (an empty file, a table with a header only). A run of nothing else has
	// nothing to assess; it has not failed.
	Empty bool
}

func (s *Skip) Error() string { return fmt.Sprintf("%s: %s", s.Origin, s.Reason) }
