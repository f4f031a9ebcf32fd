package probe

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
)

// A Gathering collects statements and says which devices they are about. Its
// memory is bounded, whatever is thrown at it. It is for one goroutine.
type Gathering struct {
	heard   []Statement
	seen    map[seenKey]bool
	per     map[sourceKey]int
	dropped map[sourceKey]int
}

type (
	sourceKey struct {
		from     netip.Addr
		protocol string
	}
	seenKey struct {
		sourceKey
		what string
	}
)

// Limits of a Gathering.
const (
	maxPerSource = 16      // different statements of one address in one protocol
	maxHeard     = 200_000 // statements in all
)

// Add takes a statement. One that was heard before, word for word, adds
// nothing; an address that keeps saying other things is heard maxPerSource
// times a protocol, and its device says so. It reports whether the statement
// was new.
func (g *Gathering) Add(s Statement) bool {
	if g.seen == nil {
		g.seen, g.per, g.dropped = map[seenKey]bool{}, map[sourceKey]int{}, map[sourceKey]int{}
	}
	s.From = netip.AddrPortFrom(s.From.Addr().Unmap(), s.From.Port())
	source := sourceKey{s.From.Addr(), s.Protocol}
	if source.from.IsUnspecified() {
		source.protocol += "/" + s.MAC // DHCP: nobody has an address yet
	}
	key := seenKey{source, s.identity()}
	if g.seen[key] {
		return false
	}
	if g.per[source] >= maxPerSource || len(g.heard) >= maxHeard {
		g.dropped[source]++
		return false
	}
	g.seen[key] = true
	g.per[source]++
	g.heard = append(g.heard, s)
	return true
}

// identity is what tells one statement from another of the same source.
func (s *Statement) identity() string {
	return fmt.Sprint(s.MAC, "|", s.Serial, "|", s.LinkMAC, "|", s.Signals)
}

// Dropped says how many statements were left out because one address said too
// many different things.
func (g *Gathering) Dropped() int {
	n := 0
	for _, d := range g.dropped {
		n += d
	}
	return n
}

// Heard gives the statements in the order in which they came.
func (g *Gathering) Heard() []Statement { return g.heard }

// Devices says which devices the statements are about, by address. Statements
// belong together when they share a serial number, a hardware address or the
// address that they came from. What an address says on behalf of another is
// kept apart: see hearsay.
func (g *Gathering) Devices() []Device {
	m := newMerge(g.heard)
	m.findRouters()
	m.findHearsay()
	m.join()
	devices := m.devices()
	for i := range devices {
		g.tellDropped(&devices[i])
	}
	slices.SortFunc(devices, func(a, b Device) int {
		return cmp.Or(a.Addr().Compare(b.Addr()), cmp.Compare(a.mac(), b.mac()), cmp.Compare(a.serial(), b.serial()))
	})
	return devices
}

func (g *Gathering) tellDropped(d *Device) {
	told := map[sourceKey]bool{}
	for i := range d.Statements {
		s := &d.Statements[i]
		key := sourceKey{s.From.Addr(), s.Protocol}
		if n := g.dropped[key]; n > 0 && !told[key] {
			told[key] = true
			d.Damage = append(d.Damage, fmt.Sprintf("%s said %d more things over %s than were kept", key.from, n, key.protocol))
		}
	}
}
