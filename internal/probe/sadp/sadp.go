// Package sadp knows Hikvision's device discovery: XML over UDP 37020, and the
// older Ethernet frames of type 0x8033, which are heard and never sent.
//
// Only the family's firmware is known to answer. What it says of relabelling
// (DetailOEMCode, BaseDesc) is read as the vendor's SDK header describes it: a
// code of 1 is the maker's own baseline, and has been seen on a relabelled
// device, so it proves nothing.
package sadp

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"strings"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/ask"
	"caveat.example/caveat/internal/probe/xmltree"
)

// Probe is the SADP probe.
type Probe struct{}

// Protocol is "sadp".
func (Probe) Protocol() string { return ask.SADP }

// Call gives the inquiry.
func (Probe) Call(p probe.Params) (ask.Datagram, error) { return ask.SADPInquiry(p.ID), nil }

var signals = map[string]string{
	"devicedescription":  inventory.SignalSADPModel,
	"basedesc":           inventory.SignalSADPBaseModel,
	"detailoemcode":      inventory.SignalSADPDetailOEM,
	"oeminfo":            inventory.SignalSADPOEMInfo,
	"specificdevicetype": inventory.SignalSADPSpecific,
	"devicetype":         inventory.SignalSADPType,
	"softwareversion":    inventory.SignalSADPFirmware,
	"dspversion":         inventory.SignalSADPDSP,
	"devicesn":           inventory.SignalSADPSerial,
}

// Hear decodes an answer or an unasked Hello. An answer that is cut short
// counts as far as it goes.
func (Probe) Hear(message []byte) (probe.Statement, error) {
	root, leaves, err := xmltree.Read(message)
	switch {
	case root == "probematch" || root == "hello":
	case root == "" && err != nil:
		return probe.Statement{}, err
	default:
		return probe.Statement{}, probe.ErrNothing
	}
	s := probe.Statement{Protocol: ask.SADP}
	s.Add(inventory.SignalSADPSpeaks, "yes")
	if err != nil {
		s.Note("SADP answer is damaged: read as far as it goes")
	}
	for _, l := range leaves {
		take(&s, strings.TrimPrefix(l.Path, root+"/"), l.Text)
	}
	if len(s.Signals) == 1 && s.MAC == "" {
		return probe.Statement{}, fmt.Errorf("SADP answer names no device: %w", probe.ErrBroken)
	}
	return s, nil
}

func take(s *probe.Statement, name, text string) {
	if key, ok := signals[name]; ok {
		s.Add(key, text)
	}
	switch name {
	case "oemcode":
		s.Add(inventory.SignalSADPOEM, truth(text))
	case "ezvizcode":
		s.Add(inventory.SignalSADPEZVIZ, truth(text))
	case "mac":
		s.MAC = probe.MAC(text)
	case "devicesn":
		s.Serial = probe.Clean(text)
	case "devicedescription":
		s.Model = probe.Clean(text)
	case "softwareversion":
		s.Firmware = probe.Clean(text)
	case "ipv4address":
		if a, err := netip.ParseAddr(text); err == nil {
			s.Says = a
		}
	}
}

// truth reads a boolean as devices write it, "flase" included.
func truth(s string) string {
	switch strings.ToLower(s) {
	case "true", "1", "yes":
		return "yes"
	case "false", "flase", "0", "no":
		return "no"
	}
	return ""
}

// EtherType marks version 1 frames.
const EtherType = 0x8033

// frameHead is the length of a version 1 frame's header.
const frameHead = 0x26

// HearFrame decodes the payload of a version 1 frame: the protocol itself, and
// the sender's addresses. Frames that a management tool sends say nothing.
func HearFrame(payload []byte) (probe.Statement, error) {
	if len(payload) < frameHead {
		return probe.Statement{}, fmt.Errorf("SADP frame of %d bytes: %w", len(payload), probe.ErrBroken)
	}
	const marker, response, marker2 = 0x21, 1, 0x0604
	if payload[0] != marker || binary.BigEndian.Uint16(payload[8:]) != marker2 {
		return probe.Statement{}, probe.ErrNothing
	}
	if payload[1] != response {
		return probe.Statement{}, probe.ErrNothing
	}
	s := probe.Statement{Protocol: "sadp1"}
	s.Add(inventory.SignalSADPFrameSpeaks, "yes")
	s.MAC = probe.MACBytes(payload[14:20])
	s.Says = netip.AddrFrom4([4]byte(payload[20:24]))
	if s.Says.IsUnspecified() {
		s.Says = netip.Addr{}
	}
	return s, nil
}
