package reconcile

import (
	"strings"
	"unicode"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
)

// A match is what a row of the register belongs to. Its kind is "" where the
// row belongs to a device.
type match struct {
	kind   Kind
	device int // index of the device seen
	by     string
}

type matches struct {
	rows    []match
	devices []int // how many rows belong to a device
}

// matchAll matches by hardware address, then serial number, then network
// address, and at last by a model that stands alone in both lists. Addresses
// are lent out anew, so one counts only where nothing else contradicts it.
func matchAll(register, seen []Entry) matches {
	m := matches{rows: make([]match, len(register)), devices: make([]int, len(seen))}
	index := newIndex(seen)
	for i := range register {
		m.rows[i] = index.find(&register[i])
		if m.rows[i].kind == "" {
			m.claim(i)
		}
	}
	// An address may be that of a device which another row has by something
	// better.
	for i := range m.rows {
		if r := &m.rows[i]; r.kind == Replaced && m.devices[r.device] > 0 {
			*r = match{kind: Unseen}
		}
	}
	for i := range m.rows {
		if r := m.rows[i]; r.kind == Replaced {
			m.devices[r.device]++
		}
	}
	m.byModel(register, seen)
	return m
}

// claim gives a device to a row; a second row that wants it is ambiguous.
func (m *matches) claim(row int) {
	r := &m.rows[row]
	if m.devices[r.device] > 0 {
		r.kind = Ambiguous
	}
	m.devices[r.device]++
}

// byModel matches what is left, where a model stands once in each list.
func (m *matches) byModel(register, seen []Entry) {
	rows, devices := map[string][]int{}, map[string][]int{}
	for i := range register {
		if k := m.rows[i].kind; k == Unmatchable {
			if model := plain(register[i].Item.Fields.Get(inventory.Model)); len(model) > 3 {
				rows[model] = append(rows[model], i)
			}
		}
	}
	for j := range seen {
		if model := plain(seen[j].Item.Fields.Get(inventory.Model)); m.devices[j] == 0 && model != "" {
			devices[model] = append(devices[model], j)
		}
	}
	for model, list := range rows {
		if d := devices[model]; len(list) == 1 && len(d) == 1 {
			m.rows[list[0]] = match{device: d[0], by: inventory.Model}
			m.devices[d[0]]++
		}
	}
}

// An index finds devices by what identifies them.
type index struct {
	seen   []Entry
	mac    map[string]int
	serial map[string]int
	ip     map[string]int
}

func newIndex(seen []Entry) *index {
	x := &index{seen: seen, mac: map[string]int{}, serial: map[string]int{}, ip: map[string]int{}}
	for j := range seen {
		for _, f := range seen[j].Item.Fields {
			switch f.Key {
			case inventory.MAC:
				put(x.mac, probe.MAC(f.Value), j)
			case inventory.Serial:
				put(x.serial, plain(f.Value), j)
			case inventory.IP:
				put(x.ip, f.Value, j)
			}
		}
	}
	return x
}

func put(in map[string]int, key string, j int) {
	if _, ok := in[key]; key != "" && !ok {
		in[key] = j
	}
}

func (x *index) find(row *Entry) match {
	any := false
	for _, f := range row.Item.Fields {
		if mac := probe.MAC(f.Value); f.Key == inventory.MAC && mac != "" {
			any = true
			if j, ok := x.mac[mac]; ok {
				return match{device: j, by: inventory.MAC}
			}
		}
	}
	for _, f := range row.Item.Fields {
		if s := plain(f.Value); f.Key == inventory.Serial && len(s) >= shortSerial {
			any = true
			if j, ok := x.bySerial(s); ok {
				return match{device: j, by: inventory.Serial}
			}
		}
	}
	for _, f := range row.Item.Fields {
		if f.Key != inventory.IP || f.Value == "" {
			continue
		}
		any = true
		if j, ok := x.ip[f.Value]; ok {
			return match{kind: x.contradicts(row, j), device: j, by: inventory.IP}
		}
	}
	if any {
		return match{kind: Unseen}
	}
	return match{kind: Unmatchable}
}

// shortSerial is the least length of a serial number that identifies. Labels
// often print only the end of what a device reports.
const shortSerial = 7

func (x *index) bySerial(s string) (int, bool) {
	if j, ok := x.serial[s]; ok {
		return j, true
	}
	found, at := 0, 0
	for long, j := range x.serial {
		if strings.HasSuffix(long, s) || len(long) >= shortSerial && strings.HasSuffix(s, long) {
			found, at = found+1, j
		}
	}
	return at, found == 1
}

// contradicts says whether the device at the row's address is another one: both
// have a hardware address, or both a serial number, and they differ.
func (x *index) contradicts(row *Entry, j int) Kind {
	dev := x.seen[j].Item.Fields
	mac, serial := probe.MAC(row.Item.Fields.Get(inventory.MAC)), plain(row.Item.Fields.Get(inventory.Serial))
	if mac != "" && dev.Get(inventory.MAC) != "" || len(serial) >= shortSerial && dev.Get(inventory.Serial) != "" {
		return Replaced // neither was found above
	}
	return ""
}

// plain is a number without case and punctuation.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, s)
}
