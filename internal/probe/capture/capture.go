// Package capture knows how frames on a wire become what devices said: it
// takes Ethernet, IPv4, IPv6, UDP and the beginnings of TCP streams apart, and
// hands the messages to the probes. It sends nothing. Its memory is bounded,
// whatever the capture holds.
package capture

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"time"

	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/all"
	"caveat.example/caveat/internal/probe/arp"
	"caveat.example/caveat/internal/probe/sadp"
)

// A LinkType says how frames begin, with the numbers of pcap.
type LinkType int

// The link types that are read.
const (
	Ethernet  LinkType = 1
	RawIP     LinkType = 101
	RawIPAlt  LinkType = 12
	LinuxSLL  LinkType = 113
	LinuxSLL2 LinkType = 276
	Loopback  LinkType = 0
)

// Reads says whether frames of a link type are read.
func Reads(t LinkType) bool {
	switch t {
	case Ethernet, RawIP, RawIPAlt, LinuxSLL, LinuxSLL2, Loopback:
		return true
	}
	return false
}

// A Frame is one frame of a capture.
type Frame struct {
	Link LinkType
	Data []byte // read only until Frame returns
	Time time.Time
	// Number counts the frames of the capture from 1; evidence names it.
	Number int
}

// A Reader turns frames into statements. It is for one goroutine.
type Reader struct {
	keep    func(probe.Statement)
	hearers map[uint16]probe.Hearer
	streams []probe.Hearer
	flows   flows

	said   map[saying]bool // messages that were heard, and whether they were broken
	latest saying

	Broken    int // messages that broke their protocol
	Fragments int // fragments of IP packets, which are not put together
}

// NewReader makes a Reader that hands each statement to keep.
func NewReader(keep func(probe.Statement)) *Reader {
	r := &Reader{keep: keep, hearers: map[uint16]probe.Hearer{}, said: map[saying]bool{}, streams: all.Streams()}
	for _, l := range all.Listeners() {
		r.hearers[l.Port] = l.Hearer
	}
	r.flows.done = r.stream
	return r
}

// Frame takes one frame.
func (r *Reader) Frame(f Frame) {
	r.latest = saying{}
	mac, etherType, payload := link(f)
	switch etherType {
	case etherARP:
		if r.again(netip.AddrPort{}, 0, mac, payload) {
			return
		}
		s, err := arp.Hear(payload)
		r.heard(s, err, s.From, payload, f, s.LinkMAC)
	case sadp.EtherType:
		s, err := sadp.HearFrame(payload)
		r.heard(s, err, netip.AddrPortFrom(s.Says, 0), payload, f, probe.MACBytes(mac))
	case etherIPv4, etherIPv6:
		r.ip(f, mac, payload)
	}
}

func (r *Reader) ip(f Frame, mac sender, packet []byte) {
	p, ok := parseIP(packet)
	if !ok {
		return
	}
	if p.fragment {
		r.Fragments++
		return
	}
	if p.routed {
		mac = nil
	}
	switch p.protocol {
	case protocolUDP:
		r.udp(f, mac, p)
	case protocolTCP:
		r.flows.segment(p, mac, f)
	}
}

// udp decodes a datagram by the port that it came from, or, for what goes to a
// group, the port that it goes to.
func (r *Reader) udp(f Frame, from sender, p packet) {
	const head = 8
	if len(p.payload) < head {
		return
	}
	source, target := binary.BigEndian.Uint16(p.payload), binary.BigEndian.Uint16(p.payload[2:])
	size := int(binary.BigEndian.Uint16(p.payload[4:]))
	message := p.payload[head:max(head, min(size, len(p.payload)))]
	bySource, byTarget, marked := r.hearers[source], r.hearers[target], looksMarked(message)
	if bySource == nil && byTarget == nil && !marked {
		return
	}
	at := netip.AddrPortFrom(p.from, source)
	if r.again(at, target, from, message) {
		return
	}
	mac := probe.MACBytes(from)
	if bySource != nil {
		if s, err := bySource.Hear(message); !errors.Is(err, probe.ErrNothing) {
			r.heard(s, err, at, message, f, mac)
			return
		}
	}
	if byTarget != nil {
		s, err := byTarget.Hear(message)
		r.heard(s, err, at, message, f, mac)
		return
	}
	// An answer from a port of the device's choice to one of the asker's: the
	// protocols that mark their messages are still told apart.
	if marked {
		for _, h := range r.hearers {
			if s, err := h.Hear(message); err == nil {
				r.heard(s, nil, at, message, f, mac)
				return
			}
		}
	}
}

// A saying is a message of one sender, by its digest.
type saying struct {
	from   netip.AddrPort
	target uint16
	mac    [6]byte
	digest [sha256.Size]byte
}

// maxSayings is how many messages are remembered at a time.
const maxSayings = 1 << 15

// again says whether the sender has said the same before, word for word: devices
// repeat themselves for days, and it adds nothing. A message that broke its
// protocol is counted again.
func (r *Reader) again(from netip.AddrPort, target uint16, mac sender, message []byte) bool {
	s := saying{from: from, target: target, digest: sha256.Sum256(message)}
	copy(s.mac[:], mac)
	broken, known := r.said[s]
	if known {
		if broken {
			r.Broken++
		}
		return true
	}
	if len(r.said) >= maxSayings {
		clear(r.said)
	}
	r.said[s] = false
	r.latest = s
	return false
}

// looksMarked says whether a message begins as those of SADP, WS-Discovery,
// DHIP or SSDP do.
func looksMarked(m []byte) bool {
	return len(m) > 16 && (m[0] == '<' || string(m[4:8]) == "DHIP" || string(m[:8]) == "HTTP/1.1")
}

func (r *Reader) heard(s probe.Statement, err error, from netip.AddrPort, message []byte, f Frame, mac string) {
	if errors.Is(err, probe.ErrBroken) {
		r.Broken++
		if _, known := r.said[r.latest]; known {
			r.said[r.latest] = true
		}
	}
	if err != nil {
		return
	}
	s.From, s.LinkMAC, s.At, s.Time = from, mac, "packet "+strconv.Itoa(f.Number), f.Time
	if s.Digest == "" {
		s.Digest = probe.Digest(message)
	}
	r.keep(s)
}

// stream decodes what a server said first on a connection.
func (r *Reader) stream(fl *flow) {
	for _, h := range r.streams {
		s, err := h.Hear(fl.data)
		if errors.Is(err, probe.ErrNothing) {
			continue
		}
		f := Frame{Time: fl.time, Number: fl.number}
		r.heard(s, err, fl.from, fl.data, f, fl.mac)
		return
	}
}

// End takes the streams that were still open when the capture ended.
func (r *Reader) End() { r.flows.end() }

// Notes say what of the capture was not read.
func (r *Reader) Notes() []string {
	var out []string
	if r.Fragments > 0 {
		out = append(out, fmt.Sprintf("%d IP fragments were not put together", r.Fragments))
	}
	if r.flows.lost > 0 {
		out = append(out, fmt.Sprintf("%d connections were dropped unread: more than %d were open at a time", r.flows.lost, maxFlows))
	}
	if r.Broken > 0 {
		out = append(out, fmt.Sprintf("%d messages broke their protocol and were left out", r.Broken))
	}
	return out
}
