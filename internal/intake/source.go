package intake

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"strings"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/inventory"
)

// source reads one source whole. It returns false when the sequence has ended.
func (w *walker) source(src cite.Source, r io.Reader, file *os.File) bool {
	st := &stored{w: w, r: r, sum: sha256.New()}
	note := finding.SourceNote{Source: src}
	ok := w.read1(&note, st, file)
	if !ok {
		return false
	}
	// The digest is of the whole source, also where its reader needed less.
	_, err := io.Copy(io.Discard, st)
	switch {
	case w.ctx.Err() != nil:
		w.yield(inventory.Item{}, context.Cause(w.ctx))
		return false
	case err == nil:
		note.Source.Digest = "sha256:" + hex.EncodeToString(st.sum.Sum(nil))
		note.Source.Size = st.n
	case note.Skipped == 0: // otherwise the reader has said so already
		note.Skipped++
		ok = w.skip(src.Name, err)
	}
	if w.opt.Done != nil {
		w.opt.Done(note)
	}
	return ok
}

// read1 unpacks the source, chooses its reader and passes on what it yields.
func (w *walker) read1(note *finding.SourceNote, st *stored, file *os.File) bool {
	inner, name, packed, err := w.unpack(note.Source.Name, st)
	if err != nil {
		return w.sourceFailed(note, err)
	}
	head, err := inner.Peek(HeadSize)
	if err != nil && err != io.EOF && len(head) == 0 {
		return w.sourceFailed(note, err)
	}
	in := &Input{Reader: inner, Source: note.Source, Options: w.opt, within: w}
	if !packed {
		in.file = file
	}
	if len(head) == 0 {
		note.Format = "empty"
		return w.nothing(note, "is empty: nothing to assess")
	}
	reader := w.choose(name, head)
	if reader == nil {
		note.Format = "unknown"
		return w.sourceFailed(note, errors.New(unknownFormat(head)))
	}
	note.Format = reader.Format()
	ok := w.items(note, reader, in)
	if in.Detail != "" {
		note.Format += " (" + in.Detail + ")"
	}
	note.Mapping, note.Damage = in.Mapping, append(in.Damage, w.opt.unmapped(in.Mapping)...)
	if ok && note.Items == 0 && note.Skipped == 0 && in.inner == 0 {
		return w.nothing(note, "was read as "+note.Format+" and holds nothing to assess")
	}
	return ok
}

// items passes on what reader yields, and counts it.
func (w *walker) items(note *finding.SourceNote, reader Reader, in *Input) bool {
	for item, err := range reader.Items(w.ctx, in) {
		if w.ctx.Err() != nil {
			w.yield(inventory.Item{}, context.Cause(w.ctx))
			return false
		}
		if err == nil {
			if item.Origin.Source == note.Source.Name { // otherwise the inner source counted it
				note.Items++
			}
			if !w.yield(item, nil) {
				return false
			}
			continue
		}
		skip, ok := errors.AsType[*Skip](err)
		if !ok {
			return w.sourceFailed(note, fmt.Errorf("reading stopped here, what follows was not read: %w", err))
		}
		if skip.Origin.Source == note.Source.Name {
			note.Skipped++
		}
		if !w.yield(inventory.Item{}, skip) {
			return false
		}
	}
	if w.ctx.Err() != nil {
		w.yield(inventory.Item{}, context.Cause(w.ctx))
		return false
	}
	return true
}

func (w *walker) choose(name string, head []byte) Reader {
	for _, r := range w.opt.Readers {
		if r.Accepts(name, head) {
			return r
		}
	}
	return nil
}

// sourceFailed yields that the source, or the rest of it, was not read.
func (w *walker) sourceFailed(note *finding.SourceNote, err error) bool {
	if w.ctx.Err() != nil {
		w.yield(inventory.Item{}, context.Cause(w.ctx))
		return false
	}
	note.Skipped++
	return w.skip(note.Source.Name, err)
}

