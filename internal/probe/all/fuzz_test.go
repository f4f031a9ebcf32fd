package all_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509/pkix"
	"errors"
	"net"
	"strings"
	"testing"
	"unicode"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/arp"
	"caveat.example/caveat/internal/probe/capture"
	"caveat.example/caveat/internal/probe/dahua1"
	"caveat.example/caveat/internal/probe/dhcp"
	"caveat.example/caveat/internal/probe/dhip"
	"caveat.example/caveat/internal/probe/http"
	"caveat.example/caveat/internal/probe/https"
	"caveat.example/caveat/internal/probe/mdns"
	"caveat.example/caveat/internal/probe/onvif"
	"caveat.example/caveat/internal/probe/probetest"
	"caveat.example/caveat/internal/probe/rtsp"
	"caveat.example/caveat/internal/probe/sadp"
	"caveat.example/caveat/internal/probe/snmp"
	"caveat.example/caveat/internal/probe/ssdp"
	"caveat.example/caveat/internal/probe/wsd"
)

// sound holds a decoder to its promises: an answer or an error, never both
// empty; known keys only; values that are bounded and fit to print; the same
// answer twice; the message unchanged.
func sound(t *testing.T, hear func([]byte) (probe.Statement, error), message []byte) {
	t.Helper()
	before := bytes.Clone(message)
	s, err := hear(message)
	if !bytes.Equal(before, message) {
		t.Fatal("the message was changed")
	}
	if err != nil {
		if !errors.Is(err, probe.ErrNothing) && !errors.Is(err, probe.ErrBroken) {
			t.Fatalf("an error of no kind: %v", err)
		}
		return
	}
	if s.Protocol == "" || len(s.Signals) == 0 && s.MAC == "" {
		t.Fatalf("neither an error nor a statement: %+v", s)
	}
	if len(s.Signals) > probe.MaxSignals {
		t.Fatalf("%d signals", len(s.Signals))
	}
	known := map[string]bool{}
	for _, k := range inventory.Signals() {
		known[k.Key] = true
	}
	for _, f := range s.Signals {
		if !known[f.Key] {
			t.Fatalf("the signal %s is in no list", f.Key)
		}
		printable(t, f.Value)
	}
	for _, v := range []string{s.Serial, s.Model, s.Brand, s.Firmware, s.Name, s.Next} {
		if v != "" {
			printable(t, v)
		}
	}
	if s.MAC != "" && probe.MAC(s.MAC) != s.MAC {
		t.Fatalf("hardware address %q", s.MAC)
	}
	again, _ := hear(message)
	if len(again.Signals) != len(s.Signals) {
		t.Fatal("the second reading differs")
	}
}

func printable(t *testing.T, v string) {
	t.Helper()
	if v == "" || len(v) > probe.MaxValue+4 || strings.TrimSpace(v) != v {
		t.Fatalf("value %q", v)
	}
	for _, r := range v {
		if !unicode.IsPrint(r) {
			t.Fatalf("value %q holds %U", v, r)
		}
	}
}

func fuzz(f *testing.F, hear func([]byte) (probe.Statement, error), seeds ...[]byte) {
	for _, s := range seeds {
		if _, err := hear(s); err != nil {
			f.Fatalf("the seed %q is not understood: %v", s, err)
		}
		f.Add(s)
		f.Add(s[:len(s)/2])
	}
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, message []byte) { sound(t, hear, message) })
}

