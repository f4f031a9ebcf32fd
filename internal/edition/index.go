package edition

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/fault"
)

// commit checks every Edition before it adds the first.
func (s *Store) commit(drafts []*Draft, opt Options) ([]Result, error) {
	results := make([]Result, len(drafts))
	paths := make([]string, len(drafts))
	for i, d := range drafts {
		digest, path, err := d.build(d.head)
		if err != nil {
			return nil, fmt.Errorf("writing edition %s of %s: %w", d.head.Published, d.head.List, err)
		}
		paths[i] = path
		results[i], err = s.judge(Record{Digest: digest, Recorded: opt.Recorded.UTC(), Head: d.head}, opt)
		if err != nil {
			return nil, err
		}
	}
	for i := range results {
		if results[i].AlreadyHeld {
			continue
		}
		if err := s.add(drafts[i].dir, &results[i].Record, paths[i]); err != nil {
			return nil, fmt.Errorf("recording edition %s of %s: %w", results[i].Published, results[i].List, err)
		}
	}
	return results, nil
}

// judge says whether an Edition is held already, and refuses one that looks
// cut short beside the one before it.
func (s *Store) judge(r Record, opt Options) (Result, error) {
	for _, held := range s.records {
		if held.Digest == r.Digest || sameReading(held.Head, r.Head) {
			return Result{Record: held, AlreadyHeld: true}, nil
		}
	}
	res := Result{Record: r}
	before, ok := s.Latest(r.List, r.Published)
	if r.Basis == NewestEntry {
		// Its day is a guess that a lost tail would make earlier.
		before, ok = s.Latest(r.List, "")
	}
	if !ok {
		return res, nil
	}
	res.Previous, res.Before = before.Digest, before.Entries
	if opt.AcceptShrink {
		return res, nil
	}
	if r.Account.Torn != "" && before.Account.Torn == "" {
		return Result{}, fmt.Errorf("%s: %s: the edition of %s stays; fetch the file again, or give --accept-shrink: %w", r.List, r.Account.Torn, before.Published, fault.Invalid)
	}
	if fell(before.Entries, r.Entries) || (before.Importer == r.Importer && fell(before.Account.Used(), r.Account.Used())) {
		return Result{}, fmt.Errorf("%s: %d entries from %d rows, where the edition of %s has %d from %d: a list that loses more than a tenth is likely to be cut short: the edition held stays; look at the file, then give --accept-shrink, or --list if it is another list: %w",
			r.List, r.Entries, r.Account.Used(), before.Published, before.Entries, before.Account.Used(), fault.Invalid)
	}
	return res, nil
}

// fell reports whether a count lost more than a tenth.
func fell(before, after int) bool { return (before-after)*10 > before }

// sameReading reports whether the same bytes were read in the same way, under
// whatever names.
func sameReading(a, b Head) bool {
	return a.List == b.List && a.Published == b.Published && a.Importer == b.Importer && a.Base == b.Base &&
		slices.EqualFunc(a.Sources, b.Sources, func(x, y cite.Source) bool { return x.Digest == y.Digest })
}

// add moves the files to their names and then, as the last step, appends the
// line to the index: before that nobody sees the Edition.
func (s *Store) add(dir string, r *Record, path string) error {
	for i, src := range r.Sources {
		if err := place(filepath.Join(dir, fmt.Sprintf("source-%d", i)), s.SourcePath(src)); err != nil {
			return err
		}
	}
	if err := place(path, s.path(*r)); err != nil {
		return err
	}
	r.N, r.Prev = len(s.records)+1, s.last
	b, err := marshal(r)
	if err != nil {
		return err
	}
	if err := s.appendIndex(append(b, '\n')); err != nil {
		return err
	}
	s.last = digestOf(b)
	s.records = append(s.records, *r)
	return nil
}

// place renames a file to its content-addressed name. When a file of that name
// is there, it has the same content, or verify will say that it was changed.
func place(from, to string) error {
	if _, err := os.Stat(to); err == nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	if err := syncFile(from); err != nil {
		return err
	}
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return syncDir(filepath.Dir(to))
}

func (s *Store) appendIndex(b []byte) (err error) {
	path := filepath.Join(s.dir, indexFile)
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	// An unfinished last line belongs to an import that never ended.
	end := info.Size() - s.torn
	if err := f.Truncate(end); err != nil {
		return err
	}
	if _, err := f.WriteAt(b, end); err != nil {
		return err
	}
	s.torn = 0
	if err := f.Sync(); err != nil {
		return err
	}
	return syncDir(s.dir)
}

func syncFile(path string) (err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return f.Sync()
}

// syncDir makes a rename last. Some systems cannot sync a folder; there the
// rename is as lasting as they make it.
func syncDir(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	_ = f.Sync()
	return f.Close()
}
