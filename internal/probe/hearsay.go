package probe

import (
	"fmt"
	"net/netip"
)

// own says that a statement gives the address that it came from as its own.
func (s *Statement) own() bool { return s.Says.IsValid() && s.Says.Unmap() == s.From.Addr() }

// findHearsay marks what an address says for others: an address that claims
// several identities in one protocol, or one that belongs to another address.
func (m *merge) findHearsay() {
	bySource := map[sourceKey][]int{}
	byWho := map[string][]int{}
	self := map[netip.Addr]bool{} // addresses that spoke for themselves
	for i := range m.all {
		s := &m.all[i]
		if s.Protocol == "arp" || s.Protocol == "dhcp" || s.who() == "" {
			continue
		}
		bySource[sourceKey{s.From.Addr(), s.Protocol}] = append(bySource[sourceKey{s.From.Addr(), s.Protocol}], i)
		byWho[s.Protocol+" "+s.who()] = append(byWho[s.Protocol+" "+s.who()], i)
		if s.own() {
			self[s.From.Addr()] = true
		}
	}
	for source, list := range bySource {
		m.relay(source, list)
	}
	for _, list := range byWho {
		m.contest(list)
	}
	for i := range m.all {
		s := &m.all[i]
		switch {
		case m.hearsay[i] != "" || !s.Says.IsValid() || s.Says.Unmap() == s.From.Addr() || !s.From.Addr().IsValid() || s.Protocol == "dhcp":
		case s.who() != "" && self[s.Says.Unmap()]:
			m.hearsay[i] = fmt.Sprintf("%s spoke for %s, which speaks for itself", s.From.Addr(), s.Says)
		case s.Says.Is4() == s.From.Addr().Is4():
			m.notes[i] = append(m.notes[i], fmt.Sprintf("says over %s that its address is %s", s.Protocol, s.Says))
		}
	}
}

// relay handles one address that claims several identities in one protocol.
func (m *merge) relay(source sourceKey, list []int) {
	whos, own := map[string]bool{}, map[string]bool{}
	for _, i := range list {
		whos[m.all[i].who()] = true
		if m.all[i].own() {
			own[m.all[i].who()] = true
		}
	}
	if len(whos) < 2 {
		return
	}
	for _, i := range list {
		switch s := &m.all[i]; {
		case !own[s.who()]:
			m.hearsay[i] = fmt.Sprintf("%s answers for %d devices over %s", source.from, len(whos), source.protocol)
		case len(own) > 1:
			m.damage[i] = append(m.damage[i], fmt.Sprintf("%d devices claim the address %s over %s: one of them may be forged", len(own), source.from, source.protocol))
		}
	}
}

// contest handles one identity that several addresses claim in one protocol:
// the one that gives its own address is believed.
func (m *merge) contest(list []int) {
	var owner netip.Addr
	owners := map[netip.Addr]bool{}
	for _, i := range list {
		if s := &m.all[i]; s.own() && m.hearsay[i] == "" {
			owner = s.From.Addr()
			owners[owner] = true
		}
	}
	if len(owners) != 1 {
		return
	}
	for _, i := range list {
		if s := &m.all[i]; s.From.Addr() != owner && m.hearsay[i] == "" {
			m.hearsay[i] = fmt.Sprintf("%s also claims to be the device at %s", s.From.Addr(), owner)
		}
	}
}
