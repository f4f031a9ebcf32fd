// Package records knows JSON that is no better known format: exports of
// registers (NetBox, Snipe-IT and their kin), answers of programming
// interfaces, JSON Lines. Arrays of objects are taken for records, whatever
// they are in; what stands around them is a record too if it names equipment.
package records

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"iter"
	"strconv"
	"strings"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/flat"
	"caveat.example/caveat/internal/intake/jsonfile"
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
		var columns flat.Columns
		defer func() { in.Mapping = columns.List() }()
		jsonfile.Part[*walk]{
			Begin: func(f *jsonfile.File) *walk { return &walk{File: f, m: flat.New(in.Options)} },
			Value: func(f *jsonfile.File, w *walk, kind byte) error {
				if f.First && f.Has("$schema") && f.Has("definitions", "$defs", "properties") {
					skip := in.Skip("", "is a JSON Schema, which describes files and holds nothing to assess")
					skip.Empty = true
					return cmp.Or(w.Put(inventory.Item{}, skip), w.Skip())
				}
				if kind == '{' && f.Lines && f.Many && !f.Has(envelopeKeys...) {
					return w.record("")
				}
				return w.value("", kind)
			},
			End: func(w *walk) { columns.Add(w.m.Mapping) },
		}.Read(ctx, in, yield)
	}
}

// envelopes is how deeply lists of records are looked for.
const envelopes = 4

// envelopeKeys are what lists of records are called in the answers of
// programming interfaces. Where lines hold such answers, each is one.
var envelopeKeys = []string{"results", "rows", "data", "items", "value", "values", "devices", "assets", "hardware", "records", "entries", "objects", "hits", "list", "content"}

// A walk is the reading of a source, or of some lines of it.
type walk struct {
	*jsonfile.File
	m   *flat.Mapper
	put int // Items so far
}

func (w *walk) value(at string, kind byte) error {
	switch kind {
	case '{':
		before := w.put
		f, err := w.envelope(at, "", nil, 0)
		if err != nil {
			return err
		}
		return w.own(at, f, w.put == before)
	case '[':
		return w.Array(func(i int) error {
			place := at + "/" + strconv.Itoa(i)
			switch kind, err := w.Kind(); {
			case err != nil:
				return err
			case kind == '{':
				return w.record(place)
			case kind == '[':
				return w.value(place, kind)
			}
			text, err := w.Text()
			if err != nil || strings.TrimSpace(text) == "" {
				return err
			}
			return w.tell(place, inventory.Fields{{Key: inventory.Description, Value: text}})
		})
	}
	_, err := w.Text()
	return err
}

// envelope goes through an object that may hold lists of records. What it
// holds beside them is returned as its own fields.
func (w *walk) envelope(at, name string, own inventory.Fields, depth int) (inventory.Fields, error) {
	err := w.Object(func(k []byte) error {
		key := string(k)
		place := at + "/" + escape(key)
		inner := key
		if name != "" {
			inner = name + "\x1f" + key
		}
		kind, err := w.Kind()
		if err != nil {
			return err
		}
		switch {
		case kind == '{' && depth < envelopes:
			own, err = w.envelope(place, inner, own, depth+1)
			return err
		case kind == '[' && depth < envelopes:
			return w.Array(func(i int) error {
				kind, err := w.Kind()
				if err == nil && kind == '{' {
					return w.record(place + "/" + strconv.Itoa(i))
				}
				if err == nil {
					own, err = w.m.Under(w.Scanner, inner, own)
				}
				return err
			})
		}
		own, err = w.m.Under(w.Scanner, inner, own)
		return err
	})
	return own, err
}

// own yields what stood around the lists, if it names equipment or parties, or
// if it is all that there is.
func (w *walk) own(at string, f inventory.Fields, alone bool) error {
	tells := alone && len(f) > 0
	for i := range f {
		switch f[i].Key {
		case inventory.Maker, inventory.Brand, inventory.Model, inventory.Serial, inventory.MAC, inventory.FCCID, inventory.Supplier, inventory.Description, inventory.Firmware:
			tells = true
		}
	}
	if !tells {
		return nil
	}
	return w.tell(cmp.Or(at, "/"), f)
}

// record yields one object with all that is in it.
func (w *walk) record(at string) error {
	cut := w.Cut()
	f, err := w.m.Object(w.Scanner)
	if err != nil || len(f) == 0 {
		return err
	}
	if n := w.Cut() - cut; n > 0 {
		skip := w.In.Skip(w.place(at), "%d texts were longer than %d bytes and were cut", n, w.In.Options.Limits.Record)
		if err := w.Put(inventory.Item{}, skip); err != nil {
			return err
		}
	}
	return w.tell(at, f)
}

func (w *walk) tell(at string, f inventory.Fields) error {
	w.put++
	return w.Put(w.m.Item(w.In, w.place(at), f), nil)
}

// place is a JSON pointer, or the line in JSON Lines.
func (w *walk) place(at string) string {
	switch {
	case !w.Lines || w.Start == 1 && at != "" && at != "/":
		return at
	case at == "" || at == "/":
		return "line " + strconv.Itoa(w.Start)
	}
	return at + ", line " + strconv.Itoa(w.Start)
}

// escape writes a key as JSON pointers do (RFC 6901).
func escape(key string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
}
