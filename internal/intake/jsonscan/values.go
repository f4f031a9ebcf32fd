package jsonscan

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"caveat.example/caveat/internal/fault"
)

// Text takes the next value and returns it as text: a string's content, the
// word of a number, true or false; "" for null, and for an object or an array,
// which are passed over.
func (s *Scanner) Text() (string, error) {
	c, err := s.Kind()
	if err != nil {
		return "", unexpected(err)
	}
	switch c {
	case '"':
		if content, ok := s.plain(); ok {
			return string(content), nil
		}
		s.key, err = s.text(s.key[:0]) // the key has been used: its room is free
		return string(s.key), err
	case '{', '[':
		return "", s.Skip()
	}
	word, err := s.word()
	if string(word) == "null" {
		return "", err
	}
	return string(word), err
}

// word takes a number, true, false or null.
func (s *Scanner) word() ([]byte, error) {
	if s.mark < 0 {
		s.mark = s.pos
		defer func() { s.mark = -1 }()
	}
	from := s.pos - s.mark // mark moves with the buffer, the distance does not
	for {
		for s.pos < s.end {
			switch s.buf[s.pos] {
			case ',', ']', '}', ' ', '\t', '\r', '\n', ':':
				return s.checked(s.buf[s.mark+from : s.pos])
			}
			s.pos++
		}
		if s.pos-s.mark-from > 4096 {
			return nil, s.wrong("a number or word of more than 4096 bytes")
		}
		if !s.more() {
			return s.checked(s.buf[s.mark+from : s.pos])
		}
	}
}

// checked refuses words that JSON does not have. Numbers are kept as they are
// written: 1e9999 is a number that nobody here has to compute with.
func (s *Scanner) checked(word []byte) ([]byte, error) {
	switch string(word) {
	case "true", "false", "null":
		return word, nil
	}
	if len(word) == 0 {
		return nil, s.wrong("a value is missing")
	}
	if !number(word) {
		return nil, s.wrong("%.20q is no value", word)
	}
	return word, nil
}

// number says whether b is a number in JSON's form.
func number(b []byte) bool {
	b = bytes.TrimPrefix(b, []byte("-"))
	whole := digits(b)
	if whole == 0 || whole > 1 && b[0] == '0' {
		return false
	}
	b = b[whole:]
	if len(b) > 0 && b[0] == '.' {
		n := digits(b[1:])
		if n == 0 {
			return false
		}
		b = b[1+n:]
	}
	if len(b) > 0 && b[0]|0x20 == 'e' {
		b = b[1:]
		if len(b) > 0 && (b[0] == '+' || b[0] == '-') {
			b = b[1:]
		}
		n := digits(b)
		if n == 0 {
			return false
		}
		b = b[n:]
	}
	return len(b) == 0
}

// digits is how many digits b begins with.
func digits(b []byte) int {
	for i, c := range b {
		if c < '0' || c > '9' {
			return i
		}
	}
	return len(b)
}

// text takes a string and appends its content to dst, up to maxText bytes.
func (s *Scanner) text(dst []byte) ([]byte, error) {
	s.pos++ // the quotation mark
	from := len(dst)
	cut := false
	// The place in buf of the next quotation mark, s.end where there is none, is
	// looked for once and not after each escape; gone and end say of what buf.
	quote, gone, end := -1, s.gone, s.end
	for {
		part := s.buf[s.pos:s.end]
		if quote < s.pos || gone != s.gone || end != s.end {
			quote, gone, end = s.end, s.gone, s.end
			if i := bytes.IndexByte(part, '"'); i >= 0 {
				quote = s.pos + i
			}
		}
		i := quote - s.pos
		if part = part[:i]; quote == s.end {
			i = -1
		}
		if j := bytes.IndexByte(part, '\\'); j >= 0 {
			part, i = part[:j], -1
		}
		if j := bytes.IndexByte(part, '\n'); j >= 0 {
			s.pos += j
			return nil, s.wrong("a text is not closed before its line ends")
		}
		// What is over the limit is left out byte by byte, so that a text is cut
		// at the same place however it was read.
		room := from + s.maxText - len(dst)
		cut = cut || len(part) > room
		dst = append(dst, part[:min(len(part), room)]...)
		s.pos += len(part)
		switch {
		case i >= 0:
			s.pos++
			if cut {
				s.cut++
				dst = dst[:len(dst)-torn(dst[from:])]
			}
			if !utf8.Valid(dst[from:]) {
				dst = append(dst[:from], bytes.ToValidUTF8(dst[from:], []byte("\uFFFD"))...)
			}
			return dst, nil
		case s.pos < s.end: // at a backslash
			var err error
			if dst, err = s.escape(dst); err != nil {
				return nil, err
			}
			if over := len(dst) - from - s.maxText; over > 0 {
				dst, cut = dst[:len(dst)-over], true
			}
		case !s.more():
			return nil, s.inText()
		}
	}
}

// torn is how many bytes at the end of b belong to a character that was cut.
func torn(b []byte) int {
	for n := 1; n <= min(utf8.UTFMax, len(b)); n++ {
		if last := b[len(b)-n:]; utf8.RuneStart(last[0]) {
			if utf8.FullRune(last) {
				return 0
			}
			return n
		}
	}
	return 0
}

