package scan

import (
	"context"
	"crypto/rand"
	"io"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/all"
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

// scanMemory runs a scan of simulated devices in made-up time.
func scanMemory(t *testing.T, c Config, m *probetest.Memory) (out *Result) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		var err error
		if out, err = Run(t.Context(), c, m); err != nil {
			t.Error(err)
		}
	})
	return out
}

func byAddr(devices []probe.Device) map[netip.Addr]probe.Device {
	out := map[netip.Addr]probe.Device{}
	for _, d := range devices {
		out[d.Addr()] = d
	}
	return out
}

func TestStreetIsFound(t *testing.T) {
	t.Parallel()
	street := probetest.Street(netip.MustParseAddr("10.66.0.1"))
	m := probetest.NewMemory(street)
	var began time.Time
	c := config("10.66.0.0/24")
	out := scanMemory(t, c, m)
	_ = began
	got := byAddr(out.Devices)
	for _, d := range street {
		seen, ok := got[d.Addr]
		if d.Family != "" && !ok {
			t.Errorf("%s (%s) was not found", d.Name, d.Addr)
			continue
		}
		if ok {
			t.Logf("%-16s %v", d.Name, seen.Item("scan").Text)
		}
	}
}

var (
	_ = wire.Link{}
	_ = io.EOF
	_ = context.Background
)
