package ask

import (
	"encoding/binary"
	"fmt"
	"io"
	"net/netip"
	"strings"

	"golang.org/x/net/dns/dnsmessage"
)

// A UUID is the identifier that a question carries so that its answers can be
// told from those to others.
type UUID [16]byte

// NewUUID draws a version 4 UUID from random.
func NewUUID(random io.Reader) (UUID, error) {
	var u UUID
	if _, err := io.ReadFull(random, u[:]); err != nil {
		return u, fmt.Errorf("drawing an identifier for a question: %w", err)
	}
	u[6] = u[6]&0x0f | 0x40
	u[8] = u[8]&0x3f | 0x80
	return u, nil
}

// String writes the UUID in lower case.
func (u UUID) String() string {
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// The addresses at which all devices of a link hear a question.
var (
	ssdpGroup = netip.AddrFrom4([4]byte{239, 255, 255, 250}) // SADP, WS-Discovery and SSDP
	dhipGroup = netip.AddrFrom4([4]byte{239, 255, 255, 251})
	mdnsGroup = netip.AddrFrom4([4]byte{224, 0, 0, 251})
	broadcast = netip.AddrFrom4([4]byte{255, 255, 255, 255})
)

// SADPInquiry asks Hikvision-family devices to say what they are. The protocol
// has other types, which change or reset a device: none can be written here.
func SADPInquiry(id UUID) Datagram {
	body := `<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>` + strings.ToUpper(id.String()) + `</Uuid><Types>inquiry</Types></Probe>`
	return Datagram{SADP, 37020, ssdpGroup, []byte(body)}
}

// DHIPSearch asks Dahua-family devices to say what they are.
func DHIPSearch() Datagram {
	const query = `{"method":"DHDiscover.search","params":{"mac":"","uni":1}}` + "\n"
	head := make([]byte, 32, 32+len(query))
	head[0] = 0x20
	copy(head[4:], "DHIP")
	binary.LittleEndian.PutUint32(head[16:], uint32(len(query)))
	binary.LittleEndian.PutUint32(head[24:], uint32(len(query)))
	return Datagram{DHIP, 37810, dhipGroup, append(head, query...)}
}

// DahuaV1Search asks the same of devices that know only the older protocol.
func DahuaV1Search() Datagram {
	body := make([]byte, 32)
	copy(body, []byte{0xa3, 0x01, 0x00, 0x01})
	body[16] = 2
	return Datagram{DahuaV1, 5050, broadcast, body}
}

// WSDProbe asks over WS-Discovery for what sends video in ONVIF's sense. The
// type has to be there: some firmware, a relabelled family's recorders among it,
// leaves a question without types unanswered, and some knows no other type.
// Computers and printers stay silent.
func WSDProbe(id UUID) Datagram {
	body := `<?xml version="1.0" encoding="utf-8"?>` +
		`<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl">` +
		`<s:Header><a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</a:Action><a:MessageID>urn:uuid:` + id.String() + `</a:MessageID>` +
		`<a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To></s:Header><s:Body><d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe></s:Body></s:Envelope>`
	return Datagram{WSD, 3702, ssdpGroup, []byte(body)}
}

// SSDPSearch asks for UPnP root devices, to be answered within a second.
func SSDPSearch() Datagram {
	const body = "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\nMX: 1\r\nST: upnp:rootdevice\r\n\r\n"
	return Datagram{SSDP, 1900, ssdpGroup, []byte(body)}
}

// MDNSServices lists the services that are asked for by name.
func MDNSServices() []string {
	return []string{
		"_psia._tcp.local.", "_CGI._tcp.local.", "_rtsp._tcp.local.", "_onvif._tcp.local.",
		"_axis-video._tcp.local.", "_axis-nvr._tcp.local.", "_arec._tcp.local.", "_http._tcp.local.",
	}
}

// MDNSQuery asks, in one message, for the services that cameras announce; the
// answers come back to the asker alone.
func MDNSQuery() (Datagram, error) {
	const unicastAnswer = 1 << 15
	var m dnsmessage.Message
	for _, s := range MDNSServices() {
		name, err := dnsmessage.NewName(s)
		if err != nil {
			return Datagram{}, fmt.Errorf("service %s: %w", s, err)
		}
		m.Questions = append(m.Questions, dnsmessage.Question{Name: name, Type: dnsmessage.TypePTR, Class: dnsmessage.ClassINET | unicastAnswer})
	}
	body, err := m.Pack()
	if err != nil {
		return Datagram{}, fmt.Errorf("writing a question for services: %w", err)
	}
	return Datagram{MDNS, 5353, mdnsGroup, body}, nil
}
