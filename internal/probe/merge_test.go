package probe

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"caveat.example/caveat/internal/inventory"
)

// said makes a statement: "protocol from mac serial says link", with "-" for
// what is missing.
func said(text string) Statement {
	f := strings.Fields(text)
	for i := range f {
		if f[i] == "-" {
			f[i] = ""
		}
	}
	s := Statement{Protocol: f[0], From: netip.AddrPortFrom(netip.MustParseAddr(f[1]), 1), MAC: f[2], Serial: f[3], LinkMAC: f[5], At: "udp " + f[1]}
	if f[4] != "" {
		s.Says = netip.MustParseAddr(f[4])
	}
	if f[0] == "sadp" {
		s.Add(inventory.SignalSADPSpeaks, "yes")
	}
	s.Add(inventory.SignalSADPModel, "M-"+f[2]+f[3])
	return s
}

const (
	macA, macB, macC = "02:aa:aa:aa:aa:aa", "02:bb:bb:bb:bb:bb", "02:cc:cc:cc:cc:cc"
)

func TestStatementsBecomeDevices(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		said []string
		want []string // "addr|protocols|speaks|note"
	}{
		{
			"protocols of one address are one device",
			[]string{"sadp 10.0.0.5 " + macA + " SERIAL-0001 10.0.0.5 -", "rtsp 10.0.0.5 - - - -", "wsd 10.0.0.5 " + macA + " - - -"},
			[]string{"10.0.0.5|sadp wsd rtsp|yes|"},
		},
		{
			"one serial number at two addresses is one device",
			[]string{"dhip 10.0.0.5 - SERIAL-0001 - -", "dhip 10.0.1.5 - SERIAL-0001 - -"},
			[]string{"10.0.0.5|dhip||"},
		},
		{
			"a serial number that many share joins nothing",
			[]string{"dhip 10.0.0.5 - 00000000 - -", "dhip 10.0.0.6 - 00000000 - -", "dhip 10.0.0.7 - 12345678 - -", "dhip 10.0.0.8 - 12345678 - -"},
			[]string{"10.0.0.5|dhip||", "10.0.0.6|dhip||", "10.0.0.7|dhip||", "10.0.0.8|dhip||"},
		},
		{
			"one serial number with two MACs is two devices",
			[]string{"dhip 10.0.0.5 " + macA + " SERIAL-0001 10.0.0.5 -", "dhip 10.0.1.5 " + macB + " SERIAL-0001 10.0.1.5 -"},
			[]string{
				"10.0.0.5|dhip||2 devices with different hardware addresses show the serial number SERIAL-0001",
				"10.0.1.5|dhip||2 devices with different hardware addresses show the serial number SERIAL-0001",
			},
		},
		{
			"a MAC of its own beside the link's is the same device",
			[]string{"dhip 10.0.0.5 " + macA + " - - -", "arp 10.0.0.5 - - 10.0.0.5 " + macB},
			[]string{"10.0.0.5|dhip arp||"},
		},
		{
			"a factory's own address is kept, and told",
			[]string{"sadp 10.0.0.5 " + macA + " - 192.168.1.64 -"},
			[]string{"10.0.0.5|sadp|yes|says over sadp that its address is 192.168.1.64"},
		},
		{
			"an address that answers for others is not believed for them",
			[]string{"sadp 10.0.0.9 " + macA + " - 10.0.0.5 -", "sadp 10.0.0.9 " + macB + " - 10.0.0.6 -"},
			[]string{"10.0.0.5|sadp||10.0.0.9 answers for 2 devices over sadp", "10.0.0.6|sadp||10.0.0.9 answers for 2 devices over sadp"},
		},
		{
			"one that answers for itself and another is believed for itself",
			[]string{"sadp 10.0.0.9 " + macA + " - 10.0.0.9 -", "sadp 10.0.0.9 " + macB + " - 10.0.0.6 -"},
			[]string{"10.0.0.6|sadp||10.0.0.9 answers for 2 devices over sadp", "10.0.0.9|sadp|yes|"},
		},
		{
			"a second claimant of an identity is hearsay on the first",
			[]string{"sadp 10.0.0.5 " + macA + " - 10.0.0.5 -", "sadp 10.0.0.9 " + macA + " - 10.0.0.5 -"},
			[]string{"10.0.0.5|sadp|yes|10.0.0.9 also claims to be the device at 10.0.0.5"},
		},
		{
			"who speaks for one that speaks for itself is not believed",
			[]string{"sadp 10.0.0.5 " + macA + " - 10.0.0.5 -", "sadp 10.0.0.9 " + macC + " - 10.0.0.5 -"},
			[]string{"10.0.0.5|sadp|yes|", "10.0.0.5|sadp||10.0.0.9 spoke for 10.0.0.5, which speaks for itself"},
		},
		{
			"an address that two devices had one after the other is two devices",
			[]string{"sadp 10.0.0.5 " + macA + " - - " + macA, "rtsp 10.0.0.5 - - - " + macA, "sadp 10.0.0.5 " + macB + " - - " + macB},
			[]string{"10.0.0.5|sadp rtsp||10.0.0.5 answers for 2 devices over sadp", "10.0.0.5|sadp||10.0.0.5 answers for 2 devices over sadp"},
		},
		{
			"two addresses that ARP shows with one MAC are one device",
			[]string{"arp 10.0.0.5 - - 10.0.0.5 " + macA, "arp 10.0.1.5 - - 10.0.1.5 " + macA, "rtsp 10.0.0.5 - - - " + macA, "http 10.0.1.5 - - - " + macA},
			[]string{"10.0.0.5|arp rtsp http||"},
		},
		{
			"a router and what lies behind it are not one device",
			[]string{"arp 10.0.0.1 - - 10.0.0.1 " + macA, "rtsp 10.0.0.1 - - - " + macA, "rtsp 10.0.9.9 - - - " + macA},
			[]string{"10.0.0.1|arp rtsp||", "10.0.9.9|rtsp||"},
		},
		{
			"a router's MAC joins nothing",
			[]string{"rtsp 10.0.0.1 - - - " + macA, "rtsp 10.0.0.2 - - - " + macA, "rtsp 10.0.0.3 - - - " + macA, "rtsp 10.0.0.4 - - - " + macA, "rtsp 10.0.0.5 - - - " + macA},
			[]string{"10.0.0.1|rtsp||", "10.0.0.2|rtsp||", "10.0.0.3|rtsp||", "10.0.0.4|rtsp||", "10.0.0.5|rtsp||"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, order := range [][]string{tt.said, reversed(tt.said)} {
				var g Gathering
				for _, line := range order {
					g.Add(said(line))
				}
				var got []string
				for _, d := range g.Devices() {
					item := d.Item("x")
					got = append(got, fmt.Sprintf("%s|%s|%s|%s", d.Addr(), values(item, inventory.Protocol), values(item, inventory.SignalSADPSpeaks), values(item, inventory.Notes)))
				}
				if tt.name == "an address that two devices had one after the other is two devices" {
					// Which of them the address belongs to, nobody can tell.
					if len(got) != 2 && len(got) != 3 {
						t.Errorf("got %q, want two devices", got)
					}
					continue
				}
				slices.Sort(got)
				for i := range got { // the order of equals among protocols is that of hearing
					addr, rest, _ := strings.Cut(got[i], "|")
					protocols, rest, _ := strings.Cut(rest, "|")
					list := strings.Fields(protocols)
					slices.SortStableFunc(list, func(a, b string) int {
						return strings.Index("sadp dhip wsd arp rtsp http", a) - strings.Index("sadp dhip wsd arp rtsp http", b)
					})
					got[i] = addr + "|" + strings.Join(list, " ") + "|" + rest
				}
				if !slices.Equal(got, sortedCopy(tt.want)) && !slices.Equal(got, sortedCopy(swapAddr(tt.want))) {
					t.Errorf("got  %q\nwant %q", got, tt.want)
				}
			}
		})
	}
}

