package lists

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/fault"
)

// A Node is one element of an XML publication, with what is in it.
type Node struct {
	Name string
	Text string // trimmed
	Kids []Node
	At   cite.Origin // of a record
}

// maxDepth bounds how deep elements may lie in each other.
const maxDepth = 16

// Get returns the text of the first child of a name.
func (n *Node) Get(name string) string {
	for i := range n.Kids {
		if n.Kids[i].Name == name {
			return n.Kids[i].Text
		}
	}
	return ""
}

// All yields the children of a name.
func (n *Node) All(name string) iter.Seq[*Node] {
	return func(yield func(*Node) bool) {
		for i := range n.Kids {
			if n.Kids[i].Name == name && !yield(&n.Kids[i]) {
				return
			}
		}
	}
}

// Elements yields every element named one of records, wherever it stands, and
// counts each in out. attr is given the attributes of the root. A document
// type or an entity of the file's own is refused, since no list needs them and
// they can make a small file large; so is a file that ends before its
// elements do.
func Elements(f File, root string, records []string, attr func(name, value string) error, out *edition.Draft) iter.Seq2[*Node, error] {
	return func(yield func(*Node, error) bool) {
		x := &elements{f: f, out: out, g: &guard{r: f.R}, yield: func(n *Node) bool { return yield(n, nil) }}
		x.dec = xml.NewDecoder(x.g)
		err := x.document(root, records, attr)
		var syntax *xml.SyntaxError
		if errors.As(err, &syntax) {
			err = fmt.Errorf("line %d: %s; the file is damaged or cut short: fetch it again: %w", syntax.Line, syntax.Msg, fault.Invalid)
		}
		if err != nil && !errors.Is(err, errStop) {
			yield(nil, fmt.Errorf("%s: %w", f.Source.Name, err))
		}
	}
}

type elements struct {
	f     File
	out   *edition.Draft
	g     *guard
	dec   *xml.Decoder
	yield func(*Node) bool
	open  []string
}

func (x *elements) document(root string, records []string, attr func(name, value string) error) error {
	started := false
	for {
		tok, err := x.dec.Token()
		if errors.Is(err, io.EOF) {
			if !started {
				return fmt.Errorf("no element in it: %w", fault.Invalid)
			}
			return nil
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.Directive:
			return fmt.Errorf("it declares a document type: such a file is not read: %w", fault.Invalid)
		case xml.EndElement:
			x.open = x.open[:len(x.open)-1]
		case xml.StartElement:
			if !started {
				if t.Name.Local != root {
					return fmt.Errorf("its element is %q, not %q; is this the right KIND?: %w", t.Name.Local, root, fault.Invalid)
				}
				started = true
				for _, a := range t.Attr {
					if err := attr(a.Name.Local, a.Value); err != nil {
						return err
					}
				}
			}
			if err := x.start(t, records); err != nil {
				return err
			}
		}
	}
}

func (x *elements) start(t xml.StartElement, records []string) error {
	for _, r := range records {
		if t.Name.Local != r {
			continue
		}
		line, _ := x.dec.InputPos()
		n, err := x.node(t, 0)
		if err != nil {
			return err
		}
		x.g.whole()
		n.At = x.f.At("line %d", line)
		x.out.Row(n.At)
		if !x.yield(&n) {
			return errStop
		}
		return nil
	}
	if x.open = append(x.open, t.Name.Local); len(x.open) > maxDepth {
		return fmt.Errorf("elements more than %d deep: %w", maxDepth, fault.Limit)
	}
	return nil
}

func (x *elements) node(t xml.StartElement, depth int) (Node, error) {
	n := Node{Name: t.Name.Local}
	if depth > maxDepth {
		return n, fmt.Errorf("elements more than %d deep: %w", maxDepth, fault.Limit)
	}
	var text strings.Builder
	for {
		tok, err := x.dec.Token()
		if err != nil {
			return n, err
		}
		switch t := tok.(type) {
		case xml.Directive:
			return n, fmt.Errorf("it declares a document type: such a file is not read: %w", fault.Invalid)
		case xml.CharData:
			text.Write(t)
		case xml.StartElement:
			kid, err := x.node(t, depth+1)
			if err != nil {
				return n, err
			}
			n.Kids = append(n.Kids, kid)
		case xml.EndElement:
			n.Text = strings.TrimSpace(text.String())
			return n, nil
		}
	}
}
