// Package records knows JSON that is no better known format: exports of
// registers (NetBox, Snipe-IT and their kin), answers of programming
// interfaces, JSON Lines. Arrays of objects are taken for records, whatever
// they are in; what stands around them is a record too if it names equipment.
package records

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/flat"
	"caveat.example/caveat/internal/intake/jsonscan"
	"caveat.example/caveat/internal/inventory"
)

// Reader reads any JSON. Its zero value is ready. It is asked after all
// formats in JSON that are better known.
type Reader struct{}

// Format is "json".
func (Reader) Format() string { return "json" }

// Accepts takes whatever begins like JSON with keys or values in it.
func (Reader) Accepts(_ string, head []byte) bool {
	shape := jsonscan.Look(head)
	return shape.Kind == '{' && len(shape.Keys) > 0 || shape.Kind == '[' && array(head)
}

// array says whether the first bytes are those of an array and not of a text
// that begins with a bracket, as footnotes and settings do.
func array(head []byte) bool {
	s := jsonscan.New(bytes.NewReader(head), 512, 64)
	n := 0
	err := s.Array(func(int) error {
		n++
		return s.Skip()
	})
	if err == nil {
		_, err = s.Kind()
		return err == io.EOF
	}
	bad, ok := errors.AsType[*jsonscan.Error](err)
	return n >= 2 || ok && bad.Offset >= int64(len(head)-1) || errors.Is(err, fault.Limit)
}

// Items yields a record as an Item each.
func (Reader) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		br := bufio.NewReaderSize(in.Reader, intake.HeadSize)
		head, err := br.Peek(intake.HeadSize)
		if err != nil && err != io.EOF && len(head) == 0 {
			yield(inventory.Item{}, err)
			return
		}
		w := walk{in: in, lines: jsonscan.Look(head).Lines, first: true}
		if !w.lines || bytes.IndexByte(head, '\n') < 0 {
			in.Mapping = w.over(jsonscan.New(br, in.Options.Limits.Depth, in.Options.Limits.Record), yield)
			return
		}
		var columns flat.Columns
		defer func() { in.Mapping = columns.List() }()
		lines := jsonscan.CutLines(br)
		intake.Each(ctx, in, lines.Next, w.block, func(made made) bool {
			columns.Add(made.mapping)
			return made.page.All(yield)
		})
	}
}

// What was made of some lines.
type made struct {
	page    intake.Page
	mapping []finding.Column
}

// block reads some lines. It is called from several goroutines at once.
func (w walk) block(b *jsonscan.Block) (m made) {
	defer b.Done()
	w.first = b.First()
	m.mapping = w.over(b.Scanner(w.in.Options.Limits.Depth, w.in.Options.Limits.Record), m.page.Put)
	return m
}

// over reads what s scans, and returns which name was taken for what.
func (w walk) over(s *jsonscan.Scanner, yield func(inventory.Item, error) bool) []finding.Column {
	w.s, w.yield, w.m = s, yield, flat.New(w.in.Options)
	if w.lines {
		s.Lines()
	}
	w.values()
	return w.m.Mapping
}

// errStop ends the reading because nobody wants more.
var errStop = errors.New("stopped")

// envelopes is how deeply lists of records are looked for.
const envelopes = 4

type walk struct {
	s     *jsonscan.Scanner
	in    *intake.Input
	m     *flat.Mapper
	yield func(inventory.Item, error) bool
	lines bool
	first bool // the first value of the source comes next
	start int  // line of the current value
}

// values reads the values that follow one another.
func (w *walk) values() {
	for ; ; w.first = false {
		kind, err := w.s.Kind()
		if err == io.EOF {
			return
		}
		w.start = w.s.Line()
		switch {
		case err != nil:
		case w.lines && !w.first && kind == '{':
			err = w.record("")
		default:
			err = w.value("", kind)
		}
		if err == nil {
			continue
		}
		bad, ok := errors.AsType[*jsonscan.Error](err)
		switch {
		case err == errStop:
			return
		case !w.lines || !ok:
			w.yield(inventory.Item{}, err)
			return
		case !w.yield(inventory.Item{}, w.in.Skip(fmt.Sprintf("line %d", w.start), "%s: the rest of this line was left out", bad.Says)) || !w.s.NextLine():
			return
		}
	}
}

func (w *walk) value(at string, kind byte) error {
	switch kind {
	case '{':
		f, err := w.envelope(at, "", nil, 0)
		if err != nil {
			return err
		}
		return w.own(at, f)
	case '[':
		return w.s.Array(func(i int) error {
			place := at + "/" + strconv.Itoa(i)
			switch kind, err := w.s.Kind(); {
			case err != nil:
				return err
			case kind == '{':
				return w.record(place)
			case kind == '[':
				return w.value(place, kind)
			}
			text, err := w.s.Text()
			if err != nil || strings.TrimSpace(text) == "" {
				return err
			}
			return w.put(place, inventory.Fields{{Key: inventory.Description, Value: text}})
		})
	}
	_, err := w.s.Text()
	return err
}

// envelope goes through an object that may hold lists of records. What it
// holds beside them is returned as its own fields.
func (w *walk) envelope(at, name string, own inventory.Fields, depth int) (inventory.Fields, error) {
	err := w.s.Object(func(k []byte) error {
		key := string(k)
		place := at + "/" + escape(key)
		inner := key
		if name != "" {
			inner = name + "\x1f" + key
		}
		kind, err := w.s.Kind()
		if err != nil {
			return err
		}
		switch {
		case kind == '{' && depth < envelopes:
			own, err = w.envelope(place, inner, own, depth+1)
			return err
		case kind == '[' && depth < envelopes:
			return w.s.Array(func(i int) error {
				kind, err := w.s.Kind()
				if err == nil && kind == '{' {
					return w.record(place + "/" + strconv.Itoa(i))
				}
				if err == nil {
					own, err = w.m.Under(w.s, inner, own)
				}
				return err
			})
		}
		own, err = w.m.Under(w.s, inner, own)
		return err
	})
	return own, err
}

// own yields what stood around the lists, if it names equipment or parties.
func (w *walk) own(at string, f inventory.Fields) error {
	for i := range f {
		switch f[i].Key {
		case inventory.Maker, inventory.Brand, inventory.Model, inventory.Serial, inventory.MAC, inventory.FCCID, inventory.Supplier, inventory.Description, inventory.Firmware:
			if at == "" {
				at = "/"
			}
			return w.put(at, f)
		}
	}
	return nil
}

// record yields one object with all that is in it.
func (w *walk) record(at string) error {
	cut := w.s.Cut()
	f, err := w.m.Object(w.s)
	if err != nil || len(f) == 0 {
		return err
	}
	if n := w.s.Cut() - cut; n > 0 {
		if !w.yield(inventory.Item{}, w.in.Skip(w.place(at), "%d texts were longer than %d bytes and were cut", n, w.in.Options.Limits.Record)) {
			return errStop
		}
	}
	return w.put(at, f)
}

func (w *walk) put(at string, f inventory.Fields) error {
	if !w.yield(w.m.Item(w.in, w.place(at), f), nil) {
		return errStop
	}
	return nil
}

// place is a JSON pointer, or the line in JSON Lines.
func (w *walk) place(at string) string {
	switch {
	case !w.lines || w.start == 1 && at != "" && at != "/":
		return at
	case at == "" || at == "/":
		return "line " + strconv.Itoa(w.start)
	}
	return at + ", line " + strconv.Itoa(w.start)
}

// escape writes a key as JSON pointers do (RFC 6901).
func escape(key string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
}
