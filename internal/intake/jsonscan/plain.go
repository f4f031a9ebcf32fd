package jsonscan

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// plain gives the content of the string that begins at the scanner's place,
// where it stands whole in the buffer as it is meant: without escapes, within
// the limit, in UTF-8. Nearly all strings do, and need not be put together.
func (s *Scanner) plain() (content []byte, ok bool) {
	rest := s.buf[s.pos+1 : s.end]
	n, ascii := ends(rest)
	if n == len(rest) || rest[n] != '"' || n > s.maxText || !ascii && !utf8.Valid(rest[:n]) {
		return nil, false
	}
	s.pos += n + 2
	return rest[:n], true
}

const (
	swarLow  = 0x0101010101010101
	swarHigh = 0x8080808080808080
)

// zeros marks the lowest byte of x that is zero, and perhaps some above it.
func zeros(x uint64) uint64 { return (x - swarLow) &^ x & swarHigh }

// ends finds the first quotation mark, backslash or line feed, eight bytes at a
// time, and says whether all before it is ASCII. It gives len(b) where there is
// none.
func ends(b []byte) (n int, ascii bool) {
	ascii = true
	for ; n+8 <= len(b); n += 8 {
		x := binary.LittleEndian.Uint64(b[n:])
		if found := zeros(x^'"'*swarLow) | zeros(x^'\\'*swarLow) | zeros(x^'\n'*swarLow); found != 0 {
			at := bits.TrailingZeros64(found) / 8
			return n + at, ascii && x<<(64-8*at)&swarHigh == 0
		}
		ascii = ascii && x&swarHigh == 0
	}
	for ; n < len(b); n++ {
		switch c := b[n]; {
		case c == '"' || c == '\\' || c == '\n':
			return n, ascii
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return n, ascii
}
