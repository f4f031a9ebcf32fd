package intake

import (
	"io/fs"

	"caveat.example/caveat/internal/finding"
)

// The words of Options.As: what the user says that the documents are.
const (
	AsBid       = "bid"       // lines of an offer or a purchase
	AsInventory = "inventory" // things owned
	AsBOM       = "bom"       // parts of a product
	AsProse     = "prose"     // text about things
)

// Options say how to read. The zero value works: it reads with no Readers, so
// callers set at least those.
type Options struct {
	Readers []Reader // asked in order; the first that accepts a source reads it
	Limits  Limits   // zero fields take their value from DefaultLimits

	// As is what the user says that the documents are: one of the As words, or
	// "" to judge by content.
	As string

	// Map overrides the mapping of columns: inventory key to the header that
	// holds it, compared without regard to case.
	Map map[string]string

	// Mapped are the keys of Map that found a column in an earlier part of the
	// run (see Mapped).
	Mapped []string

	// Known says whether a text is the name of a maker or brand in the
	// register. It helps to find the maker's column; nil knows none.
	Known func(string) bool

	// Begun takes the number of each file of the list, from 0, before anything
	// of it is yielded. It may be nil, and is called as Done is.
	Begun func(file int)

	// Done takes a note of each source when it has been read, in input order;
	// Progress the bytes read so far and the total, 0 when that is not known.
	// Either may be nil. They are called from the goroutine that ranges.
	Done     func(finding.SourceNote)
	Progress func(read, total int64)

	// ReadBefore is how many bytes an earlier part of the run has read; progress
	// counts them.
	ReadBefore int64

	// Exclude says that a file is not an input although it stands in a folder
	// that is read: the report that is being written there. nil excludes none.
	Exclude func(fs.FileInfo) bool

	// TempDir is where sources that must be read from the middle (archives,
	// spreadsheets on standard input) are put meanwhile; "" is the system's.
	TempDir string
}
