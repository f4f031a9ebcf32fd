package probe

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

// A merge finds out which statements are about one device.
type merge struct {
	all     []Statement
	parent  []int                      // of the set that a statement is in
	hearsay []string                   // why a statement is hearsay, "" when it is not
	notes   [][]string                 // what else there is to say
	damage  [][]string                 // what makes a statement unsure
	own     map[pair]bool              // hardware addresses that are the device's, not a router's
	links   map[netip.Addr]int         // how many hardware addresses an address was seen with
	copied  map[string]map[string]bool // the hardware addresses that claim a serial number
}

func newMerge(all []Statement) *merge {
	m := &merge{
		all: all, parent: make([]int, len(all)), hearsay: make([]string, len(all)),
		notes: make([][]string, len(all)), damage: make([][]string, len(all)),
		own: map[pair]bool{}, links: map[netip.Addr]int{}, copied: map[string]map[string]bool{},
	}
	for i := range m.parent {
		m.parent[i] = i
		if s := &all[i]; usable(s.Serial) && s.MAC != "" {
			put(m.copied, strings.ToUpper(s.Serial), s.MAC)
		}
	}
	return m
}

// manyHosts is how many addresses one hardware address may answer ARP for
// before it is taken for a router's.
const manyHosts = 4

// A pair is an address and the hardware address that its packets came from.
type pair struct {
	addr netip.Addr
	mac  string
}

// findRouters tells devices' own hardware addresses from those of routers, in
// front of which packets from elsewhere carry the router's: a pair is a
// device's own if ARP showed it, or if nothing else came from that hardware
// address.
func (m *merge) findRouters() {
	shown, hosts := map[string]map[netip.Addr]bool{}, map[string]map[netip.Addr]bool{}
	links := map[netip.Addr]map[string]bool{}
	for i := range m.all {
		s := &m.all[i]
		from := s.From.Addr()
		if s.LinkMAC == "" || !from.IsValid() || from.IsUnspecified() {
			continue
		}
		put(links, from, s.LinkMAC)
		if s.Protocol == "arp" {
			put(shown, s.LinkMAC, from)
		}
		if from.Is4() {
			put(hosts, s.LinkMAC, from)
		}
	}
	for mac, list := range hosts {
		for a := range list {
			m.own[pair{a, mac}] = len(list) == 1 || shown[mac][a] && len(shown[mac]) <= manyHosts
		}
	}
	for a, macs := range links {
		m.links[a] = len(macs)
		for mac := range macs {
			if a.Is6() {
				m.own[pair{a, mac}] = len(hosts[mac]) <= 1
			}
		}
	}
}

func put[K, V comparable](in map[K]map[V]bool, k K, v V) {
	if in[k] == nil {
		in[k] = map[V]bool{}
	}
	in[k][v] = true
}

// linkMAC is a statement's hardware address on the link, unless it is a
// router's.
func (m *merge) linkMAC(s *Statement) string {
	from := s.From.Addr()
	if from.IsValid() && !from.IsUnspecified() && !m.own[pair{from, s.LinkMAC}] {
		return ""
	}
	return s.LinkMAC
}

// who is the identity that a statement claims, "" when it claims none.
func (s *Statement) who() string {
	switch {
	case s.MAC != "":
		return "mac:" + s.MAC
	case usable(s.Serial):
		return "serial:" + strings.ToUpper(s.Serial)
	}
	return ""
}

// usable says whether a serial number tells devices apart: not "0", not
// "123456", not the same digit all over.
func usable(serial string) bool {
	return len(serial) >= 7 && strings.Trim(serial, serial[:1]) != "" && !strings.Contains("01234567890123456789", serial)
}

// join puts statements with a common key into one set. Hearsay is joined by
// identity alone, never by the address that it came from.
func (m *merge) join() {
	first := map[string]int{}
	for i := range m.all {
		for _, key := range m.keys(i) {
			if j, ok := first[key]; ok {
				m.parent[m.find(i)] = m.find(j)
			} else {
				first[key] = i
			}
		}
	}
}

func (m *merge) keys(i int) []string {
	s := &m.all[i]
	var keys []string
	if s.MAC != "" {
		keys = append(keys, "mac:"+s.MAC)
	}
	if serial := strings.ToUpper(s.Serial); usable(s.Serial) && len(m.copied[serial]) <= 1 {
		keys = append(keys, "serial:"+serial)
	}
	if m.hearsay[i] != "" {
		if len(keys) == 0 {
			keys = append(keys, fmt.Sprintf("hearsay:%d", i))
		}
		return keys
	}
	if mac := m.linkMAC(s); mac != "" {
		keys = append(keys, "mac:"+mac)
	}
	if from := s.From.Addr(); from.IsValid() && !from.IsUnspecified() && len(m.damage[i]) == 0 {
		keys = append(keys, m.addrKey(from, s))
	}
	return keys
}

// addrKey tells apart devices that held one address one after the other, where
// the link shows it.
func (m *merge) addrKey(from netip.Addr, s *Statement) string {
	if m.links[from] > 1 && s.LinkMAC != "" {
		return "addr:" + from.String() + "/" + s.LinkMAC
	}
	return "addr:" + from.String()
}

func (m *merge) find(i int) int {
	for m.parent[i] != i {
		m.parent[i] = m.parent[m.parent[i]]
		i = m.parent[i]
	}
	return i
}

// devices turns each set into a Device.
func (m *merge) devices() []Device {
	at := map[int]int{}
	var out []Device
	for i := range m.all {
		root := m.find(i)
		j, ok := at[root]
		if !ok {
			j = len(out)
			at[root] = j
			out = append(out, Device{})
		}
		d := &out[j]
		if m.hearsay[i] != "" {
			d.hearsay = append(d.hearsay, m.all[i])
			d.Notes = appendNew(d.Notes, m.hearsay[i])
			continue
		}
		s := m.all[i]
		s.LinkMAC = m.linkMAC(&s)
		d.Statements = append(d.Statements, s)
		d.Notes = appendNew(d.Notes, m.notes[i]...)
		d.Notes = appendNew(d.Notes, s.Remarks...)
		d.Damage = appendNew(d.Damage, m.damage[i]...)
		d.Damage = appendNew(d.Damage, s.Notes...)
		if n := len(m.copied[strings.ToUpper(s.Serial)]); n > 1 {
			d.Notes = appendNew(d.Notes, fmt.Sprintf("%d devices with different hardware addresses show the serial number %s", n, s.Serial))
		}
	}
	return out
}

func appendNew(list []string, more ...string) []string {
	for _, s := range more {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}
