package charset

import (
	"unicode/utf8"

	"golang.org/x/text/encoding"
)

// A Decoder converts pieces of one text, in order, to UTF-8. A piece that is
// valid UTF-8 stays as it is. The first piece that is not decides the encoding
// for those that follow, where the text's beginning was plain ASCII.
type Decoder struct {
	enc     Encoding
	dec     *encoding.Decoder
	foreign int  // records that were not in the text's own encoding
	counted bool // the current record is among them
}

// Decoder begins to convert a text that was judged to be in e.
func (e Encoding) Decoder() *Decoder { return &Decoder{enc: e} }

// Encoding is the text's encoding as it is known so far.
func (d *Decoder) Encoding() Encoding { return d.enc }

// Foreign is how many records were written in another encoding than the rest.
func (d *Decoder) Foreign() int { return d.foreign }

// Plain says whether pieces of UTF-8 stay as they are: nothing in the text had
// to be converted so far.
func (d *Decoder) Plain() bool { return d.dec == nil }

// String converts one piece.
func (d *Decoder) String(b []byte) string {
	if d.dec == nil && utf8.Valid(b) {
		return string(b)
	}
	return d.convert(b)
}

// plain says whether the text was judged to be UTF-8, so that anything else in
// it is foreign.
func (d *Decoder) plain() bool {
	return d.enc.Name != ASCII && !d.enc.Guessed || d.enc.Name == UTF16LE || d.enc.Name == UTF16BE
}

func (d *Decoder) convert(b []byte) string {
	if d.plain() {
		d.isForeign()
		return converted(table(guess(b)).NewDecoder(), b)
	}
	if d.enc.Name == ASCII {
		d.enc = Encoding{Name: guess(b), Guessed: true}
	}
	if isASCII(b) {
		return string(b)
	}
	if d.dec == nil {
		d.dec = table(d.enc.Name).NewDecoder()
	}
	if pasted(b) {
		d.isForeign()
		return string(b)
	}
	return converted(d.dec, b)
}

func converted(dec *encoding.Decoder, b []byte) string {
	out, err := dec.Bytes(b)
	if err != nil {
		out = b
	}
	return string([]rune(string(out))) // what is still not a letter becomes U+FFFD
}

// Begin says that a record follows whose pieces are converted one by one: it
// counts as foreign once at most.
func (d *Decoder) Begin() { d.counted = false }

func (d *Decoder) isForeign() {
	if !d.counted {
		d.foreign++
	}
	d.counted = true
}

// pasted says whether a record of a text in one-byte letters is UTF-8 by
// intention: valid, and with the lead bytes of letters and signs that people
// use. Two letters that happen to look like UTF-8 are not enough.
func pasted(b []byte) bool {
	if !utf8.Valid(b) {
		return false
	}
	for _, c := range b {
		if c >= 0xc0 {
			return c <= 0xc5 || c == 0xd0 || c == 0xd1 || c == 0xe2 || c >= 0xe4 && c <= 0xe9
		}
	}
	return false
}
