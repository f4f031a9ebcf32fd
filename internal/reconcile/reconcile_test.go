package reconcile

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/inventory"
)

// thing makes an entry of "key=value" fields; maker and label name families.
func thing(at int, fields, maker, label string) Entry {
	e := Entry{Item: inventory.Item{Text: fields, Origin: cite.Origin{Source: "x", At: fmt.Sprintf("row %d", at)}}}
	for _, f := range strings.Fields(fields) {
		key, value, _ := strings.Cut(f, "=")
		e.Item.Fields = append(e.Item.Fields, inventory.Field{Key: key, Value: value})
	}
	by := func(family string, role attribution.Role) attribution.Attribution {
		return attribution.Attribution{Party: family, Family: family, Name: family, Role: role, Band: attribution.Identified}
	}
	if maker != "" {
		e.Who = append(e.Who, by(maker, attribution.Maker))
	}
	if label != "" {
		e.Label = append(e.Label, by(label, attribution.Brand))
	}
	return e
}

func TestCompare(t *testing.T) {
	t.Parallel()
	const mac = "02:00:5e:00:00:01"
	tests := []struct {
		name     string
		register []Entry
		seen     []Entry
		whole    bool
		want     []string // "kind by"
	}{
		{"alike", []Entry{thing(1, "mac=02-00-5E-00-00-01 maker=Axis", "", "axis")}, []Entry{thing(1, "mac="+mac, "axis", "")}, true, nil},
		{"label and maker disagree", []Entry{thing(1, "mac="+mac+" maker=Lorex", "", "lorex")}, []Entry{thing(1, "mac="+mac, "dahua", "")}, true, []string{"label_and_maker_disagree mac"}},
		{"a label that nobody knows disagrees too", []Entry{thing(1, "mac="+mac+" maker=Acme", "", "")}, []Entry{thing(1, "mac="+mac, "dahua", "")}, true, []string{"label_and_maker_disagree mac"}},
		{"no label is no disagreement", []Entry{thing(1, "mac="+mac, "", "")}, []Entry{thing(1, "mac="+mac, "dahua", "")}, true, nil},
		{"a maker that the network did not show", []Entry{thing(1, "mac="+mac+" maker=Axis", "", "axis")}, []Entry{thing(1, "mac="+mac, "", "")}, true, nil},
		{"the end of a serial number", []Entry{thing(1, "serial=d31415926 maker=Hikvision", "", "hikvision")}, []Entry{thing(1, "serial=DS-2CD2385G1-I20190612AAWRD31415926", "hikvision", "")}, true, nil},
		{"an end that two devices share matches neither", []Entry{thing(1, "serial=31415926", "", "")}, []Entry{thing(1, "serial=A31415926", "", ""), thing(2, "serial=B31415926", "", "")}, true, []string{"seen_not_in_register ", "seen_not_in_register ", "in_register_not_seen "}},
		{"not seen", []Entry{thing(1, "mac="+mac, "", "")}, nil, true, []string{"in_register_not_seen "}},
		{"not registered", nil, []Entry{thing(1, "mac="+mac, "", "")}, true, []string{"seen_not_in_register "}},
		{"another device at its address", []Entry{thing(1, "mac="+mac+" ip=10.0.0.5", "", "")}, []Entry{thing(1, "mac=02:00:5e:00:00:02 ip=10.0.0.5", "", "")}, true, []string{"another_device_at_its_address ip"}},
		{"an address is enough where nothing contradicts", []Entry{thing(1, "ip=10.0.0.5", "", "")}, []Entry{thing(1, "mac="+mac+" ip=10.0.0.5", "", "")}, true, nil},
		{"an address lent to a device that another row has", []Entry{thing(1, "mac="+mac+" ip=10.0.0.5", "", ""), thing(2, "mac=02:00:5e:00:00:02", "", "")}, []Entry{thing(1, "mac=02:00:5e:00:00:02 ip=10.0.0.5", "", "")}, true, []string{"in_register_not_seen "}},
		{"two rows for one device", []Entry{thing(1, "mac="+mac, "", ""), thing(2, "mac="+mac, "", "")}, []Entry{thing(1, "mac="+mac, "", "")}, true, []string{"several_rows_match mac"}},
		{"a row without any number", []Entry{thing(1, "maker=IKEA", "", "")}, nil, true, []string{"cannot_be_matched "}},
		{"a model that stands once in both", []Entry{thing(1, "model=P3245-LVE", "", "")}, []Entry{thing(1, "model=P3245LVE", "", "")}, true, nil},
		{"a model that stands twice matches nothing", []Entry{thing(1, "model=P3245-LVE", "", ""), thing(2, "model=P3245-LVE", "", "")}, []Entry{thing(1, "model=P3245-LVE", "", "")}, true, []string{"seen_not_in_register ", "cannot_be_matched ", "cannot_be_matched "}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, d := range Compare(tt.register, tt.seen, tt.whole).Differences {
				got = append(got, string(d.Kind)+" "+d.By)
				if d.Says == "" || d.Next == "" {
					t.Errorf("%s: says %q, next %q", d.Kind, d.Says, d.Next)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestCutScanProvesNothing(t *testing.T) {
	t.Parallel()
	r := Compare([]Entry{thing(1, "mac=02:00:5e:00:00:01", "", "")}, nil, false)
	if len(r.Differences) != 1 || !strings.Contains(r.Differences[0].Says, "not complete") {
		t.Errorf("%+v", r.Differences)
	}
}

// Whatever the file holds, reading ends; and what is whole says so itself.
func FuzzReadScan(f *testing.F) {
	f.Add(`{"type":"item","status":"unknown","item":{"fields":{"mac":"02:00:5e:00:00:01; 02:00:5e:00:00:02"}}}` + "\n" + `{"type":"summary","complete":true}`)
	f.Add(`{"type":"run"}`)
	f.Add("maker,model\n")
	f.Fuzz(func(t *testing.T, text string) {
		seen, whole, err := ReadScan(strings.NewReader(text), "scan.json")
		if err != nil && (whole || len(seen) > 0) {
			t.Error("an error and a result")
		}
		if whole && !strings.Contains(text, "omplete") && !strings.Contains(strings.ToLower(text), "complete") && !strings.Contains(text, `\u`) {
			t.Errorf("%q is taken for whole", text)
		}
	})
}
