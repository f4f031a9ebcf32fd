package http

import (
	"encoding/base64"
	"encoding/binary"
	"math/bits"
)

// wrapped is base64 in lines of 76 characters, each ended: the form over which
// public tables of icons take their hash.
func wrapped(b []byte) []byte {
	text := base64.StdEncoding.EncodeToString(b)
	out := make([]byte, 0, len(text)+len(text)/76+1)
	for len(text) > 0 {
		n := min(76, len(text))
		out = append(append(out, text[:n]...), '\n')
		text = text[n:]
	}
	return out
}

// mmh3 is MurmurHash3 (x86, 32 bits, seed 0) as a signed number, as those
// tables print it.
func mmh3(b []byte) int32 {
	const c1, c2 = 0xcc9e2d51, 0x1b873593
	size := uint32(len(b))
	var h uint32
	for ; len(b) >= 4; b = b[4:] {
		h ^= bits.RotateLeft32(binary.LittleEndian.Uint32(b)*c1, 15) * c2
		h = bits.RotateLeft32(h, 13)*5 + 0xe6546b64
	}
	var k uint32
	for i := len(b) - 1; i >= 0; i-- {
		k = k<<8 | uint32(b[i])
	}
	if len(b) > 0 {
		h ^= bits.RotateLeft32(k*c1, 15) * c2
	}
	h ^= size
	h = (h ^ h>>16) * 0x85ebca6b
	h = (h ^ h>>13) * 0xc2b2ae35
	return int32(h ^ h>>16)
}
