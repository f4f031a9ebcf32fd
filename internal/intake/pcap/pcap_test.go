package pcap

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"strings"
	"testing"
	"testing/iotest"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe/probetest"
)

func readAll(t *testing.T, r io.Reader) (items []inventory.Item, skips []string, in *intake.Input, err error) {
	t.Helper()
	in = &intake.Input{Reader: r, Options: &intake.Options{}}
	in.Source.Name = "net.pcap"
	for item, got := range (Reader{}).Items(t.Context(), in) {
		skip, ok := errors.AsType[*intake.Skip](got)
		switch {
		case ok:
			skips = append(skips, skip.Error())
		case got != nil:
			err = got
		default:
			items = append(items, item)
		}
	}
	return items, skips, in, err
}

// street is a small capture of three devices.
func street() []byte {
	return probetest.Pcap(probetest.Street(netip.MustParseAddr("10.66.0.1"))[:3])
}

// ngOf is the same capture in the newer format.
func ngOf(old []byte, order appender) []byte {
	var out []byte
	block := func(kind uint32, body []byte) {
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
		size := uint32(len(body) + 12)
		out = order.AppendUint32(order.AppendUint32(out, kind), size)
		out = order.AppendUint32(append(out, body...), size)
	}
	u := func(v ...uint32) (b []byte) {
		for _, x := range v {
			b = order.AppendUint32(b, x)
		}
		return b
	}
	block(blockSection, append(u(0x1a2b3c4d), append(order.AppendUint16(order.AppendUint16(nil, 1), 0), bytes.Repeat([]byte{0xff}, 8)...)...))
	block(blockInterface, append(order.AppendUint16(order.AppendUint16(nil, 1), 0), u(0)...))
	block(0x0bad, []byte("a block that nobody knows"))
	for rest := old[24:]; len(rest) >= 16; {
		size := binary.LittleEndian.Uint32(rest[8:])
		block(blockEnhanced, append(u(0, 0x00060000, 5, size, size), rest[16:16+size]...))
		rest = rest[16+size:]
	}
	return out
}

// appender lets both byte orders append.
type appender interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

func TestFormats(t *testing.T) {
	t.Parallel()
	old := street()
	swappedOrder := bytes.Clone(old)
	copy(swappedOrder, []byte{0xa1, 0xb2, 0xc3, 0xd4})
	for i := 20; i < 24; i += 4 {
		binary.BigEndian.PutUint32(swappedOrder[i:], binary.LittleEndian.Uint32(old[i:]))
	}
	for at := 24; at < len(old); {
		size := binary.LittleEndian.Uint32(old[at+8:])
		for i := at; i < at+16; i += 4 {
			binary.BigEndian.PutUint32(swappedOrder[i:], binary.LittleEndian.Uint32(old[i:]))
		}
		at += 16 + int(size)
	}
	for name, data := range map[string][]byte{
		"pcap": old, "pcap, other byte order": swappedOrder,
		"pcapng": ngOf(old, binary.LittleEndian), "pcapng, other byte order": ngOf(old, binary.BigEndian),
	} {
		if !(Reader{}).Accepts("x", data[:min(len(data), intake.HeadSize)]) {
			t.Errorf("%s is not taken", name)
		}
		items, skips, in, err := readAll(t, bytes.NewReader(data))
		if err != nil || len(skips) > 0 || len(items) != 3 {
			t.Errorf("%s: %d items, skips %q, %v (%s)", name, len(items), skips, err, in.Detail)
			continue
		}
		if got := items[0].Fields.Get(inventory.SignalDHIPVendor); got != "Lorex" || !strings.HasPrefix(items[0].Origin.At, "packet ") {
			t.Errorf("%s: first device %+v", name, items[0])
		}
	}
}

