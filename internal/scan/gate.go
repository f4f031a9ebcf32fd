package scan

import (
	"context"
	"fmt"
	"net/netip"
	"sync"
	"time"

	"caveat.example/caveat/internal/probe/ask"
	"caveat.example/caveat/internal/probe/wire"
)

// Budgets of one host.
const (
	maxConnections = 4
	closePackets   = 1 // a reset ends a connection
)

// A gate stands before the network: nothing is sent except through it. It
// holds the rate, the scope, one datagram for each protocol and host, at most
// maxConnections connections to a host and one at a time, and it counts and
// tells all that was sent. Its methods may be called at once.
type gate struct {
	scope *Scope
	net   wire.Network
	pace  *pace
	tell  func(Sent)
	now   func() time.Time

	mu    sync.Mutex // guards what follows
	asked map[netip.Addr]*asked
	sent  map[string]Count
}

// asked is what one host was asked.
type asked struct {
	protocols   map[string]bool
	connections int
	open        bool
}

// Sent is one thing that was sent, for the log.
type Sent struct {
	Time     time.Time `json:"time"`
	To       string    `json:"to"`
	Protocol string    `json:"protocol"`
	What     string    `json:"what"`
	Bytes    int       `json:"bytes"`
}

// A Count says how much was sent in one protocol.
type Count struct {
	Hosts   int // hosts, or links for a question to a group
	Packets int // exact for UDP, and for TCP where the system counts them; else about
}

func (g *gate) host(a netip.Addr) *asked {
	h := g.asked[a]
	if h == nil {
		h = &asked{protocols: map[string]bool{}}
		g.asked[a] = h
	}
	return h
}

// send asks one host over UDP, once.
func (g *gate) send(ctx context.Context, s wire.Socket, d ask.Datagram, to netip.Addr) error {
	if !g.scope.Allows(to) {
		return fmt.Errorf("%s is outside the scope", to)
	}
	g.mu.Lock()
	h := g.host(to)
	again := h.protocols[d.Protocol()]
	h.protocols[d.Protocol()] = true
	g.mu.Unlock()
	if again {
		return fmt.Errorf("%s was asked over %s before", to, d.Protocol())
	}
	if err := g.pace.take(ctx, 1); err != nil {
		return err
	}
	g.note(d.Protocol(), to.String(), "datagram", len(d.Bytes()), 1, 1)
	return g.pace.judge(s.Send(d, to))
}

// sendGroup asks all hosts of a link over UDP, once.
func (g *gate) sendGroup(ctx context.Context, s wire.Socket, d ask.Datagram, on wire.Link) error {
	if err := g.pace.take(ctx, 1); err != nil {
		return err
	}
	g.note(d.Protocol(), d.Group().String()+"%"+on.Name, "datagram to all", len(d.Bytes()), 1, 1)
	return g.pace.judge(s.SendGroup(d, on))
}

// dial opens the one connection that a host has at a time.
func (g *gate) dial(ctx context.Context, protocol string, to netip.AddrPort, connect time.Duration) (wire.Conn, error) {
	if !g.scope.Allows(to.Addr()) {
		return nil, fmt.Errorf("%s is outside the scope", to.Addr())
	}
	g.mu.Lock()
	h := g.host(to.Addr())
	full := h.open || h.connections >= maxConnections
	if !full {
		h.open = true
		h.connections++
	}
	g.mu.Unlock()
	if full {
		return nil, fmt.Errorf("%s has had its connections", to.Addr())
	}
	if err := g.pace.take(ctx, 1); err != nil {
		g.closed(to.Addr())
		return nil, err
	}
	g.note(protocol, to.String(), "connection", 0, 1, 1)
	c, err := g.net.Dial(ctx, to, connect)
	if err != nil {
		g.closed(to.Addr())
		return nil, g.pace.judge(err)
	}
	return &gatedConn{Conn: c, gate: g, protocol: protocol, counted: 1}, nil
}

func (g *gate) closed(a netip.Addr) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.host(a).open = false
}

// forget drops what is known of a host that is done, so that memory does not
// grow with the range. A host is done once in a run.
func (g *gate) forget(a netip.Addr) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.asked, a)
}

func (g *gate) note(protocol, to, what string, size, hosts, packets int) {
	g.mu.Lock()
	c := g.sent[protocol]
	g.sent[protocol] = Count{c.Hosts + hosts, c.Packets + packets}
	g.mu.Unlock()
	if g.tell != nil {
		g.tell(Sent{g.now(), to, protocol, what, size})
	}
}

// counts is what was sent so far, by protocol.
func (g *gate) counts() map[string]Count {
	g.mu.Lock()
	defer g.mu.Unlock()
	out := make(map[string]Count, len(g.sent))
	for k, v := range g.sent {
		out[k] = v
	}
	return out
}

// A gatedConn counts a conversation. Its questions go at once, so that the
// system can send them together with an acknowledgement; the packets are owed
// to the rate, and who comes next waits for them.
type gatedConn struct {
	wire.Conn
	gate     *gate
	protocol string
	counted  int // packets noted so far, the opening included
}

func (c *gatedConn) Ask(t ask.Text) error {
	c.gate.pace.owe(1)
	c.counted++
	c.gate.note(c.protocol, c.Remote().String(), t.Name(), len(t.Bytes()), 0, 1)
	return c.Conn.Ask(t)
}

func (c *gatedConn) Secure(ctx context.Context, more func(der []byte) bool) ([]byte, error) {
	const handshake = 3
	c.gate.pace.owe(handshake)
	c.counted += handshake
	c.gate.note(c.protocol, c.Remote().String(), "TLS handshake", 0, 0, handshake)
	return c.Conn.Secure(ctx, more)
}

func (c *gatedConn) Close() error {
	err := c.Conn.Close()
	c.gate.pace.owe(closePackets)
	more := closePackets
	if sent, _ := c.Packets(); sent > 0 {
		more = sent - c.counted // what the system sent besides: acknowledgements, the reset
	}
	c.gate.note(c.protocol, c.Remote().String(), "close", 0, 0, more)
	c.gate.closed(c.Remote().Addr())
	return err
}
