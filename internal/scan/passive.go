package scan

import (
	"context"
	"errors"
	"io"
	"os"
	"time"

	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/capture"
	"caveat.example/caveat/internal/probe/wire"
)

// Frames are all frames of an interface; *wire.Live is one.
type Frames interface {
	Next() ([]byte, error)
	Until(time.Time) error
	io.Closer
}

// Hear sends nothing. It listens until ctx ends: to the frames of interfaces
// where it is given any (that takes root), and otherwise to what devices say to
// all in the protocols of c. That ctx ends is how listening stops, and no
// error.
func Hear(ctx context.Context, c Config, network wire.Network, frames []Frames) (*Result, error) {
	c = c.withDefaults()
	h := &run{Config: c, net: network, sockets: map[string]wire.Socket{}}
	for _, l := range c.Links {
		if l.Multicast && !l.Loopback {
			h.groups = append(h.groups, l)
		}
	}
	h.ears = newEars(h.expected, c.Now, nil)
	if len(frames) > 0 {
		return h.hearFrames(ctx, frames)
	}
	return h.hearGroups(ctx)
}

func (r *run) hearGroups(ctx context.Context) (*Result, error) {
	for _, c := range r.Callers {
		if err := r.listen(c); err != nil {
			return &Result{}, errors.Join(err, r.close())
		}
	}
	if len(r.sockets) == 0 {
		r.ears.limit("anything: there is no link to listen on")
	}
	<-ctx.Done()
	err := r.close()
	out := r.ears.result()
	out.Limits = append(out.Limits, "frames that go to single hosts, ARP, DHCP, SADP version 1, HTTP and TLS: root hears those that pass this machine")
	return out, errors.Join(err, cut(ctx))
}

func (r *run) hearFrames(ctx context.Context, frames []Frames) (*Result, error) {
	stop := context.AfterFunc(ctx, func() {
		for _, f := range frames {
			_ = f.Until(time.Unix(1, 0)) // a closed source has ended already
		}
	})
	defer stop()
	errs := make([]error, len(frames))
	for i, f := range frames {
		r.heard.Go(func() { errs[i] = r.readFrames(f) })
	}
	r.heard.Wait()
	out := r.ears.result()
	out.Limits = append(out.Limits, "what does not pass this machine: a switch sends it only what is for all; a mirror port shows the rest")
	return out, errors.Join(errors.Join(errs...), cut(ctx))
}

func (r *run) readFrames(f Frames) error {
	// Frames of several interfaces are numbered each by itself.
	reader := capture.NewReader(func(s probe.Statement) { r.ears.keep(s) })
	defer reader.End()
	for n := 1; ; n++ {
		data, err := f.Next()
		if errors.Is(err, os.ErrDeadlineExceeded) || errors.Is(err, os.ErrClosed) || errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		reader.Frame(capture.Frame{Link: capture.Ethernet, Data: data, Time: r.Now(), Number: n})
	}
}

// cut tells an interruption from the end of the time for listening.
func cut(ctx context.Context) error {
	if err := context.Cause(ctx); !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}
