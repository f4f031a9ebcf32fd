package probetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"sync"

	"golang.org/x/net/ipv4"
)

// Options say how devices stand on the network.
type Options struct {
	Shift uint16 // added to every port
	// Interface is the one to hear groups on, "" for none. Devices then share
	// the machine's address on it, so there should be one in each namespace.
	Interface string
}

// groups are where each port's questions to all are sent.
var groups = map[uint16][]byte{
	37020: {239, 255, 255, 250}, 3702: {239, 255, 255, 250}, 1900: {239, 255, 255, 250},
	37810: {239, 255, 255, 251}, 5353: {224, 0, 0, 251},
}

// Serve starts a device on real sockets at its own address. Closing what it
// returns ends it, and all of its conversations.
func Serve(d *Device, o Options) (io.Closer, error) {
	s := &served{}
	s.ctx, s.stop = context.WithCancel(context.Background())
	for port, reply := range d.UDP {
		if err := s.udp(d.Addr, port, o, reply); err != nil {
			return nil, errors.Join(fmt.Errorf("device %s: %w", d.Name, err), s.Close())
		}
	}
	for port, server := range d.TCP {
		if err := s.tcp(netip.AddrPortFrom(d.Addr, port+o.Shift), server); err != nil {
			return nil, errors.Join(fmt.Errorf("device %s: %w", d.Name, err), s.Close())
		}
	}
	return s, nil
}

type served struct {
	ctx  context.Context // of all conversations; a device is a process of its own
	stop func()
	all  sync.WaitGroup

	mu   sync.Mutex // guards open
	open []io.Closer
}

func (s *served) keep(c io.Closer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open = append(s.open, c)
}

// Close ends the device.
func (s *served) Close() error {
	s.stop()
	s.mu.Lock()
	for _, c := range s.open {
		_ = c.Close() // some have been closed by their conversation
	}
	s.mu.Unlock()
	s.all.Wait()
	return nil
}

func (s *served) udp(addr netip.Addr, port uint16, o Options, reply Replier) error {
	at := netip.AddrPortFrom(addr, port+o.Shift)
	if o.Interface != "" {
		at = netip.AddrPortFrom(netip.IPv4Unspecified(), port+o.Shift)
	}
	c, err := net.ListenUDP("udp4", net.UDPAddrFromAddrPort(at))
	if err != nil {
		return err
	}
	s.keep(c)
	if group := groups[port]; o.Interface != "" && group != nil {
		i, err := net.InterfaceByName(o.Interface)
		if err != nil {
			return err
		}
		if err := ipv4.NewPacketConn(c).JoinGroup(i, &net.UDPAddr{IP: group}); err != nil {
			return err
		}
	}
	s.all.Go(func() {
		buf := make([]byte, 64<<10)
		for {
			n, from, err := c.ReadFromUDPAddrPort(buf)
			if err != nil {
				return
			}
			for _, r := range reply(buf[:n]) {
				_, _ = c.WriteToUDPAddrPort(r, from) // a lost answer is a fact of networks
			}
		}
	})
	return nil
}

func (s *served) tcp(at netip.AddrPort, server Server) error {
	l, err := net.ListenTCP("tcp4", net.TCPAddrFromAddrPort(at))
	if err != nil {
		return err
	}
	s.keep(l)
	s.all.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			stop := context.AfterFunc(s.ctx, func() { _ = c.Close() })
			s.all.Go(func() {
				defer stop()
				defer c.Close()
				server(c)
			})
		}
	})
	return nil
}
