package scan

import (
	"net/netip"
	"testing"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe/probetest"
	"caveat.example/caveat/internal/probe/wire"
)

// The same over real sockets on loopback: UDP, TCP and TLS.
func TestRealSockets(t *testing.T) {
	const shift = 21000
	street := probetest.Street(netip.MustParseAddr("127.88.0.1"))
	for _, d := range street {
		c, err := probetest.Serve(d, probetest.Options{Shift: shift})
		if err != nil {
			t.Skipf("this machine has no room on loopback: %v", err)
		}
		t.Cleanup(func() {
			if err := c.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	network := &wire.System{Shift: shift}
	c := config("127.88.0.0/26")
	links, err := network.Links()
	if err != nil {
		t.Fatal(err)
	}
	c.Links = links
	out, err := Run(t.Context(), c, network)
	if err != nil {
		t.Fatal(err)
	}
	got := byAddr(out.Devices)
	for _, d := range street {
		if _, ok := got[d.Addr]; d.Family != "" && !ok {
			t.Errorf("%s (%s) was not found", d.Name, d.Addr)
		}
	}
	for name, key := range map[string]string{"tls": inventory.SignalTLSIssuer, "annke-sadp": inventory.SignalSADPDetailOEM, "cpplus-wsd": inventory.SignalRTSPRealm, "web-only": inventory.SignalHTTPRef} {
		for _, d := range street {
			seen := got[d.Addr]
			if item := seen.Item("x"); d.Name == name && item.Fields.Get(key) == "" {
				t.Errorf("%s showed no %s: %v", name, key, item.Fields)
			}
		}
	}
}
