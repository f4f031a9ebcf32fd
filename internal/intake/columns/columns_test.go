package columns

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"caveat.example/caveat/internal/inventory"
)

// Share of columns that are mapped, over header rows met in the wild.
func TestSharedHeaderRows(t *testing.T) {
	b, err := os.ReadFile("../../../../shared/data/procurement/assets/header_variants.json")
	if err != nil {
		t.Skip("the shared header rows are not here:", err)
	}
	var rows []struct{ Columns []string }
	if err := json.Unmarshal(b, &rows); err != nil {
		t.Fatal(err)
	}
	total, mapped := 0, 0
	for _, r := range rows {
		for _, c := range Map(r.Columns, nil, Hints{}) {
			total++
			if c.Why == NotKnown {
				t.Logf("not mapped: %q", c.Header)
				continue
			}
			mapped++
		}
	}
	t.Logf("%d of %d columns mapped", mapped, total)
	if mapped*100 < total*95 {
		t.Errorf("%d of %d columns mapped, want 95 %%", mapped, total)
	}
}

// headerRow is one line of testdata/headers.txt.
type headerRow struct{ headers, keys []string }

func headerRows(t *testing.T) []headerRow {
	t.Helper()
	b, err := os.ReadFile("testdata/headers.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []headerRow
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		var r headerRow
		for _, pair := range strings.Split(line, " ; ") {
			header, key, ok := strings.Cut(pair, " = ")
			if !ok {
				t.Fatalf("%q: no key", pair)
			}
			r.headers = append(r.headers, header)
			r.keys = append(r.keys, key)
		}
		out = append(out, r)
	}
	return out
}

// Every header of our own rows has to get exactly the key written beside it.
func TestOwnHeaderRows(t *testing.T) {
	rows := headerRows(t)
	if len(rows) < 30 {
		t.Errorf("%d header rows, want 30", len(rows))
	}
	total, right := 0, 0
	for _, r := range rows {
		for i, c := range Map(r.headers, nil, Hints{}) {
			total++
			got := c.Key
			switch {
			case c.Why == NotKnown:
				got = "?"
			case strings.HasPrefix(got, inventory.Other):
				got = "other"
			case strings.HasPrefix(got, inventory.Personal):
				got = "personal"
			}
			if got == r.keys[i] {
				right++
				continue
			}
			t.Logf("%q: got %s, want %s", c.Header, got, r.keys[i])
		}
	}
	t.Logf("%d of %d", right, total)
	if right*100 < total*95 {
		t.Errorf("%d of %d columns have the right key, want 95 %%", right, total)
	}
}

func TestHeaderRowIsFound(t *testing.T) {
	for _, r := range headerRows(t) {
		data := make([]string, len(r.headers))
		for i := range data {
			data[i] = "DS-2CD2143G2-I"
		}
		rows := [][]string{{"Register of equipment 2024"}, r.headers, data, data}
		if got, ok := Header(rows, Hints{}); !ok || got != 1 {
			t.Errorf("%q: got row %d (%v), want 1", r.headers, got, ok)
		}
	}
}

// Rows above the headers are titles or nothing: data there is never given up.
func TestDataAboveHeadersStaysData(t *testing.T) {
	rows := [][]string{{"Axis", "P1", "Hall", "x"}, {"Bosch", "N2", "Door", "y"}, {"Make", "Model", "Site", "Notes"}, {"Sony", "S3", "Gate", "z"}}
	if got, ok := Header(rows, Hints{}); ok && got == 2 {
		t.Errorf("got headers in row %d, want the two rows above kept", got)
	}
}

func TestContent(t *testing.T) {
	known := func(s string) bool { return s == "Axis" || s == "Hikvision" }
	headers := []string{"c1", "c2", "c3", "c4", "c5", "c6"}
	rows := [][]string{
		{"10.0.0.1", "44:19:b6:01:02:03", "Hikvision", "DS-2CD2143G2-I", "a@b.org", "the camera over the door"},
		{"10.0.0.2", "4419.b601.0204", "Axis", "P3245-LVE", "c@d.org", "one in the hall below"},
	}
	want := []string{"ip", "mac", "maker", "model", "personal:c5", "description"}
	for i, c := range Map(headers, rows, Hints{Known: known}) {
		if c.Key != want[i] || c.Why != ByContent {
			t.Errorf("%s: got %s by %s, want %s by content", c.Header, c.Key, c.Why, want[i])
		}
	}
}

// Exports of DHCP servers call addresses what others call places and customers.
func TestAddressesUnderOtherNames(t *testing.T) {
	headers := []string{"address", "ClientId", "Name", "Site"}
	rows := [][]string{{"10.0.0.9", "44-19-b6-01-02-03", "cam-1", "Hall"}, {"10.0.0.10", "44-19-b6-01-02-04", "", "Door"}}
	want := []string{"ip", "mac", "name", "site"}
	for i, c := range Map(headers, rows, Hints{}) {
		if c.Key != want[i] {
			t.Errorf("%s: got %s, want %s", c.Header, c.Key, want[i])
		}
	}
}

func TestUserOverrides(t *testing.T) {
	got := Map([]string{"Fabricante", "Model"}, nil, Hints{Map: map[string]string{"supplier": "fabricante"}})
	if got[0].Key != "supplier" || got[0].Why != ByUser {
		t.Errorf("got %+v, want supplier by --map", got[0])
	}
}

func TestWordsThatMislead(t *testing.T) {
	tests := []struct{ header, want string }{
		{"Phone model", "model"},
		{"Mobile cameras fitted", "other:Mobile cameras fitted"},
		{"Pass/Fail", "other:Pass/Fail"},
		{"Community", "other:Community"},
		{"Contact e-mail", "personal:Contact e-mail"},
		{"Password of camera", "personal:Password of camera"},
		{"SNMP community", "personal:SNMP community"},
		{"Asset assigned to", "personal:Asset assigned to"},
	}
	for _, tt := range tests {
		if got := Map([]string{tt.header}, nil, Hints{})[0].Key; got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.header, got, tt.want)
		}
	}
	rows := [][]string{{"1", "four Hikvision cameras in the hall"}, {"2", "two Axis cameras by the door"}}
	if got := Map([]string{"id", "line"}, rows, Hints{})[1].Key; got != "description" {
		t.Errorf("a line of text: got %s, want description", got)
	}
}

func TestEitherOr(t *testing.T) {
	tests := []struct {
		headers []string
		want    []string
	}{
		{[]string{"Vendor", "Model"}, []string{"maker", "model"}},
		{[]string{"Vendor", "Manufacturer"}, []string{"supplier", "maker"}},
		{[]string{"Product", "Brand"}, []string{"model", "brand"}},
		{[]string{"Product", "Model"}, []string{"name", "model"}},
		{[]string{"Country", "City"}, []string{"site", "site"}},
		{[]string{"Country", "Brand"}, []string{"country", "brand"}},
	}
	for _, tt := range tests {
		for i, c := range Map(tt.headers, nil, Hints{}) {
			if c.Key != tt.want[i] {
				t.Errorf("%q: %s is %s, want %s", tt.headers, c.Header, c.Key, tt.want[i])
			}
		}
	}
}
