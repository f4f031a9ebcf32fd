package jsonscan

import (
	"bytes"
	"testing"
	"unicode/utf8"
)

// FuzzEnds: eight bytes at a time or one by one, the same is found.
func FuzzEnds(f *testing.F) {
	for _, s := range []string{"", `"`, `abc"`, "0123456789abcdef\"", "é23456789\\", "1234567\n", "12345678\x80\"", "\x0a", "\x23\x22", "\x5d\x5c12345678"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		want := bytes.IndexFunc(b, func(r rune) bool { return r == '"' || r == '\\' || r == '\n' })
		if want < 0 {
			want = len(b)
		}
		ascii := true
		for _, c := range b[:want] {
			ascii = ascii && c < utf8.RuneSelf
		}
		if n, a := ends(b); n != want || a != ascii {
			t.Errorf("%q: got %d, %v; want %d, %v", b, n, a, want, ascii)
		}
	})
}
