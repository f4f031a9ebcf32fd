package pcap

import (
	"bytes"
	"net/netip"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/probe/probetest"
)

// BenchmarkRead reads a capture of busy web and camera traffic, 32 MB.
func BenchmarkRead(b *testing.B) {
	page := probetest.Web{Title: "busy", Body: string(bytes.Repeat([]byte("<p>text</p>"), 5000))}
	var devices []*probetest.Device
	first := netip.MustParseAddr("10.66.0.1")
	for range 20 {
		devices = append(devices, &probetest.Device{Addr: first, MAC: "02:00:00:00:00:01", TCP: map[uint16]probetest.Server{80: page.Serve}})
		first = first.Next()
	}
	one := probetest.Pcap(append(devices, probetest.Street(first)...))
	data := bytes.Clone(one)
	const head, size = 24, 32 << 20
	for len(data) < size {
		data = append(data, one[head:]...)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		in := &intake.Input{Reader: bytes.NewReader(data), Options: &intake.Options{}}
		for _, err := range (Reader{}).Items(b.Context(), in) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
