// Package ask knows every byte that Caveat may send to a device, and can say
// nothing else.
//
// Gentleness is a type here, not a promise. A Datagram or a Line of text can
// be made only by the functions of this package, each of which writes one
// harmless question: the requests that reset, configure, log in to or play from
// a device have no constructor, and the packages that hold sockets accept
// nothing but these types. Adding a request means adding it here, in Allowed,
// and in doc/network.md; tests compare the three.
package ask

import (
	"net/netip"
	"slices"
)

// A Datagram is one question over UDP.
type Datagram struct {
	protocol string
	port     uint16
	group    netip.Addr // where all devices on a link hear it; zero when it is for one host only
	body     []byte
}

// Protocol is the name of the protocol, as in Allowed.
func (d Datagram) Protocol() string { return d.protocol }

// Port is the port that the protocol is heard on.
func (d Datagram) Port() uint16 { return d.port }

// Group is the multicast or broadcast address of the protocol, the zero Addr
// when it has none.
func (d Datagram) Group() netip.Addr { return d.group }

// Bytes gives a copy of what would be sent.
func (d Datagram) Bytes() []byte { return slices.Clone(d.body) }

// A Text is one question on an open TCP connection.
type Text struct {
	protocol string
	name     string
	body     string
}

// Protocol is the name of the protocol, as in Allowed.
func (t Text) Protocol() string { return t.protocol }

// Name says which of the protocol's questions it is: "OPTIONS", "GET /".
func (t Text) Name() string { return t.name }

// Bytes gives a copy of what would be sent.
func (t Text) Bytes() []byte { return []byte(t.body) }

// The protocols by name.
const (
	SADP    = "sadp"
	DHIP    = "dhip"
	DahuaV1 = "dahua1"
	WSD     = "wsd"
	SSDP    = "ssdp"
	MDNS    = "mdns"
	SNMP    = "snmp"
	RTSP    = "rtsp"
	HTTP    = "http"
	HTTPS   = "https"
	UPnP    = "upnp"
)

// A Rule says what may be sent in one protocol. It is what `caveat scan --plan`
// and doc/network.md print.
type Rule struct {
	Protocol string
	Over     string // udp or tcp
	Port     uint16
	Sends    string // in words
	Never    string // what the same socket could do and this program cannot
}

// Allowed lists all that may be sent.
func Allowed() []Rule {
	return []Rule{
		{SADP, "udp", 37020, "one SADP inquiry", "activate, reset, change an address, set or recover a password"},
		{DHIP, "udp", 37810, "one DHDiscover.search", "log in, configure, change an address"},
		{DahuaV1, "udp", 5050, "one search of the older Dahua discovery", "set an address"},
		{WSD, "udp", 3702, "one WS-Discovery Probe", "any other SOAP action"},
		{SSDP, "udp", 1900, "one M-SEARCH for root devices", "any UPnP action or subscription"},
		{MDNS, "udp", 5353, "one question for the services that cameras announce", "any announcement"},
		{SNMP, "udp", 161, "one GET with the community that you give", "SET, walks, guessed communities"},
		{RTSP, "tcp", 554, "OPTIONS, then one DESCRIBE without credentials", "SETUP, PLAY, any Authorization"},
		{HTTP, "tcp", 80, "one GET of /, at most one of /favicon.ico", "POST, PUT, any Authorization, any other path"},
		{HTTPS, "tcp", 443, "a TLS handshake, one GET of /", "POST, PUT, any Authorization, any other path"},
		{UPnP, "tcp", 0, "one GET of the .xml description that the device announced, on that device", "any other path, any action"},
	}
}
