// Package ocds knows the Open Contracting Data Standard: release packages,
// record packages, single releases, and any of them as JSON Lines. From each
// release it takes who buys what from whom. Contact persons are never read.
//
// Source: https://standard.open-contracting.org/1.1/en/schema/
package ocds

import (
	"context"
	"fmt"
	"iter"
	"strconv"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/jsonfile"
	"caveat.example/caveat/internal/intake/jsonscan"
	"caveat.example/caveat/internal/inventory"
)

// Reader reads OCDS. Its zero value is ready.
type Reader struct{}

// Format is "ocds".
func (Reader) Format() string { return "ocds" }

// Accepts takes JSON with the keys of a package, a record or a release.
func (Reader) Accepts(_ string, head []byte) bool {
	shape := jsonscan.Look(head)
	switch {
	case shape.Has("ocid"):
		return shape.Has("tender") || shape.Has("awards") || shape.Has("tag") || shape.Has("releases") || shape.Has("compiledRelease") || shape.Has("parties") || shape.Has("buyer")
	case shape.Has("releases") || shape.Has("records"):
		return shape.Contains(`"ocid"`) || shape.Has("uri")
	case shape.Kind == '{' && shape.Has("uri", "publishedDate"):
		return true
	}
	return shape.Kind == '[' && shape.Has("ocid")
}

// Items yields notices, lots, awards, bought lines and suppliers.
func (Reader) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		jsonfile.Part[*walk]{
			Begin: func(f *jsonfile.File) *walk { return &walk{File: f, p: parser{f.Scanner}} },
			Value: func(_ *jsonfile.File, w *walk, kind byte) error { return w.value("", kind) },
			End: func(w *walk) {
				if w.Lines && w.Many {
					in.Detail = "JSON, a value on each line"
				}
			},
		}.Read(ctx, in, yield)
	}
}

// A walk is the reading of a source, or of some lines of it.
type walk struct {
	*jsonfile.File
	p    parser
	text []byte
}

// value reads one value, or an array of them.
func (w *walk) value(at string, kind byte) error {
	switch kind {
	case '{':
		return w.object(at)
	case '[':
		return w.Array(func(i int) error {
			kind, err := w.Kind()
			if err != nil {
				return err
			}
			return w.value(at+"/"+strconv.Itoa(i), kind)
		})
	}
	return fmt.Errorf("line %d: a value that is neither an object nor an array: %w", w.Line(), fault.Invalid)
}

// object reads an object that may be a package, a record or a release, and
// tells by its keys. What a release has is held until its end.
func (w *walk) object(at string) error {
	var r release
	cut := w.Cut()
	err := w.Object(func(key []byte) error {
		switch string(key) {
		case "releases":
			if r.ocid != "" { // only a record has both
				return w.releases(&r)
			}
			return w.list(at+"/releases", w.object)
		case "records":
			return w.list(at+"/records", w.record)
		case "compiledRelease":
			return w.compiled(&r)
		}
		_, err := w.p.member(&r, key)
		return err
	})
	if err != nil {
		return err
	}
	return w.emit(&r, at, w.Cut()-cut)
}

// list reads the objects of a list.
func (w *walk) list(at string, object func(at string) error) error {
	if c, err := w.Kind(); err != nil || c != '[' {
		return w.Skip()
	}
	return w.Array(func(i int) error {
		if c, err := w.Kind(); err != nil || c != '{' {
			return w.Skip()
		}
		return object(at + "/" + strconv.Itoa(i))
	})
}

// emit yields what a release holds.
func (w *walk) emit(r *release, at string, cut int) error {
	m := &itemMaker{in: w.In, at: at + r.within, release: r, yield: w.Yield, text: w.text, suffix: r.of}
	if w.Lines && (w.Many || w.Start > 1) {
		m.suffix += ", line " + strconv.Itoa(w.Start)
	}
	if cut > 0 {
		m.damage = []string{fmt.Sprintf("%d texts were longer than %d bytes and were cut", cut, w.In.Options.Limits.Record)}
		if err := w.Put(inventory.Item{}, w.In.Skip(at+m.suffix, "%s", m.damage[0])); err != nil {
			return err
		}
	}
	if r.linked > 0 && r.merged == 0 {
		skip := w.In.Skip(at+m.suffix, "the record only links to its %d releases, which were not read: fetch them and check those too", r.linked)
		if err := w.Put(inventory.Item{}, skip); err != nil {
			return err
		}
	}
	if !m.all() {
		return jsonfile.ErrStop
	}
	w.text = m.text
	return nil
}
