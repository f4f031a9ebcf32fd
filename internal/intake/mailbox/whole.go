package mailbox

import (
	"bytes"
	"fmt"
	"io"

	"caveat.example/caveat/internal/fault"
)

// maxHeaders is how many bytes of headers a message may have.
const maxHeaders = 1 << 20

// headers notices the blank line below the headers of a message, which the
// library does not miss, and sets a limit on what stands above it.
type headers struct {
	r     io.Reader
	left  int
	last  [3]byte
	ended bool
}

func (h *headers) Read(p []byte) (int, error) {
	if h.ended {
		return h.r.Read(p)
	}
	if h.left <= 0 {
		return 0, fmt.Errorf("its headers have more than %d bytes: %w", maxHeaders, fault.Limit)
	}
	n, err := h.r.Read(p[:min(len(p), 4096)])
	for _, c := range p[:n] {
		h.last = [3]byte{h.last[1], h.last[2], c}
		if c == '\n' && (h.last[1] == '\n' || h.last == [3]byte{'\n', '\r', '\n'}) {
			h.ended = true
			break
		}
	}
	h.left -= n
	return n, err
}

// ending notices the mark at the end of a message of several parts: one that
// was cut between two of them looks whole otherwise.
type ending struct {
	r    io.Reader
	mark []byte
	tail []byte // the last bytes, in which the mark may have begun
	seen bool
}

func (e *ending) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	if !e.seen {
		e.tail = append(e.tail, p[:n]...)
		e.seen = bytes.Contains(e.tail, e.mark)
		e.tail = append(e.tail[:0], e.tail[max(0, len(e.tail)-len(e.mark)):]...)
	}
	return n, err
}
