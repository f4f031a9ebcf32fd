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
		{"leases", "lease 10.0.0.9 {\n  starts 1 2024/01/01;\n  hardware ethernet 44:19:b6:01:02:03;\n}\n", []string{"line 3: [{mac 44:19:b6:01:02:03} {ip 10.0.0.9}]"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
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
