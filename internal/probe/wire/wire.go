// Package wire holds the sockets. It is the only package through which Caveat
// sends anything to a device, and it takes nothing but the questions of package
// ask. It refuses to know whom to ask, how often, and what an answer means.
package wire

import (
	"context"
	"net/netip"
	"time"

	"caveat.example/caveat/internal/probe/ask"
)

// A Network is what a scan may do. System is the real one; probetest has one
// in memory. Its methods may be called at once from any number of goroutines.
type Network interface {
	// Socket opens a UDP socket that asks in one protocol.
	Socket() (Socket, error)

	// Listen hears what is sent to a group on the given links, for answers that
	// go to all, and for what nobody asked.
	Listen(port uint16, group netip.Addr, links []Link) (Socket, error)

	// Dial opens a connection within the time connect. The context bounds the
	// whole conversation. One packet is sent to a host that does not answer, so
	// long as connect is less than a second.
	Dial(ctx context.Context, to netip.AddrPort, connect time.Duration) (Conn, error)

	// Links are the networks that this machine is on.
	Links() ([]Link, error)

	// Neighbours gives the hardware address of each host on a link that
	// answered this machine lately, nil where the system does not tell.
	Neighbours() (map[netip.Addr]string, error)
}

// A Socket sends questions and takes answers. Closing it ends a Receive.
type Socket interface {
	// Send asks one host.
	Send(d ask.Datagram, to netip.Addr) error
	// SendGroup asks all hosts of a link, at the question's own group.
	SendGroup(d ask.Datagram, on Link) error
	Receive(buf []byte) (n int, from netip.AddrPort, err error)
	Close() error
}

// A Conn is one connection to one device.
type Conn interface {
	Ask(ask.Text) error
	// Read ends with ErrTooMuch when a device sends more than MaxRead bytes.
	Read([]byte) (int, error)
	// Secure is that of probe.Line.
	Secure(ctx context.Context, more func(der []byte) bool) ([]byte, error)
	Remote() netip.AddrPort
	Close() error
	// Packets is what the connection cost both ways, once it is closed; zeros
	// where the system doesn't say.
	Packets() (sent, received int)
}

// A Link is a network that this machine is on.
type Link struct {
	Index     int
	Name      string
	Addr      netip.Prefix // this machine's address on it, and its size
	Multicast bool
	Loopback  bool
}

// MaxRead bounds what is read from one connection.
const MaxRead = 192 << 10
