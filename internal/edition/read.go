package edition

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"iter"
	"os"

	"caveat.example/caveat/internal/fault"
)

// maxLine bounds one line of an Edition's file.
const maxLine = 32 << 20

// Entries yields an Edition's entries in file order. The file's digest is
// checked on the way: when it is not the recorded one, or a line cannot be
// read, the last pair holds the error, and what came before must not be used.
func (s *Store) Entries(r Record) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		stopped := false
		err := s.lines(r, func(b []byte, kind string) error {
			if kind != "entry" || stopped {
				return nil
			}
			var e Entry
			if err := json.Unmarshal(b, &e); err != nil {
				return err
			}
			stopped = !yield(e, nil)
			if stopped {
				return io.EOF
			}
			return nil
		})
		if err != nil && !stopped {
			yield(Entry{}, err)
		}
	}
}

// Rejections yields the rows that became no entry.
func (s *Store) Rejections(r Record) ([]Rejection, error) {
	var out []Rejection
	err := s.lines(r, func(b []byte, kind string) error {
		if kind != "rejected" {
			return nil
		}
		var rej Rejection
		if err := json.Unmarshal(b, &rej); err != nil {
			return err
		}
		out = append(out, rej)
		return nil
	})
	return out, err
}

// lines gives every line of an Edition's file to f, with its type, and then
// checks the digest. When f returns io.EOF reading stops without a check.
func (s *Store) lines(r Record, f func(b []byte, kind string) error) error {
	path := s.path(r)
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("edition %s of %s; run `caveat register verify`: %w", r.Published, r.List, err)
	}
	defer func() { _ = file.Close() }() // only read
	h := sha256.New()
	sc := bufio.NewScanner(io.TeeReader(file, h))
	sc.Buffer(make([]byte, 1<<16), maxLine)
	for n := 1; sc.Scan(); n++ {
		err := f(sc.Bytes(), lineType(sc.Bytes()))
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s (line %d): %v: %w", path, n, err, fault.Invalid)
		}
	}
	if err := sc.Err(); err != nil {
		return fmt.Errorf("reading %s: %w", path, err)
	}
	return checkDigest(path, h, r.Digest)
}

func checkDigest(path string, h hash.Hash, want string) error {
	if got := "sha256:" + hex.EncodeToString(h.Sum(nil)); got != want {
		return fmt.Errorf("%s: the file was changed: its digest is %s; import the publication again: %w", path, got, fault.Invalid)
	}
	return nil
}

// lineType reads the type that every line begins with.
func lineType(b []byte) string {
	const before = `{"type":"`
	for _, kind := range []string{"entry", "rejected", "edition"} {
		if n := len(before) + len(kind); len(b) > n && string(b[:n]) == before+kind && b[n] == '"' {
			return kind
		}
	}
	return ""
}
