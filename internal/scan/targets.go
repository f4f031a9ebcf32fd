package scan

import (
	"fmt"
	"iter"
	"net/netip"
	"slices"
	"strings"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/probe/wire"
)

// ParseRange reads "10.0.0.0/24" or "10.0.0.7". Host bits are dropped.
func ParseRange(text string) (netip.Prefix, error) {
	text = strings.TrimSpace(text)
	if a, err := netip.ParseAddr(text); err == nil && a.Is4() {
		return netip.PrefixFrom(a, a.BitLen()), nil
	}
	p, err := netip.ParsePrefix(text)
	if err != nil || !p.Addr().Is4() {
		return netip.Prefix{}, fmt.Errorf("%q is not an IPv4 range; write it as 10.0.0.0/24 or 10.0.0.7: %w", text, fault.Invalid)
	}
	return p.Masked(), nil
}

// smallestPrefix bounds one range: a /8 has 16 million addresses, which would
// take most of a day.
const smallestPrefix = 12

// Targets reads the ranges of a command line. "local" stands for the networks
// that this machine is on, loopback aside; a network larger than a /16 is taken
// in part, around this machine's address.
func Targets(ranges []string, links []wire.Link) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, text := range ranges {
		if text == "local" {
			out = append(out, local(links)...)
			continue
		}
		p, err := ParseRange(text)
		if err != nil {
			return nil, err
		}
		if p.Bits() < smallestPrefix {
			return nil, fmt.Errorf("%s has %d addresses, more than are scanned in one run; name the networks that are in use, up to a /%d each: %w",
				p, 1<<(32-p.Bits()), smallestPrefix, fault.Invalid)
		}
		out = append(out, p)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("this machine is on no network that could be scanned; name a range such as 10.0.0.0/24: %w", fault.Invalid)
	}
	return disjoint(out), nil
}

func local(links []wire.Link) []netip.Prefix {
	const largest = 16
	var out []netip.Prefix
	for _, l := range links {
		if l.Loopback || !l.Addr.IsValid() {
			continue
		}
		out = append(out, netip.PrefixFrom(l.Addr.Addr(), max(l.Addr.Bits(), largest)).Masked())
	}
	return out
}

// disjoint drops ranges that lie inside others, and sorts.
func disjoint(list []netip.Prefix) []netip.Prefix {
	slices.SortFunc(list, func(a, b netip.Prefix) int {
		if c := a.Addr().Compare(b.Addr()); c != 0 {
			return c
		}
		return a.Bits() - b.Bits()
	})
	var out []netip.Prefix
	for _, p := range list {
		if len(out) == 0 || !covered(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// hosts gives every address of the ranges that a host may have: not a
// network's own address, nor that of all its hosts.
func hosts(targets []netip.Prefix) iter.Seq[netip.Addr] {
	return func(yield func(netip.Addr) bool) {
		for _, t := range targets {
			last := lastAddr(t)
			for a := t.Addr(); t.Contains(a); a = a.Next() {
				if t.Bits() < 31 && (a == t.Addr() || a == last) {
					continue
				}
				if !yield(a) {
					return
				}
			}
		}
	}
}

func count(targets []netip.Prefix) int {
	n := 0
	for _, t := range targets {
		size := 1 << (t.Addr().BitLen() - t.Bits())
		if t.Bits() < 31 {
			size -= 2
		}
		n += size
	}
	return n
}

func lastAddr(p netip.Prefix) netip.Addr {
	b := p.Addr().As4()
	host := uint32(1)<<(32-p.Bits()) - 1
	for i := range b {
		b[i] |= byte(host >> (24 - 8*i))
	}
	return netip.AddrFrom4(b)
}

// linkOf is the link of this machine that an address is on, so that questions
// to its group reach it.
func linkOf(links []wire.Link, a netip.Addr) (wire.Link, bool) {
	for _, l := range links {
		if l.Multicast && !l.Loopback && l.Addr.Contains(a) {
			return l, true
		}
	}
	return wire.Link{}, false
}
