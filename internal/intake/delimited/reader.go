// Package delimited knows tables in text: CSV, TSV and their kin, with any
// delimiter, line end and encoding. It refuses to know what the columns mean.
package delimited

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"strings"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/charset"
	"caveat.example/caveat/internal/intake/columns"
	"caveat.example/caveat/internal/intake/table"
	"caveat.example/caveat/internal/inventory"
)

// Reader reads delimited text. Its zero value is ready.
type Reader struct{}

// Format is "csv", whatever the delimiter.
func (Reader) Format() string { return "csv" }

// Accepts takes text whose lines fall into the same number of cells. A file
// that is called a table is believed if it is text at all.
func (Reader) Accepts(name string, head []byte) bool {
	if !charset.Text(head) {
		return false
	}
	text := plainHead(head)
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".tsv", ".tab":
		return true
	}
	if trimmed := strings.TrimSpace(string(text[:min(len(text), 64)])); trimmed == "" || strings.ContainsAny(trimmed[:1], "{[<") {
		return false
	}
	d := sniff(text)
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown":
		return false // tables in Markdown stand among prose
	}
	switch {
	case d.share < 0.7 || d.width < 2 || d.rows < 2:
		return false
	case d.delimiter == ',' || d.delimiter == ';' || d.width == 2:
		_, ok := columns.Header(d.sample, columns.Hints{})
		return ok
	}
	return true
}

// plainHead gives the first bytes as UTF-8 where they are UTF-16.
func plainHead(head []byte) []byte {
	enc := charset.Detect(head)
	text, err := io.ReadAll(enc.NewReader(strings.NewReader(string(head))))
	if err != nil && len(text) == 0 {
		return head
	}
	return text
}

// Items yields a row as an Item each.
func (Reader) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		br := bufio.NewReaderSize(in.Reader, intake.HeadSize)
		head, err := br.Peek(intake.HeadSize)
		if err != nil && err != io.EOF && !errors.Is(err, io.ErrUnexpectedEOF) && len(head) == 0 {
			yield(inventory.Item{}, err)
			return
		}
		enc := charset.Detect(head)
		d := sniff(plainHead(head))
		s := newScanner(enc.NewReader(br), d, enc.Decoder(), in)
		t := table.Table{}
		for item, err := range t.Batches(ctx, in, s.batch) {
			if !yield(item, err) {
				return
			}
		}
		s.report()
	}
}

// report leaves in the Input how the text was read.
func (s *scanner) report() {
	how := []string{delimiterName(s.dialect.delimiter)}
	if s.dialect.cr {
		how = append(how, "CR line ends")
	}
	if enc := s.dec.Encoding(); enc.Name != charset.ASCII && enc.Name != charset.UTF8 {
		name := enc.Name
		if enc.Guessed {
			name += " by its letters"
		}
		how = append(how, name)
	}
	if s.in.Detail != "" {
		how = append(how, s.in.Detail)
	}
	s.in.Detail = strings.Join(how, ", ")
	if n := s.dec.Foreign(); n > 0 {
		s.in.Damage = append(s.in.Damage, fmt.Sprintf("%d rows are in another encoding than the rest and were read by their letters: export the file in one encoding", n))
	}
	if s.nuls > 0 {
		s.in.Damage = append(s.in.Damage, fmt.Sprintf("%d rows held zero bytes, which were left out (first in row %d): the file may be damaged", s.nuls, s.firstNul))
	}
}

func delimiterName(d byte) string {
	switch d {
	case ',':
		return "commas"
	case ';':
		return "semicolons"
	case '\t':
		return "tabs"
	case '|':
		return "bars"
	case 0:
		return "one column"
	}
	return fmt.Sprintf("%q", string(d))
}
