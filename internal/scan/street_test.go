package scan

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/all"
	"caveat.example/caveat/internal/probe/ask"
	"caveat.example/caveat/internal/probe/probetest"
	"caveat.example/caveat/internal/probe/wire"
)

func config(targets ...string) Config {
	c := Config{Callers: all.Callers(), Talkers: all.Talkers(), Random: rand.Reader, Now: time.Now}
	for _, t := range targets {
		c.Targets = append(c.Targets, netip.MustParsePrefix(t))
	}
	return c
}

// scanMemory runs a scan of simulated devices in made-up time, and gives how
// long it took there.
func scanMemory(t *testing.T, c Config, m *probetest.Memory) (out *Result, took time.Duration) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		var err error
		if out, err = Run(t.Context(), c, m); err != nil {
			t.Error(err)
		}
		took = time.Since(began)
	})
	return out, took
}

func byAddr(devices []probe.Device) map[netip.Addr]probe.Device {
	out := map[netip.Addr]probe.Device{}
	for _, d := range devices {
		out[d.Addr()] = d
	}
	return out
}

// link is a network that this machine is on, with some other address.
func link(prefix string) wire.Link {
	return wire.Link{Index: 2, Name: "eth0", Addr: netip.MustParsePrefix(prefix), Multicast: true}
}

// ways are the two ways to reach devices: each by itself, and all of a link at
// once.
var ways = []struct {
	name  string
	links []wire.Link
}{
	{"routed", nil},
	{"on the link", []wire.Link{link("10.66.0.250/24")}},
}

func TestEveryDeviceOfTheStreetIsFound(t *testing.T) {
	t.Parallel()
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			street := probetest.Street(netip.MustParseAddr("10.66.0.1"))
			m := probetest.NewMemory(street)
			c := config("10.66.0.0/24")
			c.Links, m.Net = way.links, way.links
			out, took := scanMemory(t, c, m)
			got := byAddr(out.Devices)
			for _, d := range street {
				if _, ok := got[d.Addr]; d.Family != "" && !ok {
					t.Errorf("%s (%s) was not found", d.Name, d.Addr)
				}
			}
			if most := 5 * time.Second; took > most {
				t.Errorf("a /24 with %d devices took %v, more than %v", len(street), took, most)
			}
		})
	}
}

// Where a link loses what goes to groups, devices are still found: those that
// look like cameras, and those that show no page, are asked once by themselves.
func TestLinkWithoutGroups(t *testing.T) {
	t.Parallel()
	street := probetest.Street(netip.MustParseAddr("10.66.0.1"))
	m := probetest.NewMemory(street)
	m.Deaf = true
	c := config("10.66.0.0/24")
	c.Links = []wire.Link{link("10.66.0.250/24")}
	m.Net = c.Links
	out, _ := scanMemory(t, c, m)
	got := byAddr(out.Devices)
	for _, d := range street {
		seen := got[d.Addr]
		told := slices.ContainsFunc(seen.Statements, func(s probe.Statement) bool { return s.Protocol != "arp" })
		if d.Family != "" && !told {
			t.Errorf("%s (%s) was not found", d.Name, d.Addr)
		}
	}
}

func TestBudgetsOfOneHost(t *testing.T) {
	t.Parallel()
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			street := append(probetest.Street(netip.MustParseAddr("10.66.0.1")), probetest.Troubles(netip.MustParseAddr("10.66.0.100"))...)
			m := probetest.NewMemory(street)
			c := config("10.66.0.0/24")
			c.Links, m.Net = way.links, way.links
			scanMemory(t, c, m)
			if got := m.MostOpen(); got > 1 {
				t.Errorf("a device had %d connections at a time", got)
			}
			dials, datagrams := map[netip.Addr]int{}, map[netip.AddrPort]int{}
			for _, p := range m.Sent() {
				if p.Dial {
					dials[p.To.Addr()]++
				}
				if !p.TCP {
					datagrams[p.To]++
				}
			}
			for a, n := range dials {
				if n > 4 {
					t.Errorf("%s had %d connections, more than 4", a, n)
				}
			}
			for a, n := range datagrams {
				if n > 1 {
					t.Errorf("%s had %d datagrams of one protocol", a, n)
				}
			}
		})
	}
}

// TestSentIsAllowed captures a whole scan of a street and its troublemakers and
// compares every message with the list of what may be sent.
func TestSentIsAllowed(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, way := range ways {
		m := probetest.NewMemory(append(probetest.Street(netip.MustParseAddr("10.66.0.1")), probetest.Troubles(netip.MustParseAddr("10.66.0.100"))...))
		c := config("10.66.0.0/24")
		c.Links, m.Net = way.links, way.links
		c.Community = "given by the operator"
		scanMemory(t, c, m)
		for _, p := range m.Sent() {
			group := p.To.Addr().IsMulticast() || p.To.Addr() == netip.AddrFrom4([4]byte{255, 255, 255, 255})
			if !netip.MustParsePrefix("10.66.0.0/24").Contains(p.To.Addr()) && (!group || way.links == nil) {
				t.Errorf("%s: %s is outside the range and was asked", way.name, p.To)
			}
			if p.Dial {
				continue
			}
			what, err := allowed(p)
			if err != nil {
				t.Errorf("%s: %s was sent %q: %v", way.name, p.To, p.Body, err)
			}
			seen[what] = true
		}
	}
	for _, r := range ask.Allowed() {
		if !seen[r.Protocol] {
			t.Errorf("%s was never asked: the test does not show what it claims", r.Protocol)
		}
	}
}

