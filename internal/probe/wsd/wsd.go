// Package wsd knows WS-Discovery (UDP 3702) and the ONVIF scopes in its
// answers. Many things that are no camera answer it as well.
package wsd

import (
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"strings"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/ask"
	"caveat.example/caveat/internal/probe/xmltree"
)

// Probe is the WS-Discovery probe.
type Probe struct{}

// Protocol is "wsd".
func (Probe) Protocol() string { return ask.WSD }

// Call gives the Probe message.
func (Probe) Call(p probe.Params) (ask.Datagram, error) { return ask.WSDProbe(p.ID), nil }

// Hear decodes ProbeMatches and unasked Hellos. Names are compared without
// prefixes, and a message that is cut short counts as far as it goes.
func (Probe) Hear(message []byte) (probe.Statement, error) {
	_, leaves, err := xmltree.Read(message)
	if len(leaves) == 0 && err != nil {
		return probe.Statement{}, err
	}
	s := probe.Statement{Protocol: ask.WSD}
	if err != nil {
		s.Note("WS-Discovery answer is damaged: read as far as it goes")
	}
	body := false
	for _, l := range leaves {
		if !strings.Contains(l.Path, "probematch") && !strings.Contains(l.Path, "resolvematch") && !strings.Contains(l.Path, "/hello") && !strings.HasPrefix(l.Path, "hello") {
			continue
		}
		body = true
		take(&s, l)
	}
	if !body {
		return probe.Statement{}, probe.ErrNothing
	}
	if len(s.Signals) == 0 {
		return probe.Statement{}, fmt.Errorf("WS-Discovery answer names nothing: %w", probe.ErrBroken)
	}
	return s, nil
}

func take(s *probe.Statement, l xmltree.Leaf) {
	switch l.Path[strings.LastIndexByte(l.Path, '/')+1:] {
	case "types":
		s.Add(inventory.SignalWSDTypes, types(l.Text))
	case "address":
		s.Add(inventory.SignalWSDEndpoint, l.Text)
	case "scopes":
		scopes(s, l.Text)
	case "xaddrs":
		addresses(s, l.Text)
	}
}

// types drops the prefixes, which each firmware chooses for itself.
func types(text string) string {
	var out []string
	for _, t := range strings.Fields(text) {
		out = append(out, t[strings.LastIndexByte(t, ':')+1:])
	}
	return strings.Join(out, " ")
}

const onvif = "onvif://www.onvif.org/"

// scopes reads each scope, and the shape of the whole list.
func scopes(s *probe.Statement, text string) {
	var shape []string
	for _, raw := range strings.Fields(text) {
		if len(raw) < len(onvif) || !strings.EqualFold(raw[:len(onvif)], onvif) {
			continue
		}
		scope := raw[len(onvif):]
		if plain, err := url.PathUnescape(scope); err == nil {
			scope = plain
		}
		s.Add(inventory.SignalONVIFScopes, scope)
		shape = append(shape, category(scope))
		value(s, scope)
	}
	s.Add(inventory.SignalONVIFShape, strings.Join(shape, " "))
}

// free are the categories whose value each owner or brand chooses; the shape
// keeps the category only.
var free = regexp.MustCompile(`^(?i)(name|hardware|location/[a-z]+|location|mac|manufacturer|model|extension/[a-z_]+)(/.*)?$`)

func category(scope string) string {
	if m := free.FindStringSubmatch(scope); m != nil {
		return m[1]
	}
	return scope
}

func value(s *probe.Statement, scope string) {
	category, rest, ok := strings.Cut(scope, "/")
	if !ok {
		return
	}
	rest = probe.Clean(rest)
	switch strings.ToLower(category) {
	case "name":
		s.Add(inventory.SignalONVIFName, rest)
		s.Name = rest
	case "hardware":
		s.Add(inventory.SignalONVIFHardware, rest)
		s.Model = rest
	case "manufacturer":
		s.Add(inventory.SignalONVIFManufacturer, rest)
		s.Brand = rest
	case "mac":
		s.MAC = probe.MAC(rest)
	}
}

// addresses takes the device's own address from the first service address.
func addresses(s *probe.Statement, text string) {
	for _, raw := range strings.Fields(text) {
		u, err := url.Parse(raw)
		if err != nil {
			continue
		}
		if a, err := netip.ParseAddr(u.Hostname()); err == nil && a.Is4() && !a.IsLinkLocalUnicast() {
			s.Says = a
			return
		}
	}
}
