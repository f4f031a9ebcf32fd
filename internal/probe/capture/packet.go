package capture

import (
	"encoding/binary"
	"net/netip"
)

const (
	etherIPv4 = 0x0800
	etherARP  = 0x0806
	etherIPv6 = 0x86dd
	etherVLAN = 0x8100
	etherQinQ = 0x88a8

	protocolTCP = 6
	protocolUDP = 17
)

// A sender is the hardware address that a frame came from, as it stands there;
// nil where it has none. It is put in words only when something was heard.
type sender []byte

// link takes the link's head off a frame: the sender's hardware address where
// the link has them, the type of what follows, and that.
func link(f Frame) (mac sender, etherType uint16, payload []byte) {
	b := f.Data
	switch f.Link {
	case Ethernet:
		if len(b) < 14 {
			return nil, 0, nil
		}
		mac, etherType, payload = b[6:12], binary.BigEndian.Uint16(b[12:]), b[14:]
	case LinuxSLL:
		if len(b) < 16 {
			return nil, 0, nil
		}
		etherType, payload = binary.BigEndian.Uint16(b[14:]), b[16:]
		if binary.BigEndian.Uint16(b[4:]) == 6 {
			mac = b[6:12]
		}
	case LinuxSLL2:
		if len(b) < 20 {
			return nil, 0, nil
		}
		etherType, payload = binary.BigEndian.Uint16(b), b[20:]
		if b[11] == 6 {
			mac = b[12:18]
		}
	case Loopback:
		if len(b) < 4 {
			return nil, 0, nil
		}
		return nil, version(b[4:]), b[4:]
	default:
		return nil, version(b), b
	}
	const deepest = 2
	for range deepest {
		if (etherType != etherVLAN && etherType != etherQinQ) || len(payload) < 4 {
			break
		}
		etherType, payload = binary.BigEndian.Uint16(payload[2:]), payload[4:]
	}
	return mac, etherType, payload
}

func version(b []byte) uint16 {
	if len(b) == 0 {
		return 0
	}
	switch b[0] >> 4 {
	case 4:
		return etherIPv4
	case 6:
		return etherIPv6
	}
	return 0
}

// A packet is an IP packet without its head.
type packet struct {
	from, to netip.Addr
	protocol byte
	payload  []byte
	fragment bool
	routed   bool // it came over a router, whose hardware address it carries
}

// routed reads from the hops that a packet has left whether a router has taken
// one: systems begin with 64, 128 or 255, and with little for a group.
func routed(hops byte, to netip.Addr) bool {
	return !to.IsMulticast() && hops != 32 && hops != 64 && hops != 128 && hops != 255
}

func parseIP(b []byte) (packet, bool) {
	switch version(b) {
	case etherIPv4:
		return parseIPv4(b)
	case etherIPv6:
		return parseIPv6(b)
	}
	return packet{}, false
}

func parseIPv4(b []byte) (packet, bool) {
	if len(b) < 20 {
		return packet{}, false
	}
	head, size := int(b[0]&0x0f)*4, int(binary.BigEndian.Uint16(b[2:]))
	if head < 20 || head > len(b) {
		return packet{}, false
	}
	if size == 0 || size > len(b) { // offloaded by the network card, or cut by the capture
		size = len(b)
	}
	if size < head {
		return packet{}, false
	}
	const moreOrOffset = 0x3fff
	to := netip.AddrFrom4([4]byte(b[16:20]))
	return packet{
		from: netip.AddrFrom4([4]byte(b[12:16])), to: to, protocol: b[9], routed: routed(b[8], to),
		payload: b[head:size], fragment: binary.BigEndian.Uint16(b[6:])&moreOrOffset != 0,
	}, true
}

func parseIPv6(b []byte) (packet, bool) {
	const head, fragment = 40, 44
	if len(b) < head {
		return packet{}, false
	}
	size := min(int(binary.BigEndian.Uint16(b[4:])), len(b)-head)
	to := netip.AddrFrom16([16]byte(b[24:40]))
	return packet{
		from: netip.AddrFrom16([16]byte(b[8:24])), to: to, protocol: b[6], routed: routed(b[7], to),
		payload: b[head : head+size], fragment: b[6] == fragment,
	}, true
}
