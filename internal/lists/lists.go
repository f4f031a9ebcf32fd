// Package lists knows how official publications become Editions: it opens and
// keeps the files, chooses the importer, hands it the bytes, and sees that
// every row is accounted for. What one publication looks like is known by the
// folders below, one each, listed in lists/all. It refuses to know what being
// named on a list means.
package lists

import (
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/fault"
)

// About describes a publication.
type About struct {
	Kind    string   // what the command line calls it: "us-csl"
	Version int      // raised whenever the same bytes would make another Edition
	List    string   // id of its list, "" when the file says which
	Delta   bool     // it changes the Edition that is held
	Lists   []string // ids of the lists whose entries it can hold, beside List
	Title   string
	Home    string // where the publication lives
	Formats string // what is read: "CSV, JSON"
}

// Importer is how Editions name what made them: "us-csl/1".
func (a About) Importer() string { return fmt.Sprintf("%s/%d", a.Kind, a.Version) }

// An Importer understands one official publication. It does no I/O of its own:
// keeping, hashing and recording are done once, for all, by this package.
type Importer interface {
	About() About

	// Accepts judges by the first bytes (at most HeadSize) alone. It says yes
	// only to its own: of several importers that say yes, the first in
	// lists/all is taken.
	Accepts(head []byte) bool

	// Import reads one publication, which may be several files, and tells out
	// of every row. It fails rather than guess: a column or key that it does
	// not know is an error, since an official list that changed its form has
	// to be looked at by a person. A single row that cannot be read is
	// rejected and reading goes on. Its memory does not grow with the file,
	// unless its comment says by how much and why.
	Import(in Input, out *edition.Draft) error
}

// HeadSize is how many first bytes an Importer may judge by.
const HeadSize = 64 << 10

// A File is one file of a publication.
type File struct {
	R      io.ReadSeeker
	Source cite.Source
}

// At makes the origin of a row.
func (f File) At(format string, args ...any) cite.Origin {
	return cite.Origin{Source: f.Source.Name, At: fmt.Sprintf(format, args...)}
}

// Input is what an Importer reads.
type Input struct {
	Files []File

	// Base is the Edition that a delta is to be applied to, nil when none of
	// this list is held.
	Base iter.Seq2[edition.Entry, error]

	// Named is true when the user gave the list's id: the files then have no
	// say in it.
	Named bool
}

// Options are what the user decides.
type Options struct {
	edition.Options
	List string // id for the list, where the publication does not fix it
}

// A Named is a file to be imported, opened by the caller.
type Named struct {
	Name string
	R    io.Reader
}

// MaxSource bounds the size of one file, in bytes.
const MaxSource = 64 << 30

// A Report says what came of an import. Its account and rejected rows are
// there also when the import was refused, as far as it got.
type Report struct {
	Results []edition.Result
	Account edition.Account
	Lost    []edition.Rejection // the rows that could not be read, at most MaxLost
}

// MaxLost is how many lost rows a Report holds; the Edition holds all.
const MaxLost = 10_000

// Import reads the files of one publication into the register. On an error the
// register is as it was before.
func Import(s *edition.Store, imp Importer, files []Named, opt Options) (Report, error) {
	return importOn(s, s, imp, files, opt, "")
}

// importOn imports into one register with deltas applied to an Edition of
// another: the one of a digest, or the latest of the list.
func importOn(into, base *edition.Store, imp Importer, files []Named, opt Options, digest string) (rep Report, err error) {
	about := imp.About()
	list := about.List
	if opt.List != "" {
		list = opt.List
	} else if about.Delta {
		list = changed(base, list)
	}
	d, err := into.Draft(edition.Head{List: list, Title: about.Title, Home: about.Home, Importer: about.Importer()})
	if err != nil {
		return rep, err
	}
	defer func() { _ = d.Close() }() // what is left are temporary files
	defer func() { rep.Account, rep.Lost = d.Account(), d.Lost(MaxLost) }()
	in, done, err := keep(d, files)
	defer done()
	if err != nil {
		return rep, err
	}
	in.Named = opt.List != ""
	on, ok := base.Latest(list, "")
	if digest != "" {
		on, err = base.Find(list, digest)
		ok = err == nil
	}
	if ok {
		in.Base = func(yield func(edition.Entry, error) bool) {
			d.On(on)
			base.Entries(on)(yield)
		}
	}
	if err := imp.Import(in, d); err != nil {
		return rep, err
	}
	rep.Results, err = into.Commit(d, opt.Options)
	return rep, err
}

