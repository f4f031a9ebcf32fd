// Package dahua1 knows the older of Dahua's two discovery protocols (UDP 5050).
package dahua1

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"strings"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/ask"
)

// Probe is the probe of the older Dahua discovery.
type Probe struct{}

// Protocol is "dahua1".
func (Probe) Protocol() string { return ask.DahuaV1 }

// Call gives the search.
func (Probe) Call(probe.Params) (ask.Datagram, error) { return ask.DahuaV1Search(), nil }

// The layout of an answer.
const (
	kindAnswer = 0xb3
	fixedSize  = 0x78
	typeAt     = 0x28
	addressAt  = 0x38
	maxSize    = 8 << 10
	macText    = 17
)

var keys = map[string]string{
	"name":     inventory.SignalDahuaV1Name,
	"device":   inventory.SignalDahuaV1Device,
	"serialno": inventory.SignalDahuaV1Serial,
}

// Hear decodes an answer.
func (Probe) Hear(message []byte) (probe.Statement, error) {
	if len(message) < 0x18 || message[0] != kindAnswer {
		return probe.Statement{}, probe.ErrNothing
	}
	if len(message) < fixedSize || len(message) > maxSize {
		return probe.Statement{}, fmt.Errorf("answer of the older Dahua discovery of %d bytes: %w", len(message), probe.ErrBroken)
	}
	s := probe.Statement{Protocol: ask.DahuaV1}
	s.Add(inventory.SignalDahuaV1Speaks, "yes")
	s.Model = probe.Clean(strings.TrimRight(string(message[typeAt:typeAt+16]), "\x00"))
	s.Add(inventory.SignalDahuaV1Model, s.Model)
	if a := netip.AddrFrom4([4]byte(message[addressAt : addressAt+4])); !a.IsUnspecified() {
		s.Says = a
	}
	macSize, textSize := int(message[2]), int(binary.LittleEndian.Uint16(message[0x14:]))
	rest := message[fixedSize:]
	if macSize+textSize > len(rest) {
		s.Note(fmt.Sprintf("Dahua discovery answer says %d bytes follow, %d came", macSize+textSize, len(rest)))
	}
	macSize = min(macSize, len(rest))
	if macSize >= macText {
		s.MAC = probe.MAC(string(rest[:macText]))
	}
	pairs(&s, string(rest[macSize:min(len(rest), macSize+textSize)]))
	return s, nil
}

func pairs(s *probe.Statement, text string) {
	for line := range strings.SplitSeq(text, "\r\n") {
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		key = strings.ToLower(strings.TrimSpace(key))
		if signal, ok := keys[key]; ok {
			s.Add(signal, value)
		}
		switch key {
		case "serialno":
			s.Serial = probe.Clean(value)
		case "device":
			s.Model = probe.Clean(value)
		}
	}
}
