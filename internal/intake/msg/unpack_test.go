package msg

import (
	"encoding/binary"
	"strings"
	"testing"
)

// packed is compressed RTF made of these runs: literal bytes, or a reference to
// a place in the last 4096 bytes with a length.
func packed(size int, body ...byte) []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(body)+12))
	b = binary.LittleEndian.AppendUint32(b, uint32(size))
	b = append(b, "LZFu\x00\x00\x00\x00"...)
	return append(b, body...)
}

func TestUnpack(t *testing.T) {
	// A reference to the 6 first bytes of what every text may refer to, then
	// three letters, then the mark of the end.
	end := len(preset) + 9
	b := packed(9, 0b00010001, 0, 0x04, 'A', 'x', '}', byte(end>>4), byte(end<<4))
	got, err := unpack(b)
	if err != nil || string(got) != `{\rtf1Ax}` {
		t.Errorf("got %q, %v", got, err)
	}
	for name, bad := range map[string][]byte{"cut": b[:18], "short": b[:5], "huge": packed(1<<31, 0), "another way": append([]byte("12345678WHAT"), make([]byte, 8)...)} {
		if got, err := unpack(bad); err == nil {
			t.Errorf("%s: got %q, want an error", name, got)
		}
	}
	if !strings.HasPrefix(preset, `{\rtf1`) || len(preset) != 207 {
		t.Errorf("the preset has %d bytes, want 207", len(preset))
	}
}
