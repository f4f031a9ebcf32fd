package scan

import (
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"caveat.example/caveat/internal/probe/ask"
	"caveat.example/caveat/internal/probe/probetest"
)

// The gate holds the budgets whatever the scan behind it does.
func TestGateHoldsTheBudgets(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		street := probetest.Street(netip.MustParseAddr("10.66.0.1"))
		web := street[10] // answers on port 80
		m := probetest.NewMemory(street)
		var told []Sent
		g := &gate{
			scope: &Scope{}, net: m, pace: newPace(1000, time.Now), now: time.Now, tell: func(s Sent) { told = append(told, s) },
			asked: map[netip.Addr]*asked{}, sent: map[string]Count{},
		}
		s, err := m.Socket()
		if err != nil {
			t.Fatal(err)
		}
		ctx := t.Context()
		if err := g.send(ctx, s, ask.DHIPSearch(), web.Addr); err != nil {
			t.Errorf("the first datagram: %v", err)
		}
		if err := g.send(ctx, s, ask.DHIPSearch(), web.Addr); err == nil {
			t.Error("a second datagram of one protocol was sent")
		}
		if err := g.send(ctx, s, ask.DHIPSearch(), netip.MustParseAddr("8.8.8.8")); err == nil {
			t.Error("a datagram was sent outside the scope")
		}
		to := netip.AddrPortFrom(web.Addr, 80)
		if _, err := g.dial(ctx, ask.HTTP, netip.MustParseAddrPort("8.8.8.8:80"), time.Second); err == nil {
			t.Error("a connection was opened outside the scope")
		}
		for i := range 6 {
			c, err := g.dial(ctx, ask.HTTP, to, time.Second)
			if (err == nil) != (i < maxConnections) {
				t.Errorf("connection %d: %v", i+1, err)
			}
			if err != nil {
				continue
			}
			if _, err := g.dial(ctx, ask.HTTP, to, time.Second); err == nil {
				t.Error("two connections at a time")
			}
			if err := c.Close(); err != nil {
				t.Error(err)
			}
		}
		dials := 0
		for _, p := range m.Sent() {
			if p.Dial {
				dials++
			}
		}
		if dials != maxConnections || len(told) != 1+2*maxConnections {
			t.Errorf("%d connections reached the network, %d things were told", dials, len(told))
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}
