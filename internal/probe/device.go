package probe

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/inventory"
)

// A Device is one thing on a network and all that it said.
type Device struct {
	Statements []Statement
	Notes      []string // what is odd about it, in words
	Damage     []string // what keeps us from being sure of it

	hearsay []Statement // what other addresses said for it
}

// Addr is the address that the device answers at, the zero Addr when only its
// hardware address is known.
func (d *Device) Addr() netip.Addr {
	for _, list := range [][]Statement{d.Statements, d.hearsay} {
		for i := range list {
			if a := list[i].From.Addr(); a.IsValid() && !a.IsUnspecified() && len(d.Statements) > 0 {
				return a
			}
			if a := list[i].Says; a.IsValid() {
				return a
			}
		}
	}
	return netip.Addr{}
}

func (d *Device) mac() string { return first(d.values(func(s *Statement) string { return s.MAC })) }

func (d *Device) serial() string {
	return first(d.values(func(s *Statement) string { return s.Serial }))
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// spoken is what counts: the device's own statements, and hearsay only where
// there are none.
func (d *Device) spoken() []Statement {
	if len(d.Statements) == 0 {
		return d.hearsay
	}
	return d.Statements
}

// values gives each different value once, in the order of the protocols that
// tell it best.
func (d *Device) values(get func(*Statement) string) []string {
	list := slices.Clone(d.spoken())
	slices.SortStableFunc(list, func(a, b Statement) int { return rank(a.Protocol) - rank(b.Protocol) })
	var out []string
	for i := range list {
		if v := get(&list[i]); v != "" {
			out = appendNew(out, v)
		}
	}
	return out
}

// rank orders protocols by how exactly they tell model, serial and firmware.
func rank(protocol string) int {
	order := []string{"sadp", "dhip", "dahua1", "snmp", "wsd", "upnp", "mdns"}
	if i := slices.Index(order, protocol); i >= 0 {
		return i
	}
	return len(order)
}

// Equipment says whether what was heard is what cameras, recorders and the like
// say. For other hosts, names that a person may have chosen are left out.
func (d *Device) Equipment() bool {
	list := d.spoken()
	for i := range list {
		for _, s := range list[i].Signals {
			switch s.Key {
			case inventory.SignalSADPSpeaks, inventory.SignalSADPFrameSpeaks, inventory.SignalDHIPSpeaks, inventory.SignalDahuaV1Speaks,
				inventory.SignalONVIFShape, inventory.SignalRTSPStatus, inventory.SignalSNMPLeaf:
				return true
			case inventory.SignalMDNSService:
				if slices.Contains([]string{"_psia._tcp", "_CGI._tcp", "_rtsp._tcp", "_onvif._tcp", "_axis-video._tcp", "_axis-nvr._tcp", "_arec._tcp"}, s.Value) {
					return true
				}
			}
		}
	}
	return false
}

// Item gives the device as an Item. Source names the scan or the capture.
func (d *Device) Item(source string) inventory.Item {
	f := fields{equipment: d.Equipment()}
	if a := d.Addr(); a.IsValid() {
		f.add(inventory.IP, a.String())
	}
	for _, v := range d.values(func(s *Statement) string { return address(s.From.Addr()) }) {
		f.add(inventory.IP, v)
	}
	f.all(inventory.MAC, d.values(func(s *Statement) string { return s.MAC }))
	f.all(inventory.MAC, d.values(func(s *Statement) string { return s.LinkMAC }))
	f.all(inventory.Brand, d.values(func(s *Statement) string { return s.Brand }))
	f.all(inventory.Model, d.values(func(s *Statement) string { return s.Model }))
	f.all(inventory.Serial, d.values(func(s *Statement) string { return s.Serial }))
	f.all(inventory.Firmware, d.values(func(s *Statement) string { return s.Firmware }))
	if f.equipment {
		f.all(inventory.Name, d.values(func(s *Statement) string { return s.Name }))
	}
	f.all(inventory.Protocol, d.values(func(s *Statement) string { return s.Protocol }))
	f.all(inventory.Port, d.values(func(s *Statement) string { return port(s.From.Port()) }))
	d.signals(&f)
	f.all(inventory.Notes, d.Notes)
	return inventory.Item{
		Kind: inventory.Device, Origin: cite.Origin{Source: source, At: d.at()},
		Text: d.text(&f), Fields: f.list, Damage: d.Damage,
	}
}

// signals adds every signal once, and the digest of the bytes behind it. What
// another address said for the device keeps no structural signal.
func (d *Device) signals(f *fields) {
	hearsay := len(d.Statements) == 0
	structural := map[string]bool{}
	if hearsay {
		f.add(inventory.SignalHearsay, "yes")
		for _, k := range inventory.Signals() {
			structural[k.Key] = k.Structural
		}
	}
	list := d.spoken()
	for i := range list {
		for _, s := range list[i].Signals {
			if !structural[s.Key] {
				f.add(s.Key, s.Value)
			}
		}
	}
	for i := range list {
		if s := &list[i]; s.Digest != "" {
			f.add(inventory.SignalRaw+s.Protocol, strings.TrimSpace(s.Digest+" "+s.At))
		}
	}
}

// at lists the places in which the device was heard.
func (d *Device) at() string {
	const most = 6
	places := d.values(func(s *Statement) string { return s.At })
	if len(places) > most {
		return strings.Join(places[:most], ", ") + " and " + strconv.Itoa(len(places)-most) + " more"
	}
	return strings.Join(places, ", ")
}

func (d *Device) text(f *fields) string {
	var words []string
	for _, key := range []string{inventory.Brand, inventory.Model, inventory.Name} {
		if v := f.list.Get(key); v != "" && !strings.Contains(strings.Join(words, " "), v) {
			words = append(words, v)
		}
	}
	if len(words) == 0 {
		words = []string{"device"}
	}
	if a := d.Addr(); a.IsValid() {
		words = append(words, "at", a.String())
	} else if mac := f.list.Get(inventory.MAC); mac != "" {
		words = append(words, "with hardware address", mac)
	}
	return strings.Join(words, " ")
}

func address(a netip.Addr) string {
	if !a.IsValid() || a.IsUnspecified() {
		return ""
	}
	return a.String()
}

func port(p uint16) string {
	if p == 0 {
		return ""
	}
	return strconv.Itoa(int(p))
}

// fields collects values, each once.
type fields struct {
	list      inventory.Fields
	equipment bool
}

// mayNamePerson are the signals that hold what somebody called a machine.
var mayNamePerson = map[string]bool{
	inventory.SignalDHCPHostName: true, inventory.SignalMDNSInstance: true,
	inventory.SignalMDNSHost: true, inventory.SignalMDNSText: true,
	inventory.SignalUPnPFriendlyName: true,
}

func (f *fields) add(key, value string) {
	value = Clean(value)
	if value == "" || mayNamePerson[key] && !f.equipment {
		return
	}
	for _, have := range f.list {
		if have.Key == key && have.Value == value {
			return
		}
	}
	f.list = append(f.list, inventory.Field{Key: key, Value: value})
}

func (f *fields) all(key string, values []string) {
	for _, v := range values {
		f.add(key, v)
	}
}
