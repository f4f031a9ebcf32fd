package snmpwalk_test

import (
	"fmt"
	"strings"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/intaketest"
	"caveat.example/caveat/internal/intake/snmpwalk"
	"github.com/google/go-cmp/cmp"
)

const named = `SNMPv2-MIB::sysDescr.0 = STRING: AXIS P3245-LVE Dome
Network Camera 11.8
SNMPv2-MIB::sysObjectID.0 = OID: SNMPv2-SMI::enterprises.368.4.1
SNMPv2-MIB::sysContact.0 = STRING: zoe@example.org
SNMPv2-MIB::sysName.0 = STRING: cam-1
IF-MIB::ifPhysAddress.2 = STRING: ac:cc:8e:1:2:3
IP-MIB::ipNetToMediaPhysAddress.2.10.0.0.10 = STRING: ac:cc:8e:1:2:4
SNMPv2-SMI::enterprises.368.9.1 = STRING: "secret"
No more variables left in this MIB View (It is past the end of the MIB tree)
`

const numeric = `.1.3.6.1.2.1.1.1.0 = STRING: "Switch"
.1.3.6.1.2.1.1.2.0 = OID: .1.3.6.1.4.1.9.1.1
.1.3.6.1.2.1.17.4.3.1.1.68.25.182.1.2.3 = Hex-STRING: 44 19 B6 01 02 03 
iso.3.6.1.2.1.47.1.1.1.1.12.1 = STRING: "Cisco"
.1.3.6.1.4.1.39165.1.1.0 = STRING: "DS-2CD2143G0-I"
Timeout: No Response from 10.0.0.9
`

const record = "1.3.6.1.2.1.1.1.0|4|One\n1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.368.4\n1.3.6.1.2.1.2.2.1.6.1|4x|accc8e010203\n1.3.6.1.2.1.1.1.0|4x|54776f\n"

func TestItems(t *testing.T) {
	tests := []struct {
		name, content string
		want          []string
	}{
		{"names of MIBs", named, []string{
			"line 7: [{mac ac:cc:8e:01:02:04} {ip 10.0.0.10}]",
			"line 1: [{signal:snmp.sysDescr AXIS P3245-LVE Dome Network Camera 11.8} {signal:snmp.sysObjectID 1.3.6.1.4.1.368.4.1} {signal:snmp.enterprise 368} {name cam-1} {mac ac:cc:8e:01:02:03}]",
		}},
		{"numbers", numeric, []string{
			"line 3: [{mac 44:19:b6:01:02:03}]",
			"skip line 6: the walk was cut: Timeout: No Response from 10.0.0.9",
			"line 1: [{signal:snmp.sysDescr Switch} {signal:snmp.sysObjectID 1.3.6.1.4.1.9.1.1} {signal:snmp.enterprise 9} {maker Cisco} {signal:snmp.leaf 1.3.6.1.4.1.39165.1.1.0=DS-2CD2143G0-I}]",
		}},
		{"a record of two devices", record, []string{
			"line 1: [{signal:snmp.sysDescr One} {signal:snmp.sysObjectID 1.3.6.1.4.1.368.4} {signal:snmp.enterprise 368} {mac ac:cc:8e:01:02:03}]",
			"line 4: [{signal:snmp.sysDescr Two}]",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !(snmpwalk.Reader{}).Accepts("walk.txt", []byte(tt.content)) {
				t.Fatal("not accepted")
			}
			var got []string
			for item, err := range intake.Walk(t.Context(), []string{"-"}, strings.NewReader(tt.content), intake.Options{Readers: []intake.Reader{snmpwalk.Reader{}}}) {
				if skip, ok := err.(*intake.Skip); ok {
					got = append(got, "skip "+skip.Origin.At+": "+skip.Reason)
					continue
				}
				got = append(got, fmt.Sprintf("%s: %v", item.Origin.At, item.Fields))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
		})
	}
}

func TestHostile(t *testing.T) {
	intaketest.Hostile(t, snmpwalk.Reader{}, []byte(named))
	intaketest.Hostile(t, snmpwalk.Reader{}, []byte(record))
}

func FuzzItems(f *testing.F) {
	f.Add(named)
	f.Add(record)
	f.Fuzz(func(t *testing.T, content string) {
		if err := intaketest.Check(t.Context(), snmpwalk.Reader{}, []byte(content)); err != nil {
			t.Error(err)
		}
	})
}
