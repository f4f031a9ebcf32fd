package intake

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"sync/atomic"

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
// A mapping of Options.Map that found its column in nothing that was read is
// yielded as a *Skip at the end.
//
// Files are read ahead and several at once, as far as that is bounded (see
// ahead); the order of what is yielded is that of the input all the same.
func Read(ctx context.Context, files []File, stdin io.Reader, opt Options) iter.Seq2[inventory.Item, error] {
	opt.Limits = opt.Limits.filled()
	return func(yield func(inventory.Item, error) bool) {
		r := &reading{opt: opt, files: files}
		maps := follow(&r.opt)
		more := true
		r.ahead(ctx, func(w *walker, f File) { w.stdin = stdin; w.file(f) }, func(item inventory.Item, err error) bool {
			more = yield(item, err)
			return more
		})
		if !more || ctx.Err() != nil {
			return
		}
		for _, s := range maps.skips() {
			if !yield(inventory.Item{}, s) {
				return
			}
		}
	}
}

// A walker reads one file and all that is in it.
type walker struct {
	ctx   context.Context
	opt   *Options
	stdin io.Reader
	yield func(inventory.Item, error) bool
	push  func(event) bool
	flush func() bool   // hands over what was yielded, before reading waits for more
	end   func()        // all has been told
	pipe  bool          // the file may never give another byte
	depth int           // how many sources this one stands in
	read  *atomic.Int64 // stored bytes read so far, over all files
}

// file reads one listed file. It returns false when the sequence has ended.
func (w *walker) file(f File) bool {
	if w.ctx.Err() != nil {
		w.yield(inventory.Item{}, context.Cause(w.ctx))
		return false
	}
	w.pipe = f.Pipe
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
