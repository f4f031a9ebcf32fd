// Package jsonscan reads JSON as a stream and only as far as it is asked: what
// a reader does not want is passed over at the speed of looking for quotation
// marks and brackets. It refuses to know what the JSON means.
//
// It exists because decoding into Go values costs several times more than
// finding the few fields that Caveat needs, and because no document may take
// more memory for being large.
package jsonscan

import (
	"bytes"
	"fmt"
	"io"

	"caveat.example/caveat/internal/fault"
)

// A Scanner reads JSON values one after another. It is not safe for concurrent
// use.
type Scanner struct {
	r        io.Reader
	buf      []byte
	pos, end int
	mark     int // bytes from here on must stay in buf; -1 is none
	failed   error

	lines bool  // a value ends with its line
	line  int   // newlines passed, from 1
	gone  int64 // bytes that have left buf
	depth int

	maxDepth int
	maxText  int
	cut      int // texts that were cut to maxText so far

	key []byte // of the member being read
}

// block is how much is read at once.
const block = 128 << 10

// New reads from r. maxDepth bounds how deeply values may be nested; a text
// over maxText bytes is cut.
func New(r io.Reader, maxDepth, maxText int) *Scanner {
	return &Scanner{r: r, mark: -1, line: 1, maxDepth: maxDepth, maxText: maxText}
}

// Lines makes every line a value of its own (JSON Lines), so that reading can
// go on after a broken one.
func (s *Scanner) Lines() { s.lines = true }

// Line is the current line, from 1.
func (s *Scanner) Line() int { return s.line }

// Cut is how many texts were too long and were cut so far.
func (s *Scanner) Cut() int { return s.cut }

// An Error says what is wrong with the JSON, and where.
type Error struct {
	Line   int
	Offset int64 // bytes from the start
	Says   string
	Kind   error // fault.Invalid or fault.Limit
}

func (e *Error) Error() string { return fmt.Sprintf("line %d (byte %d): %s", e.Line, e.Offset, e.Says) }
func (e *Error) Unwrap() error { return e.Kind }

func (s *Scanner) wrong(format string, args ...any) error {
	return &Error{Line: s.line, Offset: s.gone + int64(s.pos), Says: fmt.Sprintf(format, args...), Kind: fault.Invalid}
}

// more reads another block. It returns false at the end of the stream.
func (s *Scanner) more() bool {
	if s.failed != nil {
		return false
	}
	keep := s.pos
	if s.mark >= 0 {
		keep = s.mark
		s.mark = 0
	}
	if keep > 0 {
		copy(s.buf, s.buf[keep:s.end])
		s.end -= keep
		s.pos -= keep
		s.gone += int64(keep)
	}
	if len(s.buf)-s.end < block/2 {
		grown := make([]byte, max(2*len(s.buf), 2*block))
		copy(grown, s.buf[:s.end])
		s.buf = grown
	}
	n, err := s.r.Read(s.buf[s.end:])
	s.end += n
	s.failed = err
	return n > 0 || err == nil
}

// next returns the next byte that is not white space, without taking it. At
// the end it returns 0 and io.EOF, or the error that the stream failed with.
func (s *Scanner) next() (byte, error) {
	for {
		for s.pos < s.end {
			switch c := s.buf[s.pos]; c {
			case ' ', '\t', '\r':
			case '\n':
				if s.lines && s.depth > 0 {
					return 0, s.wrong("the line ends within a value")
				}
				s.line++
			case 0xef:
				if !bytes.HasPrefix(s.buf[s.pos:s.end], []byte("\xef\xbb\xbf")) || s.gone+int64(s.pos) > 0 {
					return c, nil
				}
				s.pos += 2
			default:
				return c, nil
			}
			s.pos++
		}
		if !s.more() {
			return 0, s.ended()
		}
	}
}

