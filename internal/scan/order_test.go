package scan

import (
	"net/netip"
	"slices"
	"testing"

	"caveat.example/caveat/internal/probe/probetest"
)

// What plainly is no camera is left alone after the question that showed it;
// what refuses everything is not asked on either.
func TestHostsThatAreNoneAreLeftAlone(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]uint16{
		"server":       {80},
		"long-page":    {80},
		"printer":      {80},
		"nas":          {80},
		"wsdd":         {80, 37020, 37810, 554, 443},
		"nothing-open": {80, 37020, 37810, 554, 443},
		"minidlna":     {80, 37020, 37810, 554, 443},
	} {
		t.Run(name, func(t *testing.T) {
			if got := askedPorts(t, name, false); !slices.Equal(got, want) {
				t.Errorf("by itself it was asked on %v, want %v", got, want)
			}
		})
	}
	for name, want := range map[string][]uint16{
		"server": {80}, "long-page": {80}, "printer": {80}, "nas": {80},
		"wsdd":         {80, 554, 443, 37020, 37810},
		"minidlna":     {80},
		"nothing-open": {80, 554, 443, 37020, 37810},
	} {
		t.Run(name+" on the link", func(t *testing.T) {
			if got := askedPorts(t, name, true); !slices.Equal(got, want) {
				t.Errorf("beside the questions to all it was asked on %v, want %v", got, want)
			}
		})
	}
}

// askedPorts scans one host of the street and gives the ports that it was
// asked on by itself, in order.
func askedPorts(t *testing.T, name string, onLink bool) []uint16 {
	t.Helper()
	street := probetest.Street(netip.MustParseAddr("10.66.0.1"))
	at := slices.IndexFunc(street, func(d *probetest.Device) bool { return d.Name == name })
	if at < 0 {
		t.Fatalf("the street has no %s", name)
	}
	m := probetest.NewMemory(street[at : at+1])
	c := config(street[at].Addr.String() + "/32")
	if onLink {
		c = config("10.66.0.0/24")
		c.Links = ways[1].links
		m.Net = c.Links
	}
	scanMemory(t, c, m)
	var out []uint16
	for _, p := range m.Sent() {
		if p.To.Addr() == street[at].Addr && (p.Dial || !p.TCP) {
			out = append(out, p.To.Port())
		}
	}
	return out
}

// A computer that answers a question for video all the same is not asked on.
func TestComputerThatAnswersIsLeftAlone(t *testing.T) {
	t.Parallel()
	d := &probetest.Device{Name: "computer", Addr: netip.MustParseAddr("10.66.0.5"), UDP: map[uint16]probetest.Replier{
		3702: probetest.Always(probetest.WSD("4d61", "wsdp:Device pub:Computer", "http://10.66.0.5:5357/x")),
	}}
	m := probetest.NewMemory([]*probetest.Device{d})
	c := config("10.66.0.0/24")
	c.Links = ways[1].links
	m.Net = c.Links
	scanMemory(t, c, m)
	for _, p := range m.Sent() {
		if p.To.Addr() == d.Addr {
			t.Errorf("it was asked on port %d by itself", p.To.Port())
		}
	}
}