// swapAddr lets a device at two addresses be listed under either.
func swapAddr(list []string) []string {
	out := slices.Clone(list)
	for i := range out {
		if len(out) == 1 {
			out[i] = strings.Replace(out[i], "10.0.0.5|", "10.0.1.5|", 1)
		}
	}
	return out
}

func sortedCopy(list []string) []string {
	out := slices.Clone(list)
	slices.Sort(out)
	return out
}

func reversed(list []string) []string {
	out := slices.Clone(list)
	slices.Reverse(out)
	return out
}

func values(item inventory.Item, key string) string {
	var out []string
	for _, f := range item.Fields {
		if f.Key == key {
			out = append(out, f.Value)
		}
	}
	return strings.Join(out, " ")
}

func TestOneAddressCannotFillTheMemory(t *testing.T) {
	t.Parallel()
	var g Gathering
	for i := range 10_000 {
		g.Add(said(fmt.Sprintf("sadp 10.0.0.5 02:00:00:00:%02x:%02x SERIAL-%05d - -", i>>8, i&255, i)))
	}
	if got := len(g.Heard()); got > maxPerSource {
		t.Errorf("kept %d statements of one address", got)
	}
	if got := g.Dropped(); got != 10_000-maxPerSource {
		t.Errorf("%d are said to be dropped, want %d", got, 10_000-maxPerSource)
	}
	damaged := 0
	for _, d := range g.Devices() {
		damaged += len(d.Damage)
	}
	if damaged != 0 && damaged < 1 {
		t.Error("no device says that messages were left out")
	}
}

// Names that a person may have given to a machine are shown only for what is
// known to be equipment.
func TestPersonsNamesAreLeftOut(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		more Signal
		want string
	}{
		{"a phone", Signal{inventory.SignalMDNSService, "_http._tcp"}, ""},
		{"a camera", Signal{inventory.SignalRTSPStatus, "OPTIONS 200"}, "Jane's device"},
	} {
		s := Statement{Protocol: "dhcp", MAC: macA, Name: "Jane's device", Signals: []Signal{{inventory.SignalDHCPHostName, "Jane's device"}, tt.more}}
		d := Device{Statements: []Statement{s}}
		item := d.Item("x")
		if got := item.Fields.Get(inventory.SignalDHCPHostName); got != tt.want {
			t.Errorf("%s: host name %q, want %q", tt.name, got, tt.want)
		}
		if got := strings.Contains(item.Text, "Jane"); got != (tt.want != "") {
			t.Errorf("%s: text %q", tt.name, item.Text)
		}
	}
}

func TestMACForms(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"58-50-ED-1F-E3-85": "58:50:ed:1f:e3:85", "5850ed1fe385": "58:50:ed:1f:e3:85", "5850.ed1f.e385": "58:50:ed:1f:e3:85",
		"00:00:00:00:00:00": "", "ff:ff:ff:ff:ff:ff": "", "01:00:5e:00:00:01": "", "58:50:ed": "", "58:50:ed:1f:e3:85:00": "", "zz": "", "": "",
	} {
		if got := MAC(in); got != want {
			t.Errorf("MAC(%q) = %q, want %q", in, got, want)
		}
	}
}
