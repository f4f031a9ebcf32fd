package intake

// Limits are the bounds within which sources are read. What goes over one is
// skipped with a reason, so that the run exits 1: a limit never makes anything
// look clean.
type Limits struct {
	// Record is the most bytes of one record: a line, a row, a JSON element
	// that is held whole, a paragraph.
	Record int
	// Columns is the most columns of one table.
	Columns int
	// Depth is how deeply JSON, XML and HTML may be nested.
	Depth int
	// Expanded is the most bytes that one compressed source may grow to.
	Expanded int64
	// Ratio is how many times its stored size a compressed source, an archive
	// or a file in it may grow, once it is over RatioFrom bytes. Registers and
	// notices shrink to a fifth or a tenth, the dullest to a hundredth.
	Ratio     int64
	RatioFrom int64
	// Spool is the most bytes of a source that must be read from the middle.
	Spool int64
	// Members is the most files in one archive; Nested how many archives may
	// stand in one another.
	Members int
	Nested  int
	// Folders is how many folders may stand in one another.
	Folders int
}

// DefaultLimits are the limits where none are given. Plain files and .gz have
// no limit on their size, since they are read in a stream; only their records
// are limited.
func DefaultLimits() Limits {
	return Limits{
		Record:    1 << 20,
		Columns:   2_000,
		Depth:     512,
		Expanded:  1 << 40,
		Ratio:     300,
		RatioFrom: 64 << 20,
		Spool:     2 << 30,
		Members:   100_000,
		Nested:    5,
		Folders:   64,
	}
}

// filled returns l with DefaultLimits in place of zeros.
func (l Limits) filled() Limits {
	d := DefaultLimits()
	fill(&l.Record, d.Record)
	fill(&l.Columns, d.Columns)
	fill(&l.Depth, d.Depth)
	fill(&l.Expanded, d.Expanded)
	fill(&l.Ratio, d.Ratio)
	fill(&l.RatioFrom, d.RatioFrom)
	fill(&l.Spool, d.Spool)
	fill(&l.Members, d.Members)
	fill(&l.Nested, d.Nested)
	fill(&l.Folders, d.Folders)
	return l
}

func fill[T int | int64](v *T, def T) {
	if *v == 0 {
		*v = def
	}
}
