package scan

import (
	"context"
	"errors"
	"io"
	"net/netip"
	"sync"
	"time"

	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/ask"
	"caveat.example/caveat/internal/probe/wire"
)

// A Config says what a run may do. Zero durations and numbers mean the default.
type Config struct {
	Targets []netip.Prefix
	Links   []wire.Link // networks of this machine; whole ones among the targets are asked by group
	Scope   Scope

	Callers   []probe.Caller
	Talkers   []probe.Talker
	Community string // SNMP community; "" asks nobody

	Rate    int           // packets a second overall; default DefaultRate
	Workers int           // hosts at a time; default 1024
	Wait    time.Duration // for an answer over UDP; default 400 ms
	Connect time.Duration // for a connection; default 900 ms, so that the system sends one packet
	Talk    time.Duration // for one conversation; default 4 s
	Pause   time.Duration // between two connections to one host; default 20 ms

	// Settled says that enough is known of a device: it is asked no further.
	// Nil means: once it has spoken its family's own protocol.
	Settled func([]probe.Statement) bool

	Random   io.Reader        // for identifiers in questions
	Now      func() time.Time // for timestamps and the rate
	Tell     func(Sent)       // told of everything that is sent; may be nil; called concurrently
	Progress func(done, total int)
	Journal  *Journal // nil keeps none
}

// DefaultRate is the overall cap, in packets a second.
const DefaultRate = 1000

func (c Config) withDefaults() Config {
	set(&c.Rate, DefaultRate)
	set(&c.Workers, 1024)
	set(&c.Wait, 400*time.Millisecond)
	set(&c.Connect, 900*time.Millisecond)
	set(&c.Talk, 4*time.Second)
	set(&c.Pause, 20*time.Millisecond)
	if c.Settled == nil {
		c.Settled = spoke
	}
	if c.Progress == nil {
		c.Progress = func(int, int) {}
	}
	return c
}

func set[T comparable](v *T, to T) {
	var zero T
	if *v == zero {
		*v = to
	}
}

// spoke says whether a device has spoken a family's own protocol for itself.
func spoke(said []probe.Statement) bool {
	for i := range said {
		s := &said[i]
		if s.Speaks() && (!s.Says.IsValid() || s.Says.Unmap() == s.From.Addr().Unmap()) {
			return true
		}
	}
	return false
}

// Run scans. When ctx ends first, the result holds what was found until then,
// and the error says why it is not all.
func Run(ctx context.Context, c Config, network wire.Network) (*Result, error) {
	c = c.withDefaults()
	if err := c.Scope.Check(c.Targets); err != nil {
		return &Result{}, err
	}
	id, err := ask.NewUUID(c.Random)
	if err != nil {
		return &Result{}, err
	}
	r := &run{
		Config: c, net: network, params: probe.Params{ID: id, Community: c.Community},
		gate: &gate{
			scope: &c.Scope, net: network, pace: newPace(c.Rate, c.Now), tell: c.Tell, now: c.Now,
			asked: map[netip.Addr]*asked{}, sent: map[string]Count{},
		},
		sockets: map[string]wire.Socket{},
		up:      map[netip.Addr]bool{},
	}
	r.ears = newEars(r.expected, c.Now, c.Journal)
	err = r.all(ctx)
	return r.result(), err
}

// A run is the state of one Run.
type run struct {
	Config
	net     wire.Network
	params  probe.Params
	gate    *gate
	ears    *ears
	sockets map[string]wire.Socket // by protocol; written before any worker starts
	groups  []wire.Link            // links whose hosts are asked by group
	heard   sync.WaitGroup         // the sockets' receivers

	mu   sync.Mutex // guards what follows
	up   map[netip.Addr]bool
	done int
	errs []error

	neighbours map[netip.Addr]string // as the system knew them at read
	read       time.Time
}

func (r *run) all(ctx context.Context) (err error) {
	defer func() { err = errors.Join(err, r.close()) }()
	if r.Journal != nil {
		if err := r.resume(); err != nil {
			return err
		}
	}
	if err := r.open(); err != nil {
		return err
	}
	if err := r.askGroups(ctx); err != nil {
		return err
	}
	if err := r.askHosts(ctx); err != nil {
		return err
	}
	r.readNeighbours()
	return errors.Join(append(r.errs, r.ears.journalError(), context.Cause(ctx))...)
}

