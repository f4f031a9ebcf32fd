// Package pcap reads network captures (pcap and pcapng) into the devices that
// were heard in them. It sends nothing, and knows no protocol: see
// internal/probe.
package pcap

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/netip"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/capture"
)

// Reader reads captures.
type Reader struct{}

// Format is "network capture".
func (Reader) Format() string { return "network capture" }

// Accepts looks for the first bytes of either format.
func (Reader) Accepts(_ string, head []byte) bool {
	if len(head) < 24 {
		return false
	}
	for _, magic := range [][]byte{pcapMicro, swapped(pcapMicro), pcapNano, swapped(pcapNano), pcapngBlock} {
		if bytes.HasPrefix(head, magic) {
			return true
		}
	}
	return false
}

// Items yields a device at a time, by address, once the whole capture has been
// read: only then is it known which messages came from one device. Memory grows
// with the devices, up to the limits of probe.Gathering, and not with the
// capture.
func (Reader) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		var heard probe.Gathering
		frames := capture.NewReader(func(s probe.Statement) { heard.Add(s) })
		read := read{frames: frames, links: map[capture.LinkType]int{}}
		err := read.all(ctx, in.Reader)
		frames.End()
		in.Damage = append(in.Damage, frames.Notes()...)
		left := 0
		for _, d := range heard.Devices() {
			if elsewhere(&d) {
				left++
				continue
			}
			if !yield(d.Item(in.Source.Name), nil) {
				return
			}
		}
		in.Detail = read.detail(left)
		read.skips(in, heard.Dropped(), err, yield)
	}
}

// A read is one pass over a capture.
type read struct {
	frames  *capture.Reader
	format  string
	packets int
	links   map[capture.LinkType]int // packets of link types that are not read
}

func (r *read) all(ctx context.Context, in io.Reader) error {
	file, format, err := open(in)
	if err != nil {
		return err
	}
	r.format = format
	for {
		link, at, data, err := file.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		r.packets++
		const often = 1 << 12
		if r.packets%often == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if !capture.Reads(link) {
			r.links[link]++
			continue
		}
		r.frames.Frame(capture.Frame{Link: link, Data: data, Time: at, Number: r.packets})
	}
}

func (r *read) detail(left int) string {
	text := fmt.Sprintf("%s, %d packets", r.format, r.packets)
	if left > 0 {
		text += fmt.Sprintf("; %d web servers with public addresses left out: they are not on this network", left)
	}
	return text
}

// skips says what of the capture was not read.
func (r *read) skips(in *intake.Input, dropped int, err error, yield func(inventory.Item, error) bool) {
	place := fmt.Sprintf("packet %d", r.packets+1)
	for link, n := range r.links {
		if !yield(inventory.Item{}, in.Skip("", "%d packets of link type %d are not read; capture on an Ethernet interface", n, link)) {
			return
		}
	}
	if dropped > 0 && !yield(inventory.Item{}, in.Skip("", "%d messages were left out: single addresses said too many different things", dropped)) {
		return
	}
	switch {
	case err == nil:
	case errors.Is(err, errCut), errors.Is(err, errBroken):
		yield(inventory.Item{}, in.Skip(place, "%v; what follows was not read, and what came before is reported", err))
	default:
		yield(inventory.Item{}, err)
	}
}

// elsewhere says whether a device is only a web server on the Internet that
// somebody here visited. Ranges for documentation and tests count as here.
func elsewhere(d *probe.Device) bool {
	a := d.Addr()
	if !a.IsValid() || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() || !a.IsGlobalUnicast() {
		return false
	}
	for _, p := range reserved() {
		if p.Contains(a) {
			return false
		}
	}
	for i := range d.Statements {
		if p := d.Statements[i].Protocol; p != "http" && p != "https" && p != "upnp" {
			return false
		}
	}
	return true
}

// reserved are the ranges that no public server has.
func reserved() []netip.Prefix {
	return []netip.Prefix{
		netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"),
		netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("2001:db8::/32"),
	}
}
