package scan

import (
	"context"
	"io"
	"net/netip"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe/probetest"
	"caveat.example/caveat/internal/probe/wire"
)

// frames gives the frames of a capture, then waits until it is told to end.
type frames struct {
	rest [][]byte
	once sync.Once
	end  chan struct{}
}

func (f *frames) Next() ([]byte, error) {
	if len(f.rest) == 0 {
		<-f.end
		return nil, io.EOF
	}
	out := f.rest[0]
	f.rest = f.rest[1:]
	return out, nil
}

func (f *frames) Until(time.Time) error {
	f.once.Do(func() { close(f.end) })
	return nil
}

func (f *frames) Close() error { return nil }

func TestListeningSendsNothing(t *testing.T) {
	t.Parallel()
	street := probetest.Street(netip.MustParseAddr("10.66.0.1"))[:3]
	pcap := probetest.Pcap(street)
	var list [][]byte
	const fileHead, packetHead, sizeAt = 24, 16, 8
	for rest := pcap[fileHead:]; len(rest) > 0; {
		size := int(rest[sizeAt]) | int(rest[sizeAt+1])<<8
		list = append(list, rest[packetHead:packetHead+size])
		rest = rest[packetHead+size:]
	}
	synctest.Test(t, func(t *testing.T) {
		m := probetest.NewMemory(street)
		c := config()
		c.Links = []wire.Link{link("10.66.0.250/24")}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		out, err := Hear(ctx, c, m, []Frames{&frames{rest: list, end: make(chan struct{})}})
		if err != nil || len(out.Devices) != len(street) {
			t.Errorf("heard %d devices of %d, %v", len(out.Devices), len(street), err)
		}
		for _, d := range out.Devices {
			if d.Item("x").Fields.Get(inventory.SignalDHIPSpeaks) == "" {
				t.Errorf("%v has not spoken", d.Addr())
			}
		}
		if n := len(m.Sent()); n != 0 {
			t.Errorf("%d packets were sent", n)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		m := probetest.NewMemory(street)
		c := config()
		c.Links = []wire.Link{link("10.66.0.250/24")}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if _, err := Hear(ctx, c, m, nil); err != nil || len(m.Sent()) != 0 {
			t.Errorf("%v, %d packets sent", err, len(m.Sent()))
		}
	})
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := Hear(ctx, config(), probetest.NewMemory(nil), nil); err == nil {
			t.Error("an interrupted listening looks like one that ended by itself")
		}
	})
}
