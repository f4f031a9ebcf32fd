package wire

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"

	"golang.org/x/net/ipv4"

	"caveat.example/caveat/internal/probe/arp"
	"caveat.example/caveat/internal/probe/ask"
)

// A System is the network of this machine. Its zero value works and needs no
// privileges.
type System struct {
	// Shift is added to every port that is asked: simulated devices stand on
	// ports that need no privileges.
	Shift uint16
}

// Socket opens an unconnected UDP socket on a port of the system's choice.
func (s *System) Socket() (Socket, error) {
	return s.listen("0.0.0.0:0")
}

// Listen hears a group. The socket is bound to the group's own address, so that
// it takes nothing from other programs of this machine.
func (s *System) Listen(port uint16, group netip.Addr, links []Link) (Socket, error) {
	out, err := s.listen(netip.AddrPortFrom(group, port+s.Shift).String())
	if err != nil {
		return nil, err
	}
	if !group.IsMulticast() {
		return out, nil
	}
	var errs []error
	for _, l := range links {
		at := &net.UDPAddr{IP: group.AsSlice()}
		if err := out.packets.JoinGroup(&net.Interface{Index: l.Index, Name: l.Name}, at); err != nil {
			errs = append(errs, fmt.Errorf("listening to %s on %s: %w", group, l.Name, err))
		}
	}
	if len(errs) == len(links) {
		return nil, errors.Join(append(errs, out.Close())...)
	}
	return out, nil
}

func (s *System) listen(at string) (*socket, error) {
	config := net.ListenConfig{Control: shareable}
	c, err := config.ListenPacket(context.Background(), "udp4", at)
	if err != nil {
		return nil, fmt.Errorf("opening a UDP socket at %s: %w", at, err)
	}
	udp, ok := c.(*net.UDPConn)
	if !ok {
		return nil, errors.Join(fmt.Errorf("opening a UDP socket at %s: it is a %T", at, c), c.Close())
	}
	// Who floods the socket shall not push out what others say; the system
	// gives what it allows.
	_ = udp.SetReadBuffer(4 << 20)
	return &socket{udp: udp, packets: ipv4.NewPacketConn(udp), shift: s.Shift}, nil
}

type socket struct {
	udp     *net.UDPConn
	packets *ipv4.PacketConn
	shift   uint16
}

func (s *socket) Send(d ask.Datagram, to netip.Addr) error {
	_, err := s.udp.WriteToUDPAddrPort(d.Bytes(), netip.AddrPortFrom(to, d.Port()+s.shift))
	return err
}

func (s *socket) SendGroup(d ask.Datagram, on Link) error {
	if !d.Group().IsValid() {
		return fmt.Errorf("%s has no group to ask", d.Protocol())
	}
	to := &net.UDPAddr{IP: d.Group().AsSlice(), Port: int(d.Port() + s.shift)}
	_, err := s.packets.WriteTo(d.Bytes(), &ipv4.ControlMessage{IfIndex: on.Index}, to)
	return err
}

func (s *socket) Receive(buf []byte) (int, netip.AddrPort, error) {
	n, from, err := s.udp.ReadFromUDPAddrPort(buf)
	return n, unshift(from, s.shift), err
}

func (s *socket) Close() error { return s.udp.Close() }

func unshift(a netip.AddrPort, shift uint16) netip.AddrPort {
	if a.Port() > shift {
		return netip.AddrPortFrom(a.Addr().Unmap(), a.Port()-shift)
	}
	return netip.AddrPortFrom(a.Addr().Unmap(), a.Port())
}

// Links lists the IPv4 networks of the interfaces that are up.
func (s *System) Links() ([]Link, error) {
	interfaces, err := net.Interfaces()
	if err != nil {
		return nil, fmt.Errorf("listing the network interfaces: %w", err)
	}
	var out []Link
	for _, i := range interfaces {
		addrs, err := i.Addrs()
		if i.Flags&net.FlagUp == 0 || err != nil {
			continue
		}
		for _, a := range addrs {
			p, err := netip.ParsePrefix(a.String())
			if err != nil || !p.Addr().Is4() {
				continue
			}
			out = append(out, Link{
				Index: i.Index, Name: i.Name, Addr: p,
				Multicast: i.Flags&net.FlagMulticast != 0, Loopback: i.Flags&net.FlagLoopback != 0,
			})
		}
	}
	return out, nil
}

// neighbourTable is where Linux keeps what ARP told it.
const neighbourTable = "/proc/net/arp"

// Neighbours reads the system's table of hardware addresses.
func (s *System) Neighbours() (map[netip.Addr]string, error) {
	f, err := os.Open(neighbourTable)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the system's hardware addresses: %w", err)
	}
	defer f.Close()
	return arp.Table(f)
}
