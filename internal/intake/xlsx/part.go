package xlsx

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"slices"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/intake/charset"
	"caveat.example/caveat/internal/intake/xmltok"
)

// A part is one XML file of a workbook, as it is read.
type part struct {
	*xmltok.Reader
	text []byte // scratch of content
}

// open opens a part; done closes it.
func (b *book) open(name string) (x *part, done func(), err error) {
	r, err := b.archive.Part(name)
	if err != nil {
		return nil, nil, err
	}
	br := bufio.NewReaderSize(r, 64<<10)
	head, err := br.Peek(1 << 10)
	if err != nil && !errors.Is(err, io.EOF) {
		r.Close() // only read
		return nil, nil, err
	}
	var text io.Reader = br
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) || bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) {
		text = charset.Detect(head).UTF8Reader(br)
	}
	return &part{Reader: xmltok.New(text, b.in.Options.Limits.Record)}, func() { r.Close() }, nil // only read
}

// to goes to the next Start with one of the names; false is the end of the part.
func (x *part) to(names ...string) (bool, error) {
	for {
		switch err := x.Next(); {
		case err == io.EOF:
			return false, nil
		case err != nil:
			return false, err
		case x.Kind() == xmltok.Start && slices.Contains(names, string(x.Name())):
			return true, nil
		}
	}
}

// value is an attribute of the current Start, "" where it has none.
func (x *part) value(name string) string {
	v, _ := x.Attr(name)
	return string(v)
}

// content is the text of the element that has begun, of which there may be
// several pieces; what stands in an element called except is left out. It is cut
// at most bytes, and valid until the next call.
func (x *part) content(most int, except string) (text []byte, err error) {
	x.text = x.text[:0]
	outside, hidden := x.Depth()-1, 0
	for x.Depth() > outside {
		if err := x.Next(); err != nil {
			return nil, ended(err)
		}
		switch x.Kind() {
		case xmltok.Start:
			if hidden > 0 || string(x.Name()) == except {
				hidden++
			}
		case xmltok.End:
			hidden = max(0, hidden-1)
		case xmltok.Text:
			if room := most - len(x.text); hidden == 0 && room > 0 {
				x.text = append(x.text, x.Text()[:min(room, len(x.Text()))]...)
			}
		}
	}
	return x.text, nil
}

// ended turns an end within an element into an error.
func ended(err error) error {
	if err == io.EOF {
		return fault.Invalid
	}
	return err
}
