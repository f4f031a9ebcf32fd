// Package xmltree reads the small XML messages of devices: as far as they go,
// with names stripped of prefixes and letter case, in bounded time and memory.
// It refuses to know what any element means, and never reads a document type,
// so that no entity of a message's own can grow.
package xmltree

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"caveat.example/caveat/internal/probe"
)

// Limits of one message.
const (
	MaxBytes    = 64 << 10
	maxElements = 2000
	maxDepth    = 32
)

// A Leaf is an element that holds text: its path from the root in lower case,
// and the text.
type Leaf struct {
	Path string // "probematch/devicesn"
	Text string
}

// Read gives the leaves in order, and the root's name in lower case. What was
// read before an error is returned with it: many devices cut their messages
// short.
func Read(message []byte) (root string, leaves []Leaf, err error) {
	if len(message) > MaxBytes {
		return "", nil, fmt.Errorf("XML of %d bytes, more than %d: %w", len(message), MaxBytes, probe.ErrBroken)
	}
	message = bytes.TrimLeft(bytes.TrimRight(message, "\x00\r\n\t "), "\ufeff\r\n\t ")
	d := xml.NewDecoder(bytes.NewReader(message))
	d.Strict = false
	d.Entity = nil
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var w walk
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return w.root, w.leaves, w.end()
		}
		if err != nil {
			return w.root, w.leaves, fmt.Errorf("XML: %v: %w", err, probe.ErrBroken)
		}
		if err := w.token(t); err != nil {
			return w.root, w.leaves, err
		}
	}
}

type walk struct {
	root   string
	path   []string
	text   strings.Builder
	leaf   bool // no child since the last start
	count  int
	leaves []Leaf
}

func (w *walk) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		w.count++
		if w.count > maxElements || len(w.path) >= maxDepth {
			return fmt.Errorf("XML with too many elements: %w", probe.ErrBroken)
		}
		name := strings.ToLower(t.Name.Local)
		if w.root == "" {
			w.root = name
		}
		w.path = append(w.path, name)
		w.text.Reset()
		w.leaf = true
	case xml.CharData:
		if w.leaf && w.text.Len()+len(t) <= MaxBytes {
			w.text.Write(t)
		}
	case xml.EndElement:
		w.close(strings.ToLower(t.Name.Local))
	case xml.Directive:
		return fmt.Errorf("XML with a document type: %w", probe.ErrBroken)
	}
	return nil
}

// close ends the innermost element of that name; one that was never opened is
// ignored, since devices do misspell their own end tags.
func (w *walk) close(name string) {
	at := len(w.path) - 1
	for at >= 0 && w.path[at] != name {
		at--
	}
	if at < 0 {
		return
	}
	if w.leaf && at == len(w.path)-1 {
		w.leaves = append(w.leaves, Leaf{strings.Join(w.path, "/"), strings.TrimSpace(w.text.String())})
	}
	w.path = w.path[:at]
	w.leaf = false
}

func (w *walk) end() error {
	if len(w.path) > 0 {
		return fmt.Errorf("XML ends inside <%s>: %w", w.path[len(w.path)-1], probe.ErrBroken)
	}
	return nil
}
