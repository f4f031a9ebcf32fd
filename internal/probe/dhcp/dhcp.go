// Package dhcp knows what a device's request for an address shows of it: its
// hardware address, vendor class and the order of its wishes. It is heard only.
package dhcp

import (
	"bytes"
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
)

// Protocol is the name of the protocol.
const Protocol = "dhcp"

// Probe decodes DHCP requests (UDP 67).
type Probe struct{}

// Protocol is "dhcp".
func (Probe) Protocol() string { return Protocol }

var cookie = []byte{0x63, 0x82, 0x53, 0x63}

// Options that are read.
const (
	optPad         = 0
	optHostName    = 12
	optRequested   = 50
	optParameters  = 55
	optVendorClass = 60
	optEnd         = 255
)

// Hear decodes a request of a client; what servers answer says nothing of them.
func (Probe) Hear(message []byte) (probe.Statement, error) {
	const fixed, request, ethernet = 240, 1, 1
	if len(message) < fixed {
		return probe.Statement{}, fmt.Errorf("DHCP message of %d bytes: %w", len(message), probe.ErrBroken)
	}
	if message[0] != request || message[1] != ethernet || !bytes.Equal(message[236:240], cookie) {
		return probe.Statement{}, probe.ErrNothing
	}
	s := probe.Statement{Protocol: Protocol, MAC: probe.MACBytes(message[28:34])}
	if a := netip.AddrFrom4([4]byte(message[12:16])); !a.IsUnspecified() {
		s.Says = a
	}
	if s.MAC == "" {
		return probe.Statement{}, probe.ErrNothing
	}
	options(&s, message[fixed:])
	return s, nil
}

func options(s *probe.Statement, rest []byte) {
	for len(rest) >= 2 && rest[0] != optEnd {
		if rest[0] == optPad {
			rest = rest[1:]
			continue
		}
		kind, size := rest[0], int(rest[1])
		rest = rest[2:]
		if size > len(rest) {
			s.Note("DHCP option is cut short")
			return
		}
		option(s, kind, rest[:size])
		rest = rest[size:]
	}
}

func option(s *probe.Statement, kind byte, value []byte) {
	switch kind {
	case optHostName:
		s.Add(inventory.SignalDHCPHostName, string(value))
	case optVendorClass:
		s.Add(inventory.SignalDHCPVendorClass, string(value))
	case optRequested:
		if len(value) == 4 {
			s.Says = netip.AddrFrom4([4]byte(value))
		}
	case optParameters:
		var wishes []string
		for _, v := range value {
			wishes = append(wishes, strconv.Itoa(int(v)))
		}
		s.Add(inventory.SignalDHCPParameters, strings.Join(wishes, ","))
	}
}
