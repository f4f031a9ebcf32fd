package jsonscan

import (
	"bytes"
	"io"
	"sync"
)

// Lines cuts JSON Lines into blocks of whole lines, which can be read each on
// its own and at once. It is for one goroutine; its Blocks may go to others.
type Lines struct {
	r      io.Reader
	rest   []byte // of the last read, what comes after its block
	line   int    // of the next block
	offset int64  // of the next block, in bytes
	err    error  // what the stream ended with
	long   int    // bytes of a line from which it is not held
	busy   chan struct{}
	spare  sync.Pool // of *[]byte
}

// How large blocks are, in bytes. A line that is longer than longLine is not
// held: it is read as it comes, and nothing else meanwhile.
const (
	blockSize = 256 << 10
	longLine  = 8 << 20
)

// CutLines cuts what r gives.
func CutLines(r io.Reader) *Lines { return &Lines{r: r, line: 1, long: longLine} }

// A Block is some whole lines. The last one may end without a line end, or with
// an error of the stream.
type Block struct {
	lines  *Lines
	text   []byte
	line   int
	offset int64
	failed error     // after text
	more   *longTail // the rest of a line that is too long to hold
}

// Next gives the next block; false is the end of the stream.
func (l *Lines) Next() (*Block, bool) {
	if l.busy != nil {
		<-l.busy // the reading of a long line
		l.busy = nil
	}
	b := &Block{lines: l, text: l.room(), line: l.line, offset: l.offset}
	b.text = append(b.text[:0], l.rest...)
	l.rest = l.rest[:0]
	for from := 0; ; {
		if i := bytes.LastIndexByte(b.text[from:], '\n'); i >= 0 {
			l.rest = append(l.rest, b.text[from+i+1:]...)
			b.text = b.text[:from+i+1]
			break
		}
		if l.err != nil {
			if l.err != io.EOF {
				b.failed, l.err = l.err, io.EOF
			}
			break
		}
		from = len(b.text)
		if from >= l.long {
			l.busy = make(chan struct{})
			b.more = &longTail{l: l}
			break
		}
		l.read(b)
	}
	l.line += bytes.Count(b.text, []byte("\n"))
	l.offset += int64(len(b.text))
	return b, len(b.text) > 0 || b.failed != nil
}

func (l *Lines) room() []byte {
	if p, ok := l.spare.Get().(*[]byte); ok {
		return *p
	}
	return make([]byte, 0, blockSize+blockSize/4)
}

// read appends what comes next to a block.
func (l *Lines) read(b *Block) {
	if cap(b.text)-len(b.text) < blockSize/2 {
		grown := make([]byte, len(b.text), max(2*cap(b.text), blockSize+blockSize/4))
		copy(grown, b.text)
		b.text = grown
	}
	n, err := l.r.Read(b.text[len(b.text):cap(b.text)])
	b.text, l.err = b.text[:len(b.text)+n], err
}

// Scanner reads the block, with the limits of New. Lines and offsets are those
// of the whole stream.
func (b *Block) Scanner(maxDepth, maxText int) *Scanner {
	s := &Scanner{mark: -1, line: b.line, gone: b.offset, maxDepth: maxDepth, maxText: maxText, lines: true, buf: b.text, end: len(b.text)}
	switch {
	case b.more != nil:
		s.r = b.more
	case b.failed != nil:
		s.failed = b.failed
	default:
		s.failed = io.EOF
	}
	return s
}

// First says whether the stream begins with the block.
func (b *Block) First() bool { return b.offset == 0 }

// Done gives the block's room back. Texts that were read from it stay.
func (b *Block) Done() {
	if b.more != nil {
		b.more.pass()
		close(b.lines.busy)
		return
	}
	if cap(b.text) <= 2*blockSize {
		text := b.text[:0]
		b.lines.spare.Put(&text)
	}
	b.text = nil
}

// A longTail reads the rest of a line.
type longTail struct {
	l    *Lines
	done bool
}

func (t *longTail) Read(p []byte) (int, error) {
	if t.done {
		return 0, t.end()
	}
	n, err := t.l.r.Read(p)
	if i := bytes.IndexByte(p[:n], '\n'); i >= 0 {
		t.l.rest = append(t.l.rest, p[i+1:n]...)
		n = i + 1
		t.l.line++
		t.done = true
	}
	t.l.offset += int64(n)
	if err != nil {
		t.l.err, t.done = err, true
	}
	if t.done && n == 0 {
		return 0, t.end()
	}
	return n, nil
}

// end is what the block ends with: an error of the stream, if it was that.
func (t *longTail) end() error {
	if err := t.l.err; err != nil && err != io.EOF && len(t.l.rest) == 0 {
		t.l.err = io.EOF // told once
		return err
	}
	return io.EOF
}

// pass reads what is left of the line.
func (t *longTail) pass() {
	p := make([]byte, blockSize)
	for !t.done {
		if _, err := t.Read(p); err != nil {
			return
		}
	}
}
