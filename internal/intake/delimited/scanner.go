package delimited

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/charset"
)

// A scanner cuts a stream into rows of cells. It holds one record and one
// block of the stream, never more.
type scanner struct {
	dialect
	r     io.Reader
	dec   *charset.Decoder
	in    *intake.Input
	limit int // most bytes of a record

	buf      []byte
	pos, end int // what of buf is not yet used
	eof      bool
	failed   error // what the stream failed with; told after the rows before it

	line     int // of the record that raw returned, from 1
	nextLine int
	nuls     int
	firstNul int

	over   bool // the end was told
	cells  [][]byte
	clean  []byte // cells of a record with quotation marks
	ends   []int
	values []string
}

// block is how much is read from the stream at once.
const block = 256 << 10

// errQuote says that a quotation mark was opened and never closed.
var errQuote = errors.New("a quotation mark is opened here and not closed: the line was left out, reading goes on in the next; mend the quotation marks in the source")

func newScanner(r io.Reader, d dialect, dec *charset.Decoder, in *intake.Input) *scanner {
	s := &scanner{dialect: d, r: r, dec: dec, in: in, limit: in.Options.Limits.Record, nextLine: 1}
	if d.declared {
		if _, err := s.raw(); err != nil && err != io.EOF {
			s.failed = err
		}
	}
	return s
}

// raw returns the next record's cells, valid until the next call. An error
// other than io.EOF is about that record alone.
func (s *scanner) raw() ([][]byte, error) {
	s.line = s.nextLine
	for {
		rest := s.buf[s.pos:s.end]
		n, lineEnd := s.lineLength(rest)
		whole := n >= 0 || s.eof
		if n < 0 {
			n = len(rest)
		}
		switch {
		case whole && len(rest) == 0:
			return nil, io.EOF
		case n > s.limit: // also where it happens to be all there
			return nil, s.discardLine()
		case whole && bytes.IndexByte(rest[:n], '"') < 0:
			s.pos += min(n+lineEnd, len(rest))
			s.nextLine++
			return s.split(rest[:n]), nil
		case whole:
			done, err := s.within(rest)
			if done {
				return s.cells, err
			}
		}
		if whole && len(rest) > s.limit || s.eof {
			s.pos += min(n+lineEnd, len(rest))
			s.nextLine++
			return nil, errQuote
		}
		s.fill()
	}
}

// within is quoted for no more bytes than a record may have, so that it does not
// matter how many happen to be there.
func (s *scanner) within(b []byte) (done bool, err error) {
	if len(b) <= s.limit {
		return s.quoted(b)
	}
	eof := s.eof
	s.eof = false // the end is beyond
	done, err = s.quoted(b[:s.limit])
	s.eof = eof
	return done, err
}

// lineLength finds the end of the first line of b: its length without the line
// end, and the length of that. It is -1 when b holds no line end.
func (s *scanner) lineLength(b []byte) (length, end int) {
	nl := bytes.IndexByte(b, '\n')
	if s.cr {
		if cr := bytes.IndexByte(b[:max(nl, 0)+len(b)*btoi(nl < 0)], '\r'); cr >= 0 {
			if cr+1 < len(b) && b[cr+1] == '\n' {
				return cr, 2
			}
			return cr, 1
		}
	}
	if nl < 0 {
		return -1, 0
	}
	if nl > 0 && b[nl-1] == '\r' {
		return nl - 1, 2
	}
	return nl, 1
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// split cuts a line without quotation marks.
func (s *scanner) split(line []byte) [][]byte {
	s.cells = s.cells[:0]
	if s.delimiter != 0 {
		for {
			i := bytes.IndexByte(line, s.delimiter)
			if i < 0 {
				break
			}
			s.cells = append(s.cells, line[:i])
			line = line[i+1:]
		}
	}
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	s.cells = append(s.cells, line)
	return s.cells
}

// fill reads another block, moving what is unused to the front.
func (s *scanner) fill() {
	if s.pos > 0 {
		copy(s.buf, s.buf[s.pos:s.end])
		s.end -= s.pos
		s.pos = 0
	}
	if len(s.buf)-s.end < block {
		grown := make([]byte, max(2*len(s.buf), s.end+block))
		copy(grown, s.buf[:s.end])
		s.buf = grown
	}
	if s.r == nil || s.failed != nil {
		s.eof = true
		return
	}
	n, err := s.r.Read(s.buf[s.end:])
	s.end += n
	if err != nil {
		s.eof = true
		if err != io.EOF {
			s.failed = err
		}
	}
}

// discardLine drops a line that is too long to hold.
func (s *scanner) discardLine() error {
	dropped := 0
	for {
		n, lineEnd := s.lineLength(s.buf[s.pos:s.end])
		if n >= 0 {
			s.pos += n + lineEnd
			dropped += n
			break
		}
		dropped += s.end - s.pos
		s.pos, s.end = 0, 0
		if s.eof {
			break
		}
		s.fill()
	}
	s.nextLine++
	return fmt.Errorf("the line has %d bytes, more than the %d that are read of a record: it was left out, reading goes on in the next", dropped, s.limit)
}

// strings converts a record to UTF-8, cell by cell.
func (s *scanner) strings(cells [][]byte) []string {
	s.values = s.values[:0]
	zero := false
	for _, c := range cells {
		zero = zero || bytes.IndexByte(c, 0) >= 0
	}
	if zero {
		s.nuls++
		if s.nuls == 1 {
			s.firstNul = s.line
		}
		for i := range cells {
			cells[i] = bytes.ReplaceAll(cells[i], []byte{0}, nil)
		}
	}
	s.dec.Begin()
	for _, c := range cells {
		s.values = append(s.values, s.dec.String(c))
	}
	return s.values
}
