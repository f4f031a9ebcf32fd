// Package xmltok cuts XML into tags and texts, at the speed of looking for angle
// brackets. It is for the large parts of spreadsheets, where a general decoder
// takes most of the time. It refuses to know entities but XML's own five, opens
// nothing, and holds no more than one tag or one piece of text.
package xmltok

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"caveat.example/caveat/internal/fault"
)

// A Kind is what Next has found.
type Kind int

// The kinds of token. An element without content gives Start and then End.
const (
	Start Kind = iota + 1
	End
	Text // a piece of text: long ones come in several
)

// Reader gives one token after the other. It is for one goroutine.
type Reader struct {
	r        io.Reader
	buf      []byte
	pos, end int
	failed   error
	maxTag   int

	kind  Kind
	name  []byte // local name, of Start and End
	attrs []byte // what stands between the name and the bracket
	text  []byte
	empty bool // the element that was begun ends at once
	depth int
}

const block = 64 << 10

// New reads from r. maxTag bounds the bytes of one tag.
func New(r io.Reader, maxTag int) *Reader { return &Reader{r: r, maxTag: maxTag} }

// Kind is that of the current token.
func (x *Reader) Kind() Kind { return x.kind }

// Name is the local name of the current Start or End. It is valid until Next,
// as all that the methods return.
func (x *Reader) Name() []byte { return x.name }

// Text is the current text, with entities resolved.
func (x *Reader) Text() []byte { return x.text }

// Depth is how many elements are open; that of the current Start is.
func (x *Reader) Depth() int { return x.depth }

// Next goes to the next token; io.EOF is the end of the document.
func (x *Reader) Next() error {
	if x.empty {
		x.empty = false
		x.kind = End
		x.depth--
		return nil
	}
	for {
		if x.pos == x.end && !x.more() {
			return x.ended()
		}
		if x.buf[x.pos] != '<' {
			if err := x.takeText(); err != nil || len(x.text) > 0 {
				return err
			}
			continue
		}
		if done, err := x.markup(); done || err != nil {
			return err
		}
	}
}

// more reads another block, keeping what is not used yet.
func (x *Reader) more() bool {
	if x.failed != nil {
		return false
	}
	if x.pos > 0 {
		copy(x.buf, x.buf[x.pos:x.end])
		x.end -= x.pos
		x.pos = 0
	}
	if len(x.buf)-x.end < block/2 {
		grown := make([]byte, max(2*len(x.buf), 2*block))
		copy(grown, x.buf[:x.end])
		x.buf = grown
	}
	n, err := x.r.Read(x.buf[x.end:])
	x.end += n
	x.failed = err
	return n > 0 || err == nil
}

func (x *Reader) ended() error {
	switch {
	case x.failed != io.EOF:
		return x.failed
	case x.depth > 0 || x.pos < x.end:
		return fmt.Errorf("the document ends within an element: it is cut short: %w", fault.Invalid)
	}
	return io.EOF
}

// takeText takes what stands before the next tag, or a piece of it.
func (x *Reader) takeText() error {
	for {
		i := bytes.IndexByte(x.buf[x.pos:x.end], '<')
		if i < 0 && x.end-x.pos < block/2 && x.more() {
			continue
		}
		b := x.buf[x.pos:x.end] // more moves it
		switch {
		case i >= 0:
			b = b[:i]
		case len(b) >= block/2:
			b = b[:len(b)-unfinished(b)]
		}
		x.kind = Text
		x.pos += len(b)
		x.text = resolve(b)
		return nil
	}
}

// unfinished is how many bytes at the end of a piece belong to what follows: an
// entity or a character that is cut.
func unfinished(b []byte) int {
	const longest = 12
	if i := bytes.LastIndexByte(b[max(0, len(b)-longest):], '&'); i >= 0 {
		if n := min(longest, len(b)) - i; n < len(b) && bytes.IndexByte(b[len(b)-n:], ';') < 0 {
			return n
		}
	}
	for n := 1; n < min(utf8.UTFMax, len(b)); n++ {
		if utf8.RuneStart(b[len(b)-n]) {
			if !utf8.FullRune(b[len(b)-n:]) {
				return n
			}
			break
		}
	}
	return 0
}

// markup takes what begins with an angle bracket; done says that it is a token.
func (x *Reader) markup() (done bool, err error) {
	for x.end-x.pos < len("<![CDATA[") && x.more() {
	}
	b := x.buf[x.pos:x.end]
	switch {
	case bytes.HasPrefix(b, []byte("<!--")):
		return false, x.skip("-->")
	case bytes.HasPrefix(b, []byte("<?")):
		return false, x.skip("?>")
	case bytes.HasPrefix(b, []byte("<![CDATA[")):
		x.pos += len("<![CDATA[")
		n, err := x.find("]]>")
		if err != nil {
			return false, err
		}
		x.kind, x.text = Text, x.buf[x.pos:x.pos+n]
		x.pos += n + len("]]>")
		return n > 0, nil
	case bytes.HasPrefix(b, []byte("<!")):
		return false, fmt.Errorf("the document declares a type of its own, which spreadsheets do not: %w", fault.Invalid)
	}
	n, err := x.tagEnd()
	if err != nil {
		return false, err
	}
	tag := x.buf[x.pos+1 : x.pos+n]
	x.pos += n + 1
	return true, x.tag(tag)
}

