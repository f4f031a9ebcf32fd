// Package archive knows files that hold files: ZIP and TAR. Every member is
// read as a file of its own, named "tender.zip!/bill.csv". Nothing is ever
// written to disk under a member's name, so names that lead elsewhere are only
// names.
package archive

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"strings"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/inventory"
)

// Zip reads ZIP archives that are no document of a better known kind; Tar
// reads TAR. Their zero values are ready.
type (
	Zip struct{}
	Tar struct{}
)

// Format is "zip".
func (Zip) Format() string { return "zip" }

// Format is "tar".
func (Tar) Format() string { return "tar" }

// Accepts takes what begins with a member of a ZIP archive.
func (Zip) Accepts(_ string, head []byte) bool { return bytes.HasPrefix(head, []byte("PK\x03\x04")) }

// Accepts takes what has the mark of POSIX at its place.
func (Tar) Accepts(_ string, head []byte) bool {
	return len(head) > 262 && bytes.Equal(head[257:262], []byte("ustar"))
}

// Items yields the Items of every member, in the archive's order.
func (Zip) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		at, size, done, err := in.Spool()
		if err != nil {
			yield(inventory.Item{}, err)
			return
		}
		defer done()
		z, err := zip.NewReader(at, size)
		if err != nil {
			yield(inventory.Item{}, fmt.Errorf("zip: %w", err))
			return
		}
		m := members{in: in, yield: yield, size: size}
		for _, f := range z.File {
			if strings.HasSuffix(f.Name, "/") {
				continue
			}
			if !m.member(f.Name, func() (io.Reader, error) { return openMember(f, in.Options.Limits) }) {
				return
			}
		}
	}
}

// openMember opens one member, unless it is locked or grows beyond measure.
func openMember(f *zip.File, l intake.Limits) (io.Reader, error) {
	if f.Flags&1 != 0 {
		return nil, errors.New("is encrypted; ask for a copy without a password")
	}
	if times := f.UncompressedSize64 / (f.CompressedSize64 + 1); f.UncompressedSize64 > uint64(l.RatioFrom) && times > uint64(l.Ratio) {
		return nil, fmt.Errorf("grows %d times, more than %d: %w", times, l.Ratio, fault.Limit)
	}
	return f.Open()
}

// Items yields the Items of every member, in the archive's order.
func (Tar) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		end := &ending{r: in.Reader}
		t := tar.NewReader(end)
		m := members{in: in, yield: yield}
		for {
			h, err := t.Next()
			if err == io.EOF {
				if !end.marked() {
					yield(inventory.Item{}, fmt.Errorf("tar, after %d members: the mark of its end is missing: it was cut, and files may be missing: %w", m.n, fault.Invalid))
				}
				return
			}
			if err != nil {
				yield(inventory.Item{}, fmt.Errorf("tar, after %d members: %w", m.n, err))
				return
			}
			if h.Typeflag != tar.TypeReg {
				continue // folders and links hold nothing of their own
			}
			if !m.member(h.Name, func() (io.Reader, error) { return t, nil }) {
				return
			}
		}
	}
}

// members are the files of one archive.
type members struct {
	in    *intake.Input
	yield func(inventory.Item, error) bool
	n     int
	size  int64 // of the archive as stored; 0 where it is itself compressed, and so bounded
	total int64 // bytes that the members had so far
}

// member reads one member; false ends the reading.
func (m *members) member(name string, open func() (io.Reader, error)) bool {
	switch base := path.Base(name); {
	case base == ".DS_Store" || base == "Thumbs.db" || strings.HasPrefix(name, "__MACOSX/"):
		return true
	}
	m.n++
	if m.n > m.in.Options.Limits.Members {
		m.yield(inventory.Item{}, fmt.Errorf("more than %d files in it: %w", m.in.Options.Limits.Members, fault.Limit))
		return false
	}
	r, err := open()
	if err != nil {
		return m.yield(inventory.Item{}, m.in.Skip(name, "%s", err))
	}
	for item, err := range m.in.Inner(name, &limited{r: r, m: m}) {
		if !m.yield(item, err) {
			return false
		}
	}
	return true
}

// limited counts what members unpack to.
type limited struct {
	r io.Reader
	m *members
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	l.m.total += int64(n)
	switch limits := l.m.in.Options.Limits; {
	case l.m.total > limits.Expanded:
		return n, fmt.Errorf("the archive unpacks to more than %d bytes: %w", limits.Expanded, fault.Limit)
	case l.m.size > 0 && l.m.total > limits.RatioFrom && l.m.total/l.m.size > limits.Ratio:
		return n, fmt.Errorf("the archive unpacks to more than %d times its size: %w", limits.Ratio, fault.Limit)
	}
	return n, err
}

// ending remembers the last bytes of a TAR: an archive that was cut between
// two members, or after its last byte of content, looks whole otherwise.
type ending struct {
	r    io.Reader
	n    int64
	last int64 // where the last byte that is not zero stands, from 1
}

func (e *ending) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	for i := n - 1; i >= 0; i-- {
		if p[i] != 0 {
			e.last = e.n + int64(i) + 1
			break
		}
	}
	e.n += int64(n)
	return n, err
}

// marked says whether the archive ended with a block of zeros, as it has to.
func (e *ending) marked() bool {
	const block = 512
	content := (e.last + block - 1) / block * block
	return e.n >= content+block
}
