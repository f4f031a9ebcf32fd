package pcap

import (
	"bytes"
	"encoding/binary"
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

// BenchmarkOrdinary reads what most of a capture is: encrypted streams of others
// in full packets, with an acknowledgement for every second, 32 MB.
func BenchmarkOrdinary(b *testing.B) {
	one := probetest.Pcap(probetest.Street(netip.MustParseAddr("10.66.0.1"))[:3])
	data := append(bytes.Clone(one), ordinary(32<<20)...)
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

// ordinary are records of such packets, without the head of a file.
func ordinary(size int) []byte {
	frame := func(from, to byte, port uint16, payload int) []byte {
		f := []byte{2, 0, 0, 0, 0, to, 2, 0, 0, 0, 0, from, 8, 0}
		f = append(f, 0x45, 0, byte((40+payload)>>8), byte(40+payload), 0, 0, 0x40, 0, 64, 6, 0, 0, 10, 0, 0, from, 10, 0, 0, to)
		f = append(f, byte(port>>8), byte(port), 0xc0, to, 1, 2, 3, 4, 5, 6, 7, 8, 0x50, 0x10, 4, 0, 0, 0, 0, 0)
		return append(f, bytes.Repeat([]byte{0x17, 3, 3, 0xa5}, payload/4)...)
	}
	var out []byte
	for i := byte(0); len(out) < size; i++ {
		for _, f := range [][]byte{frame(i, 250, 443, 1460), frame(i, 250, 443, 1460), frame(250, i, 50_000, 0)} {
			n := uint32(len(f))
			out = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint64(out, 1_700_000_000), n)
			out = append(binary.LittleEndian.AppendUint32(out, n), f...)
		}
	}
	return out
}