var (
	sadpSeed  = probetest.SADP{Model: "C800", Base: "DS-2CD2383", Serial: "C80020200817AAWR1", MAC: "58:50:ed:00:00:01", Addr: "10.0.0.5", OEM: "4100101", Firmware: "V5.6.3build 200304"}.Reply()
	dhipSeed  = probetest.DHIP{Vendor: "Lorex", Class: "IPC", Model: "W461ASC", Serial: "ND0119XPA000417", MAC: "00:11:22:33:44:55", Addr: "10.0.0.6", Firmware: "2.800.00AC006.0.R"}.Reply()
	wsdSeed   = probetest.WSD("a91c0000-5e1f-11b3-819e-5850ed000001", "dn:NetworkVideoTransmitter", "http://10.0.0.7/onvif", "name/A%20B", "hardware/X1", "type/ptz")
	ssdpSeed  = probetest.SSDP("Linux UPnP/1.0", "http://10.0.0.8/a.xml", "uuid:1")
	upnpSeed  = []byte("HTTP/1.1 200 OK\r\n\r\n" + probetest.UPnP("Maker", "Model", "Name", "SN12345678"))
	mdnsSeed  = probetest.MDNS("_axis-video._tcp", "AXIS P3245", "macaddress=B8A44F012345")
	dahuaSeed = probetest.DahuaV1("HCVR5108", "1A2E004PAX00911", "00:11:22:33:44:55", "10.0.0.9")
	rtspSeed  = []byte("RTSP/1.0 200 OK\r\nCSeq: 1\r\nServer: Dahua Rtsp Server\r\nPublic: OPTIONS\r\n\r\nRTSP/1.0 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"Login to 1A2E004PAX00911\", nonce=\"1\"\r\n\r\n")
	httpSeed  = []byte("HTTP/1.1 401 Unauthorized\r\nServer: App-webs/\r\nWWW-Authenticate: Digest realm=\"IP Camera(C2875)\"\r\nContent-Length: 60\r\n\r\n<title>A &amp; B</title><script src='jsCore/rpcCore.js'></script>")
	onvifSeed = []byte("HTTP/1.1 200 OK\r\n\r\n<s:Envelope><s:Body><GetDeviceInformationResponse><Manufacturer>Maker</Manufacturer><Model>M1</Model></GetDeviceInformationResponse></s:Body></s:Envelope>")
	arpSeed   = []byte{0, 1, 8, 0, 6, 4, 0, 2, 2, 0, 0x5e, 0, 0, 1, 10, 0, 0, 5, 2, 0, 0x5e, 0, 0, 2, 10, 0, 0, 6}
)

func dhcpSeed() []byte {
	b := make([]byte, 240, 300)
	b[0], b[1], b[2] = 1, 1, 6
	copy(b[28:], []byte{0x58, 0x50, 0xed, 0, 0, 1})
	copy(b[236:], []byte{0x63, 0x82, 0x53, 0x63})
	return append(b, 60, 3, 'a', 'b', 'c', 55, 2, 1, 3, 255)
}

func frameSeed() []byte {
	b := make([]byte, 0x40)
	b[0], b[1], b[8], b[9] = 0x21, 1, 0x06, 0x04
	copy(b[14:], []byte{0x58, 0x50, 0xed, 0, 0, 1, 10, 0, 0, 5})
	return b
}

// snmpSeed is a GetResponse with sysDescr and sysObjectID.
func snmpSeed() []byte {
	return []byte{
		0x30, 0x42, 2, 1, 1, 4, 6, 'p', 'u', 'b', 'l', 'i', 'c', 0xa2, 0x35, 2, 1, 1, 2, 1, 0, 2, 1, 0, 0x30, 0x2a,
		0x30, 0x10, 6, 8, 0x2b, 6, 1, 2, 1, 1, 1, 0, 4, 4, 'N', 'V', 'R', '1',
		0x30, 0x16, 6, 8, 0x2b, 6, 1, 2, 1, 1, 2, 0, 6, 10, 0x2b, 6, 1, 4, 1, 0x82, 0xb1, 0x7d, 1, 1,
	}
}

