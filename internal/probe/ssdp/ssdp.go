// Package ssdp knows UPnP's discovery (UDP 1900) and the device description
// that it points to. All of it is what a device says of itself.
package ssdp

import (
	"bytes"
	"context"
	"net/netip"
	"net/url"
	"strings"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/ask"
	"caveat.example/caveat/internal/probe/head"
	"caveat.example/caveat/internal/probe/xmltree"
)

// Probe is the SSDP probe.
type Probe struct{}

// Protocol is "ssdp".
func (Probe) Protocol() string { return ask.SSDP }

// Call gives the M-SEARCH.
func (Probe) Call(probe.Params) (ask.Datagram, error) { return ask.SSDPSearch(), nil }

// Hear decodes an answer, or a NOTIFY that nobody asked for.
func (Probe) Hear(message []byte) (probe.Statement, error) {
	h, _, _ := head.Parse(message)
	if !strings.HasPrefix(h.First, "HTTP/1.1 200") && !strings.HasPrefix(h.First, "NOTIFY ") {
		return probe.Statement{}, probe.ErrNothing
	}
	s := probe.Statement{Protocol: ask.SSDP}
	s.Add(inventory.SignalSSDPServer, h.Get("server"))
	s.Add(inventory.SignalSSDPST, h.Get("st")+h.Get("nt"))
	s.Add(inventory.SignalSSDPUSN, h.Get("usn"))
	if len(s.Signals) == 0 {
		return probe.Statement{}, probe.ErrNothing
	}
	s.Next = probe.Clean(h.Get("location"))
	return s, nil
}

// Description reads the UPnP description that an answer pointed to.
type Description struct{ Location string }

// Protocol is "upnp".
func (Description) Protocol() string { return ask.UPnP }

// Ports is the port of the announced address.
func (d Description) Ports() []uint16 {
	if to, _, ok := d.target(); ok {
		return []uint16{to.Port()}
	}
	return nil
}

// On says whether the description lies on that host: a device that points
// elsewhere is not followed.
func (d Description) On(host netip.Addr) bool {
	to, path, ok := d.target()
	if !ok || to.Addr().Unmap() != host.Unmap() {
		return false
	}
	_, err := ask.UPnPDescription(to, path)
	return err == nil
}

func (d Description) target() (netip.AddrPort, string, bool) {
	u, err := url.Parse(d.Location)
	if err != nil || u.Scheme != "http" || u.RawQuery != "" || u.User != nil {
		return netip.AddrPort{}, "", false
	}
	host := u.Host
	if u.Port() == "" {
		host += ":80"
	}
	to, err := netip.ParseAddrPort(host)
	return to, u.Path, err == nil
}

// Talk asks for the description.
func (d Description) Talk(ctx context.Context, line probe.Line) (probe.Statement, error) {
	_, path, _ := d.target()
	question, err := ask.UPnPDescription(line.Remote(), path)
	if err != nil {
		return probe.Statement{}, err
	}
	if err := line.Ask(question); err != nil {
		return probe.Statement{}, err
	}
	answer, err := head.Read(ctx, line)
	if len(answer) == 0 {
		return probe.Statement{}, err
	}
	return d.Hear(answer)
}

var descriptionSignals = map[string]string{
	"manufacturer": inventory.SignalUPnPManufacturer,
	"modelname":    inventory.SignalUPnPModel,
	"modelnumber":  inventory.SignalUPnPModelNumber,
	"friendlyname": inventory.SignalUPnPFriendlyName,
	"serialnumber": inventory.SignalUPnPSerial,
}

// Hear decodes the HTTP answer with the description of the root device.
func (Description) Hear(message []byte) (probe.Statement, error) {
	h, body, _ := head.Parse(message)
	if h.Status() != 200 || !mayBegin(body) {
		return probe.Statement{}, probe.ErrNothing
	}
	root, leaves, err := xmltree.Read(body[:min(len(body), xmltree.MaxBytes)])
	if root != "root" {
		return probe.Statement{}, probe.ErrNothing
	}
	s := probe.Statement{Protocol: ask.UPnP, Digest: probe.Digest(message)}
	if err != nil {
		s.Note("UPnP description is damaged: read as far as it goes")
	}
	for _, l := range leaves {
		name, ok := strings.CutPrefix(l.Path, "root/device/")
		if key := descriptionSignals[name]; ok && key != "" {
			s.Add(key, l.Text)
			describe(&s, name, probe.Clean(l.Text))
		}
	}
	if len(s.Signals) == 0 {
		return probe.Statement{}, probe.ErrNothing
	}
	return s, nil
}

// mayBegin says whether a body can be a description: most are pages, and to take
// those apart costs more than all else in a capture.
func mayBegin(body []byte) bool {
	const prologue = 4 << 10 // a declaration, comments
	start := body[:min(len(body), prologue)]
	return bytes.Contains(start, []byte("<root")) || bytes.Contains(start, []byte(":root")) || bytes.IndexByte(start, 0) >= 0
}

func describe(s *probe.Statement, name, value string) {
	switch name {
	case "manufacturer":
		s.Brand = value
	case "modelname":
		s.Model = value
	case "serialnumber":
		s.Serial = value
	case "friendlyname":
		s.Name = value
	}
}
