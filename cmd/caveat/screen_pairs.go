package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/name"
	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/internal/screen"
	"caveat.example/caveat/makers"
)

// pairs compares the two names on each row of a CSV file.
func (c *screenCmd) pairs(e *env) (outcome, error) {
	in := e.stdin
	if c.Pairs != "-" {
		f, err := os.Open(c.Pairs)
		if err != nil {
			return outcome{}, fmt.Errorf("opening the pairs: %w", err)
		}
		defer f.Close()
		in = f
	}
	sink := newScreenSink(e.stdout, c.format(), c.Explain)
	out, err := c.comparePairs(interruptible(e.ctx, in), c.today(e), sink)
	if flushed := sink.flush(); err == nil {
		err = flushed
	}
	return out, err
}

func (c *screenCmd) comparePairs(in io.Reader, today string, sink screenSink) (outcome, error) {
	br := bufio.NewReaderSize(in, 64<<10)
	if head, _ := br.Peek(3); string(head) == "\ufeff" {
		_, _ = br.Discard(3)
	}
	r := csv.NewReader(br)
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	header, err := r.Read()
	if errors.Is(err, io.EOF) {
		return outcome{nothing: true}, nil
	}
	if err != nil {
		return outcome{incomplete: true}, fmt.Errorf("reading %s: %w: %w", c.Pairs, err, fault.Invalid)
	}
	left, right, err := pairColumns(header)
	if err != nil {
		return outcome{}, usage(fmt.Errorf("%s: %w", c.Pairs, err))
	}
	reg, err := register.Load(makers.FS())
	if err != nil {
		return outcome{}, fmt.Errorf("reading the register: %w", err)
	}
	return c.compareRows(r, left, right, screen.NewKnown(name.Default(), reg, today), sink)
}

// compareRows compares the names in two columns of all rows, and says what the
// register knows of both.
func (c *screenCmd) compareRows(r *csv.Reader, left, right int, known *screen.Known, sink screenSink) (outcome, error) {
	lex, cmp := name.Default(), screen.NewComparer()
	out := outcome{nothing: true}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return outcome{incomplete: true}, fmt.Errorf("reading %s: %w: %w", c.Pairs, err, fault.Invalid)
		}
		if max(left, right) >= len(row) {
			line, _ := r.FieldPos(0)
			return outcome{incomplete: true}, fmt.Errorf("%s (row %d): it has %d columns; the names stand in columns %d and %d: %w", c.Pairs, line, len(row), left+1, right+1, fault.Invalid)
		}
		p := pairAnswer{Type: "pair", Left: row[left], Right: row[right]}
		score, links := cmp.PairNames(lex, p.Left, p.Right)
		p.Score, p.Alignment, p.Note = known.Pair(p.Left, p.Right, score, links)
		if !c.Explain {
			p.Alignment = nil
		}
		p.Status = screen.StatusOf(p.Score)
		out.nothing = false
		out.restricted = out.restricted || p.Status == screen.Match
		out.undecided = out.undecided || p.Status == screen.Review
		if err := sink.pair(&p); err != nil {
			return outcome{incomplete: true}, err
		}
	}
}

// pairColumns finds the two columns of names; others are not looked at.
func pairColumns(header []string) (left, right int, err error) {
	for _, words := range [][2]string{{"left", "right"}, {"latin", "other"}, {"name1", "name2"}, {"name_1", "name_2"}, {"name_a", "name_b"}, {"query", "result"}, {"query_name", "result_name"}, {"query", "name"}, {"a", "b"}} {
		at := [2]int{-1, -1}
		for i, w := range words {
			at[i] = slices.IndexFunc(header, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), w) })
		}
		if at[0] >= 0 && at[1] >= 0 {
			return at[0], at[1], nil
		}
	}
	return 0, 0, fmt.Errorf("it has no columns left and right (it has %s): %w", strings.Join(header, ", "), fault.Invalid)
}
