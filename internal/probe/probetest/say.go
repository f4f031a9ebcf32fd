package probetest

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"golang.org/x/net/dns/dnsmessage"
)

// A SADP is what a Hikvision-family device says of itself.
type SADP struct {
	Model, Base, Serial, Firmware, MAC, Addr string
	OEM                                      string // DetailOEMCode
	Specific                                 string // SpecificDeviceType
	EZVIZ                                    bool
}

// Reply is the answer to an inquiry, booleans misspelt as real devices do.
func (s SADP) Reply() []byte {
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\r\n<ProbeMatch>\r\n")
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "<%s>%s</%s>\r\n", name, value, name)
		}
	}
	field("Uuid", "0F3A1C54-7A1B-4C0E-9B1E-6E3B6A7C8D90")
	field("Types", "inquiry")
	field("DeviceType", "140733")
	field("DeviceDescription", s.Model)
	field("DeviceSN", s.Serial)
	field("CommandPort", "8000")
	field("HttpPort", "80")
	field("MAC", strings.ReplaceAll(s.MAC, ":", "-"))
	field("IPv4Address", s.Addr)
	field("DHCP", "flase")
	field("SoftwareVersion", s.Firmware)
	field("DSPVersion", "V7.3 build 190613")
	field("Activated", "true")
	field("OEMCode", map[bool]string{true: "flase", false: "true"}[s.OEM == "" || s.OEM == "1"])
	field("DetailOEMCode", s.OEM)
	field("EZVIZCode", fmt.Sprint(s.EZVIZ))
	field("BaseDesc", s.Base)
	field("SpecificDeviceType", s.Specific)
	b.WriteString("</ProbeMatch>\r\n")
	return []byte(b.String())
}

// A DHIP is what a Dahua-family device says of itself.
type DHIP struct {
	Vendor, Class, Model, Serial, Firmware, MAC, Addr, Name string
	Port                                                    int
}

// Reply is the answer to a search.
func (d DHIP) Reply() []byte {
	body, err := json.Marshal(map[string]any{
		"mac": d.MAC, "method": "client.notifyDevInfo",
		"params": map[string]any{"deviceInfo": map[string]any{
			"AlarmInputChannels": 0, "DeviceClass": d.Class, "DeviceType": d.Model, "HttpPort": 80, "Port": max(d.Port, 1),
			"IPv4Address": map[string]any{"DefaultGateway": "10.0.0.1", "DhcpEnable": true, "IPAddress": d.Addr, "SubnetMask": "255.255.255.0"},
			"MachineName": d.Name, "Manufacturer": "Private", "SerialNo": d.Serial, "Vendor": d.Vendor, "Version": d.Firmware,
		}},
	})
	if err != nil {
		return nil // a map of strings and numbers always has a JSON form
	}
	return DHIPFrame(append(body, '\n', 0))
}

// DHIPFrame puts the protocol's header before a body.
func DHIPFrame(body []byte) []byte {
	head := make([]byte, 32, 32+len(body))
	head[0] = 0x20
	copy(head[4:], "DHIP")
	binary.LittleEndian.PutUint32(head[16:], uint32(len(body)))
	binary.LittleEndian.PutUint32(head[24:], uint32(len(body)))
	return append(head, body...)
}

// DahuaV1 is the answer of an older Dahua-family device.
func DahuaV1(model, serial, mac, addr string) []byte {
	link := mac + "HCVR\x00\x00\x00"
	text := "Name:" + model + "\r\nDevice:" + model + "\r\nSerialNo:" + serial + "\r\n\r\n"
	b := make([]byte, 0x78)
	b[0], b[2], b[4], b[0x10] = 0xb3, byte(len(link)), 0x58, 2
	binary.LittleEndian.PutUint16(b[0x14:], uint16(len(text)))
	copy(b[0x28:0x38], model)
	if a, err := netip.ParseAddr(addr); err == nil && a.Is4() {
		copy(b[0x38:], a.AsSlice())
	}
	return slices.Concat(b, []byte(link), []byte(text))
}

// WSD is a ProbeMatches with scopes, "onvif://www.onvif.org/" left out.
func WSD(endpoint, types, xaddr string, scopes ...string) []byte {
	for i, s := range scopes {
		scopes[i] = "onvif://www.onvif.org/" + s
	}
	return []byte(`<?xml version="1.0" encoding="UTF-8"?><env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope" ` +
		`xmlns:wsadis="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" ` +
		`xmlns:dn="http://www.onvif.org/ver10/network/wsdl" xmlns:tds="http://www.onvif.org/ver10/device/wsdl">` +
		`<env:Header><wsadis:MessageID>urn:uuid:` + endpoint + `</wsadis:MessageID></env:Header><env:Body><d:ProbeMatches><d:ProbeMatch>` +
		`<wsadis:EndpointReference><wsadis:Address>urn:uuid:` + endpoint + `</wsadis:Address></wsadis:EndpointReference>` +
		`<d:Types>` + types + `</d:Types><d:Scopes>` + strings.Join(scopes, " ") + `</d:Scopes><d:XAddrs>` + xaddr + `</d:XAddrs>` +
		`<d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches></env:Body></env:Envelope>`)
}

// SSDP is the answer to an M-SEARCH.
func SSDP(server, location, usn string) []byte {
	return []byte("HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=1810\r\nST: upnp:rootdevice\r\nUSN: " + usn +
		"\r\nEXT:\r\nSERVER: " + server + "\r\nLOCATION: " + location + "\r\nContent-Length: 0\r\n\r\n")
}

// UPnP is the body of a device description.
func UPnP(manufacturer, model, name, serial string) string {
	return `<?xml version="1.0"?><root xmlns="urn:schemas-upnp-org:device-1-0"><specVersion><major>1</major><minor>0</minor></specVersion><device>` +
		`<deviceType>urn:schemas-upnp-org:device:Basic:1</deviceType><friendlyName>` + name + `</friendlyName><manufacturer>` + manufacturer +
		`</manufacturer><modelName>` + model + `</modelName><serialNumber>` + serial + `</serialNumber></device></root>`
}

// MDNS is the answer to a question for services: one instance of one service.
func MDNS(service, instance string, txt ...string) []byte {
	name := func(s string) dnsmessage.Name {
		n, err := dnsmessage.NewName(s)
		if err != nil {
			n, _ = dnsmessage.NewName("too.long.local.") // names in this package are short
		}
		return n
	}
	m := dnsmessage.Message{Header: dnsmessage.Header{Response: true, Authoritative: true}}
	full := instance + "." + service + ".local."
	m.Answers = []dnsmessage.Resource{
		{Header: dnsmessage.ResourceHeader{Name: name(service + ".local."), Class: dnsmessage.ClassINET, TTL: 120}, Body: &dnsmessage.PTRResource{PTR: name(full)}},
	}
	if len(txt) > 0 {
		m.Additionals = []dnsmessage.Resource{
			{Header: dnsmessage.ResourceHeader{Name: name(full), Class: dnsmessage.ClassINET, TTL: 120}, Body: &dnsmessage.TXTResource{TXT: txt}},
		}
	}
	b, err := m.Pack()
	if err != nil {
		return nil
	}
	return b
}
