package own

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"caveat.example/caveat/internal/fault"
)

// columns says where a table keeps what; -1 is nowhere.
type columns struct {
	id, name, aliases, kind, list, ids int
}

func (l *list) csv(br *bufio.Reader) error {
	head, _ := br.Peek(4096) // csv reports what is wrong with it
	r := csv.NewReader(&bounded{r: br})
	r.Comma = separator(head)
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	r.ReuseRecord = true
	var cols columns
	var header []string
	for {
		fields, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return tableError(err)
		}
		line, _ := r.FieldPos(0)
		at := fmt.Sprintf("row %d", line)
		switch {
		case header == nil:
			header = slices.Clone(fields)
			if cols, err = l.header(header); err != nil {
				return err
			}
		case slices.Equal(fields, header):
			l.report.Rows++
			l.report.Headers++
		case len(fields) > len(header) && strings.Join(fields[len(header):], "") != "":
			l.report.Rows++
			err = l.reject(at, fmt.Sprintf("it has %d columns and the header %d", len(fields), len(header)))
		case strings.Join(fields, "") != "":
			err = l.row(cols.row(fields, at))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func tableError(err error) error {
	if errors.Is(err, fault.Limit) {
		return err
	}
	return fmt.Errorf("%w: %w", err, fault.Invalid)
}

// separator is the commonest of comma, semicolon and tab in the first line.
func separator(head []byte) rune {
	line, _, _ := strings.Cut(string(head), "\n")
	best, count := ',', strings.Count(line, ",")
	for _, r := range ";\t" {
		if n := strings.Count(line, string(r)); n > count {
			best, count = r, n
		}
	}
	return best
}

// header finds the columns by their names.
func (l *list) header(fields []string) (columns, error) {
	c := columns{-1, -1, -1, -1, -1, -1}
	for i, f := range fields {
		switch strings.ToLower(strings.TrimSpace(f)) {
		case "id":
			c.id = i
		case "name":
			c.name = i
		case "aliases", "alias", "aka", "a.k.a.":
			c.aliases = i
		case "kind", "type", "schema":
			c.kind = i
		case "list", "source":
			c.list = i
		case "identifiers":
			c.ids = i
		default:
			l.report.Unknown = append(l.report.Unknown, f)
		}
	}
	if c.name < 0 {
		return c, fmt.Errorf("row 1: it has no column called name (it has %s): %w", strings.Join(fields, ", "), fault.Invalid)
	}
	return c, nil
}

func (c columns) row(fields []string, at string) Row {
	get := func(i int) string {
		if i < 0 || i >= len(fields) {
			return ""
		}
		return fields[i]
	}
	return Row{get(c.id), get(c.name), splitAliases(get(c.aliases)), get(c.kind), get(c.list), splitAliases(get(c.ids)), at}
}

// bounded fails when a quoted field swallows more than a row may have: an
// unclosed quote must not pull a whole file into memory.
type bounded struct {
	r     *bufio.Reader
	since int // bytes since the last line that ended outside of quotes
	open  bool
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	for _, c := range p[:n] {
		switch c {
		case '"':
			b.open = !b.open
		case '\n':
			if !b.open {
				b.since = 0
			}
		}
		if b.since++; b.since > MaxRow {
			return 0, fmt.Errorf("a row is longer than %d bytes (a quotation mark without its pair?): %w", MaxRow, fault.Limit)
		}
	}
	return n, err
}
