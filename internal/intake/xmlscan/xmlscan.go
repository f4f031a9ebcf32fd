// Package xmlscan reads XML as a stream and hands out the elements that a
// reader asks for, each as a small tree. It fetches nothing, expands no
// entities but XML's own five, and bounds depth and size. It refuses to know
// what the elements mean.
package xmlscan

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"caveat.example/caveat/internal/fault"
	"golang.org/x/text/encoding/htmlindex"
)

// A Scanner reads one document.
type Scanner struct {
	dec      *xml.Decoder
	maxDepth int
	maxNode  int
	path     []string // local names of the open elements
	size     int      // bytes of text in the tree being made
}

// New reads from r. maxDepth bounds nesting, maxNode the bytes of one tree.
func New(r io.Reader, maxDepth, maxNode int) *Scanner {
	dec := xml.NewDecoder(r)
	dec.CharsetReader = charsetReader
	return &Scanner{dec: dec, maxDepth: maxDepth, maxNode: maxNode}
}

func charsetReader(label string, r io.Reader) (io.Reader, error) {
	enc, err := htmlindex.Get(label)
	if err != nil {
		return nil, fmt.Errorf("encoding %q: %w", label, err)
	}
	return enc.NewDecoder().Reader(r), nil
}

// Line is the current line, from 1.
func (s *Scanner) Line() int {
	line, _ := s.dec.InputPos()
	return line
}

// Path is the local names of the open elements, from the root.
func (s *Scanner) Path() []string { return s.path }

// Next returns the next start of an element, or io.EOF.
func (s *Scanner) Next() (xml.StartElement, error) {
	for {
		tok, err := s.token()
		if err != nil {
			return xml.StartElement{}, err
		}
		if start, ok := tok.(xml.StartElement); ok {
			return start, nil
		}
	}
}

// token reads one token and keeps the path.
func (s *Scanner) token() (xml.Token, error) {
	tok, err := s.dec.Token()
	if err != nil {
		if err == io.EOF && len(s.path) > 0 || strings.HasSuffix(err.Error(), "unexpected EOF") {
			return nil, fmt.Errorf("line %d: the document ends within an element: it is cut short: %w", s.Line(), fault.Invalid)
		}
		if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
			return nil, fmt.Errorf("line %d: %s: %w", syntax.Line, syntax.Msg, fault.Invalid)
		}
		return nil, err
	}
	switch t := tok.(type) {
	case xml.StartElement:
		if len(s.path) == s.maxDepth {
			return nil, fmt.Errorf("line %d: nested more than %d deep: %w", s.Line(), s.maxDepth, fault.Limit)
		}
		s.path = append(s.path, t.Name.Local)
	case xml.EndElement:
		s.path = s.path[:len(s.path)-1]
	}
	return tok, nil
}

// Skip passes over the element that Next has just returned.
func (s *Scanner) Skip() error {
	for outside := len(s.path) - 1; len(s.path) > outside; {
		if _, err := s.token(); err != nil {
			return err
		}
	}
	return nil
}

// Depth is how many elements are open.
func (s *Scanner) Depth() int { return len(s.path) }

// NextIn returns the next start of an element within the one that was opened
// as the depth-th. ok is false when that has ended.
func (s *Scanner) NextIn(depth int) (start xml.StartElement, ok bool, err error) {
	for {
		tok, err := s.token()
		if err != nil {
			return xml.StartElement{}, false, err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			return t, true, nil
		case xml.EndElement:
			if len(s.path) < depth {
				return xml.StartElement{}, false, nil
			}
		}
	}
}

// Words takes the whole element that Next has just returned and gives its text
// in order, with one space for all white space. before gives what to put where
// an element begins, and whether its own text counts. Text over the limit is
// left out, and cut is true.
func (s *Scanner) Words(before func(name string) (put string, takes bool)) (text string, cut bool, err error) {
	var b strings.Builder
	outside := len(s.path) - 1
	_, takes := before(s.path[outside])
	stack := []bool{takes}
	for len(s.path) > outside {
		tok, err := s.token()
		if err != nil {
			return "", cut, err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			put, takes := before(t.Name.Local)
			b.WriteString(put)
			stack = append(stack, takes)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if !stack[len(stack)-1] {
				continue
			}
			if b.Len()+len(t) > s.maxNode {
				cut = true
				continue
			}
			b.Write(t)
		}
	}
	return strings.Join(strings.Fields(b.String()), " "), cut, nil
}

// A Node is an element with its content. Text is its own text, trimmed.
type Node struct {
	Name     string
	Attr     []xml.Attr
	Text     string
	Children []*Node
}

// Node takes the whole element that Next has just returned. A tree over the
// limit is passed over and gives an error of kind fault.Limit; reading can go
// on after it.
func (s *Scanner) Node(start xml.StartElement) (*Node, error) {
	s.size = 0
	node, err := s.node(start)
	if err == nil && s.size > s.maxNode {
		return nil, &TooLarge{Name: start.Name.Local, Limit: s.maxNode}
	}
	return node, err
}

// TooLarge says that one element was over the limit and was left out.
type TooLarge struct {
	Name  string
	Limit int
}

func (e *TooLarge) Error() string {
	return fmt.Sprintf("the element %s has more than the %d bytes that are read of a record: it was left out, reading goes on after it", e.Name, e.Limit)
}

func (e *TooLarge) Unwrap() error { return fault.Limit }

// nodeCost is what an element counts beside its text.
const nodeCost = 64

func (s *Scanner) node(start xml.StartElement) (*Node, error) {
	n := &Node{Name: start.Name.Local, Attr: start.Attr}
	s.size += nodeCost + nodeCost*len(start.Attr)
	var text bytes.Buffer
	for {
		tok, err := s.token()
		if err != nil {
			return nil, err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if s.size > s.maxNode {
				if err := s.Skip(); err != nil {
					return nil, err
				}
				continue
			}
			child, err := s.node(t)
			if err != nil {
				return nil, err
			}
			n.Children = append(n.Children, child)
		case xml.CharData:
			if s.size += len(t); s.size <= s.maxNode {
				text.Write(t)
			}
		case xml.EndElement:
			n.Text = strings.TrimSpace(text.String())
			return n, nil
		}
	}
}

// Get returns the attribute with a local name, or "". A nil Node has none.
func (n *Node) Get(name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// All returns the elements at the end of a path of local names below n.
func (n *Node) All(path ...string) []*Node {
	if n == nil {
		return nil
	}
	if len(path) == 0 {
		return []*Node{n}
	}
	var out []*Node
	for _, c := range n.Children {
		if c.Name == path[0] {
			out = append(out, c.All(path[1:]...)...)
		}
	}
	return out
}

// At returns the text of the first element at the end of a path, or "".
func (n *Node) At(path ...string) string {
	for _, found := range n.All(path...) {
		if found.Text != "" {
			return found.Text
		}
	}
	return ""
}

// First returns the first element at the end of a path, or nil.
func (n *Node) First(path ...string) *Node {
	if found := n.All(path...); len(found) > 0 {
		return found[0]
	}
	return nil
}

// Root returns the local name of the root element that the first bytes of a
// text show, or "" where they are not XML.
func Root(head []byte) (name, space string) {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	if !bytes.HasPrefix(head, []byte("<")) {
		return "", ""
	}
	dec := xml.NewDecoder(bytes.NewReader(head))
	dec.CharsetReader = charsetReader
	for {
		tok, err := dec.Token()
		if err != nil {
			return "", ""
		}
		if start, ok := tok.(xml.StartElement); ok {
			return start.Name.Local, start.Name.Space
		}
	}
}
