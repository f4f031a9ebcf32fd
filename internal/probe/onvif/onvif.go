// Package onvif knows what an ONVIF service tells a client that asks what it is.
// It is heard in captures and never asked: the answer is to somebody else's
// question, and most devices want a name and password for it. All of it is what
// the device says of itself.
package onvif

import (
	"bytes"
	"fmt"
	"strings"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/head"
	"caveat.example/caveat/internal/probe/xmltree"
)

// Probe hears ONVIF's device service.
type Probe struct{}

// Protocol is "onvif".
func (Probe) Protocol() string { return "onvif" }

// Hear finds the answer to GetDeviceInformation among the answers of one
// connection.
func (Probe) Hear(message []byte) (probe.Statement, error) {
	if !bytes.HasPrefix(message, []byte("HTTP/")) {
		return probe.Statement{}, probe.ErrNothing
	}
	const answer = "GetDeviceInformationResponse"
	at := bytes.Index(message, []byte(answer))
	start := bytes.LastIndex(message[:max(at, 0)], []byte("HTTP/1."))
	if at < 0 || start < 0 {
		return probe.Statement{}, probe.ErrNothing
	}
	_, body, complete := head.Parse(message[start:])
	if !complete {
		return probe.Statement{}, probe.ErrNothing
	}
	if next := bytes.Index(body, []byte("HTTP/1.")); next > 0 {
		body = body[:next]
	}
	_, leaves, err := xmltree.Read(body[:min(len(body), xmltree.MaxBytes)])
	s := probe.Statement{Protocol: "onvif", Digest: probe.Digest(message[start:])}
	for _, l := range leaves {
		if strings.Contains(l.Path, strings.ToLower(answer)+"/") {
			take(&s, l.Path[strings.LastIndexByte(l.Path, '/')+1:], probe.Clean(l.Text))
		}
	}
	if len(s.Signals) == 0 {
		if err != nil {
			return probe.Statement{}, fmt.Errorf("ONVIF answer: %w", err)
		}
		return probe.Statement{}, probe.ErrNothing
	}
	if err != nil {
		s.Note("ONVIF answer is damaged: read as far as it goes")
	}
	return s, nil
}

func take(s *probe.Statement, name, value string) {
	switch name {
	case "manufacturer":
		s.Add(inventory.SignalONVIFManufacturer, value)
		s.Brand = value
	case "model":
		s.Add(inventory.SignalONVIFHardware, value)
		s.Model = value
	case "firmwareversion":
		s.Firmware = value
	case "serialnumber":
		s.Serial = value
	}
}
