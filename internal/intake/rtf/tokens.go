package rtf

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"caveat.example/caveat/internal/fault"
)

// The kinds of token.
type kind int

const (
	begin  kind = iota // {
	end                // }
	word               // \par, with its number
	symbol             // \*, \~ and the like; the character is in text
	octet              // \'e9; the byte is in number
	text               // bytes between all these
)

// A token is one piece of the file. text is valid until the next call.
type token struct {
	kind   kind
	text   []byte
	number int
	given  bool // the word had a number
}

// tokens cuts a file into tokens.
type tokens struct {
	r    *bufio.Reader
	buf  []byte
	n    int64 // bytes taken
	most int   // bytes of one text token
}

func (t *tokens) byte() (byte, error) {
	c, err := t.r.ReadByte()
	if err == nil {
		t.n++
	}
	return c, err
}

func (t *tokens) back() {
	if t.r.UnreadByte() == nil {
		t.n--
	}
}

// next gives the next token, io.EOF after the last one.
func (t *tokens) next() (token, error) {
	c, err := t.byte()
	if err != nil {
		return token{}, err
	}
	switch c {
	case '{':
		return token{kind: begin}, nil
	case '}':
		return token{kind: end}, nil
	case '\\':
		return t.control()
	}
	t.buf = t.buf[:0]
	for {
		if c != '\r' && c != '\n' { // line breaks in the file mean nothing
			t.buf = append(t.buf, c)
		}
		if c, err = t.byte(); err == io.EOF || len(t.buf) >= t.most {
			if err == nil {
				t.back()
			}
			return token{kind: text, text: t.buf}, nil
		}
		if err != nil {
			return token{}, err
		}
		if c == '{' || c == '}' || c == '\\' {
			t.back()
			return token{kind: text, text: t.buf}, nil
		}
	}
}

// control takes what follows a backslash.
func (t *tokens) control() (token, error) {
	c, err := t.byte()
	if err != nil {
		return token{}, cut(err)
	}
	switch {
	case c == '\'':
		var n int
		for range 2 {
			c, err := t.byte()
			if err != nil {
				return token{}, cut(err)
			}
			n = n<<4 | hex(c)
		}
		return token{kind: octet, number: n & 0xff}, nil
	case c == '\r' || c == '\n':
		return token{kind: word, text: []byte("par")}, nil
	case !letter(c):
		return token{kind: symbol, text: []byte{c}}, nil
	}
	return t.word(c)
}

// word takes a control word, its number, and the one space that ends it.
func (t *tokens) word(c byte) (token, error) {
	out := token{kind: word}
	t.buf = t.buf[:0]
	var err error
	for ; err == nil && letter(c); c, err = t.byte() {
		if len(t.buf) < 32 { // the longest that there is
			t.buf = append(t.buf, c)
		}
	}
	out.text = t.buf
	negative := err == nil && c == '-'
	if negative {
		c, err = t.byte()
	}
	for digits := 0; err == nil && c >= '0' && c <= '9' && digits < 10; digits++ {
		out.number, out.given = out.number*10+int(c-'0'), true
		c, err = t.byte()
	}
	if negative {
		out.number = -out.number
	}
	switch {
	case err == io.EOF:
		return out, nil
	case err != nil:
		return out, err
	case c != ' ':
		t.back()
	}
	return out, nil
}

// pass takes n bytes of a picture, which may hold anything.
func (t *tokens) pass(n int) error {
	k, err := io.CopyN(io.Discard, t.r, int64(n))
	t.n += k
	return cut(err)
}

func cut(err error) error {
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("the file ends within a word: it was cut: %w", fault.Invalid)
	}
	return err
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func hex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return 0
}