// nothing yields that the source was read whole and had nothing in it.
func (w *walker) nothing(note *finding.SourceNote, why string) bool {
	return w.yield(inventory.Item{}, &Skip{Origin: cite.Origin{Source: note.Source.Name}, Reason: why, Empty: true})
}

// unpack removes layers of compression, recognised by their first bytes. name
// is the file's name without them.
func (w *walker) unpack(name string, st *stored) (r *bufio.Reader, inner string, packed bool, err error) {
	r = bufio.NewReaderSize(st, HeadSize)
	for depth := 0; ; depth++ {
		magic, _ := r.Peek(6) // a short or failing source is noticed when it is read
		c := compressionOf(magic)
		if c == nil {
			return r, name, packed, nil
		}
		if depth == w.opt.Limits.Nested {
			return nil, name, true, fmt.Errorf("compressed more than %d times over: %w", depth, fault.Limit)
		}
		z, err := c.open(r)
		if err != nil {
			return nil, name, true, fmt.Errorf("%s: %w", c.name, err)
		}
		r = bufio.NewReaderSize(&expanding{r: z, st: st, lim: w.opt.Limits}, HeadSize)
		packed = true
		if short, ok := strings.CutSuffix(strings.ToLower(name), c.ext); ok {
			name = name[:len(short)]
		}
	}
}

// A stored reader hashes and counts a source's bytes as they are stored, and
// ends with the context.
type stored struct {
	w   *walker
	r   io.Reader
	sum hash.Hash
	n   int64
	err error // kept, since buffers above forget an error once they told it
}

func (s *stored) Read(p []byte) (int, error) {
	if s.w.ctx.Err() != nil {
		return 0, context.Cause(s.w.ctx)
	}
	if s.err != nil {
		return 0, s.err
	}
	if s.w.flush != nil && !s.w.flush() {
		return 0, context.Cause(s.w.ctx)
	}
	n, err := s.r.Read(p)
	s.err = err
	s.sum.Write(p[:n])
	s.n += int64(n)
	if s.w.depth == 0 {
		read := s.w.read.Add(int64(n))
		if s.w.opt.Progress != nil {
			s.w.opt.Progress(read, 0)
		}
	}
	return n, err
}

// An expanding reader stops a compressed source that grows beyond all measure.
type expanding struct {
	r   io.Reader
	st  *stored
	lim Limits
	n   int64
}

func (e *expanding) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	e.n += int64(n)
	if e.n > e.lim.Expanded {
		return n, fmt.Errorf("decompresses to more than %d bytes: %w", e.lim.Expanded, fault.Limit)
	}
	if e.n > e.lim.RatioFrom && e.n/(e.st.n+1) > e.lim.Ratio {
		return n, fmt.Errorf("decompresses to more than %d times its size: %w", e.lim.Ratio, fault.Limit)
	}
	return n, err
}

// unknownFormat says what a source without a reader looks like.
func unknownFormat(head []byte) string {
	what := "its content is binary and of no known kind"
	for _, k := range []struct{ magic, what string }{
		{"\x89PNG", "it is a picture (PNG)"},
		{"\xff\xd8\xff", "it is a picture (JPEG)"},
		{"GIF8", "it is a picture (GIF)"},
		{"\x7fELF", "it is a program"},
		{"MZ", "it is a program"},
		{"\xd0\xcf\x11\xe0", "it is an old Office file (XLS, DOC or PPT); save it as XLSX, DOCX or PDF"},
		{"Rar!", "it is a RAR archive; unpack it first"},
		{"7z\xbc\xaf", "it is a 7z archive; unpack it first"},
		{"%PDF", "it is a PDF"},
		{"PK\x03\x04", "it is a ZIP archive of no known kind"},
	} {
		if strings.HasPrefix(string(head), k.magic) {
			what = k.what
			break
		}
	}
	return "not read: " + what + "; `caveat formats` lists what can be read"
}
