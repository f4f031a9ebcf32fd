// Package charset knows how bytes of text become letters: it finds a text's
// encoding from its content and converts it to UTF-8. It refuses to know what
// the text is about.
//
// The single-byte encodings and the East Asian ones keep ASCII at its place,
// so a reader may cut a file into lines and cells first and convert each
// later. Only UTF-16 has to be converted before anything else.
package charset

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// The names of encodings, as reports print them.
const (
	ASCII       = "ASCII"
	UTF8        = "UTF-8"
	UTF16LE     = "UTF-16 LE"
	UTF16BE     = "UTF-16 BE"
	Windows1252 = "Windows-1252"
	Windows1250 = "Windows-1250"
	Windows1251 = "Windows-1251"
	MacRoman    = "Mac Roman"
	GB18030     = "GB18030"
	ShiftJIS    = "Shift JIS"
)

// An Encoding is how a text is written, and whether that was declared by a
// byte order mark or guessed from its letters.
type Encoding struct {
	Name    string
	Mark    int // bytes of the byte order mark
	Guessed bool
}

// Detect judges by the first bytes of a text.
func Detect(head []byte) Encoding {
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		return Encoding{Name: UTF8, Mark: 3}
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return Encoding{Name: UTF16LE, Mark: 2}
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return Encoding{Name: UTF16BE, Mark: 2}
	}
	if name := wide(head); name != "" {
		return Encoding{Name: name, Guessed: true}
	}
	whole := trimTorn(head)
	if utf8.Valid(whole) {
		if isASCII(whole) {
			return Encoding{Name: ASCII}
		}
		return Encoding{Name: UTF8}
	}
	return Encoding{Name: guess(head), Guessed: true}
}

// wide recognises UTF-16 without a mark: nearly every other byte is zero.
func wide(head []byte) string {
	if len(head) < 4 {
		return ""
	}
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i&1]++
		}
	}
	half := len(head) / 2
	switch {
	case zeros[1] > half*7/10 && zeros[0] <= half/10:
		return UTF16LE
	case zeros[0] > half*7/10 && zeros[1] <= half/10:
		return UTF16BE
	}
	return ""
}

// Text says whether head looks like text in the encoding that Detect gives:
// no control characters but those of lines and tables.
func Text(head []byte) bool {
	switch Detect(head).Name {
	case UTF16LE, UTF16BE:
		return true
	}
	bad := 0
	for _, c := range head {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b || c == 0x7f {
			bad++
		}
	}
	return bad*200 <= len(head) || bad <= 2 && bad*10 <= len(head) // a stray control character does not make a text binary
}

// trimTorn removes a character that was cut at the end of head.
func trimTorn(head []byte) []byte {
	for i := 1; i <= utf8.UTFMax && i <= len(head); i++ {
		c := head[len(head)-i]
		if utf8.RuneStart(c) {
			if c >= utf8.RuneSelf && !utf8.FullRune(head[len(head)-i:]) {
				return head[:len(head)-i]
			}
			break
		}
	}
	return head
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// table gives the converter of an encoding other than UTF-8.
func table(name string) encoding.Encoding {
	switch name {
	case MacRoman:
		return charmap.Macintosh
	case Windows1250:
		return charmap.Windows1250
	case Windows1251:
		return charmap.Windows1251
	case GB18030:
		return simplifiedchinese.GB18030
	case ShiftJIS:
		return japanese.ShiftJIS
	}
	return charmap.Windows1252
}

// NewReader gives r's text with UTF-16 converted to UTF-8 and the byte order
// mark removed; text in other encodings passes unchanged, for Decoder.
func (e Encoding) NewReader(r io.Reader) io.Reader {
	switch e.Name {
	case UTF16LE:
		return transform.NewReader(r, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
	case UTF16BE:
		return transform.NewReader(r, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder())
	}
	if e.Mark > 0 {
		return &skipping{r: r, left: e.Mark}
	}
	return r
}

// UTF8Reader gives all of r's text as UTF-8.
func (e Encoding) UTF8Reader(r io.Reader) io.Reader {
	switch e.Name {
	case ASCII, UTF8, UTF16LE, UTF16BE:
		return e.NewReader(r)
	}
	return transform.NewReader(r, table(e.Name).NewDecoder())
}

// skipping drops a source's first bytes.
type skipping struct {
	r    io.Reader
	left int
}

func (s *skipping) Read(p []byte) (int, error) {
	if s.left > 0 {
		if _, err := io.CopyN(io.Discard, s.r, int64(s.left)); err != nil {
			return 0, err
		}
		s.left = 0
	}
	return s.r.Read(p)
}
