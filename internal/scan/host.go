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
	"caveat.example/caveat/internal/probe/ssdp"
	"caveat.example/caveat/internal/probe/wire"
)

// host asks one address, one question after the other, until its maker is
// known or the questions are used up. The protocols of the families come
// first: whoever speaks one is asked nothing more.
func (r *run) host(ctx context.Context, a netip.Addr) {
	defer r.gate.forget(a)
	_, onLink := linkOf(r.Links, a)
	v := &visit{run: r, addr: a, grouped: r.grouped(a), onLink: onLink}
	if !v.grouped {
		v.call(ctx, ask.SADP, ask.DHIP, ask.WSD)
	}
	v.talk(ctx)
	v.more(ctx)
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
}

func (v *visit) settled() bool { return v.Settled(v.ears.of(v.addr)) }

// call asks over UDP in each of the protocols, until the maker is known.
func (v *visit) call(ctx context.Context, protocols ...string) {
	for _, p := range protocols {
		for _, c := range v.Callers {
			if c.Protocol() != p || v.sockets[p] == nil {
				continue
			}
			if ctx.Err() != nil || v.gone || v.settled() {
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
	timer := time.NewTimer(v.Wait)
	defer timer.Stop()
	select {
	case <-answered:
		v.up = true
		v.alive(v.addr)
	case <-timer.C:
		v.silent()
	case <-ctx.Done():
	}
}

// talk asks over TCP, one connection after the other.
func (v *visit) talk(ctx context.Context) {
	for _, t := range v.Talkers {
		for _, port := range t.Ports() {
			if ctx.Err() != nil || v.gone || v.settled() || !v.wanted(t.Protocol()) {
				break
			}
			v.converse(ctx, t, netip.AddrPortFrom(v.addr, port))
		}
	}
}

// wanted says whether a protocol can tell more than those before it: HTTPS is
// asked where there is no plain page, where it leads there, or of what looks
// like a camera.
func (v *visit) wanted(protocol string) bool {
	return protocol != ask.HTTPS || !v.web || v.secure || v.video
}

func (v *visit) converse(ctx context.Context, t probe.Talker, to netip.AddrPort) {
	talk, cancel := context.WithTimeout(ctx, v.Talk+v.Connect)
	defer cancel()
	c, err := v.gate.dial(talk, t.Protocol(), to, v.Connect)
	if err != nil {
		v.refused(err)
		return
	}
	v.up = true
	v.alive(v.addr)
	s, err := t.Talk(talk, &line{Conn: c, curious: func() bool { return !v.settled() }})
	// The conversation is over; how the connection ends changes nothing.
	_ = c.Close()
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
		v.web, v.secure = true, http.Secure(s, v.addr)
	}
	s.From, s.At, s.Time = to, "tcp "+to.String(), v.Now()
	if len(s.Signals) > 0 {
		v.ears.keep(s)
	}
}

// refused reads life and death from the error of a connection.
func (v *visit) refused(err error) {
	if errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.ECONNRESET) {
		v.up = true
		v.alive(v.addr)
		return
	}
	v.silent()
}

// silent looks whether anybody is there at all: on a link of our own, the
// system has just asked who has this address.
func (v *visit) silent() {
	if !v.up && v.onLink {
		v.gone = v.absent(v.addr)
	}
}

// more asks what is worth asking only of a host that is there, and looks like
// equipment.
func (v *visit) more(ctx context.Context) {
	if v.gone || ctx.Err() != nil {
		return
	}
	if v.grouped {
		v.again(ctx)
	}
	if !v.grouped && v.looksLikeVideo() {
		if !v.web {
			v.call(ctx, ask.SSDP) // says of itself what a page says as well
		}
		if v.onLink && !v.saidOver(ask.SSDP) {
			v.call(ctx, ask.MDNS) // answered on the link only (RFC 6762, 5.5)
		}
		if !v.saidOver(ask.SSDP) && !v.saidOver(ask.WSD) {
			v.call(ctx, ask.DahuaV1) // spoken by devices too old for either
		}
	}
	if v.up || v.ears.told(v.addr) {
		v.call(ctx, ask.SNMP)
	}
	for _, s := range v.ears.of(v.addr) {
		if d := (ssdp.Description{Location: s.Next}); s.Next != "" && !v.settled() && d.On(v.addr) {
			v.converse(ctx, described{d}, netip.AddrPortFrom(v.addr, d.Ports()[0]))
			return
		}
	}
}

// again asks a host by itself that was asked with its whole link and has not
// answered: switches and wireless networks do lose what goes to groups. One
// that has answered any group hears them. Of the others, only what looks like a
// camera, or is there and has no page, is worth it.
func (v *visit) again(ctx context.Context) {
	hears := v.saidOver(ask.SSDP) || v.saidOver(ask.WSD) || v.saidOver(ask.MDNS)
	if !v.up || hears || v.web && !v.looksLikeVideo() {
		return
	}
	v.call(ctx, ask.SADP, ask.DHIP)
	if v.looksLikeVideo() && !v.ears.any(ask.WSD) {
		v.call(ctx, ask.WSD) // nobody answered it: the link may carry no groups
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

// described is a description that the host itself has announced.
type described struct{ ssdp.Description }

// A line is a connection as a Talker sees it.
type line struct {
	wire.Conn
	curious func() bool
}

func (l *line) Curious() bool { return l.curious() }

// udpAt is the place of a datagram in evidence.
func udpAt(from netip.AddrPort) string {
	return "udp " + from.Addr().String() + ":" + strconv.Itoa(int(from.Port()))
}
