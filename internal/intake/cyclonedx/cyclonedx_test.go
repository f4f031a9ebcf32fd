package cyclonedx_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/cyclonedx"
	"caveat.example/caveat/internal/intake/intaketest"
	"caveat.example/caveat/internal/inventory"
	"github.com/google/go-cmp/cmp"
)

func options() intake.Options {
	return intake.Options{Readers: []intake.Reader{cyclonedx.JSON{}, cyclonedx.XML{}}}
}

func read(t *testing.T, content string) []string {
	t.Helper()
	var got []string
	for item, err := range intake.Walk(t.Context(), []string{"-"}, strings.NewReader(content), options()) {
		if err != nil {
			got = append(got, err.Error())
			continue
		}
		got = append(got, fmt.Sprintf("%s: %v", item.Origin.At, item.Fields))
	}
	return got
}

const inJSON = `{"bomFormat":"CycloneDX","specVersion":"1.6",
 "metadata":{"component":{"type":"device","name":"CAM-1"},"manufacturer":{"name":"Acme","contact":[{"name":"Ann Bee"}]},"supplier":{"name":"Shop"}},
 "components":[
  {"type":"device","name":"Hi3516","supplier":{"name":"HiSilicon"},"properties":[{"name":"cdx:device:quantity","value":"1"},{"name":"cdx:device:function","value":"SoC"}],
   "components":[{"type":"firmware","name":"boot","version":"2.1","publisher":"Pub"}]},
  {"type":"library","name":"zlib","version":"1.3","manufacturer":{"name":"M"},"supplier":{"name":"S"},"cpe":"cpe:2.3:a:zlib:zlib:1.3"}],
 "services":[{"name":"cloud","provider":{"name":"EZVIZ"}}]}`

const inXML = `<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6">
 <metadata><component type="device"><name>CAM-1</name></component><manufacturer><name>Acme</name><contact><name>Ann Bee</name></contact></manufacturer><supplier><name>Shop</name></supplier></metadata>
 <components>
  <component type="device"><supplier><name>HiSilicon</name></supplier><name>Hi3516</name>
   <properties><property name="cdx:device:quantity">1</property><property name="cdx:device:function">SoC</property></properties>
   <components><component type="firmware"><name>boot</name><version>2.1</version><publisher>Pub</publisher></component></components></component>
  <component type="library"><name>zlib</name><version>1.3</version><manufacturer><name>M</name></manufacturer><supplier><name>S</name></supplier><cpe>cpe:2.3:a:zlib:zlib:1.3</cpe></component>
 </components><services><service><provider><name>EZVIZ</name></provider><name>cloud</name></service></services></bom>`

func TestItems(t *testing.T) {
	want := []string{
		"/metadata/component: [{maker Acme} {supplier Shop} {model CAM-1} {category device}]",
		"/components/0: [{maker HiSilicon} {model Hi3516} {category device} {quantity 1} {category SoC}]",
		"/components/0/components/0: [{maker Pub} {model boot} {firmware 2.1} {category firmware}]",
		"/components/1: [{maker M} {supplier S} {name zlib} {other:version 1.3} {category library} {other:cpe cpe:2.3:a:zlib:zlib:1.3}]",
		"/services/0: [{maker EZVIZ} {name cloud} {category service}]",
	}
	for name, content := range map[string]string{"JSON": inJSON, "XML": inXML} {
		if diff := cmp.Diff(want, read(t, content)); diff != "" {
			t.Errorf("%s: items (-want +got):\n%s", name, diff)
		}
	}
}

// A document that is cut short keeps what was read and says so.
func TestCutShort(t *testing.T) {
	for _, content := range []string{inJSON[:420], inXML[:600]} {
		got := read(t, content)
		if len(got) < 2 || !strings.Contains(got[len(got)-1], "what follows was not read") {
			t.Errorf("got %q, want the product, then an error", got)
		}
	}
}

// Entities are never expanded, from the document or from elsewhere.
func TestEntities(t *testing.T) {
	bomb := `<?xml version="1.0"?><!DOCTYPE bom [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>
<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components><component type="device"><name>&b;&f;</name></component></components></bom>`
	got := read(t, bomb)
	if len(got) != 1 || !strings.Contains(got[0], "invalid character entity") {
		t.Errorf("got %q, want one error about the entity", got)
	}
}

func TestHardwareExample(t *testing.T) {
	const path = "../../../../shared/data/procurement/bom/cyclonedx-hbom-pcie-sata.json"
	if _, err := os.Stat(path); err != nil {
		t.Skip("the shared bill of materials is not here:", err)
	}
	var makers []string
	for item, err := range intake.Walk(t.Context(), []string{path}, nil, options()) {
		if err != nil {
			t.Fatal(err)
		}
		if m := item.Fields.Get(inventory.Maker); m != "" {
			makers = append(makers, m)
		}
	}
	want := []string{"Samtec", "Molex", "3M", "Multicomp"}
	if len(makers) < len(want) {
		t.Fatalf("makers: got %q, want at least %q", makers, want)
	}
	if diff := cmp.Diff(want, makers[:len(want)]); diff != "" {
		t.Errorf("makers (-want +got):\n%s", diff)
	}
}

func FuzzItems(f *testing.F) {
	f.Add(inJSON)
	f.Add(inXML)
	f.Fuzz(func(t *testing.T, content string) {
		for item, err := range intake.Walk(t.Context(), []string{"-"}, strings.NewReader(content), options()) {
			if err == nil && (item.Origin.Source == "" || item.Origin.At == "") {
				t.Errorf("an item without an origin: %+v", item)
			}
		}
	})
}

func TestHostile(t *testing.T) {
	intaketest.Hostile(t, cyclonedx.JSON{}, []byte(inJSON))
	intaketest.Hostile(t, cyclonedx.XML{}, []byte(inXML))
}
