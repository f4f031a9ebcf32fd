package attribution_test

import (
	"strings"
	"testing"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/inventory"
)

func TestFields(t *testing.T) {
	x := whole(t)
	for _, tt := range []struct {
		name string
		item inventory.Item
		want string
	}{
		{"model outranks an unknown label", fields("maker", "Acme Ltd", "model", "DS-2CD2143G2-I"), "hikvision maker identified!"},
		{"label and model of strangers contradict each other", fields("maker", "Axis", "model", "DS-2CD2143G2-I"), "axis maker probable; hikvision maker probable"},
		{"model of one ordinary maker outranks the label of another, and does not clear", fields("maker", "Bosch", "model", "P3245-LVE"), "axis maker identified!; bosch-security brand identified"},
		{"a common word is a maker in a maker's field", fields("maker", "Northern", "category", "CCTV camera"), "hikvision maker identified!; northern brand identified"},
		{"a misspelt maker's field", fields("maker", "Dauha", "category", "camera"), "dahua maker identified!"},
		{"a town is no maker", fields("maker", "Dehua", "description", "vase"), ""},
		{"notes only hint", fields("description", "dome camera", "notes", "Hikvision"), "hikvision maker probable"},
		{"a host name only hints", fields("name", "hikvision-lobby", "ip", "10.0.0.1"), "hikvision maker probable"},
		{"what was replaced is in the notes", fields("maker", "Axis", "model", "P3245-LVE", "notes", "replaced Hikvision unit 2021"), "axis maker identified!+; hikvision excluded probable"},
		{"a supplier is no maker", fields("supplier", "Hikvision UK Limited", "description", "maintenance visit"), "hikvision-uk supplier identified!"},
		{"another firm of that name supplies", fields("supplier", "Axis Consulting Ltd", "description", "consulting"), ""},
		{"address", fields("mac", "44-19-B6-12-34-56"), "hikvision maker identified!"},
		{"address that no registry gave out", fields("mac", "46:19:B6:12:34:56"), ""},
		{"FCC identifier", fields("fcc_id", "YAM-PD785"), "hytera maker identified!"},
		{"FCC identifier of nobody known", fields("fcc_id", "ABC-123"), ""},
		{"label says Lorex, firmware says Dahua", fields("maker", "Lorex", "model", "E892AB", "firmware", "2.800.0000000.13.R"), "dahua maker identified!; lorex brand identified; dahua owner possible"},
		{"Sepura before Hytera", fields("maker", "Sepura", "model", "STP9000", "acquired", "2014-05-01"), "sepura maker identified!+"},
		{"Sepura in Hytera's time", fields("maker", "Sepura", "model", "STP9000", "acquired", "2019-05-01"), "sepura maker identified!; hytera owner identified!"},
		{"Sepura after Hytera", fields("maker", "Sepura", "model", "STP9000", "acquired", "2024"), "sepura maker identified!+"},
		{"Sepura, year unclear", fields("maker", "Sepura", "model", "STP9000", "acquired", "2022"), "sepura maker identified; hytera owner possible"},
		{"Sepura, made in Hytera's time and bought after", fields("maker", "Sepura", "model", "STP9000", "acquired", "2024-01-02", "manufactured", "2019-01-01"), "sepura maker identified; hytera owner possible"},
		{"Honor in Huawei's time", fields("maker", "Honor", "category", "smartphone", "acquired", "2019-01-02"), "honor maker identified!; huawei maker probable; huawei owner identified!"},
		{"Honor since: not cleared by name", fields("maker", "Honor", "category", "smartphone", "acquired", "2022-01-02"), "honor maker identified!"},
		{"a device's own words do not decide", fields("signal:http.server", "DNVRS-Webs"), "hikvision maker probable"},
		{"how a device works does", fields("signal:dhip.speaks", "yes", "signal:dhip.Vendor", "Private"), "dahua maker identified!"},
		{"brand and model in its own words do not", fields("brand", "HIKVISION", "model", "DS-2CD2143G2-I", "signal:upnp.manufacturer", "HIKVISION"), "hikvision maker probable"},
		{"nor for an ordinary maker", fields("brand", "Hanwha", "model", "XNV-8080R", "signal:onvif.manufacturer", "Hanwha"), "hanwha-vision maker probable"},
		{"with how it works they do", fields("brand", "HIKVISION", "model", "DS-2CD2143G2-I", "signal:rtsp.realm", "IP Camera(C2875)"), "hikvision maker identified!"},
		{"hearsay does not", fields("signal:dhip.speaks", "yes", "signal:hearsay", "10.0.0.9"), "dahua maker probable"},
	} {
		if got := tell(x.Attribute(tt.item)); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestKindsOfItem(t *testing.T) {
	x := whole(t)
	for _, tt := range []struct {
		name string
		item inventory.Item
		want string
	}{
		{"a chip inside", inventory.Item{Kind: inventory.Component, Text: "HiSilicon Hi3516DV300", Fields: inventory.Fields{{Key: "maker", Value: "HiSilicon"}, {Key: "model", Value: "Hi3516DV300"}}}, "hisilicon component_maker identified!"},
		{"a camera in a bill of materials", inventory.Item{Kind: inventory.Component, Text: "Hikvision DS-2CD2143G2-I camera"}, "hikvision maker identified!"},
		{"prose that names", inventory.Item{Kind: inventory.Passage, Text: "The council banned Hikvision and Dahua."}, "dahua named identified; hikvision named identified"},
		{"prose with a model number", inventory.Item{Kind: inventory.Passage, Text: "They bought forty DS-2CD2143G2-I."}, "hikvision maker identified!"},
		{"a firm on its own", inventory.Item{Kind: inventory.Entity, Text: "Hikvision UK Limited"}, "hikvision-uk supplier identified!"},
	} {
		if got := tell(x.Attribute(tt.item)); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// TestEveryAnswerExplainsItself: nothing without evidence, and nothing open
// without saying why and what would settle it.
func TestEveryAnswerExplainsItself(t *testing.T) {
	x := whole(t)
	for _, l := range labels(t) {
		for _, a := range x.Attribute(inventory.Item{Kind: inventory.BidLine, Text: l.line}) {
			if len(a.Evidence) == 0 || a.Name == "" || a.Family == "" {
				t.Errorf("%s: %+v names nobody or has no evidence", l.line, a)
			}
			for _, e := range a.Evidence {
				if e.Says == "" || e.Rule == "" || e.Value == "" || e.Strength <= 0 || e.Strength > 1 || !strings.Contains(e.Rule, "#") {
					t.Errorf("%s: %s: evidence %+v does not explain itself", l.line, a.Party, e)
				}
			}
			if a.Role == attribution.Maker && !a.Decides && (a.Open == "" || a.Settle == "") {
				t.Errorf("%s: %s does not decide, and does not say why or what would", l.line, a.Party)
			}
			if a.Decides && a.Band != attribution.Identified || a.Clearable && a.Role == attribution.Maker && !a.Decides {
				t.Errorf("%s: %s %s decides %v, clears %v", l.line, a.Party, a.Band, a.Decides, a.Clearable)
			}
		}
	}
}
