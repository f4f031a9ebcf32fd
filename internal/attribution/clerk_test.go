package attribution_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"

	"caveat.example/caveat/internal/inventory"
	"github.com/google/go-cmp/cmp"
)

// TestNothingIsLostByHaste: an answer from memory, one for which most of a text
// was passed over, and one for which everything was looked at are the same: for
// the labelled lines in many places and forms, with slips, among other words,
// with days and numbers of their own.
func TestNothingIsLostByHaste(t *testing.T) {
	x := whole(t)
	m := newMixer(t, 20261124)
	n := 5000
	if testing.Short() {
		n = 1000
	}
	for range n {
		item := m.item()
		want := x.Afresh(item)
		if got := x.Unremembered(item); !reflect.DeepEqual(want, got) {
			t.Fatalf("%+v\npassing over the rest of the text changes the answer (-whole +sifted):\n%s", item, cmp.Diff(want, got))
		}
		if got := x.Attribute(item); !reflect.DeepEqual(want, got) {
			t.Fatalf("%+v\nmemory changes the answer (-whole +remembered):\n%s", item, cmp.Diff(want, got))
		}
	}
}

// A mixer makes items of the labelled lines.
type mixer struct {
	*rand.Rand
	lines, words []string
}

func newMixer(t testing.TB, seed uint64) *mixer {
	t.Helper()
	m := &mixer{Rand: rand.New(rand.NewPCG(seed, 1))}
	for _, name := range []string{"testdata/lines.txt", "testdata/unseen.txt"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for row := range strings.Lines(string(data)) {
			if cols := strings.SplitN(strings.TrimSpace(row), "|", 3); len(cols) == 3 && !strings.HasPrefix(row, "#") {
				m.lines = append(m.lines, strings.TrimSpace(cols[2]))
			}
		}
	}
	m.lines = append(m.lines, "MiFi 7730L hotspot", "Orange mifi")
	m.words = strings.Fields(`the council’s provision of Services for maintenance and supply framework agreement – highways, school (security) works
		Vision GENERAL digital cameras camera or equivalent not replace all with existing Ltd Limited serial no s/n ser FCC ID: 12 2026 £5m • lot/lots and/or
		HIK VISION Hik-Vi-Sion W Box i PRO hik dah ua un view uni-view 24:0f:9b:12:34:56 b0-c5-ca-00-11-22 12-05-24-11-10-09 DS 2CD2143G2 PSIA/System 摄像机 大华 камера é Straße 50% %20AXIS %3A AXIS%20M3045-V%2fx`)
	return m
}

func (m *mixer) line() string { return m.lines[m.IntN(len(m.lines))] }

// around puts a line among other words.
func (m *mixer) around(line string, most int) string {
	var b strings.Builder
	for range m.IntN(most + 1) {
		b.WriteString(m.words[m.IntN(len(m.words))])
		b.WriteString([]string{" ", " ", " ", "\n", ". ", "  ", "-", "\t"}[m.IntN(8)])
	}
	b.WriteString(line)
	for range m.IntN(most + 1) {
		b.WriteString([]string{" ", " ", ", ", "; ", "/", "_"}[m.IntN(6)])
		b.WriteString(m.words[m.IntN(len(m.words))])
	}
	return b.String()
}

// slip changes one byte of a line, or leaves one out, or doubles one.
func (m *mixer) slip(line string) string {
	if line == "" {
		return line
	}
	k := m.IntN(len(line))
	switch m.IntN(4) {
	case 0:
		return line[:k] + line[k+1:]
	case 1:
		return line[:k] + line[k:k+1] + line[k:]
	case 2:
		return line[:k] + string("aeO0I1l -S5"[m.IntN(11)]) + line[k+1:]
	}
	return line[:k] + " " + line[k:]
}

