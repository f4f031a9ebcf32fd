// Package arp knows which hardware address answers for an address on the link:
// from ARP packets in a capture, and from the table that the system keeps of
// the hosts it has just talked to. It sends nothing.
package arp

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"net/netip"
	"strings"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
)

// Protocol is the name of the protocol.
const Protocol = "arp"

// EtherType marks ARP frames.
const EtherType = 0x0806

// Hear decodes an ARP packet into who has which address.
func Hear(packet []byte) (probe.Statement, error) {
	const size = 28
	if len(packet) < size {
		return probe.Statement{}, fmt.Errorf("ARP packet of %d bytes: %w", len(packet), probe.ErrBroken)
	}
	const ethernet, ipv4, hardware, protocol = 1, 0x0800, 6, 4
	if binary.BigEndian.Uint16(packet) != ethernet || binary.BigEndian.Uint16(packet[2:]) != ipv4 || packet[4] != hardware || packet[5] != protocol {
		return probe.Statement{}, probe.ErrNothing
	}
	who := netip.AddrFrom4([4]byte(packet[14:18]))
	mac := probe.MACBytes(packet[8:14])
	if who.IsUnspecified() || mac == "" {
		return probe.Statement{}, probe.ErrNothing
	}
	return Seen(who, mac), nil
}

// Seen is the statement that an address answers with a hardware address.
func Seen(who netip.Addr, mac string) probe.Statement {
	s := probe.Statement{Protocol: Protocol, LinkMAC: mac, Says: who, From: netip.AddrPortFrom(who, 0)}
	s.Add(inventory.SignalARPMAC, mac)
	return s
}

// Table reads the system's table in the form of Linux's /proc/net/arp: the
// hardware address of each address that answered.
func Table(r io.Reader) (map[netip.Addr]string, error) {
	const complete, columns = "0x2", 6
	out := make(map[netip.Addr]string)
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		f := strings.Fields(lines.Text())
		if len(f) < columns || f[2] != complete {
			continue
		}
		who, err := netip.ParseAddr(f[0])
		if mac := probe.MAC(f[3]); err == nil && mac != "" {
			out[who] = mac
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("table of hardware addresses: %w", err)
	}
	return out, nil
}
