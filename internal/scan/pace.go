package scan

import (
	"context"
	"errors"
	"sync"
	"syscall"
	"time"
)

// A pace holds the overall rate of packets. It slows down when the system says
// that it is short of buffers or sockets, and recovers step by step. Its
// methods may be called at once.
type pace struct {
	now func() time.Time

	mu   sync.Mutex // guards what follows
	most float64    // packets a second that the user allows
	rate float64    // packets a second now
	next time.Time  // when the next packet may go
	slow time.Time  // when the rate was last changed
}

// burst is how far packets may run ahead of their time.
const burst = 20 * time.Millisecond

func newPace(most int, now func() time.Time) *pace {
	return &pace{now: now, most: float64(most), rate: float64(most)}
}

// take waits until n packets may be sent.
func (p *pace) take(ctx context.Context, n int) error {
	wait := p.reserve(n)
	if wait <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// owe counts n packets that go without waiting.
func (p *pace) owe(n int) { p.reserve(n) }

func (p *pace) reserve(n int) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if p.rate < p.most && now.Sub(p.slow) > time.Second {
		p.rate, p.slow = min(p.most, p.rate*1.25), now
	}
	if p.next.Before(now.Add(-burst)) {
		p.next = now.Add(-burst)
	}
	p.next = p.next.Add(time.Duration(float64(n) / p.rate * float64(time.Second)))
	return p.next.Sub(now)
}

// judge looks whether an error of the network asks to go slower; it returns
// the error.
func (p *pace) judge(err error) error {
	if errors.Is(err, syscall.ENOBUFS) || errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) || errors.Is(err, syscall.ENOMEM) || errors.Is(err, syscall.EADDRNOTAVAIL) {
		p.halve()
	}
	return err
}

func (p *pace) halve() {
	const slowest = 10
	p.mu.Lock()
	defer p.mu.Unlock()
	if now := p.now(); now.Sub(p.slow) > time.Second/4 {
		p.rate, p.slow = max(slowest, p.rate/2), now
	}
}

// current is the rate now, in packets a second.
func (p *pace) current() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return int(p.rate)
}