// changed is the list that a delta changes when nobody says which: the
// publication's own, or the only part of it that is held.
func changed(base *edition.Store, list string) string {
	var parts []string
	for _, held := range base.Lists() {
		if held == list {
			return list
		}
		if strings.HasPrefix(held, list+"-") {
			parts = append(parts, held)
		}
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return list
}

// Try runs an importer over files in memory, for a look at what it makes of
// them. Nothing is kept.
func Try(imp Importer, files ...File) (*edition.Draft, error) {
	about := imp.About()
	d := edition.Scratch(edition.Head{List: about.List, Title: about.Title, Home: about.Home, Importer: about.Importer()})
	return d, imp.Import(Input{Files: files}, d)
}

// keep copies every file into the draft; done closes the copies.
func keep(d *edition.Draft, files []Named) (in Input, done func(), err error) {
	var open []*os.File
	done = func() {
		for _, f := range open {
			_ = f.Close() // only read
		}
	}
	for _, f := range files {
		copied, src, err := d.Source(filepath.ToSlash(f.Name), io.LimitReader(f.R, MaxSource+1))
		if err != nil {
			return in, done, err
		}
		open = append(open, copied)
		if src.Size > MaxSource {
			return in, done, fmt.Errorf("%s: larger than %d GiB; split it: %w", f.Name, MaxSource>>30, fault.Limit)
		}
		if src.Size == 0 {
			return in, done, fmt.Errorf("%s: the file is empty: fetch it again: %w", f.Name, fault.Invalid)
		}
		in.Files = append(in.Files, File{R: copied, Source: src})
	}
	return in, done, nil
}

// Choose finds the importer for a kind, or for the id of a list, or when kind
// is "" by the first bytes. Where several importers read a list, in different
// forms, the first bytes decide.
func Choose(all []Importer, kind string, head []byte) (Importer, error) {
	var kinds []string
	var found []Importer
	for _, imp := range all {
		about := imp.About()
		kinds = append(kinds, about.Kind)
		if strings.EqualFold(kind, about.Kind) || strings.EqualFold(kind, about.List) && kind != "" || (kind == "" && imp.Accepts(head)) ||
			slices.ContainsFunc(about.Lists, func(l string) bool { return strings.EqualFold(l, kind) }) {
			found = append(found, imp)
		}
	}
	for _, imp := range found {
		if len(found) == 1 || kind == "" || imp.Accepts(head) {
			return imp, nil
		}
	}
	slices.Sort(kinds)
	switch {
	case len(found) > 0:
		return nil, fmt.Errorf("the file is in none of the forms in which %s is read; see doc/lists.md: %w", kind, fault.Invalid)
	case kind == "":
		return nil, fmt.Errorf("no importer knows this form; name the KIND, one of %s: %w", strings.Join(kinds, ", "), fault.Invalid)
	}
	return nil, fmt.Errorf("kind %q is not known; known are %s: %w", kind, strings.Join(kinds, ", "), fault.Invalid)
}

// Again returns the function with which edition.Verify reads kept sources
// again. Its temporary files lie in tmp.
func Again(all []Importer, tmp string) edition.Reimport {
	return func(s *edition.Store, r edition.Record) (edition.Result, error) {
		i := slices.IndexFunc(all, func(imp Importer) bool { return imp.About().Importer() == r.Importer })
		if i < 0 {
			return edition.Result{}, fmt.Errorf("%w: %s", edition.ErrOther, r.Importer)
		}
		dir, err := os.MkdirTemp(tmp, "caveat-verify-")
		if err != nil {
			return edition.Result{}, err
		}
		defer func() { _ = os.RemoveAll(dir) }() // temporary
		return again(s, all[i], r, dir)
	}
}

func again(s *edition.Store, imp Importer, r edition.Record, dir string) (edition.Result, error) {
	var files []Named
	for _, src := range r.Sources {
		f, err := os.Open(s.SourcePath(src))
		if err != nil {
			return edition.Result{}, err
		}
		defer func() { _ = f.Close() }() // only read
		files = append(files, Named{Name: src.Name, R: f})
	}
	opt := Options{Options: edition.Options{AcceptShrink: true, Recorded: r.Recorded}, List: r.List}
	if r.Basis == edition.Given {
		opt.Published = r.Published
	}
	fresh, err := edition.Open(dir)
	if err != nil {
		return edition.Result{}, err
	}
	rep, err := importOn(fresh, s, imp, files, opt, r.Base)
	if err != nil {
		return edition.Result{}, err
	}
	for _, res := range rep.Results {
		if res.Published == r.Published && res.List == r.List {
			return res, nil
		}
	}
	return edition.Result{}, fmt.Errorf("no edition of %s came of it", r.Published)
}
