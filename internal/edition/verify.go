package edition

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"caveat.example/caveat/internal/cite"
)

// A Check is one thing that was verified of an Edition, or of the register
// (then N is 0).
type Check struct {
	N     int    `json:"n,omitempty"`
	List  string `json:"list,omitempty"`
	Day   Day    `json:"published,omitempty"`
	Check string `json:"check"` // index, file, account, sources, re-import
	OK    bool   `json:"ok"`
	// Note says what is wrong, or why a check could not be made. A check that
	// could not be made is not OK unless Skipped says that this is expected.
	Note    string `json:"note,omitempty"`
	Skipped bool   `json:"skipped,omitempty"`
}

// A Reimport reads the kept sources of an Edition again and returns what the
// importer makes of them now. It returns ErrOther for an Edition made by
// another version of the importer.
type Reimport func(s *Store, r Record) (Result, error)

// ErrOther says that an Edition was made by another version of its importer,
// so that reading its sources again need not give the same.
var ErrOther = errors.New("made by another version of the importer")

// Verify checks all that is held: that the index is whole and in order, that
// every Edition's file has its digest, holds what its head says and accounts
// for every row, that the sources are there and unchanged, and that reading
// them again makes the same Edition.
func Verify(dir string, again Reimport) ([]Check, error) {
	if _, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("verifying the register: %w", err)
	}
	s, err := Open(dir)
	if err != nil {
		return []Check{{Check: "index", Note: err.Error()}}, nil
	}
	out := []Check{{Check: "index", OK: true, Note: editions(len(s.records))}}
	if s.torn > 0 {
		out = append(out, Check{Check: "index", OK: true, Skipped: true, Note: fmt.Sprintf("the last %d bytes are of an import that never ended; the next import removes them", s.torn)})
	}
	for _, r := range s.records {
		out = append(out, s.verify(r, again)...)
	}
	return append(out, s.strays()...), nil
}

func (s *Store) verify(r Record, again Reimport) []Check {
	check := func(name string, err error) Check {
		c := Check{N: r.N, List: r.List, Day: r.Published, Check: name, OK: err == nil}
		if err != nil {
			c.Note = err.Error()
		}
		return c
	}
	out := []Check{check("file", s.verifyFile(r)), check("account", r.Account.check())}
	srcErr := s.verifySources(r.Sources)
	out = append(out, check("sources", srcErr))
	if again == nil || srcErr != nil {
		return out
	}
	res, err := again(s, r)
	c := check("re-import", err)
	switch {
	case errors.Is(err, ErrOther):
		c.OK, c.Skipped = true, true
	case err == nil && res.Digest != r.Digest:
		c.OK, c.Note = false, "reading the sources again made "+res.Digest
	}
	return append(out, c)
}

// verifyFile reads the whole Edition: digest, head, number of lines, and that
// each entry has a place in a source.
func (s *Store) verifyFile(r Record) error {
	var entries, rejected int
	err := s.lines(r, func(b []byte, kind string) error {
		switch kind {
		case "edition":
			return sameHead(b, r.Head)
		case "entry":
			entries++
			var e Entry
			if err := json.Unmarshal(b, &e); err != nil {
				return err
			}
			if e.Origin.Source == "" || e.Origin.At == "" || (len(e.Names) == 0 && e.Kind != Category) {
				return fmt.Errorf("entry %q has no name, or no place in a source", e.ID)
			}
		case "rejected":
			rejected++
		default:
			return errors.New("not a line of an edition")
		}
		return nil
	})
	if err != nil {
		return err
	}
	if entries != r.Entries || rejected != r.Account.Rejected {
		return fmt.Errorf("it holds %d entries and %d rejected rows; the index says %d and %d", entries, rejected, r.Entries, r.Account.Rejected)
	}
	return nil
}

func sameHead(b []byte, want Head) error {
	var got Head
	if err := json.Unmarshal(b, &got); err != nil {
		return err
	}
	x, err := marshal(got)
	if err != nil {
		return err
	}
	y, err := marshal(want)
	if err != nil {
		return err
	}
	if string(x) != string(y) {
		return errors.New("its head is not what the index says")
	}
	return nil
}

func (s *Store) verifySources(sources []cite.Source) error {
	for _, src := range sources {
		f, err := os.Open(s.SourcePath(src))
		if err != nil {
			return fmt.Errorf("the source %s is not kept: %w", src.Name, err)
		}
		h := sha256.New()
		_, err = io.Copy(h, f)
		if err = errors.Join(err, f.Close()); err != nil {
			return fmt.Errorf("reading the source %s: %w", src.Name, err)
		}
		if err := checkDigest(src.Name, h, src.Digest); err != nil {
			return err
		}
	}
	return nil
}

// strays finds files that no line of the index speaks of: left by an import
// that never ended, or put there by somebody.
func (s *Store) strays() []Check {
	known := map[string]bool{}
	for _, r := range s.records {
		known[s.path(r)] = true
		for _, src := range r.Sources {
			known[s.SourcePath(src)] = true
		}
	}
	var found []string
	for _, dir := range []string{editionsDir, sourcesDir} {
		files, err := os.ReadDir(filepath.Join(s.dir, dir))
		if err != nil {
			continue // not there: nothing strays in it
		}
		for _, f := range files {
			if path := filepath.Join(s.dir, dir, f.Name()); !known[path] {
				found = append(found, filepath.Join(dir, f.Name()))
			}
		}
	}
	slices.Sort(found)
	var out []Check
	for _, f := range found {
		out = append(out, Check{Check: "file", OK: true, Skipped: true, Note: f + " belongs to no edition: left by an import that never ended; it may be deleted"})
	}
	return out
}

func editions(n int) string {
	if n == 1 {
		return "1 edition"
	}
	return fmt.Sprintf("%d editions", n)
}
