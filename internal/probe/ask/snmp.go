package ask

import (
	"encoding/asn1"
	"fmt"
	"net/netip"
)

// SNMPObjects are the only objects that are ever read: what the device is, and
// the leaves in which three families keep model, firmware and serial number.
// The system's name, contact and place, and a repeater's call sign, are left
// out, since they may name people.
func SNMPObjects() []asn1.ObjectIdentifier {
	return []asn1.ObjectIdentifier{
		{1, 3, 6, 1, 2, 1, 1, 1, 0},                // sysDescr
		{1, 3, 6, 1, 2, 1, 1, 2, 0},                // sysObjectID
		{1, 3, 6, 1, 4, 1, 39165, 1, 1, 0},         // Hikvision model
		{1, 3, 6, 1, 4, 1, 39165, 1, 3, 0},         // Hikvision firmware
		{1, 3, 6, 1, 4, 1, 39165, 1, 6, 0},         // Hikvision brand
		{1, 3, 6, 1, 4, 1, 50001, 1, 3, 0},         // serial, under a number that is not its maker's
		{1, 3, 6, 1, 4, 1, 1004849, 2, 1, 1, 1, 0}, // Dahua firmware, under a number that nobody registered
		{1, 3, 6, 1, 4, 1, 1004849, 2, 1, 2, 4, 0}, // Dahua serial
		{1, 3, 6, 1, 4, 1, 1004849, 2, 1, 2, 6, 0}, // Dahua model
		{1, 3, 6, 1, 4, 1, 40297, 1, 2, 4, 1, 0},   // Hytera repeater: model
		{1, 3, 6, 1, 4, 1, 40297, 1, 2, 4, 3, 0},   // its firmware
		{1, 3, 6, 1, 4, 1, 40297, 1, 2, 4, 5, 0},   // its serial number
	}
}

type snmpBinding struct {
	Name  asn1.ObjectIdentifier
	Value asn1.RawValue
}

// SNMPGet reads SNMPObjects once, with the community that the operator gave.
// No community is ever guessed: an empty one is refused.
func SNMPGet(community string, request int32) (Datagram, error) {
	if community == "" {
		return Datagram{}, fmt.Errorf("SNMP is asked only with a community that you give")
	}
	var bindings []snmpBinding
	for _, oid := range SNMPObjects() {
		bindings = append(bindings, snmpBinding{oid, asn1.NullRawValue})
	}
	pdu, err := asn1.Marshal(struct {
		ID, Status, Index int32
		Bindings          []snmpBinding
	}{request, 0, 0, bindings})
	if err != nil {
		return Datagram{}, fmt.Errorf("writing an SNMP question: %w", err)
	}
	// A GET request is the same sequence under the context tag 0.
	const sequence, contextGet = 0x30, 0xa0
	if pdu[0] != sequence {
		return Datagram{}, fmt.Errorf("writing an SNMP question: it begins with %#x", pdu[0])
	}
	pdu[0] = contextGet
	const version2c = 1
	body, err := asn1.Marshal(struct {
		Version   int
		Community []byte
		PDU       asn1.RawValue
	}{version2c, []byte(community), asn1.RawValue{FullBytes: pdu}})
	if err != nil {
		return Datagram{}, fmt.Errorf("writing an SNMP question: %w", err)
	}
	return Datagram{SNMP, 161, netip.Addr{}, body}, nil
}
