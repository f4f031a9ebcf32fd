package edition

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/fault"
)

// Options are what the user decides about an import.
type Options struct {
	Published    Day  // the day of publication, for files that do not state it
	AcceptShrink bool // take an Edition although it looks torn, or is smaller by more than a tenth
	Recorded     time.Time
}

// A Result says what became of one Edition of an import.
type Result struct {
	Record
	AlreadyHeld bool   `json:"already_held"`
	Previous    string `json:"previous,omitempty"` // digest of the Edition before it
	Before      int    `json:"before,omitempty"`   // entries of that one
}

// Draft begins an Edition. Its temporary files lie in the register folder, so
// that the last step is a rename. Close it when done.
func (s *Store) Draft(head Head) (*Draft, error) {
	if err := os.MkdirAll(s.dir, 0o755); err != nil {
		return nil, fmt.Errorf("making the register folder: %w", err)
	}
	dir, err := os.MkdirTemp(s.dir, "tmp-")
	if err != nil {
		return nil, fmt.Errorf("making the edition: %w", err)
	}
	d := &Draft{head: head, dir: dir, seen: map[uint64]int32{}}
	if err := d.open(""); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return d, nil
}

// Source copies one file of the publication into the draft, and digests it.
// What is imported is the copy: it cannot change under the importer's hands.
func (d *Draft) Source(name string, r io.Reader) (*os.File, cite.Source, error) {
	f, err := os.Create(filepath.Join(d.dir, fmt.Sprintf("source-%d", len(d.head.Sources))))
	if err != nil {
		return nil, cite.Source{}, fmt.Errorf("keeping %s: %w", name, err)
	}
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(f, h), r)
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		_ = f.Close() // the first error tells more
		return nil, cite.Source{}, fmt.Errorf("reading %s: %w", name, err)
	}
	src := cite.Source{Name: name, Digest: "sha256:" + hex.EncodeToString(h.Sum(nil)), Size: n}
	d.head.Sources = append(d.head.Sources, src)
	return f, src, nil
}

// Commit makes the draft an Edition, or for a history one for each day, and
// records it. On an error nothing has changed: the Editions held before are
// still held, and none was added.
func (s *Store) Commit(d *Draft, opt Options) ([]Result, error) {
	drafts := d.versions
	if len(drafts) == 0 {
		drafts = []*Draft{d}
	}
	for _, v := range drafts {
		if err := v.finish(opt); err != nil {
			return nil, err
		}
	}
	unlock, err := lockedfile.MutexAt(filepath.Join(s.dir, lockFile)).Lock()
	if err != nil {
		return nil, fmt.Errorf("locking the register: %w", err)
	}
	defer unlock()
	now, err := Open(s.dir)
	if err != nil {
		return nil, err
	}
	results, err := now.commit(drafts, opt)
	s.records, s.last, s.torn = now.records, now.last, now.torn
	return results, err
}

// ErrNoDay says that neither the file nor the user said when the list was
// published.
var ErrNoDay = fmt.Errorf("the file does not say when it was published; give --published YYYY-MM-DD: %w", fault.Invalid)

// finish adds up the account and settles the day of publication: the file's own
// word first, then the user's, then the newest entry's.
func (d *Draft) finish(opt Options) error {
	h := &d.head
	h.Account.total()
	if err := h.Account.check(); err != nil {
		return err
	}
	if h.Entries == 0 {
		return fmt.Errorf("%s: no entry in it (%s): an empty list is not imported: %w", h.List, h.Account, fault.Invalid)
	}
	switch {
	case h.Published != "":
	case opt.Published != "":
		h.Published, h.Basis = opt.Published, Given
	case d.newest != "":
		// A list may name days to come; it was not published after today.
		h.Published, h.Basis = min(d.newest, opt.Recorded.UTC().Format(time.DateOnly)), NewestEntry
	default:
		return fmt.Errorf("%s: %w", h.List, ErrNoDay)
	}
	if _, err := time.Parse(time.DateOnly, h.Published); err != nil {
		return fmt.Errorf("%s: %q is not a day as YYYY-MM-DD: %w", h.List, h.Published, fault.Invalid)
	}
	return nil
}

// build writes the file of one Edition and returns its digest and where it
// lies.
func (d *Draft) build(h Head) (digest, path string, err error) {
	path = d.entries.f.Name() + ".edition"
	f, err := os.Create(path)
	if err != nil {
		return "", "", err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	sum := sha256.New()
	w := bufio.NewWriterSize(io.MultiWriter(f, sum), 1<<16)
	b, err := line{Type: "edition", Head: &h}.MarshalJSON()
	if err != nil {
		return "", "", err
	}
	_, _ = w.Write(append(b, '\n')) // Flush tells
	for _, part := range []*spool{d.entries, d.rejects} {
		r, err := part.rewind()
		if err != nil {
			return "", "", err
		}
		if _, err := io.Copy(w, r); err != nil {
			return "", "", err
		}
	}
	if err := w.Flush(); err != nil {
		return "", "", err
	}
	return "sha256:" + hex.EncodeToString(sum.Sum(nil)), path, f.Sync()
}
