package scan

import (
	"context"
	"errors"
	"net/netip"
	"strconv"
	"syscall"
	"time"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/ask"
	"caveat.example/caveat/internal/probe/http"
	"caveat.example/caveat/internal/probe/ordinary"
	"caveat.example/caveat/internal/probe/wire"
)

// host asks one address, one question after the other, until its maker is
// known, it plainly is something else, or the questions are used up: see steps.
func (r *run) host(ctx context.Context, a netip.Addr) {
	defer r.gate.forget(a)
	_, onLink := linkOf(r.Links, a)
	v := &visit{run: r, addr: a, grouped: r.grouped(a), onLink: onLink, ports: map[string]portState{}}
	v.steps(ctx)
	if !v.gone && (v.up || v.ears.told(v.addr)) {
		v.call(ctx, ask.SNMP)
	}
	if ctx.Err() == nil {
		r.finished(a, true)
	}
}

func (r *run) grouped(a netip.Addr) bool {
	for _, l := range r.groups {
		if l.Addr.Contains(a) {
			return true
		}
	}
	return false
}

// A visit is what one host has shown so far.
type visit struct {
	*run
	addr    netip.Addr
	grouped bool // it was asked over UDP with its whole link
	onLink  bool // the system knows whether it is there
	up      bool // it gave a sign of life
	gone    bool // nobody has this address
	video   bool // an RTSP server answered
	web     bool // a web server answered
	secure  bool // its front page leads to HTTPS
	site    bool // its front page is one for readers
	plain   bool // it said plainly that it is something else
	ports   map[string]portState
	cost    int // packets both ways so far, as far as the system counts them
}

// A portState is what became of a connection.
type portState int

const (
	untried portState = iota
	refused
	silent
	open
)

func (v *visit) settled() bool { return v.Settled(v.ears.of(v.addr)) }

// spoke says whether the host spoke a family's own protocol, which tells its
// model and serial number besides its maker.
func (v *visit) spoke() bool { return spoke(v.ears.of(v.addr)) }

// curious says whether the maker is still open after what a conversation has
// said so far. Behind a certificate lies the page that plain HTTP has shown,
// unless that led there.
func (v *visit) curious(protocol string, said *probe.Statement) bool {
	if protocol == ask.HTTPS && v.web && !v.secure {
		return false
	}
	s := *said
	s.From = netip.AddrPortFrom(v.addr, 0)
	return !v.Settled(append(v.ears.of(v.addr), s))
}

// maxCost is how many packets, both ways, one host may cost.
const maxCost = 30

// room says whether a host has packets left for another conversation.
func (v *visit) room(conversation int) bool {
	if v.cost+conversation <= maxCost {
		return true
	}
	v.ears.limit("the certificate or UPnP description of some hosts: asking for it would have cost one host more than %d packets", maxCost)
	return false
}

// call asks over UDP in each of the protocols, until enough is known.
func (v *visit) call(ctx context.Context, protocols ...string) {
	v.callUntil(ctx, v.settled, protocols...)
}

func (v *visit) callUntil(ctx context.Context, enough func() bool, protocols ...string) {
	for _, p := range protocols {
		for _, c := range v.Callers {
			if c.Protocol() != p || v.sockets[p] == nil {
				continue
			}
			if ctx.Err() != nil || v.gone || enough() {
				return
			}
			v.one(ctx, c)
		}
	}
}

func (v *visit) one(ctx context.Context, c probe.Caller) {
	d, err := c.Call(v.params)
	if err != nil {
		v.ears.limit("%s: %v", c.Protocol(), err)
		return
	}
	answered := v.ears.expect(v.addr, c.Protocol())
	defer v.ears.unexpect(v.addr, c.Protocol())
	if err := v.gate.send(ctx, v.sockets[c.Protocol()], d, v.addr); err != nil {
		return // no route, or no buffers: the pace knows, and the host stays silent
	}
	v.cost++
	timer := time.NewTimer(v.Wait)
	defer timer.Stop()
	select {
	case <-answered:
		v.cost++
		v.up = true
		v.alive(v.addr)
	case <-timer.C:
		v.silent()
	case <-ctx.Done():
	}
}

// talk asks over TCP in one protocol.
func (v *visit) talk(ctx context.Context, protocol string) {
	for _, t := range v.Talkers {
		if t.Protocol() != protocol {
			continue
		}
		for _, port := range t.Ports() {
			if ctx.Err() != nil || v.gone || v.settled() {
				return
			}
			v.converse(ctx, t, netip.AddrPortFrom(v.addr, port))
		}
	}
}

func (v *visit) converse(ctx context.Context, t probe.Talker, to netip.AddrPort) {
	talk, cancel := context.WithTimeout(ctx, v.Talk+v.Connect)
	defer cancel()
	c, err := v.gate.dial(talk, t.Protocol(), to, v.Connect)
	if err != nil {
		v.ports[t.Protocol()] = v.refused(err)
		return
	}
	v.up, v.ports[t.Protocol()] = true, open
	v.alive(v.addr)
	s, err := t.Talk(talk, &line{Conn: c, curious: func(s *probe.Statement) bool { return v.curious(t.Protocol(), s) }})
	// The conversation is over; how the connection ends changes nothing.
	_ = c.Close()
	sent, received := c.Packets()
	v.cost += sent + received
	v.learn(s, err, t.Protocol(), to)
	if ctx.Err() == nil {
		_ = pause(ctx, v.Pause)
	}
}

func (v *visit) learn(s probe.Statement, err error, protocol string, to netip.AddrPort) {
	if errors.Is(err, probe.ErrBroken) {
		v.ears.broke()
	}
	if s.Protocol == "" || err != nil && !errors.Is(err, probe.ErrNothing) {
		return
	}
	switch protocol {
	case ask.RTSP:
		v.video = true
	case ask.HTTP:
		v.web, v.secure, v.site = true, http.Secure(s, v.addr), http.Site(&s)
		v.plain = ordinary.Page(&s) != ""
	}
	s.From, s.At, s.Time = to, "tcp "+to.String(), v.Now()
	if len(s.Signals) > 0 {
		v.ears.keep(s)
	}
}

// refused reads life and death from the error of a connection.
func (v *visit) refused(err error) portState {
	v.cost++
	if errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.ECONNRESET) {
		v.cost++
		v.up = true
		v.alive(v.addr)
		return refused
	}
	v.silent()
	return silent
}

// silent looks whether anybody is there at all: on a link of our own, the
// system has just asked who has this address.
func (v *visit) silent() {
	if !v.up && v.onLink {
		v.gone = v.absent(v.addr)
	}
}

func (v *visit) saidOver(protocol string) bool {
	for _, s := range v.ears.of(v.addr) {
		if s.Protocol == protocol {
			return true
		}
	}
	return false
}

func (v *visit) looksLikeVideo() bool {
	if v.video {
		return true
	}
	for _, s := range v.ears.of(v.addr) {
		if s.Get(inventory.SignalONVIFShape) != "" {
			return true
		}
	}
	return false
}

// A line is a connection as a Talker sees it.
type line struct {
	wire.Conn
	curious func(*probe.Statement) bool
}

func (l *line) Curious(said *probe.Statement) bool { return l.curious(said) }

// udpAt is the place of a datagram in evidence.
func udpAt(from netip.AddrPort) string {
	return "udp " + from.Addr().String() + ":" + strconv.Itoa(int(from.Port()))
}
