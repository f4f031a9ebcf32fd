// Package table knows how rows of cells become Items: it finds the headers,
// maps the columns, drops what is about people, and notices what was destroyed
// before we saw it. Readers of CSV, spreadsheets and tables in documents give
// it their rows; it refuses to know how they are stored.
package table

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/columns"
	"caveat.example/caveat/internal/inventory"
)

// sampled is how many first rows are looked at to find headers and columns.
const sampled = 60

// A Row is one row of cells, with its number as a person would find it (from
// 1). Cells are only valid until the next row is asked for.
type Row struct {
	Number int
	Cells  []string
}

// A Table says where its rows come from.
type Table struct {
	// Prefix stands before the place of a row: "Sheet1!".
	Prefix string
	// Numbered is true where the prefix is followed by the number alone, as in
	// "page 2, line 7".
	Numbered bool
	// Padded is true where rows may end early without meaning anything, as
	// those of spreadsheets do.
	Padded bool
	// Loose is true where rows without headers that are known are rather a way
	// to arrange text: they become Passages.
	Loose bool
}

// Items turns rows into Items, in order. The rows' errors are passed on. The
// mapping and the damage are left in in, added to what is there.
func (t Table) Items(in *intake.Input, rows iter.Seq2[Row, error]) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		r := &run{Table: t, in: in, yield: yield}
		defer r.finish()
		for row, err := range rows {
			if !r.take(row, err) {
				return
			}
		}
		r.begin()
	}
}

// A Batch is some rows that follow one another. Rows is called once, by whatever
// goroutine; those of different batches may run at once.
type Batch interface {
	Rows() iter.Seq2[Row, error]
}

// Batches is Items for rows that come in batches; false is the end of them. Once
// the headers are known, Items are made of them on all cores.
func (t Table) Batches(ctx context.Context, in *intake.Input, next func() (Batch, bool)) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		r := &run{Table: t, in: in, yield: yield}
		defer r.finish()
		for !r.started {
			b, more := next()
			if !more {
				r.begin()
				return
			}
			for row, err := range b.Rows() {
				if !r.take(row, err) {
					return
				}
			}
		}
		fresh := r.damage.fork()
		intake.Each(ctx, in, next, func(b Batch) made { return r.made(b, &fresh) }, func(m made) bool {
			r.damage.add(&m.damage)
			return m.page.All(yield)
		})
	}
}

// What was made of a batch.
type made struct {
	page   intake.Page
	damage damage
}

// made makes Items of a batch. It changes nothing of r.
func (r *run) made(b Batch, fresh *damage) (m made) {
	one := run{Table: r.Table, in: r.in, yield: m.page.Put, started: true, plan: r.plan, header: r.header, damage: fresh.fork()}
	for row, err := range b.Rows() {
		one.put(row, err)
	}
	m.damage = one.damage
	return m
}

// A run is the reading of one table.
type run struct {
	Table
	in    *intake.Input
	yield func(inventory.Item, error) bool

	held    []held // the first rows, until the headers are known
	started bool
	ended   bool

	plan   plan
	header []string
	damage damage
	text   []byte // scratch
}

// A held row waits until the headers are known.
type held struct {
	row Row
	err error
}

// take deals with one row; false ends the reading.
func (r *run) take(row Row, err error) bool {
	if r.started {
		return r.put(row, err)
	}
	row.Cells = slices.Clone(row.Cells)
	r.held = append(r.held, held{row, err})
	if len(r.held) < sampled {
		return true
	}
	return r.begin()
}