func (m *mixer) form(line string) string {
	for range m.IntN(3) {
		line = m.slip(line)
	}
	switch m.IntN(8) {
	case 0:
		return strings.ToUpper(line)
	case 1:
		return strings.ToLower(line)
	case 2:
		return m.around(line, 4)
	case 3:
		return m.around(line, 200)
	}
	return line
}

func (m *mixer) day() string {
	return fmt.Sprintf("20%02d-%02d-%02d", 8+m.IntN(18), 1+m.IntN(12), 1+m.IntN(28))
}

func (m *mixer) item() inventory.Item {
	kinds := []inventory.Kind{inventory.Asset, inventory.Asset, inventory.BidLine, inventory.Award, inventory.Notice, inventory.Component, inventory.Passage, inventory.Entity}
	item := inventory.Item{Kind: kinds[m.IntN(len(kinds))]}
	add := func(key, value string) {
		if value != "" {
			item.Fields = append(item.Fields, inventory.Field{Key: key, Value: value})
		}
	}
	line := m.form(m.line())
	first, rest, _ := strings.Cut(line, " ")
	second, rest2, _ := strings.Cut(rest, " ")
	switch m.IntN(6) {
	case 0:
		item.Text = line
	case 1:
		add(inventory.Description, line)
		item.Text = line
	case 2, 3:
		add(inventory.Maker, first)
		add(inventory.Model, second)
		add(inventory.Description, rest2)
	case 4:
		add(inventory.Name, m.around("", 6))
		add(inventory.Description, line)
		add(inventory.Supplier, first+" Limited")
	case 5:
		add(inventory.Brand, first)
		add(inventory.Notes, rest)
		add("other:remark", m.around("", 4))
	}
	if m.IntN(3) == 0 {
		add(inventory.Serial, fmt.Sprintf("%012X", m.Uint64()&0xffffffffffff))
	}
	switch m.IntN(12) {
	case 0:
		add(inventory.Serial, second+fmt.Sprint(m.IntN(1e6)))
	case 1:
		add(inventory.Serial, "4H03A8DPAJ"+fmt.Sprint(10000+m.IntN(1e4)))
	case 2:
		add(inventory.MAC, "24:0F:9B:12:34:56")
	case 3:
		add(inventory.MAC, "02:00:00:12:34:56")
	case 4:
		add(inventory.Firmware, "V5.4.0 build 160530")
	case 5:
		add(inventory.SupplierID, "GB-COH:01234567")
	case 6:
		add(inventory.FCCID, "2ADTD-"+second)
	case 7:
		add("signal:http.server", line)
	case 8:
		item.Damage = []string{"model looks like a date"}
	}
	if m.IntN(2) == 0 {
		add(inventory.Acquired, m.day())
	}
	if m.IntN(5) == 0 {
		add(inventory.Manufactured, []string{m.day(), "2018", "03/04/2021"}[m.IntN(3)])
	}
	add(inventory.Site, fmt.Sprint("Room ", m.IntN(40)))
	if item.Text == "" {
		for _, f := range item.Fields {
			item.Text += f.Value + " "
		}
	}
	return item
}

// TestAlikeItemsAreToldApart: items that differ only in their day, or in a
// number that tells, are not given each other's answers.
func TestAlikeItemsAreToldApart(t *testing.T) {
	x := whole(t)
	lorex := func(day string) inventory.Item {
		return fields(inventory.Maker, "Lorex", inventory.Model, "E892AB", inventory.Acquired, day)
	}
	seen := map[string]bool{}
	for _, day := range []string{"2016-01-01", "2020-06-01", "2026-01-01", ""} {
		for range 2 {
			if diff := cmp.Diff(x.Afresh(lorex(day)), x.Attribute(lorex(day))); diff != "" {
				t.Errorf("bought %q (-whole +remembered):\n%s", day, diff)
			}
		}
		seen[tell(x.Attribute(lorex(day)))] = true
	}
	if len(seen) < 2 {
		t.Errorf("the day of purchase makes no difference: %v", seen)
	}
}