// tagEnd finds the bracket that closes a tag: none within quotation marks.
func (x *Reader) tagEnd() (int, error) {
	for from := 1; ; {
		b := x.buf[x.pos:x.end]
		for from < len(b) {
			i := bytes.IndexByte(b[from:], '>')
			if i < 0 {
				break
			}
			if n := from + i; closed(b[:n]) {
				return n, nil
			}
			from += i + 1
		}
		if len(b) > x.maxTag {
			return 0, fmt.Errorf("a tag of more than %d bytes: %w", x.maxTag, fault.Limit)
		}
		if !x.more() {
			return 0, x.ended()
		}
	}
}

// closed says whether no quotation mark is open at the end of a tag's beginning.
func closed(b []byte) bool {
	for {
		i := bytes.IndexAny(b, `"'`)
		if i < 0 {
			return true
		}
		j := bytes.IndexByte(b[i+1:], b[i])
		if j < 0 {
			return false
		}
		b = b[i+1+j+1:]
	}
}

// tag takes a tag apart.
func (x *Reader) tag(b []byte) error {
	if len(b) > 0 && b[0] == '/' {
		if x.depth == 0 {
			return fmt.Errorf("an element ends that was not begun: %w", fault.Invalid)
		}
		x.kind, x.name = End, local(bytes.TrimRight(b[1:], " \t\r\n"))
		x.depth--
		return nil
	}
	if n := len(b); n > 0 && b[n-1] == '/' {
		x.empty, b = true, b[:n-1]
	}
	x.kind, x.attrs = Start, nil
	if i := bytes.IndexAny(b, " \t\r\n"); i >= 0 {
		b, x.attrs = b[:i], b[i:]
	}
	if len(b) == 0 {
		return fmt.Errorf("a tag without a name: %w", fault.Invalid)
	}
	x.name = local(b)
	x.depth++
	return nil
}

// local takes the prefix off a name.
func local(b []byte) []byte { return b[bytes.IndexByte(b, ':')+1:] }

// find gives how far mark is, with all before it in buf.
func (x *Reader) find(mark string) (int, error) {
	for {
		b := x.buf[x.pos:x.end]
		if i := bytes.Index(b, []byte(mark)); i >= 0 {
			return i, nil
		}
		if len(b) > x.maxTag {
			return 0, fmt.Errorf("a text of more than %d bytes that is marked as one piece: %w", x.maxTag, fault.Limit)
		}
		if !x.more() {
			return 0, x.ended()
		}
	}
}

// skip passes over all up to mark and over that.
func (x *Reader) skip(mark string) error {
	for {
		b := x.buf[x.pos:x.end]
		if i := bytes.Index(b, []byte(mark)); i >= 0 {
			x.pos += i + len(mark)
			return nil
		}
		x.pos = max(x.pos, x.end-len(mark))
		if !x.more() {
			return x.ended()
		}
	}
}

// Attr is the value of an attribute of the current Start, by its local name.
func (x *Reader) Attr(name string) (value []byte, ok bool) {
	b := x.attrs
	for {
		i := bytes.IndexByte(b, '=')
		if i < 0 {
			return nil, false
		}
		key := local(bytes.TrimSpace(b[:i]))
		b = bytes.TrimLeft(b[i+1:], " \t\r\n")
		if len(b) == 0 || b[0] != '"' && b[0] != '\'' {
			return nil, false
		}
		j := bytes.IndexByte(b[1:], b[0])
		if j < 0 {
			return nil, false
		}
		if string(key) == name {
			return resolve(b[1 : 1+j]), true
		}
		b = b[j+2:]
	}
}

// resolve replaces entities. It returns b itself where there is none.
func resolve(b []byte) []byte {
	i := bytes.IndexByte(b, '&')
	if i < 0 {
		return b
	}
	out := make([]byte, 0, len(b))
	for ; i >= 0; i = bytes.IndexByte(b, '&') {
		out = append(out, b[:i]...)
		b = b[i:]
		semicolon := bytes.IndexByte(b[:min(len(b), 12)], ';')
		r, ok := rune(0), false
		if semicolon > 0 {
			r, ok = entity(string(b[1:semicolon]))
		}
		if !ok { // no entity of ours: kept as it stands
			out = append(out, '&')
			b = b[1:]
			continue
		}
		out = utf8.AppendRune(out, r)
		b = b[semicolon+1:]
	}
	return append(out, b...)
}

func entity(name string) (rune, bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n > utf8.MaxRune {
		return 0, false
	}
	return rune(n), true
}
