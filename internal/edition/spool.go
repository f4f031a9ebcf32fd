package edition

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// A line is one line of an Edition's file: a head, an entry or a rejected row.
type line struct {
	Type string // edition, entry, rejected
	*Head
	*Entry
	*Rejection
}

// MarshalJSON writes the type first, then what the line holds. (Embedding would
// drop the fields that two of them share.)
func (l line) MarshalJSON() ([]byte, error) {
	var v any
	switch {
	case l.Head != nil:
		v = l.Head
	case l.Entry != nil:
		v = l.Entry
	default:
		v = l.Rejection
	}
	b, err := marshal(v)
	if err != nil {
		return nil, err
	}
	return append([]byte(`{"type":"`+l.Type+`",`), b[1:]...), nil
}

// marshal is json.Marshal without the escaping that is meant for HTML.
func marshal(v any) ([]byte, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return []byte(strings.TrimSuffix(b.String(), "\n")), nil
}

// A spool holds lines until the draft is done: in a temporary file, or for a
// Scratch in memory.
type spool struct {
	f   *os.File
	mem *bytes.Buffer
	w   *bufio.Writer
}

func newSpool(dir, name string) (*spool, error) {
	f, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	return &spool{f: f, w: bufio.NewWriterSize(f, 1<<16)}, nil
}

func memorySpool() *spool {
	mem := &bytes.Buffer{}
	return &spool{mem: mem, w: bufio.NewWriterSize(mem, 1<<12)}
}

func (s *spool) write(l line) error {
	b, err := l.MarshalJSON()
	if err != nil {
		return fmt.Errorf("writing a line of the edition: %w", err)
	}
	if _, err := s.w.Write(append(b, '\n')); err != nil {
		return fmt.Errorf("writing the edition: %w", err)
	}
	return nil
}

// rewind makes what was written ready to be read from the start.
func (s *spool) rewind() (io.Reader, error) {
	if err := s.w.Flush(); err != nil {
		return nil, err
	}
	if s.f == nil {
		return bytes.NewReader(s.mem.Bytes()), nil
	}
	if _, err := s.f.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	return bufio.NewReaderSize(s.f, 1<<16), nil
}

// forward goes on writing after what is there.
func (s *spool) forward() error {
	if s.f == nil {
		return nil
	}
	_, err := s.f.Seek(0, io.SeekEnd)
	return err
}