// begin finds the headers and lets go of the rows held so far.
func (r *run) begin() bool {
	if r.started {
		return !r.ended
	}
	r.started = true
	var sample [][]string
	var at []int // place in held of each sampled row
	for i, h := range r.held {
		if h.err == nil && !blank(h.row.Cells) {
			sample = append(sample, h.row.Cells)
			at = append(at, i)
		}
	}
	first := 0
	hints := columns.Hints{Map: r.in.Options.Map, Known: r.in.Options.Known}
	index, ok := columns.Header(sample, hints)
	switch {
	case ok:
		first = at[index] + 1
		r.header = sample[index]
		if index > 0 {
			r.say("headers in row %d below %d rows of title", r.held[at[index]].row.Number, index)
		}
		sample = sample[index+1:]
	case len(sample) > 0:
		r.header = make([]string, widest(sample))
		r.say("no headers")
	}
	r.plan = newPlan(r.header, sample, hints, r.in.Options)
	if r.Loose && !r.plan.known() {
		r.plan.kind = inventory.Passage
	}
	r.damage.prepare(&r.plan, sample)
	for i, h := range r.held {
		title := i < first && h.err == nil // the headers, and titles above them
		if !title && !r.put(h.row, h.err) {
			return false
		}
	}
	r.held = nil
	return true
}

func (r *run) say(format string, args ...any) {
	if r.in.Detail != "" {
		r.in.Detail += ", "
	}
	r.in.Detail += r.Prefix + fmt.Sprintf(format, args...)
}

// put yields one row as an Item, or its error.
func (r *run) put(row Row, err error) bool {
	switch {
	case err != nil:
		r.ended = !r.yield(inventory.Item{}, err)
	case blank(row.Cells), row.same(r.header):
	default:
		r.ended = !r.yield(r.item(row), nil)
	}
	return !r.ended
}

// same says whether the row repeats the headers, as joined exports do.
func (row Row) same(header []string) bool { return slices.Equal(row.Cells, header) }

// Place is a row's place in the words of an Origin.
func (t Table) Place(number int) string {
	if t.Numbered {
		return t.Prefix + strconv.Itoa(number)
	}
	return t.Prefix + "row " + strconv.Itoa(number)
}

// item builds one row's Item.
func (r *run) item(row Row) inventory.Item {
	item := inventory.Item{Kind: r.plan.kind, Origin: r.in.At(r.Place(row.Number))}
	item.Fields = make(inventory.Fields, 0, len(row.Cells))
	for i, cell := range row.Cells {
		value := strings.TrimSpace(cell)
		if value == "" {
			continue
		}
		if i >= len(r.plan.keys) {
			item.Fields = append(item.Fields, inventory.Field{Key: inventory.Other + fmt.Sprintf("column %d", i+1), Value: value})
			continue
		}
		key := r.plan.keys[i]
		if key == "" { // about a person
			continue
		}
		item.Fields = append(item.Fields, inventory.Field{Key: key, Value: value})
		if r.plan.telling[i] {
			item.Damage = r.damage.cell(item.Damage, i, value, row.Number)
		}
	}
	if ragged(row.Cells, len(r.plan.keys), r.Padded) {
		item.Damage = append(item.Damage, fmt.Sprintf("the row has %d cells where the headers have %d: values may stand in the wrong column", len(row.Cells), len(r.plan.keys)))
		r.damage.ragged(row.Number)
	}
	if item.Kind == inventory.Award && r.in.Options.As == "" && item.Fields.Get(inventory.Supplier) == "" {
		item.Kind = inventory.Notice // nobody has won it yet
	}
	r.text = appendText(r.text[:0], item.Fields)
	item.Text = string(r.text)
	return item
}

// finish leaves in the Input what is to be said of the table as a whole.
func (r *run) finish() {
	r.in.Damage = append(r.in.Damage, r.damage.report(r.Table)...)
	if r.Prefix == "" {
		r.in.Mapping = append(r.in.Mapping, r.plan.columns...)
		return
	}
	for _, c := range r.plan.columns {
		r.in.Mapping = append(r.in.Mapping, finding.Column{Header: r.Prefix + c.Header, Key: c.Key, Why: c.Why})
	}
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// ragged says whether a row has cells beyond the headers, or too few.
func ragged(cells []string, width int, padded bool) bool {
	if len(cells) > width {
		return !blank(cells[width:])
	}
	return len(cells) < width && !padded
}

func widest(rows [][]string) int {
	n := 0
	for _, r := range rows {
		n = max(n, len(r))
	}
	return n
}
