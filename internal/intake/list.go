package intake

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"caveat.example/caveat/internal/fault"
)

// Stdin is the path that stands for standard input.
const Stdin = "-"

// A File is one source to read, or the reason why it cannot be.
type File struct {
	Path     string
	Size     int64     // bytes
	Modified time.Time // zero for standard input
	Pipe     bool      // it can be read once only
	err      error
}

// List finds the files under paths, before any is read, so that progress knows
// the total. A path is a file, a folder (read whole, in order of names, but
// what its .caveatignore leaves out) or Stdin. What cannot be read is listed
// too, for Read to say so.
func List(paths []string, opt Options) []File {
	opt.Limits = opt.Limits.filled()
	l := lister{opt}
	var out []File
	for _, p := range paths {
		if p == Stdin {
			out = append(out, File{Path: p, Pipe: true})
			continue
		}
		out = l.under(out, p, 0, nil, nil)
	}
	return out
}

// A lister is one run of List.
type lister struct{ opt Options }

// under appends the files at and below path. above holds the folders on the
// way, so that a link back to one of them is noticed; ignored what their
// .caveatignore files leave out.
func (l lister) under(out []File, path string, depth int, above []fs.FileInfo, ignored []ignore) []File {
	info, err := os.Stat(path)
	if err != nil {
		return append(out, File{Path: path, err: err})
	}
	if l.opt.Exclude != nil && l.opt.Exclude(info) {
		return out
	}
	if !info.IsDir() {
		pipe := depth == 0 && info.Mode()&fs.ModeNamedPipe != 0 // named by the user, as <(…) is
		if !info.Mode().IsRegular() && !pipe {
			return append(out, File{Path: path, err: errors.New("is a pipe, device or socket, which is never read from a folder")})
		}
		return append(out, File{Path: path, Size: info.Size(), Modified: info.ModTime(), Pipe: pipe})
	}
	for _, a := range above {
		if os.SameFile(a, info) {
			return append(out, File{Path: path, err: errors.New("links back to a folder that contains it; it was read there")})
		}
	}
	if depth > l.opt.Limits.Folders {
		return append(out, File{Path: path, err: fmt.Errorf("folders are nested more than %d deep: %w", l.opt.Limits.Folders, fault.Limit)})
	}
	entries, err := os.ReadDir(path) // sorted by name
	if err != nil && len(entries) == 0 {
		return append(out, File{Path: path, err: err})
	}
	if err != nil {
		out = append(out, File{Path: path, err: err})
	}
	rules, err := readIgnore(path)
	if err != nil {
		out = append(out, File{Path: filepath.Join(path, ignoreFile), err: err})
	}
	ignored = append(ignored[:len(ignored):len(ignored)], rules)
	for _, e := range entries {
		inner := filepath.Join(path, e.Name())
		if systemName(e.Name()) || leftOut(ignored, inner, e.IsDir()) {
			continue
		}
		out = l.under(out, inner, depth+1, append(above[:len(above):len(above)], info), ignored)
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