func FuzzSADP(f *testing.F)        { fuzz(f, sadp.Probe{}.Hear, sadpSeed) }
func FuzzSADPFrame(f *testing.F)   { fuzz(f, sadp.HearFrame, frameSeed()) }
func FuzzDHIP(f *testing.F)        { fuzz(f, dhip.Probe{}.Hear, dhipSeed) }
func FuzzDahuaV1(f *testing.F)     { fuzz(f, dahua1.Probe{}.Hear, dahuaSeed) }
func FuzzWSD(f *testing.F)         { fuzz(f, wsd.Probe{}.Hear, wsdSeed) }
func FuzzSSDP(f *testing.F)        { fuzz(f, ssdp.Probe{}.Hear, ssdpSeed) }
func FuzzDescription(f *testing.F) { fuzz(f, ssdp.Description{}.Hear, upnpSeed) }
func FuzzMDNS(f *testing.F)        { fuzz(f, mdns.Probe{}.Hear, mdnsSeed) }
func FuzzRTSP(f *testing.F)        { fuzz(f, rtsp.Probe{}.Hear, rtspSeed) }
func FuzzHTTP(f *testing.F)        { fuzz(f, http.Probe{}.Hear, httpSeed) }
func FuzzONVIF(f *testing.F)       { fuzz(f, onvif.Probe{}.Hear, onvifSeed) }
func FuzzTLS(f *testing.F)         { fuzz(f, https.Probe{}.Hear, tlsSeed(f)) }
func FuzzCertificate(f *testing.F) { fuzz(f, https.Certificate, certificateSeed(f)) }
func FuzzSNMP(f *testing.F)        { fuzz(f, snmp.Probe{}.Hear, snmpSeed()) }
func FuzzDHCP(f *testing.F)        { fuzz(f, dhcp.Probe{}.Hear, dhcpSeed()) }
func FuzzARP(f *testing.F)         { fuzz(f, arp.Hear, arpSeed) }

// A recorded connection keeps what its server said.
type recorded struct {
	net.Conn
	said []byte
}

func (r *recorded) Read(b []byte) (int, error) {
	n, err := r.Conn.Read(b)
	r.said = append(r.said, b[:n]...)
	return n, err
}

// handshake greets a server of TLS 1.2 and gives what it said, and its
// certificate.
func handshake(f *testing.F) (said, certificate []byte) {
	f.Helper()
	ours, theirs := net.Pipe()
	server := probetest.Secure(pkix.Name{CommonName: "192.168.1.108"}, pkix.Name{CommonName: "Product Root CA"}, func(net.Conn) {})
	go server(theirs)
	tap := &recorded{Conn: ours}
	c := tls.Client(tap, &tls.Config{InsecureSkipVerify: true})
	if err := c.Handshake(); err != nil {
		f.Fatal(err)
	}
	return tap.said, c.ConnectionState().PeerCertificates[0].Raw
}

func tlsSeed(f *testing.F) []byte {
	said, _ := handshake(f)
	return said
}

func certificateSeed(f *testing.F) []byte {
	_, certificate := handshake(f)
	return certificate
}

// FuzzFrames throws frames at everything that a capture is decoded with, and
// merges what comes out.
func FuzzFrames(f *testing.F) {
	head := []byte{2, 0, 0, 0, 0, 9, 2, 0, 0, 0, 0, 1}
	f.Add(1, append(append(bytes.Clone(head), 0x08, 0x06), arpSeed...))
	f.Add(1, append(append(bytes.Clone(head), 0x80, 0x33), frameSeed()...))
	f.Add(1, udpFrame(head, 37020, sadpSeed))
	f.Add(101, udpFrame(nil, 37810, dhipSeed))
	f.Fuzz(func(t *testing.T, link int, data []byte) {
		var g probe.Gathering
		r := capture.NewReader(func(s probe.Statement) {
			if s.At != "packet 7" {
				t.Errorf("a statement without its packet: %+v", s)
			}
			g.Add(s)
		})
		for range 3 {
			r.Frame(capture.Frame{Link: capture.LinkType(link), Data: data, Number: 7})
		}
		r.End()
		for _, d := range g.Devices() {
			if item := d.Item("x"); item.Origin.At == "" || item.Text == "" || item.Kind != inventory.Device {
				t.Errorf("an item without its origin: %+v", item)
			}
		}
	})
}

// udpFrame puts a message into a UDP datagram from 10.0.0.5, behind the first
// twelve bytes of an Ethernet head, or with none.
func udpFrame(head []byte, port uint16, message []byte) []byte {
	b := bytes.Clone(head)
	if head != nil {
		b = append(b, 8, 0)
	}
	size := 28 + len(message)
	b = append(b, 0x45, 0, byte(size>>8), byte(size), 0, 0, 0, 0, 64, 17, 0, 0, 10, 0, 0, 5, 239, 255, 255, 250)
	b = append(b, byte(port>>8), byte(port), byte(port>>8), byte(port), byte((size-20)>>8), byte(size-20), 0, 0)
	return append(b, message...)
}
