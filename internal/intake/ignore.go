package intake

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"caveat.example/caveat/internal/fault"
)

// ignoreFile is the name of the file with which users leave files out: a
// pattern a line, as for path.Match. One with a slash is matched against the
// path below the folder, any other against names at all depths; one that ends
// in a slash leaves out folders only. "#" begins a comment.
const ignoreFile = ".caveatignore"

// An ignore is one folder's ignoreFile.
type ignore struct {
	folder   string
	patterns []string
}

// readIgnore reads a folder's ignoreFile, if it has one. A pattern that cannot
// be understood is an error: it might have been meant to leave nothing out.
func readIgnore(folder string) (ignore, error) {
	out := ignore{folder: folder}
	f, err := os.Open(filepath.Join(folder, ignoreFile))
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	defer f.Close() // only read
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		pattern := strings.TrimSpace(lines.Text())
		if pattern == "" || strings.HasPrefix(pattern, "#") {
			continue
		}
		if _, err := path.Match(pattern, ""); err != nil || strings.HasPrefix(pattern, "!") {
			return ignore{folder: folder}, fmt.Errorf("line %d: %q is no pattern: nothing was left out: %w", n, pattern, fault.Invalid)
		}
		out.patterns = append(out.patterns, pattern)
	}
	return out, lines.Err()
}

// leftOut says whether one of the folders above a file leaves it out.
func leftOut(above []ignore, file string, folder bool) bool {
	for _, in := range above {
		below, err := filepath.Rel(in.folder, file)
		if err != nil {
			continue
		}
		below = filepath.ToSlash(below)
		for _, p := range in.patterns {
			pattern, onlyFolders := strings.CutSuffix(p, "/")
			if onlyFolders && !folder {
				continue
			}
			subject := path.Base(below)
			if trimmed := strings.TrimPrefix(pattern, "/"); strings.Contains(pattern, "/") {
				pattern, subject = trimmed, below
			}
			if ok, err := path.Match(pattern, subject); ok && err == nil {
				return true
			}
		}
	}
	return false
}
