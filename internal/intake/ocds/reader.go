// Package ocds knows the Open Contracting Data Standard: release packages,
// record packages, single releases, and any of them as JSON Lines. From each
// release it takes who buys what from whom. Contact persons are never read.
//
// Source: https://standard.open-contracting.org/1.1/en/schema/
package ocds

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/intake"
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
		br := bufio.NewReaderSize(in.Reader, intake.HeadSize)
		head, err := br.Peek(intake.HeadSize)
		if err != nil && err != io.EOF && len(head) == 0 {
			yield(inventory.Item{}, err)
			return
		}
		shape := jsonscan.Look(head)
		w := walk{in: in, lines: shape.Lines, many: bytes.IndexByte(head, '\n') >= 0}
		if !w.lines || !w.many {
			w.over(jsonscan.New(br, in.Options.Limits.Depth, in.Options.Limits.Record), yield)
			return
		}
		in.Detail = "JSON, a value on each line"
		lines := jsonscan.CutLines(br)
		intake.Each(ctx, in, lines.Next, w.block, func(p intake.Page) bool { return p.All(yield) })
	}
}

// block reads some lines. It is called from several goroutines at once.
func (w walk) block(b *jsonscan.Block) (page intake.Page) {
	defer b.Done()
	w.over(b.Scanner(w.in.Options.Limits.Depth, w.in.Options.Limits.Record), page.Put)
	return page
}

// over reads what s scans.
func (w walk) over(s *jsonscan.Scanner, yield func(inventory.Item, error) bool) {
	w.s, w.p, w.yield = s, parser{s}, yield
	if w.lines {
		s.Lines()
	}
	w.values()
}

// errStop ends the reading because nobody wants more.
var errStop = errors.New("stopped")

// A walk is the reading of one source.
type walk struct {
	s     *jsonscan.Scanner
	p     parser
	in    *intake.Input
	yield func(inventory.Item, error) bool
	lines bool // a value ends with its line
	many  bool // there are several, as far as the first bytes show
	text  []byte
	start int // line where the current value begins
}

// values reads the values that follow one another in the source.
func (w *walk) values() {
	for n := 0; ; n++ {
		_, err := w.s.Kind()
		if err == io.EOF {
			return
		}
		w.start = w.s.Line()
		if err == nil {
			err = w.value("")
		}
		if err == nil {
			continue
		}
		if err == errStop || !w.broken(err) {
			return
		}
	}
}

// broken reports an error. It returns true where reading can go on.
func (w *walk) broken(err error) bool {
	bad, ok := errors.AsType[*jsonscan.Error](err)
	if !w.lines || !ok {
		w.yield(inventory.Item{}, err)
		return false
	}
	skip := w.in.Skip(fmt.Sprintf("line %d", w.start), "%s: the rest of this line was left out", bad.Says)
	return w.yield(inventory.Item{}, skip) && w.s.NextLine()
}

// value reads one value: a package, a record, a release or an array of them.
func (w *walk) value(at string) error {
	c, err := w.s.Kind()
	if err != nil {
		return err
	}
	switch c {
	case '{':
		return w.object(at)
	case '[':
		return w.s.Array(func(i int) error { return w.value(at + "/" + strconv.Itoa(i)) })
	}
	return fmt.Errorf("line %d: a value that is neither an object nor an array: %w", w.s.Line(), fault.Invalid)
}

// object reads an object that may be a package, a record or a release, and
// tells by its keys. What a release has is held until its end.
func (w *walk) object(at string) error {
	var r release
	cut := w.s.Cut()
	compiled := false
	err := w.s.Object(func(key []byte) error {
		switch string(key) {
		case "releases", "records":
			if compiled {
				return w.s.Skip()
			}
			return w.list(at + "/" + string(key))
		case "compiledRelease":
			compiled = true
			return w.value(at + "/compiledRelease")
		}
		_, err := w.p.member(&r, key)
		return err
	})
	if err != nil {
		return err
	}
	return w.emit(&r, at, w.s.Cut()-cut)
}

func (w *walk) list(at string) error {
	if c, err := w.s.Kind(); err != nil || c != '[' {
		return w.s.Skip()
	}
	return w.s.Array(func(i int) error {
		if c, err := w.s.Kind(); err != nil || c != '{' {
			return w.s.Skip()
		}
		return w.object(at + "/" + strconv.Itoa(i))
	})
}

// emit yields what a release holds.
func (w *walk) emit(r *release, at string, cut int) error {
	m := &itemMaker{in: w.in, at: at, release: r, yield: w.yield, text: w.text}
	if w.lines && (w.many || w.start > 1) {
		m.suffix = ", line " + strconv.Itoa(w.start)
	}
	if cut > 0 {
		m.damage = []string{fmt.Sprintf("%d texts were longer than %d bytes and were cut", cut, w.in.Options.Limits.Record)}
		if !w.yield(inventory.Item{}, w.in.Skip(at+m.suffix, "%s", m.damage[0])) {
			return errStop
		}
	}
	if !m.all() {
		return errStop
	}
	w.text = m.text
	return nil
}
