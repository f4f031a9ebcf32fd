package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"caveat.example/caveat/internal/fault"
)

// given are names from the command line.
type given struct {
	names []string
}

func (g *given) next(names []string) (int, error) {
	n := copy(names, g.names)
	g.names = g.names[n:]
	return n, nil
}

func (g *given) row() []string { return nil }

// maxName bounds one line of a file of names, in bytes.
const maxName = 1 << 20

// lines are names one a line; empty lines are left out.
type lines struct {
	r    *bufio.Reader
	from string
	n    int
}

func newLines(r io.Reader, from string) *lines {
	return &lines{r: bufio.NewReaderSize(r, 64<<10), from: from}
}

func (l *lines) next(names []string) (int, error) {
	got := 0
	for got < len(names) {
		line, err := l.line()
		if text := strings.TrimSpace(strings.TrimPrefix(line, "\ufeff")); text != "" {
			names[got] = text
			got++
		}
		if errors.Is(err, io.EOF) {
			return got, nil
		}
		if err != nil {
			return got, fmt.Errorf("reading %s (line %d): %w", l.from, l.n, err)
		}
	}
	return got, nil
}

// line reads a line; one that is longer than any name is cut, since a search
// looks at its beginning only.
func (l *lines) line() (string, error) {
	l.n++
	var b []byte
	for {
		part, err := l.r.ReadSlice('\n')
		if room := maxName - len(b); room > 0 {
			b = append(b, part[:min(len(part), room)]...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		return string(b), err
	}
}

func (l *lines) row() []string { return nil }

// isTable says whether a file of names is a CSV file, by its name: a list of
// names with commas in them is none.
func isTable(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv", ".tsv":
		return true
	}
	return false
}

// rows are names in a column of a CSV file. It remembers the rows that were read
// until they are asked for.
type rows struct {
	r       *csv.Reader
	from    string
	columns []string
	at      int

	mu      sync.Mutex
	pending [][]string // guarded by mu: read ahead, not yet written
}

func newRows(r io.Reader, from, column string) (*rows, error) {
	br := bufio.NewReaderSize(r, 64<<10)
	if head, _ := br.Peek(3); string(head) == "\ufeff" {
		_, _ = br.Discard(3)
	}
	c := csv.NewReader(br)
	c.FieldsPerRecord = -1
	c.LazyQuotes = true
	if strings.EqualFold(filepath.Ext(from), ".tsv") {
		c.Comma = '\t'
	}
	header, err := c.Read()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s is empty: %w", from, fault.Invalid)
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", from, err)
	}
	at, err := columnOf(header, column)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", from, err)
	}
	return &rows{r: c, from: from, columns: slices.Clone(header), at: at}, nil
}

// columnOf finds the column of names.
func columnOf(header []string, want string) (int, error) {
	find := func(word string) int {
		return slices.IndexFunc(header, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), word) })
	}
	if want != "" {
		if i := find(want); i >= 0 {
			return i, nil
		}
		return 0, fmt.Errorf("there is no column %q; the columns are %s: %w", want, strings.Join(header, ", "), fault.Invalid)
	}
	for _, word := range []string{"name", "supplier", "supplier name", "supplier_name", "company", "company name", "vendor", "query", "q"} {
		if i := find(word); i >= 0 {
			return i, nil
		}
	}
	return 0, nil
}

func (r *rows) next(names []string) (int, error) {
	got := 0
	for got < len(names) {
		fields, err := r.r.Read()
		if errors.Is(err, io.EOF) {
			return got, nil
		}
		if err != nil {
			return got, fmt.Errorf("reading %s: %w", r.from, err)
		}
		names[got] = ""
		if r.at < len(fields) {
			names[got] = strings.TrimSpace(fields[r.at])
		}
		got++
		r.mu.Lock()
		r.pending = append(r.pending, fields)
		r.mu.Unlock()
	}
	return got, nil
}

func (r *rows) row() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	first := r.pending[0]
	r.pending = r.pending[1:]
	return first
}
