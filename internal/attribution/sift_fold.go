package attribution

import (
	"bytes"
	"encoding/binary"

	"caveat.example/caveat/internal/line"
)

// How a sifter folds a text and marks its words: eight bytes at a time, each
// byte in its own part of a number (SIMD within a register).

const (
	swarLow  = 0x0101010101010101
	swarHigh = 0x8080808080808080
)

// over marks, in the high bit of each byte below 0x80, those of at least c.
func over(x uint64, c uint64) uint64 { return ((x | swarHigh) - c*swarLow) & swarHigh }

// room makes fold and mask large enough for n bytes.
func (s *sifter) room(n int) {
	s.size = n
	if cap(s.fold) < n+64+16 {
		s.fold = make([]byte, n+n/2+64+16)
		s.mask = make([]uint64, len(s.fold)/64+2)
		s.digs = make([]uint64, len(s.fold)/64+2)
	}
	s.fold = s.fold[:cap(s.fold)]
	copy(s.fold[n:n+64+16], spaces)
}

// spaces are the room after a text.
const spaces = "                                                                                "

// prepareASCII folds a text as package line does, and marks its words. It
// returns false where the text is not ASCII, or may hold an address's escapes.
func (s *sifter) prepareASCII(text []byte) bool {
	if bytes.Contains(text, []byte("%2")) || bytes.Contains(text, []byte("%3")) {
		return false
	}
	s.room(len(text))
	for at := 0; at < len(text); at += 64 {
		var words, digits uint64
		block := s.fold[at : at+64 : at+64]
		from := block
		if len(text)-at >= 64 {
			from = text[at : at+64]
		} else {
			copy(block, text[at:])
		}
		for i := 0; i < 64; i += 8 {
			x := binary.LittleEndian.Uint64(from[i:])
			if x&swarHigh != 0 {
				return false
			}
			x |= (over(x, 'A') &^ over(x, 'Z'+1)) >> 2 // 0x80 >> 2 is the bit between the cases
			if over(x, 0x7f)|swarHigh&^over(x, ' ') != 0 {
				x = blank(x)
			}
			binary.LittleEndian.PutUint64(block[i:], x)
			digit := over(x, '0') &^ over(x, '9'+1)
			if digit != 0 {
				digits |= gatherBits(digit) << i
			}
			words |= gatherBits(over(x, 'a')&^over(x, 'z'+1)|digit) << i
		}
		s.mask[at/64], s.digs[at/64] = words, digits
	}
	s.digs[(len(text)+63)/64] = 0
	return true
}

// gatherBits puts the high bits of eight bytes side by side.
func gatherBits(high uint64) uint64 { return (high >> 7) * 0x0102040810204080 >> 56 }

// blank makes spaces of control characters, but for line feeds.
func blank(x uint64) uint64 {
	for i := 0; i < 64; i += 8 {
		if c := byte(x >> i); c < ' ' && c != '\n' || c == 0x7f {
			x = x&^(0xff<<i) | ' '<<i
		}
	}
	return x
}

// prepare does the same for any text. It returns false where the text has words
// of a script without spaces.
func (s *sifter) prepare(text string) bool {
	s.text = line.New(text)
	fold := s.text.Fold
	s.room(len(fold))
	clear(s.mask[:len(fold)/64+1])
	clear(s.digs[:len(fold)/64+2])
	copy(s.fold, fold)
	for i := range s.text.Tokens {
		t := &s.text.Tokens[i]
		if t.Wide {
			return false
		}
		for k := t.Start; k < t.End; k++ {
			s.mask[k/64] |= 1 << (k % 64)
			if isDigit(fold[k]) {
				s.digs[k/64] |= 1 << (k % 64)
			}
		}
	}
	return true
}
