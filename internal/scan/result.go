package scan

import (
	"fmt"

	"caveat.example/caveat/internal/probe"
)

// A Result is what a run found and did.
type Result struct {
	Devices []probe.Device
	Sent    map[string]Count
	Hosts   int // addresses in the targets
	Done    int // of them, those that were asked to the end, in this run or before
	Up      int // of them, those that gave a sign of life
	Silent  int // of these, those that told nothing of themselves

	Unasked int // answers from addresses that were not asked, left out
	Flood   int // messages left out since one address sent too many
	Broken  int // messages that broke their protocol
	Rate    int // packets a second at the end

	Limits []string // what this run could not see
}

func (r *run) result() *Result {
	out := r.ears.result()
	out.Sent, out.Hosts, out.Rate = r.gate.counts(), count(r.Targets), r.gate.pace.current()
	r.mu.Lock()
	defer r.mu.Unlock()
	out.Done = r.done
	for _, d := range out.Devices {
		if a := d.Addr(); a.IsValid() && inside(r.Targets, a) {
			r.up[a] = true
		}
	}
	out.Up = len(r.up)
	for a := range r.up {
		if !r.ears.told(a) {
			out.Silent++
		}
	}
	out.Limits = append(out.Limits, r.limits(out)...)
	return out
}

// limits says what nobody could have seen from here.
func (r *run) limits(out *Result) []string {
	list := []string{
		"networks that were not named, other VLANs among them",
		"cameras behind a recorder's own switch: look at the recorder's list of channels",
		"devices whose discovery, RTSP and web pages are switched off",
		"radios, chips and modules inside other devices: they leave no mark on a network",
		"IPv6 addresses: only IPv4 is asked",
	}
	if len(r.groups) == 0 {
		list = append(list, "devices that answer only to multicast: run it on a machine in their own network, with the whole network as range",
			"hardware addresses: routers hide them")
	}
	switch {
	case out.Silent == 1:
		list = append(list, "1 host is there and told nothing of itself")
	case out.Silent > 1:
		list = append(list, fmt.Sprintf("%d hosts are there and told nothing of themselves", out.Silent))
	}
	return append(list, "raw frames (ARP, DHCP, SADP version 1): --passive as root hears them")
}
