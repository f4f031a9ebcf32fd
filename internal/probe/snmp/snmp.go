// Package snmp knows the answer to the one GET that is sent where the operator
// gave a community. Enterprise numbers are squatted: devices answer under
// numbers that belong to others, so a number alone accuses nobody.
package snmp

import (
	"encoding/asn1"
	"fmt"
	"strconv"
	"strings"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/ask"
)

// Probe is the SNMP probe.
type Probe struct{}

// Protocol is "snmp".
func (Probe) Protocol() string { return ask.SNMP }

// Call gives the GET, and an error where the operator gave no community.
func (Probe) Call(p probe.Params) (ask.Datagram, error) {
	return ask.SNMPGet(p.Community, int32(p.ID[0])<<8|int32(p.ID[1]))
}

const (
	enterprises = "1.3.6.1.4.1."
	sysDescr    = "1.3.6.1.2.1.1.1.0"
	sysObjectID = "1.3.6.1.2.1.1.2.0"
)

// model, firmware and serial are the leaves that hold what other protocols
// tell as well.
var (
	models    = map[string]bool{"1.3.6.1.4.1.39165.1.1.0": true, "1.3.6.1.4.1.1004849.2.1.2.6.0": true, repeater + "1.0": true}
	firmwares = map[string]bool{"1.3.6.1.4.1.39165.1.3.0": true, "1.3.6.1.4.1.1004849.2.1.1.1.0": true, repeater + "3.0": true}
	serials   = map[string]bool{"1.3.6.1.4.1.50001.1.3.0": true, "1.3.6.1.4.1.1004849.2.1.2.4.0": true, repeater + "5.0": true}
)

// repeater is where Hytera's repeaters keep what they are (HYTERA-REPEATER-MIB,
// rptSystemInfo), as text of two bytes a letter.
const repeater = "1.3.6.1.4.1.40297.1.2.4."

// narrow reads such a text, least byte first. One with a letter outside ASCII
// is left as it came.
func narrow(text string) string {
	var out []byte
	for i := 0; i+1 < len(text); i += 2 {
		if text[i+1] != 0 || text[i] >= 0x80 {
			return text
		}
		if text[i] != 0 {
			out = append(out, text[i])
		}
	}
	return string(out)
}

// Hear decodes a GetResponse. The community in it is not kept.
func (Probe) Hear(message []byte) (probe.Statement, error) {
	bindings, err := response(message)
	if err != nil {
		return probe.Statement{}, err
	}
	s := probe.Statement{Protocol: ask.SNMP}
	for len(bindings) > 0 && len(s.Signals) < probe.MaxSignals {
		var b struct {
			Name  asn1.ObjectIdentifier
			Value asn1.RawValue
		}
		if bindings, err = asn1.Unmarshal(bindings, &b); err != nil {
			s.Note("SNMP answer is damaged: read as far as it goes")
			break
		}
		if text, ok := value(b.Value); ok {
			take(&s, b.Name.String(), text)
		}
	}
	if len(s.Signals) == 0 {
		return probe.Statement{}, probe.ErrNothing
	}
	return s, nil
}

// response gives the list of bindings of a GetResponse.
func response(message []byte) ([]byte, error) {
	var outer struct {
		Version   int
		Community []byte
		PDU       asn1.RawValue
	}
	if _, err := asn1.Unmarshal(message, &outer); err != nil {
		return nil, fmt.Errorf("SNMP: %v: %w", err, probe.ErrBroken)
	}
	const getResponse = 2
	if outer.PDU.Class != asn1.ClassContextSpecific || outer.PDU.Tag != getResponse {
		return nil, probe.ErrNothing
	}
	rest := outer.PDU.Bytes
	for range 3 { // request, status, index
		var n int
		var err error
		if rest, err = asn1.Unmarshal(rest, &n); err != nil {
			return nil, fmt.Errorf("SNMP answer: %v: %w", err, probe.ErrBroken)
		}
	}
	var list asn1.RawValue
	if _, err := asn1.Unmarshal(rest, &list); err != nil {
		return nil, fmt.Errorf("SNMP answer: %v: %w", err, probe.ErrBroken)
	}
	return list.Bytes, nil
}

// value reads a string, a number or an object identifier. "No such object" and
// the like are no value.
func value(v asn1.RawValue) (string, bool) {
	if v.Class != asn1.ClassUniversal {
		return "", false
	}
	switch v.Tag {
	case asn1.TagOctetString:
		return string(v.Bytes), len(v.Bytes) > 0
	case asn1.TagInteger:
		var n int64
		_, err := asn1.Unmarshal(v.FullBytes, &n)
		return strconv.FormatInt(n, 10), err == nil
	case asn1.TagOID:
		var oid asn1.ObjectIdentifier
		_, err := asn1.Unmarshal(v.FullBytes, &oid)
		return oid.String(), err == nil
	}
	return "", false
}

func take(s *probe.Statement, oid, text string) {
	switch {
	case oid == sysDescr:
		s.Add(inventory.SignalSNMPDescr, text)
	case oid == sysObjectID:
		s.Add(inventory.SignalSNMPObject, text)
		if rest, ok := strings.CutPrefix(text, enterprises); ok {
			number, _, _ := strings.Cut(rest, ".")
			s.Add(inventory.SignalSNMPEnterprise, number)
		}
	case strings.HasPrefix(oid, enterprises):
		if strings.HasPrefix(oid, repeater) {
			text = narrow(text)
		}
		s.Add(inventory.SignalSNMPLeaf, oid+"="+text)
		switch {
		case models[oid]:
			s.Model = probe.Clean(text)
		case firmwares[oid]:
			s.Firmware = probe.Clean(text)
		case serials[oid]:
			s.Serial = probe.Clean(text)
		}
	}
}
