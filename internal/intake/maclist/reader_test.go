package maclist_test

import (
	"fmt"
	"strings"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/intaketest"
	"caveat.example/caveat/internal/intake/maclist"
	"github.com/google/go-cmp/cmp"
)

const arp = "Address    HWaddress\n10.0.0.9   44:19:b6:01:02:03  eth0\n10.0.0.10  ac:cc:8e:01:02:04  eth0\n"

func TestItems(t *testing.T) {
	tests := []struct {
		name, content string
		want          []string
	}{
		{"ARP table", arp, []string{"line 2: [{mac 44:19:b6:01:02:03} {ip 10.0.0.9}]", "line 3: [{mac ac:cc:8e:01:02:04} {ip 10.0.0.10}]"}},
		{"switch", " Vlan  Mac Address     Type     Ports\n 1  4419.b601.0203  DYNAMIC  Gi0/1\n 1  accc.8e01.0204  DYNAMIC  Gi0/2\n", []string{"line 2: [{mac 4419.b601.0203}]", "line 3: [{mac accc.8e01.0204}]"}},
		{"a switch, with all that stands around it", "sw1#show mac address-table\n          Mac Address Table\n-------------------------------------------\n\nVlan    Mac Address       Type        Ports\n----    -----------       --------    -----\n   1    4419.b601.0203    DYNAMIC     Gi0/1\nTotal Mac Addresses for this criterion: 1\n", []string{"line 7: [{mac 4419.b601.0203}]"}},
		{"leases of dhcpd", "lease 10.0.0.9 {\n  starts 1 2024/01/01;\n  hardware ethernet 44:19:b6:01:02:03;\n  uid \"\\001D\\031\";\n  set vendor-class-identifier = \"IPC\";\n  client-hostname \"cam-1\";\n}\n", []string{"line 3: [{mac 44:19:b6:01:02:03} {ip 10.0.0.9} {signal:dhcp.vendor_class IPC} {signal:dhcp.host_name cam-1}]"}},
		{"leases of dnsmasq", "1700000000 44:19:b6:01:02:03 10.0.0.9 cam-1 01:44:19:b6:01:02:03\n1700000000 ac:cc:8e:01:02:04 10.0.0.10 * *\n", []string{"line 1: [{mac 44:19:b6:01:02:03} {ip 10.0.0.9} {signal:dhcp.host_name cam-1}]", "line 2: [{mac ac:cc:8e:01:02:04} {ip 10.0.0.10}]"}},
		{"arp -a on Linux", "? (10.0.0.9) at 44:19:b6:01:02:03 [ether] on eth0\n? (10.0.0.1) at <incomplete> on eth0\n", []string{"line 1: [{mac 44:19:b6:01:02:03} {ip 10.0.0.9}]"}},
		{"arp -a on BSD", "? (10.0.0.9) at 44:19:b6:1:2:3 on en0 ifscope [ethernet]\n? (10.0.0.255) at ff:ff:ff:ff:ff:ff on en0 ifscope [ethernet]\n", []string{"line 1: [{mac 44:19:b6:01:02:03} {ip 10.0.0.9}]"}},
		{"arp -a on Windows", "\nInterface: 10.0.0.5 --- 0x4\n  Internet Address      Physical Address      Type\n  10.0.0.9              44-19-b6-01-02-03     dynamic\n  224.0.0.22            01-00-5e-00-00-16     static\n", []string{"line 4: [{mac 44-19-b6-01-02-03} {ip 10.0.0.9}]"}},
		{"ip neigh", "10.0.0.9 dev eth0 lladdr 44:19:b6:01:02:03 REACHABLE\nfe80::4619:b6ff:fe01:203 dev eth0 lladdr 44:19:b6:01:02:03 router STALE\n10.0.0.7 dev eth0 FAILED\n", []string{"line 1: [{mac 44:19:b6:01:02:03} {ip 10.0.0.9}]", "line 2: [{mac 44:19:b6:01:02:03} {ip fe80::4619:b6ff:fe01:203}]"}},
		{"/proc/net/arp", "IP address       HW type     Flags       HW address            Mask     Device\n10.0.0.9         0x1         0x2         44:19:b6:01:02:03     *        eth0\n10.0.0.7         0x1         0x0         00:00:00:00:00:00     *        eth0\n", []string{"line 2: [{mac 44:19:b6:01:02:03} {ip 10.0.0.9}]"}},
		{"show ip arp", "Protocol  Address          Age (min)  Hardware Addr   Type   Interface\nInternet  10.0.0.9                4   4419.b601.0203  ARPA   Vlan1\nInternet  10.0.0.10               -   accc.8e01.0204  ARPA   Vlan1\n", []string{"line 2: [{mac 4419.b601.0203} {ip 10.0.0.9}]", "line 3: [{mac accc.8e01.0204} {ip 10.0.0.10}]"}},
		{"switches of other makers", "  4419b6-010203 1/1\n  4419-b601-0204 1 Learned GE0/0/1\n", []string{"line 1: [{mac 4419b6-010203}]", "line 2: [{mac 4419-b601-0204}]"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !(maclist.Reader{}).Accepts("table.txt", []byte(tt.content)) {
				t.Error("not accepted")
			}
			var got []string
			for item, err := range intake.Walk(t.Context(), []string{"-"}, strings.NewReader(tt.content), intake.Options{Readers: []intake.Reader{maclist.Reader{}}}) {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, fmt.Sprintf("%s: %v", item.Origin.At, item.Fields))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTablesAreLeftToOthers(t *testing.T) {
	if (maclist.Reader{}).Accepts("a.csv", []byte("name,mac\na,44:19:b6:01:02:03\nb,44:19:b6:01:02:04\n")) {
		t.Error("a CSV file was taken")
	}
}

func TestHostile(t *testing.T) { intaketest.Hostile(t, maclist.Reader{}, []byte(arp)) }

func FuzzItems(f *testing.F) {
	f.Add(arp)
	f.Fuzz(func(t *testing.T, content string) {
		if err := intaketest.Check(t.Context(), maclist.Reader{}, []byte(content)); err != nil {
			t.Error(err)
		}
	})
}
