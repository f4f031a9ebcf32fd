package snmp

import (
	"encoding/asn1"
	"testing"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
)

type binding struct {
	Name  asn1.ObjectIdentifier
	Value asn1.RawValue
}

// answer writes a GetResponse of a version with texts under their names.
func answer(t *testing.T, version int, leaves map[string]string) []byte {
	t.Helper()
	oids := map[string]asn1.ObjectIdentifier{
		repeater + "1.0": {1, 3, 6, 1, 4, 1, 40297, 1, 2, 4, 1, 0},
		repeater + "3.0": {1, 3, 6, 1, 4, 1, 40297, 1, 2, 4, 3, 0},
		repeater + "5.0": {1, 3, 6, 1, 4, 1, 40297, 1, 2, 4, 5, 0},
	}
	var list []binding
	for oid, text := range leaves {
		list = append(list, binding{oids[oid], asn1.RawValue{Tag: asn1.TagOctetString, Bytes: []byte(text)}})
	}
	pdu, err := asn1.Marshal(struct {
		ID, Status, Index int
		Bindings          []binding
	}{7, 0, 0, list})
	if err != nil {
		t.Fatal(err)
	}
	pdu[0] = 0xa2
	out, err := asn1.Marshal(struct {
		Version   int
		Community []byte
		PDU       asn1.RawValue
	}{version, []byte("operators"), asn1.RawValue{FullBytes: pdu}})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func wide(s string) string {
	var out []byte
	for i := range len(s) {
		out = append(out, s[i], 0)
	}
	return string(out)
}

// A radio repeater tells its model in two bytes a letter. It speaks version 1
// only, so a capture of the operator's own management shows it.
func TestRepeater(t *testing.T) {
	t.Parallel()
	s, err := Probe{}.Hear(answer(t, 0, map[string]string{
		repeater + "1.0": wide("RD985") + "\x00\x00", repeater + "3.0": wide("A9.00.10.002"), repeater + "5.0": wide("16B28A0123"),
	}))
	if err != nil {
		t.Fatal(err)
	}
	if s.Model != "RD985" || s.Firmware != "A9.00.10.002" || s.Serial != "16B28A0123" {
		t.Errorf("model %q, firmware %q, serial %q", s.Model, s.Firmware, s.Serial)
	}
	d := probe.Device{Statements: []probe.Statement{s}}
	if !d.Equipment() || s.Get(inventory.SignalSNMPLeaf) == "" {
		t.Errorf("not taken for equipment: %v", s.Signals)
	}
}
