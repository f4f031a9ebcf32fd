package main

import (
	"context"
	"io"
)

// interruptible returns a reader of r that ends with the cause of ctx as soon as
// that is cancelled, though a read of a terminal or a pipe is still waiting. The
// goroutine behind it is started by the first read, and waits with it until the
// program ends.
func interruptible(ctx context.Context, r io.Reader) io.Reader {
	return &waiting{ctx: ctx, from: r}
}

type waiting struct {
	ctx    context.Context
	from   io.Reader
	chunks chan chunk // nil until the first read
	rest   []byte
	err    error
}

type chunk struct {
	data []byte
	err  error
}

func (w *waiting) Read(p []byte) (int, error) {
	if w.chunks == nil {
		w.chunks = make(chan chunk)
		go w.pump()
	}
	for len(w.rest) == 0 {
		if w.err != nil {
			return 0, w.err
		}
		select {
		case <-w.ctx.Done():
			return 0, context.Cause(w.ctx)
		case c := <-w.chunks:
			w.rest, w.err = c.data, c.err
		}
	}
	n := copy(p, w.rest)
	w.rest = w.rest[n:]
	return n, nil
}

// pump reads ahead by one chunk. Each chunk has a buffer of its own, since the
// reader still holds the last one.
func (w *waiting) pump() {
	for {
		buf := make([]byte, 64<<10)
		n, err := w.from.Read(buf)
		select {
		case <-w.ctx.Done():
			return
		case w.chunks <- chunk{buf[:n], err}:
		}
		if err != nil {
			return
		}
	}
}
