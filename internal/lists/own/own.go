// Package own reads a list of the user's own: CSV or JSON Lines with the columns
// id, name, aliases, kind and list. It refuses to know what being on it means.
package own

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"caveat.example/caveat/internal/fault"
)

// A Row is one entity of a list.
type Row struct {
	ID      string
	Name    string
	Aliases []string
	Kind    string // person, organisation, …; "" when the list does not say
	List    string // the list's name, "" when the row does not say
	IDs     []string
	At      string // "row 14", "line 3"
}

// A Reject is a row that could not be taken, and why.
type Reject struct {
	At     string
	Reason string
}

// A Report accounts for every row of a list: Rows is Loaded, Headers and
// Rejected together.
type Report struct {
	Rows    int // rows that were not empty, the first header not counted
	Loaded  int
	Headers int // header lines that stood again among the rows
	Rejects []Reject
	Unknown []string // columns that were not understood
}

// Limits of what is read. They are met by no official list; more is an error,
// since a list that is held in part would call the rest clear.
const (
	MaxRow     = 1 << 20   // bytes of one row
	MaxRows    = 3_000_000 // rows
	MaxAliases = 2000      // aliases of one row
	maxRejects = 10_000    // rejected rows that are kept; more fail the list
)

// Read reads a list and calls take for each row in order. It holds one row at a
// time. A row without a usable name is rejected and reading goes on; any other
// error ends it, and the rows so far are not the list.
func Read(r io.Reader, source string, take func(Row)) (Report, error) {
	br := bufio.NewReaderSize(r, 64<<10)
	head, err := br.Peek(4096)
	if err != nil && err != io.EOF {
		return Report{}, fmt.Errorf("%s: %w", source, err)
	}
	if bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}) {
		_, _ = br.Discard(3) // what was peeked is there
		head = head[3:]
	}
	if bytes.HasPrefix(head, []byte{0xFF, 0xFE}) || bytes.HasPrefix(head, []byte{0xFE, 0xFF}) {
		return Report{}, fmt.Errorf("%s: it is UTF-16: save it as UTF-8: %w", source, fault.Invalid)
	}
	l := &list{source: source, take: take}
	switch trimmed := bytes.TrimLeft(head, " \t\r\n"); {
	case len(trimmed) == 0:
		return Report{}, fmt.Errorf("%s: it is empty, and an empty list would clear everybody: %w", source, fault.Invalid)
	case trimmed[0] == '{':
		err = l.json(br)
	case trimmed[0] == '[' || trimmed[0] == '<':
		err = fmt.Errorf("it is neither CSV nor JSON Lines (one object a line): %w", fault.Invalid)
	default:
		err = l.csv(br)
	}
	if err != nil {
		return l.report, fmt.Errorf("%s: %w", source, err)
	}
	if l.report.Loaded == 0 {
		return l.report, fmt.Errorf("%s: none of its %d rows could be taken: %w", source, l.report.Rows, fault.Invalid)
	}
	return l.report, nil
}

// A list is what is known while reading one.
type list struct {
	source string
	take   func(Row)
	report Report
}

// row takes one row, or rejects it.
func (l *list) row(r Row) error {
	if l.report.Rows++; l.report.Rows > MaxRows {
		return fmt.Errorf("%s: more than %d rows: split the list: %w", r.At, MaxRows, fault.Limit)
	}
	r.Name = strings.TrimSpace(r.Name)
	switch {
	case r.Name == "":
		return l.reject(r.At, "it has no name")
	case !utf8.ValidString(r.Name):
		return l.reject(r.At, "its name is not UTF-8: save the list as UTF-8")
	case len(r.Aliases) > MaxAliases:
		return l.reject(r.At, fmt.Sprintf("it has more than %d aliases", MaxAliases))
	}
	if r.ID == "" {
		r.ID = r.At
	}
	if r.List == "" {
		r.List = l.source
	}
	l.report.Loaded++
	l.take(r)
	return nil
}

func (l *list) reject(at, reason string) error {
	l.report.Rejects = append(l.report.Rejects, Reject{at, reason})
	if len(l.report.Rejects) > maxRejects {
		return fmt.Errorf("%s: more than %d rows could not be taken, the last one since %s: %w", at, maxRejects, reason, fault.Invalid)
	}
	return nil
}

// splitAliases reads several names from one cell.
func splitAliases(cell string) []string {
	var out []string
	for _, a := range strings.FieldsFunc(cell, func(r rune) bool { return r == ';' || r == '|' || r == '\n' }) {
		if a = strings.TrimSpace(a); a != "" {
			out = append(out, a)
		}
	}
	return out
}
