package records_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/intaketest"
	"caveat.example/caveat/internal/intake/records"
	"github.com/google/go-cmp/cmp"
)

const devices = `<?xml version="1.0"?><export><made>2024</made><devices>
<device id="7"><manufacturer>Hikvision</manufacturer><model>DS-2CD</model><password>hunter2</password></device>
<device><manufacturer>Axis</manufacturer><net><macAddress>ac:cc:8e:01:02:03</macAddress></net></device></devices></export>`

func TestXML(t *testing.T) {
	tests := []struct {
		name, content string
		want          []string
	}{
		{"records", devices, []string{
			"/export/devices/device[1]: [{reference 7} {maker Hikvision} {model DS-2CD}]",
			"/export/devices/device[2]: [{maker Axis} {mac ac:cc:8e:01:02:03}]",
		}},
		{"one document", `<?xml version="1.0"?><device><maker>Axis</maker><model>P1</model></device>`, []string{"/device[1]: [{maker Axis} {model P1}]"}},
		{"GLPI", `<?xml version="1.0"?><REQUEST><CONTENT><BIOS><SMANUFACTURER>Dell</SMANUFACTURER></BIOS><MONITORS><MANUFACTURER>LG</MANUFACTURER></MONITORS><MONITORS><MANUFACTURER>AOC</MANUFACTURER></MONITORS></CONTENT></REQUEST>`, []string{
			"/REQUEST/CONTENT/BIOS[1]: [{maker Dell}]", "/REQUEST/CONTENT/MONITORS[2]: [{maker LG}]", "/REQUEST/CONTENT/MONITORS[3]: [{maker AOC}]",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			opt := intake.Options{Readers: []intake.Reader{records.XML{}}}
			for item, err := range intake.Walk(t.Context(), []string{"-"}, strings.NewReader(tt.content), opt) {
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

func TestHostileXML(t *testing.T) { intaketest.Hostile(t, records.XML{}, []byte(devices)) }

func FuzzXML(f *testing.F) {
	f.Add(devices)
	f.Fuzz(func(t *testing.T, xml string) {
		if err := intaketest.Check(t.Context(), records.XML{}, []byte(xml)); err != nil {
			t.Error(err)
		}
	})
}

func TestYAML(t *testing.T) {
	dir := t.TempDir()
	path := dir + "/type.yaml"
	content := "---\nmanufacturer: Hikvision\nmodel: DS-2CD\npart_number: DS-2CD\nsnmp:\n  community: hunter2\n---\n- make: Axis\n  net: {mac: \"ac:cc:8e:01:02:03\"}\n- &a x\n- *a\n"
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	var got []string
	for item, err := range intake.Walk(t.Context(), []string{path}, nil, intake.Options{Readers: []intake.Reader{records.YAML{}}}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%s: %v", item.Origin.At, item.Fields))
	}
	want := []string{"line 2: [{maker Hikvision} {model DS-2CD} {model DS-2CD}]", "line 8: [{maker Axis} {mac ac:cc:8e:01:02:03}]", "line 10: [{description x}]"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestHostileYAML(t *testing.T) {
	intaketest.Hostile(t, records.YAML{}, []byte("manufacturer: Axis\nmodel: P1\nlist: [a, {b: c}]\n"))
}
