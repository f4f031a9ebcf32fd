package main

import (
	"bytes"
	"crypto/rand"
	"errors"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/check"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/pcap"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe/all"
	"caveat.example/caveat/internal/probe/probetest"
	"caveat.example/caveat/internal/scan"
)

// TestStreetsMakersAreNamed measures, over the simulated street, how many
// relabelled devices are attributed to the right family, and that nobody else
// is accused. Both ways of scanning have to.
func TestStreetsMakersAreNamed(t *testing.T) {
	t.Parallel()
	who := onDay(t)
	devices := append(probetest.Street(netip.MustParseAddr("10.66.0.1")), probetest.Troubles(netip.MustParseAddr("10.66.0.100"))...)
	found := map[netip.Addr]inventory.Item{}
	synctest.Test(t, func(t *testing.T) {
		c := scan.Config{
			Targets: []netip.Prefix{netip.MustParsePrefix("10.66.0.0/24")}, Callers: all.Callers(), Talkers: all.Talkers(),
			Random: rand.Reader, Now: time.Now, Settled: settled(who),
		}
		result, err := scan.Run(t.Context(), c, probetest.NewMemory(devices))
		if err != nil {
			t.Error(err)
		}
		for _, d := range result.Devices {
			found[d.Addr()] = d.Item("scan")
		}
	})
	scoreStreet(t, who, devices, found)
}

// TestCaptureReachesTheSameVerdicts reads a capture of the same street, for
// which nothing was sent.
func TestCaptureReachesTheSameVerdicts(t *testing.T) {
	t.Parallel()
	who := onDay(t)
	devices := append(probetest.Street(netip.MustParseAddr("10.66.0.1")), probetest.Troubles(netip.MustParseAddr("10.66.0.100"))...)
	in := &intake.Input{Reader: bytes.NewReader(probetest.Pcap(devices)), Options: &intake.Options{}}
	in.Source.Name = "street.pcap"
	found := map[netip.Addr]inventory.Item{}
	for item, err := range (pcap.Reader{}).Items(t.Context(), in) {
		if _, ok := errors.AsType[*intake.Skip](err); err != nil && !ok {
			t.Fatal(err)
		}
		if a, err := netip.ParseAddr(item.Fields.Get(inventory.IP)); err == nil {
			found[a] = item
		}
	}
	scoreStreet(t, who, devices, found)
}

// onDay gives who attributes what is found, on a day that stays.
func onDay(t *testing.T) check.Attributor {
	t.Helper()
	know, err := load()
	if err != nil {
		t.Fatal(err)
	}
	who, _, err := know.in(finding.Context{Date: "2026-11-24"})
	if err != nil {
		t.Fatal(err)
	}
	return who
}

// scoreStreet compares what was found with the truth about the devices.
func scoreStreet(t *testing.T, who check.Attributor, devices []*probetest.Device, found map[netip.Addr]inventory.Item) {
	t.Helper()
	restricted := map[string]bool{"hikvision": true, "dahua": true, "huawei": true, "zte": true, "hytera": true}
	right, made := 0, 0
	for _, d := range devices {
		seen := found[d.Addr]
		var makers []string
		for _, a := range who.Attribute(seen) {
			if a.Role != attribution.Maker {
				continue
			}
			sure := a.Band == attribution.Identified
			if sure {
				makers = append(makers, a.Family)
			}
			if d.Control && restricted[a.Family] && sure {
				t.Errorf("%s (%s) is nobody's of these, and is said to be %s's (%.2f): %+v", d.Name, d.Label, a.Family, a.Confidence, a.Evidence)
			}
			if d.Control && restricted[a.Family] {
				t.Logf("%s: %s %s %.2f", d.Name, a.Family, a.Band, a.Confidence)
			}
			if d.Family != "" && sure && a.Family != d.Family && restricted[a.Family] {
				t.Errorf("%s is %s's and is said to be %s's", d.Name, d.Family, a.Family)
			}
		}
		if d.Family == "" {
			continue
		}
		made++
		ok := false
		for _, m := range makers {
			ok = ok || m == d.Family
		}
		if ok {
			right++
			continue
		}
		t.Logf("%s (%s): %s's was not named, only %v; it showed %v", d.Name, d.Label, d.Family, makers, seen.Fields)
	}
	t.Logf("%d of %d named", right, made)
	if right*100 < made*95 {
		t.Errorf("%d of %d relabelled devices are named with the right family, less than 95 %%", right, made)
	}
}
