package mailbox

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/inventory"
)

// Box reads a mailbox. Its zero value is ready.
type Box struct{}

// Format is "mbox".
func (Box) Format() string { return "mbox" }

// Accepts takes text that begins with the line that parts messages, and then
// a message.
func (Box) Accepts(_ string, head []byte) bool {
	first, rest, ok := bytes.Cut(head, []byte("\n"))
	return ok && bytes.HasPrefix(first, []byte("From ")) && Message{}.Accepts("", rest)
}

// Items yields the Items of every message, each a file of its own.
func (Box) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		b := &box{r: bufio.NewReaderSize(in.Reader, intake.HeadSize)}
		for n := 1; b.more(); n++ {
			for item, err := range in.Inner(fmt.Sprintf("message %d.eml", n), b) {
				if !yield(item, err) {
					return
				}
			}
			if _, err := io.Copy(io.Discard, b); err != nil { // what its reader left
				yield(inventory.Item{}, fmt.Errorf("after message %d: %w", n, err))
				return
			}
		}
		if b.err != nil && b.err != io.EOF {
			yield(inventory.Item{}, b.err)
		}
	}
}

// A box gives the bytes of one message after the other.
type box struct {
	r     *bufio.Reader
	line  []byte // what is left of the current piece
	start bool   // the next line begins after a blank one
	mid   bool   // the next piece goes on with a line
	ended bool   // the message has ended
	err   error
}

var parts = []byte("From ")

// more goes to the next message.
func (b *box) more() bool {
	head, err := b.r.Peek(len(parts))
	if err != nil && len(head) == 0 {
		b.err = err
		return false
	}
	if bytes.Equal(head, parts) { // pass over the line that parts
		for {
			_, more, err := b.r.ReadLine()
			if err != nil || !more {
				break
			}
		}
	}
	b.ended, b.start, b.mid, b.line = false, false, false, nil
	return true
}

// Read gives the current message's bytes, to its end.
func (b *box) Read(p []byte) (int, error) {
	for len(b.line) == 0 {
		if b.ended {
			return 0, io.EOF
		}
		if err := b.next(); err != nil {
			if err == io.EOF {
				b.ended = true
			}
			return 0, err
		}
	}
	n := copy(p, b.line)
	b.line = b.line[n:]
	return n, nil
}

// next reads a line, or a piece of a long one.
func (b *box) next() error {
	if b.start && !b.mid {
		if head, _ := b.r.Peek(len(parts)); bytes.Equal(head, parts) {
			b.ended = true
			return io.EOF
		}
	}
	piece, err := b.r.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		err = nil
	}
	if len(piece) == 0 {
		return err
	}
	if !b.mid {
		b.start = len(bytes.TrimRight(piece, "\r\n")) == 0
		if bytes.HasPrefix(piece, []byte(">From ")) { // written so, lest it part the message
			piece = piece[1:]
		}
	}
	b.mid = piece[len(piece)-1] != '\n'
	b.line = piece
	return nil
}
