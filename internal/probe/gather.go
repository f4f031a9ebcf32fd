package probe

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"net/netip"
	"slices"
)

// A Gathering collects statements and says which devices they are about. Its
// memory is bounded, whatever is thrown at it. It is for one goroutine.
type Gathering struct {
	heard   []Statement
	held    int // bytes of text in heard
	seen    map[seenKey]bool
	per     map[sourceKey]int
	dropped map[sourceKey]int
	refused int // statements left out since the whole was full
}

type (
	sourceKey struct {
		from     netip.Addr
		protocol string
	}
	seenKey struct {
		sourceKey
		what [sha256.Size]byte
	}
)

// Limits of a Gathering.
const (
	maxPerSource = 16        // different statements of one address in one protocol
	maxHeard     = 200_000   // statements in all
	maxHeld      = 128 << 20 // bytes of text in all
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
	if g.per[source] >= maxPerSource {
		g.dropped[source]++
		return false
	}
	if len(g.heard) >= maxHeard || g.held >= maxHeld {
		g.refused++
		return false
	}
	g.seen[key] = true
	g.per[source]++
	g.held += s.size()
	g.heard = append(g.heard, s)
	return true
}

// identity is what tells one statement from another of the same source.
func (s *Statement) identity() [sha256.Size]byte {
	return sha256.Sum256(fmt.Append(nil, s.MAC, "|", s.Serial, "|", s.LinkMAC, "|", s.Signals))
}

// size is about how many bytes of text a statement holds.
func (s *Statement) size() int {
	n := 512
	for i := range s.Signals {
		n += len(s.Signals[i].Value) + 48
	}
	return n
}

// Dropped says how many statements were left out because one address, or all of
// them together, said too many different things.
func (g *Gathering) Dropped() int {
	n := g.refused
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