func TestBadCaptures(t *testing.T) {
	t.Parallel()
	whole := street()
	huge := bytes.Clone(whole[:40])
	binary.LittleEndian.PutUint32(huge[32:], 1<<31)
	other := bytes.Clone(whole)
	other[20] = 105 // 802.11
	for _, tt := range []struct {
		name  string
		data  []byte
		items int
		skip  string
	}{
		{"cut inside a packet", whole[:len(whole)-7], 3, "ends inside a packet"},
		{"cut inside a packet's head", append(bytes.Clone(whole), 1, 2, 3), 3, "ends inside a packet"},
		{"a head and nothing else", whole[:24], 0, ""},
		{"not even a head", whole[:10], 0, "ends inside a packet"},
		{"a packet of two gigabytes", huge, 0, "damaged"},
		{"another kind of link", other, 0, "link type 105"},
		{"pcapng with a block of no size", append(ngOf(whole, binary.LittleEndian), 6, 0, 0, 0, 4, 0, 0, 0), 3, "damaged"},
		{"pcapng cut", ngOf(whole, binary.LittleEndian)[:500], 0, "ends inside"},
	} {
		items, skips, _, err := readAll(t, bytes.NewReader(tt.data))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if len(items) < tt.items {
			t.Errorf("%s: %d items, want %d: what came before the damage is lost", tt.name, len(items), tt.items)
		}
		if got := strings.Join(skips, "; "); tt.skip == "" && got != "" || !strings.Contains(got, tt.skip) {
			t.Errorf("%s: skips %q, want %q", tt.name, got, tt.skip)
		}
	}
	if _, _, _, err := readAll(t, io.MultiReader(bytes.NewReader(whole[:100]), iotest.ErrReader(errors.New("the disk is gone")))); err == nil || !strings.Contains(err.Error(), "disk") {
		t.Errorf("a disk that goes: %v", err)
	}
}

// Web servers on the Internet that somebody here visited are no equipment of
// this network; those of a private range are.
func TestPublicWebServersAreLeftOut(t *testing.T) {
	t.Parallel()
	var devices []*probetest.Device
	for _, a := range []string{"8.8.4.4", "10.0.0.4", "192.0.2.4"} {
		devices = append(devices, &probetest.Device{Addr: netip.MustParseAddr(a), MAC: "02:00:00:00:00:01", TCP: map[uint16]probetest.Server{80: probetest.Web{Server: "nginx", Title: "Hello " + a}.Serve}})
	}
	items, skips, _, err := readAll(t, bytes.NewReader(probetest.Pcap(devices)))
	var got []string
	for _, i := range items {
		got = append(got, i.Fields.Get(inventory.IP))
	}
	if fmt.Sprint(got) != "[10.0.0.4 192.0.2.4]" || err != nil || len(skips) > 0 {
		t.Errorf("%v, %q, %v", got, skips, err)
	}
}

func FuzzReader(f *testing.F) {
	f.Add(street())
	f.Add(ngOf(street(), binary.LittleEndian))
	f.Add(ngOf(street(), binary.BigEndian)[:300])
	f.Fuzz(func(t *testing.T, data []byte) {
		items, _, _, err := readAll(t, bytes.NewReader(data))
		if err != nil {
			t.Errorf("bad bytes fail the run: %v", err)
		}
		for _, i := range items {
			if i.Origin.At == "" || i.Origin.Source == "" {
				t.Errorf("an item without origin: %+v", i)
			}
		}
	})
}

// What devices repeat word for word adds nothing and changes nothing.
func TestRepeatedMessages(t *testing.T) {
	one := street()
	const head = 24
	often := bytes.Clone(one)
	for range 50 {
		often = append(often, one[head:]...)
	}
	want, _, _, err := readAll(t, bytes.NewReader(one))
	if err != nil {
		t.Fatal(err)
	}
	got, skips, in, err := readAll(t, bytes.NewReader(often))
	if err != nil || len(skips) > 0 || len(in.Damage) > 0 {
		t.Fatalf("got %v, %v, %v", err, skips, in.Damage)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}
