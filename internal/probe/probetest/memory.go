package probetest

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"sync"
	"syscall"
	"time"

	"caveat.example/caveat/internal/probe/ask"
	"caveat.example/caveat/internal/probe/wire"
)

// A Memory is a network of simulated devices without sockets, for tests of a
// whole scan in made-up time. It keeps every byte that was sent.
type Memory struct {
	Net       []wire.Link
	ARP       map[netip.Addr]string
	Delay     time.Duration // of every answer
	FailSends func(n int) error
	Deaf      bool // what goes to groups is lost

	devices map[netip.Addr]*Device

	mu       sync.Mutex // guards what follows
	sent     []Packet
	open     map[netip.Addr]int
	mostOpen int
}

// A Packet is something that was sent in a Memory.
type Packet struct {
	To   netip.AddrPort
	TCP  bool
	Dial bool // the opening of a connection
	Body []byte
	Time time.Time
}

// NewMemory makes a network of devices.
func NewMemory(devices []*Device) *Memory {
	m := &Memory{devices: map[netip.Addr]*Device{}, open: map[netip.Addr]int{}}
	for _, d := range devices {
		m.devices[d.Addr] = d
	}
	return m
}

// Sent gives all that was sent so far.
func (m *Memory) Sent() []Packet {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.sent)
}

// MostOpen is how many connections one device had at a time, at most.
func (m *Memory) MostOpen() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.mostOpen
}

func (m *Memory) note(p Packet) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	p.Time = time.Now()
	m.sent = append(m.sent, p)
	if m.FailSends != nil {
		return m.FailSends(len(m.sent))
	}
	return nil
}

// Links are those of Net.
func (m *Memory) Links() ([]wire.Link, error) { return m.Net, nil }

// Neighbours are those of ARP, or every device where there are links and no
// other table was given.
func (m *Memory) Neighbours() (map[netip.Addr]string, error) {
	if m.ARP != nil || len(m.Net) == 0 {
		return m.ARP, nil
	}
	out := map[netip.Addr]string{}
	for a, d := range m.devices {
		out[a] = d.MAC
	}
	return out, nil
}

// Socket opens a socket in memory.
func (m *Memory) Socket() (wire.Socket, error) {
	return &memorySocket{net: m, in: make(chan heard, 1024), closed: make(chan struct{})}, nil
}

// Listen opens a socket that hears nothing: devices in memory answer the asker.
func (m *Memory) Listen(uint16, netip.Addr, []wire.Link) (wire.Socket, error) { return m.Socket() }

type heard struct {
	from netip.AddrPort
	body []byte
}

type memorySocket struct {
	net    *Memory
	in     chan heard
	closed chan struct{}
	once   sync.Once
}

func (s *memorySocket) Send(d ask.Datagram, to netip.Addr) error {
	if err := s.net.note(Packet{To: netip.AddrPortFrom(to, d.Port()), Body: d.Bytes()}); err != nil {
		return err
	}
	if dev := s.net.devices[to]; dev != nil {
		s.deliver(dev, d)
	}
	return nil
}

func (s *memorySocket) SendGroup(d ask.Datagram, on wire.Link) error {
	if err := s.net.note(Packet{To: netip.AddrPortFrom(d.Group(), d.Port()), Body: d.Bytes()}); err != nil {
		return err
	}
	for a, dev := range s.net.devices {
		if !s.net.Deaf && on.Addr.Contains(a) {
			s.deliver(dev, d)
		}
	}
	return nil
}

func (s *memorySocket) deliver(dev *Device, d ask.Datagram) {
	reply := dev.UDP[d.Port()]
	if reply == nil {
		return
	}
	answers := reply(d.Bytes())
	time.AfterFunc(s.net.Delay, func() {
		for _, a := range answers {
			select {
			case s.in <- heard{netip.AddrPortFrom(dev.Addr, d.Port()), a}:
			case <-s.closed:
				return
			}
		}
	})
}

func (s *memorySocket) Receive(buf []byte) (int, netip.AddrPort, error) {
	select {
	case h := <-s.in:
		return copy(buf, h.body), h.from, nil
	case <-s.closed:
		return 0, netip.AddrPort{}, net.ErrClosed
	}
}

func (s *memorySocket) Close() error {
	s.once.Do(func() { close(s.closed) })
	return nil
}

// Dial opens a pipe to a device's server.
func (m *Memory) Dial(ctx context.Context, to netip.AddrPort, connect time.Duration) (wire.Conn, error) {
	if err := m.note(Packet{To: to, TCP: true, Dial: true}); err != nil {
		return nil, err
	}
	dev := m.devices[to.Addr()]
	if dev == nil {
		return nil, m.nobody(ctx, connect)
	}
	server := dev.TCP[to.Port()]
	if server == nil {
		return nil, syscall.ECONNREFUSED
	}
	ours, theirs := net.Pipe()
	m.count(to.Addr(), 1)
	go func() {
		defer theirs.Close()
		server(theirs)
	}()
	return wire.NewConn(ctx, &memoryConn{Conn: ours, net: m, to: to}, to), nil
}

func (m *Memory) nobody(ctx context.Context, connect time.Duration) error {
	timer := time.NewTimer(connect)
	defer timer.Stop()
	select {
	case <-timer.C:
		return syscall.ETIMEDOUT
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (m *Memory) count(a netip.Addr, n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.open[a] += n
	m.mostOpen = max(m.mostOpen, m.open[a])
}

// A memoryConn notes what is written.
type memoryConn struct {
	net.Conn
	net  *Memory
	to   netip.AddrPort
	once sync.Once
}

func (c *memoryConn) Write(b []byte) (int, error) {
	if err := c.net.note(Packet{To: c.to, TCP: true, Body: slices.Clone(b)}); err != nil {
		return 0, err
	}
	return c.Conn.Write(b)
}

func (c *memoryConn) Close() error {
	c.once.Do(func() { c.net.count(c.to.Addr(), -1) })
	return c.Conn.Close()
}