// allowed says which protocol's question a message is. It is written from the
// protocols, not from package ask.
func allowed(p probetest.Packet) (string, error) {
	b := string(p.Body)
	switch {
	case p.TCP && strings.HasPrefix(b, "\x16\x03"):
		return ask.HTTPS, nil
	case p.TCP && p.To.Port() == 443:
		return ask.HTTPS, nil // inside TLS: TestSecureAsksOnePage reads it
	case p.TCP:
		return allowedText(p.To, b)
	case p.To.Port() == 37020:
		return ask.SADP, need(strings.Contains(b, "<Types>inquiry</Types>") && strings.Count(b, "<Types>") == 1)
	case p.To.Port() == 37810:
		return ask.DHIP, need(len(b) > 32 && b[32:] == `{"method":"DHDiscover.search","params":{"mac":"","uni":1}}`+"\n")
	case p.To.Port() == 3702:
		return ask.WSD, need(strings.Contains(b, "discovery/Probe</a:Action>") && strings.Contains(b, "<s:Body><d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe></s:Body>"))
	case p.To.Port() == 5050:
		return ask.DahuaV1, need(len(b) == 32 && strings.HasPrefix(b, "\xa3\x01\x00\x01"))
	case p.To.Port() == 1900:
		return ask.SSDP, need(strings.HasPrefix(b, "M-SEARCH * HTTP/1.1\r\n"))
	case p.To.Port() == 5353:
		return ask.MDNS, need(b[2] == 0 && b[6] == 0 && b[7] == 0) // a question, no answers
	case p.To.Port() == 161:
		const getRequest = 0xa0
		return ask.SNMP, need(bytes.Contains(p.Body, append([]byte("given by the operator"), getRequest)))
	}
	return "", fmt.Errorf("no protocol has port %d", p.To.Port())
}

func allowedText(to netip.AddrPort, b string) (string, error) {
	first, rest, _ := strings.Cut(b, "\r\n")
	for _, bad := range []string{"Authorization", "Cookie", "SETUP", "PLAY", "POST", "PUT"} {
		if strings.Contains(b, bad) {
			return "", fmt.Errorf("holds %s", bad)
		}
	}
	if !strings.HasSuffix(rest, "\r\n\r\n") {
		return "", fmt.Errorf("has a body")
	}
	switch {
	case to.Port() == 554:
		return ask.RTSP, need(slices.Contains([]string{"OPTIONS rtsp://" + to.String() + "/ RTSP/1.0", "DESCRIBE rtsp://" + to.String() + "/ RTSP/1.0"}, first))
	case first == "GET / HTTP/1.1" || first == "GET /favicon.ico HTTP/1.1":
		return ask.HTTP, nil
	}
	return ask.UPnP, need(strings.HasPrefix(first, "GET /") && strings.HasSuffix(first, ".xml HTTP/1.1"))
}

func need(ok bool) error {
	if !ok {
		return fmt.Errorf("is not the one question that is allowed")
	}
	return nil
}

func TestTroublesAreBoundedAndTheScanGoesOn(t *testing.T) {
	t.Parallel()
	troubles := probetest.Troubles(netip.MustParseAddr("10.66.0.1"))
	good := probetest.Street(netip.MustParseAddr("10.66.0.40"))[0]
	m := probetest.NewMemory(append(troubles, good))
	out, took := scanMemory(t, config("10.66.0.0/26"), m)
	if most := 30 * time.Second; took > most {
		t.Errorf("took %v, more than %v", took, most)
	}
	if _, ok := byAddr(out.Devices)[good.Addr]; !ok {
		t.Error("the good device among them was not found")
	}
	if len(out.Devices) > 100 {
		t.Errorf("%d devices out of %d addresses: a flood was believed", len(out.Devices), len(troubles)+1)
	}
	if out.Flood == 0 {
		t.Error("nothing is said of the flood")
	}
	for _, d := range out.Devices {
		if at := d.Addr(); at == netip.MustParseAddr("192.168.77.11") && d.Item("").Fields.Get("signal:sadp.speaks") != "" {
			t.Error("what the relay said for another device counts as that device's own speech")
		}
	}
}

func TestFragileDeviceSurvives(t *testing.T) {
	t.Parallel()
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			d, alive := probetest.Fragile(netip.MustParseAddr("10.66.0.9"))
			m := probetest.NewMemory([]*probetest.Device{d})
			c := config("10.66.0.0/24")
			c.Links, m.Net = way.links, way.links
			m.ARP = map[netip.Addr]string{d.Addr: "02:00:00:00:00:09"}
			out, _ := scanMemory(t, c, m)
			if !alive() {
				t.Error("the scan killed it")
			}
			if got := byAddr(out.Devices)[d.Addr].Statements; len(got) < 2 {
				t.Errorf("heard %d statements of it, want those of RTSP and HTTP", len(got))
			}
		})
	}
}

func TestInterruptedScanSaysSoAndKeepsWhatItFound(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		street := probetest.Street(netip.MustParseAddr("10.66.0.1"))
		m := probetest.NewMemory(street)
		c := config("10.66.0.0/20")
		c.Rate, c.Workers = 50, 8
		ctx, cancel := context.WithTimeout(t.Context(), 8*time.Second)
		defer cancel()
		out, err := Run(ctx, c, m)
		if err == nil {
			t.Error("no error: an interrupted scan looks like a whole one")
		}
		if out.Done >= out.Hosts || len(out.Devices) == 0 {
			t.Errorf("done %d of %d addresses, %d devices", out.Done, out.Hosts, len(out.Devices))
		}
	})
}
