package intake

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/inventory"
)

// Walk lists the files under paths and reads them: see List and Read.
func Walk(ctx context.Context, paths []string, stdin io.Reader, opt Options) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		for item, err := range Read(ctx, List(paths, opt), stdin, opt) {
			if !yield(item, err) {
				return
			}
		}
	}
}

// Read reads files in order and yields every Item. What cannot be read, from
// one row to a whole folder, is yielded as a *Skip and reading goes on; a
// cancelled context ends the sequence with its cause. Nothing is fetched.
//
// Reading goes on in a goroutine of its own, a little ahead of whoever ranges;
// the order is that of the input all the same.
func Read(ctx context.Context, files []File, stdin io.Reader, opt Options) iter.Seq2[inventory.Item, error] {
	opt.Limits = opt.Limits.filled()
	waits := slices.ContainsFunc(files, func(f File) bool { return f.Path == Stdin })
	return func(yield func(inventory.Item, error) bool) {
		ahead(ctx, opt, waits, yield, func(w *walker) { w.stdin = stdin; w.files(files) })
	}
}

// files reads them one after the other.
func (w *walker) files(files []File) {
	w.read, w.total = w.opt.ReadBefore, w.opt.ReadBefore
	for _, f := range files {
		if f.err == nil {
			w.total += f.Size
		}
	}
	for i, f := range files {
		if w.opt.Begun != nil {
			w.opt.Begun(i)
		}
		if !w.file(f) {
			return
		}
	}
}

// A walker is one run of Walk.
type walker struct {
	ctx   context.Context
	opt   *Options
	stdin io.Reader
	yield func(inventory.Item, error) bool
	flush func() bool // hands over what was yielded, before reading waits for more
	depth int         // how many sources this one stands in
	read  int64       // stored bytes read so far, over all sources
	total int64       // stored bytes of all files, as far as known
}

// file reads one listed file. It returns false when the sequence has ended.
func (w *walker) file(f File) bool {
	if w.ctx.Err() != nil {
		w.yield(inventory.Item{}, context.Cause(w.ctx))
		return false
	}
	if f.err != nil {
		return w.skip(f.Path, f.err)
	}
	if f.Path == Stdin {
		return w.source(cite.Source{Name: "standard input"}, w.stdin, nil)
	}
	file, err := os.Open(f.Path)
	if err != nil {
		return w.skip(f.Path, err)
	}
	defer file.Close() // only read: nothing can be lost
	return w.source(cite.Source{Name: filepath.ToSlash(f.Path)}, file, file)
}

// skip yields that a whole source could not be read.
func (w *walker) skip(name string, err error) bool {
	return w.yield(inventory.Item{}, &Skip{Origin: cite.Origin{Source: filepath.ToSlash(name)}, Reason: reason(err)})
}

// reason says why without repeating the path, which the Origin already names.
func reason(err error) string {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Op + ": " + pe.Err.Error()
	}
	return err.Error()
}