// inText is the error where the stream ends within a string.
func (s *Scanner) inText() error {
	s.depth++ // a string is within something, even alone
	defer func() { s.depth-- }()
	return s.ended()
}

// escape takes one escape sequence and appends what it stands for.
func (s *Scanner) escape(dst []byte) ([]byte, error) {
	for s.end-s.pos < 12 { // room for two \uXXXX
		if !s.more() {
			break
		}
	}
	b := s.buf[s.pos:s.end]
	if len(b) < 2 {
		return nil, s.inText()
	}
	if i := strings.IndexByte(`"\/bfnrt`, b[1]); i >= 0 {
		s.pos += 2
		return append(dst, "\"\\/\b\f\n\r\t"[i]), nil
	}
	r, ok := unit(b)
	if !ok {
		return nil, s.wrong("%.6q is no escape", b)
	}
	s.pos += 6
	if utf16.IsSurrogate(r) {
		if low, ok := unit(b[6:]); ok {
			if full := utf16.DecodeRune(r, low); full != utf8.RuneError {
				s.pos += 6
				return utf8.AppendRune(dst, full), nil
			}
		}
		r = utf8.RuneError
	}
	return utf8.AppendRune(dst, r), nil
}

// unit reads \uXXXX.
func unit(b []byte) (rune, bool) {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return 0, false
	}
	var r rune
	for _, c := range b[2:6] {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

// Skip passes over the next value. Brackets must match; the rest is not looked
// at closely.
func (s *Scanner) Skip() error {
	c, err := s.Kind()
	if err != nil {
		return unexpected(err)
	}
	switch c {
	case '"':
		return s.skipText()
	case '{', '[':
		return s.skipNested()
	}
	_, err = s.word()
	return err
}

// skipNested passes over an object or an array.
func (s *Scanner) skipNested() error {
	outside := s.depth
	var open [16]uint64 // a bit for each level: is it an object
	for {
		for s.pos < s.end {
			switch c := s.buf[s.pos]; c {
			case '"':
				if err := s.skipText(); err != nil {
					return err
				}
				continue
			case '{', '[':
				if s.depth == s.maxDepth || s.depth-outside == len(open)*64-1 {
					return s.deep()
				}
				s.depth++
				at := s.depth - outside
				open[at/64] &^= 1 << (at % 64)
				if c == '{' {
					open[at/64] |= 1 << (at % 64)
				}
			case '}', ']':
				at := s.depth - outside
				if (open[at/64]>>(at%64)&1 == 1) != (c == '}') {
					return s.wrong("%q closes what it did not open", c)
				}
				s.depth--
				if s.depth == outside {
					s.pos++
					return nil
				}
			case '\n':
				if s.lines {
					return s.wrong("the line ends within a value")
				}
				s.line++
			}
			s.pos++
		}
		if !s.more() {
			return unexpected(s.ended())
		}
	}
}

// skipText passes over a string.
func (s *Scanner) skipText() error {
	s.pos++
	if n, _ := ends(s.buf[s.pos:s.end]); s.pos+n < s.end && s.buf[s.pos+n] == '"' {
		s.pos += n + 1
		return nil
	}
	for {
		part := s.buf[s.pos:s.end]
		i := bytes.IndexByte(part, '"')
		if i >= 0 {
			part = part[:i]
		}
		if j := bytes.IndexByte(part, '\\'); j >= 0 {
			s.pos += j
			for s.end-s.pos < 2 {
				if !s.more() {
					return s.inText()
				}
			}
			s.pos += 2
			continue
		}
		if s.lines {
			if j := bytes.IndexByte(part, '\n'); j >= 0 {
				s.pos += j
				return s.wrong("a text is not closed before its line ends")
			}
		}
		s.pos += len(part)
		if i >= 0 {
			s.pos++
			return nil
		}
		if !s.more() {
			return s.inText()
		}
	}
}

// Raw takes the next value and returns its bytes, valid until the next call.
// A value of more than limit bytes is an error of kind fault.Limit.
func (s *Scanner) Raw(limit int) ([]byte, error) {
	if _, err := s.Kind(); err != nil {
		return nil, unexpected(err)
	}
	s.mark = s.pos
	defer func() { s.mark = -1 }()
	bounded := s.r
	s.r = &limited{r: bounded, s: s, limit: limit}
	err := s.Skip()
	s.r = bounded
	if err != nil {
		return nil, err
	}
	return s.buf[s.mark:s.pos], nil
}

// limited fails when the value being kept grows over its limit.
type limited struct {
	r interface {
		Read([]byte) (int, error)
	}
	s     *Scanner
	limit int
}

func (l *limited) Read(p []byte) (int, error) {
	if l.s.pos-max(l.s.mark, 0) > l.limit {
		return 0, &Error{Line: l.s.line, Offset: l.s.gone + int64(l.s.pos), Says: "a value is too large to hold", Kind: fault.Limit}
	}
	return l.r.Read(p)
}
