package jsonscan

import (
	"bytes"
	"errors"
	"io"

	"caveat.example/caveat/internal/fault"
)

// A Shape is what the first bytes of a JSON text show of it.
type Shape struct {
	Kind  byte     // '{' or '['; 0 where it is neither
	Keys  []string // of the object, or of the array's first object, as far as seen
	Lines bool     // every line is a value
	head  []byte
}

// Has says whether all keys were seen.
func (s Shape) Has(keys ...string) bool {
	for _, want := range keys {
		found := false
		for _, k := range s.Keys {
			found = found || k == want
		}
		if !found {
			return false
		}
	}
	return true
}

// Contains says whether word stands anywhere in the first bytes.
func (s Shape) Contains(word string) bool { return bytes.Contains(s.head, []byte(word)) }

// errEnough ends the look at the first bytes.
var errEnough = errors.New("enough seen")

// Look judges by the first bytes of a text.
func Look(head []byte) Shape {
	trimmed := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(trimmed) == 0 || trimmed[0] != '{' && trimmed[0] != '[' {
		return Shape{}
	}
	shape := Shape{Kind: trimmed[0], head: trimmed}
	s := New(bytes.NewReader(trimmed), 256, 256)
	keys := func() error {
		return s.Object(func(key []byte) error {
			if len(shape.Keys) < 200 {
				shape.Keys = append(shape.Keys, string(key))
			}
			return s.Skip()
		})
	}
	// What is wrong with the text is said when it is read: the keys seen until
	// then are enough here.
	if shape.Kind == '[' {
		_ = s.Array(func(int) error {
			if c, err := s.Kind(); err != nil || c != '{' {
				return errEnough
			}
			return errors.Join(keys(), errEnough)
		})
	} else {
		_ = keys()
	}
	shape.Lines = shape.Kind == '{' && lines(trimmed)
	return shape
}

// lines says whether the first line is a whole value, or no line end is in
// sight.
func lines(head []byte) bool {
	i := bytes.IndexByte(head, '\n')
	if i < 0 {
		return true
	}
	s := New(bytes.NewReader(head[:i]), 256, 256)
	if err := s.Skip(); err != nil {
		return errors.Is(err, fault.Limit) // deep, but no shorter than the line as far as was looked
	}
	_, err := s.Kind()
	return err == io.EOF
}
