package main

import (
	"crypto/rand"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/all"
	"caveat.example/caveat/internal/probe/probetest"
	"caveat.example/caveat/internal/probe/wire"
	"caveat.example/caveat/internal/scan"
)

// Intercoms, access panels, gateways and a radio repeater: who made them is
// found, some as probable only, and nobody else is named.
func TestOtherKindsAreNamed(t *testing.T) {
	t.Parallel()
	who := onDay(t)
	devices := probetest.Kinds(netip.MustParseAddr("10.66.0.1"))
	found := map[netip.Addr]probe.Device{}
	synctest.Test(t, func(t *testing.T) {
		links := []wire.Link{{Index: 2, Name: "eth0", Addr: netip.MustParsePrefix("10.66.0.250/24"), Multicast: true}}
		m := probetest.NewMemory(devices)
		m.Net = links
		result, err := scan.Run(t.Context(), scan.Config{
			Targets: []netip.Prefix{netip.MustParsePrefix("10.66.0.0/24")}, Links: links, Callers: all.Callers(), Talkers: all.Talkers(),
			Random: rand.Reader, Now: time.Now, Settled: settled(who), Community: "operators",
		}, m)
		if err != nil {
			t.Error(err)
		}
		for _, d := range result.Devices {
			found[d.Addr()] = d
		}
	})
	// What no structural sign shows is probable at most.
	word := map[string]bool{"huawei-gateway": true, "hytera-repeater": true, "zte-gateway": true, "2n-intercom": true, "akuvox-intercom": true}
	for _, d := range devices {
		seen := found[d.Addr]
		named := false
		for _, a := range who.Attribute(seen.Item("scan")) {
			if a.Role != attribution.Maker {
				continue
			}
			named = named || a.Family == d.Family && (a.Band == attribution.Identified || word[d.Name])
			if a.Family != d.Family && a.Band == attribution.Identified {
				t.Errorf("%s is %s's and is said to be %s's", d.Name, d.Family, a.Family)
			}
			t.Logf("%s: %s %s %.2f", d.Name, a.Family, a.Band, a.Confidence)
		}
		if item := seen.Item("scan"); !named {
			t.Errorf("%s: %s is not named; it showed %v", d.Name, d.Family, item.Fields)
		}
	}
}
