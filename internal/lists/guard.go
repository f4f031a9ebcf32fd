package lists

import (
	"fmt"
	"io"

	"caveat.example/caveat/internal/fault"
)

// MaxRecord bounds one record (a row, an object, an element), in bytes.
const MaxRecord = 16 << 20

// A guard stops a parser that would read a record without end into memory: a
// quotation mark that is never closed, a string of 5 GB.
type guard struct {
	r io.Reader
	n int // bytes handed out since the last whole record
}

// slack is what a parser may read ahead.
const slack = 128 << 10

func (g *guard) Read(p []byte) (int, error) {
	if g.n > MaxRecord+slack {
		return 0, fmt.Errorf("a record of more than %d MiB: is a quotation mark or bracket never closed? %w", MaxRecord>>20, fault.Limit)
	}
	n, err := g.r.Read(p)
	g.n += n
	return n, err
}

// whole notes that a record ended.
func (g *guard) whole() { g.n = 0 }
