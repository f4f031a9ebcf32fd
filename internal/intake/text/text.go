// Package text knows plain text: paragraphs of prose, and lists of equipment
// with a thing on each line. It is the last reader to be asked.
package text

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"strings"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/charset"
	"caveat.example/caveat/internal/intake/jsonscan"
	"caveat.example/caveat/internal/inventory"
)

// Reader reads plain text. Its zero value is ready.
type Reader struct{}

// Format is "text".
func (Reader) Format() string { return "text" }

// Accepts takes whatever is text, but neither XML nor JSON: what no reader of
// those knows must not look as if it had been understood.
func (Reader) Accepts(_ string, head []byte) bool {
	start := bytes.TrimLeft(head[:min(len(head), 512)], "\xef\xbb\xbf \t\r\n")
	if bytes.HasPrefix(start, []byte("<?xml")) || bytes.HasPrefix(start, []byte("{")) && jsonscan.Look(head).Keys != nil {
		return false
	}
	return charset.Text(head)
}

// Items yields a paragraph of prose as a Passage each, a line of a list as a
// BidLine each. The origin is the line where it begins.
func (Reader) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		br := bufio.NewReaderSize(in.Reader, intake.HeadSize)
		head, err := br.Peek(intake.HeadSize)
		if err != nil && err != io.EOF && len(head) == 0 {
			yield(inventory.Item{}, err)
			return
		}
		enc := charset.Detect(head)
		if enc.Guessed {
			in.Detail = enc.Name + " by its letters"
		}
		s := &scanner{in: in, br: bufio.NewReaderSize(enc.NewReader(br), intake.HeadSize), dec: enc.Decoder(), cr: onlyCR(head)}
		l := look(string(head))
		s.kind = kind(in.Options.As, l.list())
		s.perLine = s.kind != inventory.Passage || !l.wrapped()
		for s.next() {
			if !yield(s.item, s.skip) {
				return
			}
		}
		if s.err != nil && s.err != io.EOF {
			yield(inventory.Item{}, fmt.Errorf("after line %d: %w", s.line, s.err))
		}
	}
}

// kind is what the user says that the document is, else what it looks like.
func kind(as string, list bool) inventory.Kind {
	switch as {
	case intake.AsBid:
		return inventory.BidLine
	case intake.AsInventory:
		return inventory.Asset
	case intake.AsBOM:
		return inventory.Component
	case intake.AsProse:
		return inventory.Passage
	}
	if list {
		return inventory.BidLine
	}
	return inventory.Passage
}

// A scanner joins lines into paragraphs, or yields them one by one.
type scanner struct {
	in   *intake.Input
	br   *bufio.Reader
	dec  *charset.Decoder
	cr   bool
	kind inventory.Kind
	// perLine is true where a line is a whole thing: of a list, or a paragraph
	// that is not broken into lines.
	perLine bool

	item inventory.Item
	skip error // a *intake.Skip in place of item
	line int   // of the last line read, from 1
	err  error

	pending error // a Skip that follows the paragraph before it
}

// next finds the next paragraph or line of a list.
func (s *scanner) next() bool {
	s.item, s.skip = inventory.Item{}, s.pending
	if s.pending != nil {
		s.pending = nil
		return true
	}
	var para []byte
	start := 0
	for s.err == nil {
		line, skip := s.readLine()
		if skip != nil {
			if len(para) > 0 {
				s.pending = skip
				break
			}
			s.skip = skip
			return true
		}
		line = bytes.TrimSpace(bytes.ReplaceAll(line, []byte{0}, nil))
		if ruler(line) {
			if len(para) > 0 {
				break
			}
			continue
		}
		if line[0] == '|' && len(para) == 0 { // a row of a table in Markdown
			s.item = s.made(line, s.line)
			return true
		}
		if len(para) > 0 {
			para = append(para, '\n')
		} else {
			start = s.line
		}
		para = append(para, line...)
		if s.perLine || len(para) > s.in.Options.Limits.Record {
			break
		}
	}
	if len(para) == 0 {
		return false
	}
	s.item = s.made(para, start)
	return true
}

// ruler says whether a line holds no letter and no digit: it is blank, or only
// separates.
func ruler(line []byte) bool {
	for _, c := range line {
		if c >= 0x80 || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' {
			return false
		}
	}
	return true
}

// made builds the Item of a paragraph that began in line start.
func (s *scanner) made(para []byte, start int) inventory.Item {
	at := fmt.Sprintf("line %d", start)
	if n := bytes.Count(para, []byte("\n")); n > 0 {
		at = fmt.Sprintf("lines %d-%d", start, start+n)
	}
	s.dec.Begin()
	text := s.dec.String(para)
	item := inventory.Item{Kind: s.kind, Origin: s.in.At(at), Text: text}
	if s.kind != inventory.Passage {
		if plain := strings.TrimSpace(strings.TrimLeft(text, "-*•·–—\t ")); plain != "" {
			item.Text = plain
		}
		item.Fields = inventory.Fields{{Key: inventory.Description, Value: item.Text}}
	}
	return item
}

// readLine reads one line without its end. A line over the limit is dropped
// and gives a Skip.
func (s *scanner) readLine() ([]byte, error) {
	var long []byte
	dropped := 0
	delim := byte('\n')
	if s.cr {
		delim = '\r'
	}
	s.line++
	for {
		part, err := s.br.ReadSlice(delim)
		if err == bufio.ErrBufferFull {
			if len(long)+len(part) > s.in.Options.Limits.Record {
				dropped += len(long) + len(part)
				long = long[:0]
			} else {
				long = append(long, part...)
			}
			continue
		}
		s.err = err
		if dropped > 0 {
			return nil, s.in.Skip(fmt.Sprintf("line %d", s.line), "the line has %d bytes, more than the %d that are read of a record: it was left out, reading goes on in the next", dropped+len(long)+len(part), s.in.Options.Limits.Record)
		}
		if len(long) > 0 {
			return append(long, part...), nil
		}
		return part, nil
	}
}

func onlyCR(head []byte) bool {
	return bytes.Count(head, []byte("\r"))-bytes.Count(head, []byte("\r\n")) > bytes.Count(head, []byte("\n"))
}
