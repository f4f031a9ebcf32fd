// Package dhip knows Dahua's device discovery (UDP 37810). Only the family's
// firmware is known to speak it, whatever vendor an answer names.
package dhip

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net/netip"
	"regexp"
	"strings"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/ask"
)

// Probe is the DHIP probe.
type Probe struct{}

// Protocol is "dhip".
func (Probe) Protocol() string { return ask.DHIP }

// Call gives the search.
func (Probe) Call(probe.Params) (ask.Datagram, error) { return ask.DHIPSearch(), nil }

const (
	headSize = 32
	maxBody  = 64 << 10
)

type answer struct {
	MAC    loose `json:"mac"`
	Method loose `json:"method"`
	Params struct {
		Info struct {
			DeviceClass  loose
			DeviceType   loose
			MachineName  loose
			Manufacturer loose
			SerialNo     loose
			Vendor       loose
			Version      loose
			IPv4Address  struct{ IPAddress loose }
		} `json:"deviceInfo"`
	} `json:"params"`
}

// loose is a text that some firmware writes as a number.
type loose string

// UnmarshalJSON takes a text or a number; anything else is no text.
func (l *loose) UnmarshalJSON(raw []byte) error {
	var text string
	var number json.Number
	switch {
	case json.Unmarshal(raw, &text) == nil:
		*l = loose(text)
	case json.Unmarshal(raw, &number) == nil:
		*l = loose(number)
	}
	return nil
}

// Hear decodes an announcement of a device (client.notifyDevInfo).
func (Probe) Hear(message []byte) (probe.Statement, error) {
	s := probe.Statement{Protocol: ask.DHIP}
	body, err := unwrap(message, &s)
	if err != nil {
		return probe.Statement{}, err
	}
	var a answer
	if err := json.Unmarshal(body, &a); err != nil {
		return probe.Statement{}, fmt.Errorf("DHIP answer: %v: %w", err, probe.ErrBroken)
	}
	if a.Method != "client.notifyDevInfo" {
		return probe.Statement{}, probe.ErrNothing
	}
	info := a.Params.Info
	s.Add(inventory.SignalDHIPSpeaks, "yes")
	s.Add(inventory.SignalDHIPVendor, string(info.Vendor))
	s.Add(inventory.SignalDHIPManufacturer, string(info.Manufacturer))
	s.Add(inventory.SignalDHIPClass, string(info.DeviceClass))
	s.Add(inventory.SignalDHIPModel, string(info.DeviceType))
	s.Add(inventory.SignalDHIPFirmware, string(info.Version))
	s.Add(inventory.SignalDHIPSerial, string(info.SerialNo))
	s.Add(inventory.SignalDHIPName, string(info.MachineName))
	s.Add(inventory.SignalDHIPCustomer, Customer(string(info.Version)))
	s.MAC, s.Serial = probe.MAC(string(a.MAC)), probe.Clean(string(info.SerialNo))
	s.Model, s.Firmware = probe.Clean(string(info.DeviceType)), probe.Clean(string(info.Version))
	s.Brand = brand(string(info.Vendor))
	if a, err := netip.ParseAddr(string(info.IPv4Address.IPAddress)); err == nil {
		s.Says = a
	}
	return s, nil
}

// unwrap checks the header and gives the JSON behind it. Lengths that do not
// fit the datagram are noted and not believed.
func unwrap(message []byte, s *probe.Statement) ([]byte, error) {
	if len(message) < headSize || message[0] != headSize || string(message[4:8]) != "DHIP" {
		return nil, probe.ErrNothing
	}
	body := message[headSize:]
	if len(body) > maxBody {
		return nil, fmt.Errorf("DHIP answer of %d bytes: %w", len(message), probe.ErrBroken)
	}
	if said := binary.LittleEndian.Uint32(message[16:]); int64(said) > int64(len(body)) || int(said) < len(bytes.TrimRight(body, "\x00\n")) {
		s.Note(fmt.Sprintf("DHIP header says %d bytes, %d came", said, len(body)))
	}
	return bytes.TrimRight(body, "\x00\r\n\t "), nil
}

// customerMark is the customer's letters in a firmware version, between two
// runs of digits: "IB" in 4.000.00IB002.17.
var customerMark = regexp.MustCompile(`^\d+\.\d{3}\.\d{2}([A-Z]{2})\d{3}\.`)

// Customer reads the letters of the customer for whom a firmware was built, ""
// where the version has none.
func Customer(version string) string {
	if m := customerMark.FindStringSubmatch(version); m != nil {
		return m[1]
	}
	return ""
}

// brand is the vendor as a label; the words for "no label" are none.
func brand(vendor string) string {
	switch strings.ToLower(strings.TrimSpace(vendor)) {
	case "", "private", "general", "oem", "neutral":
		return ""
	}
	return probe.Clean(vendor)
}
