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

	"caveat.example/caveat/internal/cite"
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
	// and fails the check: half a file must never look like a clean one.
	// Items must hold memory that does not grow with the source.
	Items(ctx context.Context, r io.Reader, src *cite.Source) iter.Seq2[inventory.Item, error]
}

// HeadSize is how many first bytes a Reader may judge by.
const HeadSize = 64 << 10

// A Skip is a record, page or file that could not be read. It is reported with
// its place, it makes the run exit 1, and reading goes on after it.
type Skip struct {
	Origin cite.Origin
	Reason string // what was wrong, and what to do next
}

func (s *Skip) Error() string { return fmt.Sprintf("%s: %s", s.Origin, s.Reason) }
