package records

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/flat"
	"caveat.example/caveat/internal/intake/xmlscan"
	"caveat.example/caveat/internal/inventory"
)

// XML reads any XML as records. Its zero value is ready. It is asked after all
// formats in XML that are better known.
type XML struct{}

// Format is "xml".
func (XML) Format() string { return "xml" }

// Accepts takes XML that is no web page.
func (XML) Accepts(_ string, head []byte) bool {
	root, _ := xmlscan.Root(head)
	return root != "" && root != "html" && (bytes.Contains(head[:min(len(head), 256)], []byte("<?xml")) || bytes.Contains(head, []byte("</")))
}

// Items yields a record as an Item each. Records are the elements beside one
// another where an element first follows another of its own name.
func (XML) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		head, rest, err := peek(in.Reader)
		if err != nil {
			yield(inventory.Item{}, err)
			return
		}
		x := &xmlWalk{in: in, m: flat.New(in.Options), yield: yield, parent: parentOf(head)}
		x.s = xmlscan.New(rest, in.Options.Limits.Depth, in.Options.Limits.Record)
		defer func() { in.Mapping = x.m.Mapping }()
		if err := x.read(); err != nil && err != errStop && err != io.EOF {
			yield(inventory.Item{}, err)
		}
	}
}

// peek reads the first bytes and gives them back in front of the rest.
func peek(r io.Reader) ([]byte, io.Reader, error) {
	head := make([]byte, intake.HeadSize)
	n, err := io.ReadFull(r, head)
	if err != nil && err != io.EOF && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, nil, fmt.Errorf("reading the first bytes: %w", err)
	}
	return head[:n], io.MultiReader(bytes.NewReader(head[:n]), r), nil
}

// parentOf finds the path below which records stand: that of the first element
// that follows another of its name. Without any, the document is the record.
func parentOf(head []byte) string {
	s := xmlscan.New(bytes.NewReader(head), 64, len(head)+1)
	seen := map[string]bool{}
	for {
		if _, err := s.Next(); err != nil {
			return ""
		}
		path := strings.Join(s.Path(), "/")
		if seen[path] {
			return strings.Join(s.Path()[:s.Depth()-1], "/")
		}
		seen[path] = true
	}
}

// errStop ends the reading because nobody wants more.
var errStop = errors.New("stopped")

type xmlWalk struct {
	s      *xmlscan.Scanner
	in     *intake.Input
	m      *flat.Mapper
	yield  func(inventory.Item, error) bool
	parent string
	n      int
}

func (x *xmlWalk) read() error {
	for {
		start, err := x.s.Next()
		if err != nil {
			return err
		}
		path := x.s.Path()
		if x.parent != "" && strings.Join(path[:len(path)-1], "/") != x.parent {
			continue
		}
		x.n++
		node, err := x.s.Node(start)
		place := fmt.Sprintf("/%s[%d]", strings.TrimPrefix(x.parent+"/"+start.Name.Local, "/"), x.n)
		if large, ok := errors.AsType[*xmlscan.TooLarge](err); ok {
			if !x.yield(inventory.Item{}, x.in.Skip(place, "%s", large)) {
				return errStop
			}
			continue
		}
		if err != nil {
			return err
		}
		if f := x.m.Node(node); len(f) > 0 {
			if !x.yield(x.m.Item(x.in, place, f), nil) {
				return errStop
			}
		}
	}
}
