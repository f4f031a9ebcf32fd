package scan

import (
	"net/netip"
	"time"

	"caveat.example/caveat/internal/probe/arp"
)

// absent says whether the system asked in vain who has an address of a link.
func (r *run) absent(a netip.Addr) bool {
	const fresh = 50 * time.Millisecond
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, known := r.neighbours[a]; known {
		return false
	}
	if now := r.Now(); now.Sub(r.read) > fresh {
		table, err := r.net.Neighbours()
		if err != nil || table == nil {
			return false
		}
		r.neighbours, r.read = table, now
	}
	_, known := r.neighbours[a]
	return !known
}

// readNeighbours takes the hardware addresses that the system learnt while it
// sent our questions.
func (r *run) readNeighbours() {
	table, err := r.net.Neighbours()
	if err != nil {
		r.ears.limit("hardware addresses: %v", err)
		return
	}
	for a, mac := range table {
		if _, onLink := linkOf(r.Links, a); onLink && inside(r.Targets, a) {
			s := arp.Seen(a, mac)
			s.At = "ARP " + a.String()
			r.ears.keep(s)
			r.alive(a)
		}
	}
}