// ended is the error at the end of the stream.
func (s *Scanner) ended() error {
	if s.failed != io.EOF {
		return s.failed
	}
	if s.depth > 0 {
		return &Error{Line: s.line, Offset: s.gone + int64(s.pos), Says: "the file ends within a value: it is cut short", Kind: fault.Invalid}
	}
	return io.EOF
}

// Kind returns the first byte of the next value: one of {["tfn-0 (0 stands for
// any digit). It returns io.EOF where no value follows.
func (s *Scanner) Kind() (byte, error) {
	c, err := s.next()
	if err != nil {
		return 0, err
	}
	switch {
	case c >= '0' && c <= '9':
		return '0', nil
	case c == '{', c == '[', c == '"', c == 't', c == 'f', c == 'n', c == '-':
		return c, nil
	}
	return 0, s.wrong("%q cannot begin a value", c)
}

// open takes an opening bracket.
func (s *Scanner) open(bracket byte) error {
	c, err := s.next()
	if err != nil {
		return unexpected(err)
	}
	if c != bracket {
		return s.wrong("%q where %q was expected", c, bracket)
	}
	if s.depth == s.maxDepth {
		return s.deep()
	}
	s.pos++
	s.depth++
	return nil
}

func (s *Scanner) deep() error {
	return &Error{Line: s.line, Offset: s.gone + int64(s.pos), Says: fmt.Sprintf("nested more than %d deep", s.maxDepth), Kind: fault.Limit}
}

// unexpected turns an end where a value had to come into an error.
func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// Object takes an object and calls member for each of its keys. member has to
// take the value, if only with Skip. key is valid until then.
func (s *Scanner) Object(member func(key []byte) error) error {
	if err := s.open('{'); err != nil {
		return err
	}
	for first := true; ; first = false {
		more, err := s.another('}', first)
		if err != nil || !more {
			return err
		}
		if err := s.memberKey(); err != nil {
			return err
		}
		if err := member(s.key); err != nil {
			return err
		}
	}
}

// memberKey takes a key and its colon.
func (s *Scanner) memberKey() error {
	c, err := s.next()
	if err != nil {
		return unexpected(err)
	}
	if c != '"' {
		return s.wrong("%q where a key was expected", c)
	}
	if content, ok := s.plain(); ok {
		s.key = append(s.key[:0], content...)
	} else if s.key, err = s.text(s.key[:0]); err != nil {
		return err
	}
	c, err = s.next()
	if err != nil {
		return unexpected(err)
	}
	if c != ':' {
		return s.wrong("%q where a colon was expected", c)
	}
	s.pos++
	return nil
}

// Array takes an array and calls element for each of its elements, which it
// has to take.
func (s *Scanner) Array(element func(i int) error) error {
	if err := s.open('['); err != nil {
		return err
	}
	for i := 0; ; i++ {
		more, err := s.another(']', i == 0)
		if err != nil || !more {
			return err
		}
		if err := element(i); err != nil {
			return err
		}
	}
}

// another says whether a further element follows, taking the comma or the
// closing bracket.
func (s *Scanner) another(closing byte, first bool) (bool, error) {
	c, err := s.next()
	if err != nil {
		return false, unexpected(err)
	}
	if c == closing {
		s.pos++
		s.depth--
		return false, nil
	}
	if first {
		return true, nil
	}
	if c != ',' {
		return false, s.wrong("%q where a comma or %q was expected", c, closing)
	}
	s.pos++
	c, err = s.next()
	if err != nil {
		return false, unexpected(err)
	}
	if c == closing {
		return false, s.wrong("a comma before %q", closing)
	}
	return true, nil
}

// NextLine gives up the current value and goes to the line after it. It
// returns false at the end of the stream.
func (s *Scanner) NextLine() bool {
	s.depth = 0
	s.mark = -1
	for {
		if i := bytes.IndexByte(s.buf[s.pos:s.end], '\n'); i >= 0 {
			s.pos += i + 1
			s.line++
			return true
		}
		s.pos = s.end
		if !s.more() {
			return false
		}
	}
}