func (r *run) resume() error {
	earlier, err := r.Journal.begin(r.Targets, r.Now())
	if err != nil {
		return err
	}
	for _, s := range earlier {
		r.ears.again(s)
	}
	// A host that is there and told nothing is not clear: an earlier run's count
	// as this one's.
	for _, a := range r.Journal.up {
		r.alive(a)
	}
	r.ears.limits = append(r.ears.limits, r.Journal.limits...)
	return nil
}

// open opens a socket for each protocol, and listens to the groups on the
// links that are asked as a whole.
func (r *run) open() error {
	for _, l := range r.Links {
		if l.Multicast && !l.Loopback && covered(r.Targets, l.Addr.Masked()) {
			r.groups = append(r.groups, l)
		}
	}
	for _, c := range r.Callers {
		if c.Protocol() == ask.SNMP && r.Community == "" {
			continue
		}
		s, err := r.net.Socket()
		if err != nil {
			return err
		}
		r.sockets[c.Protocol()] = s
		r.receive(s, c, len(r.groups) > 0)
		if err := r.listen(c); err != nil {
			return err
		}
	}
	return nil
}

// listen hears answers that devices send to the whole group, as SADP's are. A
// port that another program keeps to itself costs these answers only.
func (r *run) listen(c probe.Caller) error {
	if c.Protocol() == ask.SNMP {
		return nil // has no group
	}
	d, err := c.Call(r.params)
	if err != nil || !d.Group().IsValid() || len(r.groups) == 0 {
		return err
	}
	s, err := r.net.Listen(d.Port(), d.Group(), r.groups)
	if err != nil {
		r.ears.limit("answers that devices send to all over %s: %v", c.Protocol(), err)
		return nil
	}
	r.sockets[c.Protocol()+" group"] = s
	r.receive(s, c, true)
	return nil
}

func (r *run) receive(s wire.Socket, h probe.Hearer, group bool) {
	r.heard.Go(func() {
		buf := make([]byte, 64<<10)
		for {
			n, from, err := s.Receive(buf)
			if err != nil {
				return // closed; a UDP socket has no other end
			}
			r.ears.datagram(h, from, buf[:n], group)
		}
	})
}

func (r *run) close() error {
	var errs []error
	for _, s := range r.sockets {
		errs = append(errs, s.Close())
	}
	r.heard.Wait()
	return errors.Join(errs...)
}

// expected says whether an answer may come from an address: one of the
// targets, or, on a link that was asked as a whole, any private address, since
// devices with a factory's own address are found just so.
func (r *run) expected(a netip.Addr, group bool) bool {
	return inside(r.Targets, a) || group && r.Scope.Allows(a)
}

// askGroups asks each protocol of whole links, one after the other, so that no
// host has two questions at a time.
func (r *run) askGroups(ctx context.Context) error {
	if len(r.groups) == 0 {
		return nil
	}
	for _, c := range r.Callers {
		s := r.sockets[c.Protocol()]
		if s == nil {
			continue
		}
		d, err := c.Call(r.params)
		if err != nil {
			return err
		}
		if !d.Group().IsValid() {
			continue
		}
		for _, l := range r.groups {
			if err := r.gate.sendGroup(ctx, s, d, l); err != nil {
				if ctx.Err() != nil {
					return context.Cause(ctx)
				}
				r.ears.limit("asking all of %s over %s: %v", l.Name, c.Protocol(), err)
			}
		}
		if err := pause(ctx, r.Wait*3/4); err != nil {
			return err
		}
	}
	return pause(ctx, r.Wait)
}

// askHosts asks every address, some at a time.
func (r *run) askHosts(ctx context.Context) error {
	next := make(chan netip.Addr)
	var workers sync.WaitGroup
	for range min(r.Workers, count(r.Targets)) {
		workers.Go(func() {
			for a := range next {
				r.host(ctx, a)
			}
		})
	}
	self := map[netip.Addr]bool{}
	for _, l := range r.Links {
		self[l.Addr.Addr()] = true
	}
	for a := range hosts(r.Targets) {
		if self[a] || r.Journal.isDone(a) {
			r.finished(a, false)
			continue
		}
		select {
		case next <- a:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(next)
	workers.Wait()
	return context.Cause(ctx)
}

// finished counts a host that was asked to the end.
func (r *run) finished(a netip.Addr, write bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done++
	r.Progress(r.done, count(r.Targets))
	if write {
		if err := r.Journal.finish(a, r.up[a]); err != nil && len(r.errs) == 0 {
			r.errs = append(r.errs, err)
		}
	}
}

func (r *run) alive(a netip.Addr) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.up[a] = true
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
