package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/inventory"
)

// Walk reads paths in order and yields every Item. A path is a file, a folder
// (read whole, in order of names, but what its .caveatignore leaves out) or
// "-" for stdin. What cannot be read, from one row to a whole folder, is
// yielded as a *Skip and reading goes on; a cancelled context ends the
// sequence with its cause. Nothing is fetched.
//
// Reading goes on in a goroutine of its own, a little ahead of whoever ranges;
// the order is that of the input all the same.
func Walk(ctx context.Context, paths []string, stdin io.Reader, opt Options) iter.Seq2[inventory.Item, error] {
	opt.Limits = opt.Limits.filled()
	return func(yield func(inventory.Item, error) bool) {
		ahead(ctx, opt, slices.Contains(paths, "-"), yield, func(w *walker) { w.stdin = stdin; w.paths(paths) })
	}
}

// paths reads them one after the other.
func (w *walker) paths(paths []string) {
	files := w.list(paths)
	for _, f := range files {
		if f.err == nil {
			w.total += f.size
		}
	}
	for _, f := range files {
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

// A listed file is one source to read, or the reason why it cannot be.
type listed struct {
	path string
	size int64
	err  error
}

// list finds the files under paths, before any is read, so that progress knows
// the total.
func (w *walker) list(paths []string) []listed {
	var out []listed
	for _, p := range paths {
		if p == "-" {
			out = append(out, listed{path: p})
			continue
		}
		out = w.under(out, p, 0, nil, nil)
	}
	return out
}

// under appends the files at and below path. above holds the folders on the
// way, so that a link back to one of them is noticed; ignored what their
// .caveatignore files leave out.
func (w *walker) under(out []listed, path string, depth int, above []fs.FileInfo, ignored []ignore) []listed {
	info, err := os.Stat(path)
	if err != nil {
		return append(out, listed{path: path, err: err})
	}
	if w.opt.Exclude != nil && w.opt.Exclude(info) {
		return out
	}
	if !info.IsDir() {
		pipe := depth == 0 && info.Mode()&fs.ModeNamedPipe != 0 // named by the user, as <(…) is
		if !info.Mode().IsRegular() && !pipe {
			return append(out, listed{path: path, err: errors.New("is a pipe, device or socket, which is never read from a folder")})
		}
		return append(out, listed{path: path, size: info.Size()})
	}
	for _, a := range above {
		if os.SameFile(a, info) {
			return append(out, listed{path: path, err: errors.New("links back to a folder that contains it; it was read there")})
		}
	}
	if depth > w.opt.Limits.Folders {
		return append(out, listed{path: path, err: fmt.Errorf("folders are nested more than %d deep: %w", w.opt.Limits.Folders, fault.Limit)})
	}
	entries, err := os.ReadDir(path) // sorted by name
	if err != nil {
		out = append(out, listed{path: path, err: err})
	}
	rules, err := readIgnore(path)
	if err != nil {
		out = append(out, listed{path: filepath.Join(path, ignoreFile), err: err})
	}
	ignored = append(ignored[:len(ignored):len(ignored)], rules)
	for _, e := range entries {
		inner := filepath.Join(path, e.Name())
		if systemName(e.Name()) || leftOut(ignored, inner, e.IsDir()) {
			continue
		}
		out = w.under(out, inner, depth+1, append(above[:len(above):len(above)], info), ignored)
	}
	return out
}

// systemName says whether a name in a folder belongs to the file system or to
// version control, and so is never one of the user's documents.
func systemName(name string) bool {
	switch name {
	case ".git", ".svn", ".hg", ".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX", ignoreFile:
		return true
	}
	return false
}

// file reads one listed file. It returns false when the sequence has ended.
func (w *walker) file(f listed) bool {
	if w.ctx.Err() != nil {
		w.yield(inventory.Item{}, context.Cause(w.ctx))
		return false
	}
	if f.err != nil {
		return w.skip(f.path, f.err)
	}
	if f.path == "-" {
		return w.source(cite.Source{Name: "standard input"}, w.stdin, nil)
	}
	file, err := os.Open(f.path)
	if err != nil {
		return w.skip(f.path, err)
	}
	defer file.Close() // only read: nothing can be lost
	return w.source(cite.Source{Name: filepath.ToSlash(f.path)}, file, file)
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
