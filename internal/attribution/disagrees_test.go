package attribution_test

import (
	"strings"
	"testing"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/inventory"
)

// TestItemDisagrees: what an item itself says against its maker keeps it from
// being clear, and is said; a restriction stays as it was.
func TestItemDisagrees(t *testing.T) {
	x := whole(t)
	kind := func(k inventory.Kind, item inventory.Item) inventory.Item {
		item.Kind = k
		return item
	}
	line := func(text string) inventory.Item { return inventory.Item{Kind: inventory.BidLine, Text: text} }
	siemens := "Servicing of Siemens controllers. Supply of forty new dome cameras."
	for _, tt := range []struct {
		name  string
		item  inventory.Item
		party string
		clear bool
		open  string
	}{
		{"maker's field and model agree", fields("maker", "Axis", "model", "P3245-LVE"), "axis", true, ""},
		{"a stranger in the maker's field", fields("maker", "Quarrow Ltd", "model", "P3245-LVE"), "axis", false, "the maker's field says Quarrow Ltd, the model points to Axis Communications AB"},
		{"with the true name in the model's", fields("maker", "Quarrow Ltd", "model", "AXIS P3245-LVE"), "axis", false, "Quarrow Ltd"},
		{"a stranger in the brand's field", fields("maker", "Axis", "brand", "Quarrow", "model", "P3245-LVE"), "axis", false, "Quarrow"},
		{"an ordinary maker of other things", fields("maker", "Dell", "model", "P3245-LVE"), "axis", false, "says Dell"},
		{"a stranger's field and a registered address", fields("maker", "Quarrow Ltd", "mac", "AC:CC:8E:12:34:56"), "axis", false, "what else is told of it points to Axis"},
		{"nobody in the maker's field", fields("maker", "n/a", "model", "P3245-LVE"), "axis", true, ""},
		{"a dash", fields("maker", "-", "model", "P3245-LVE"), "axis", true, ""},
		{"several makers", fields("maker", "Various", "model", "P3245-LVE"), "axis", true, ""},
		{"not known, in German", fields("maker", "unbekannt", "model", "P3245-LVE"), "axis", true, ""},
		{"what the thing is", fields("maker", "CCTV camera", "model", "P3245-LVE"), "axis", true, ""},
		{"the name with more beside it", fields("maker", "Axis Communications (by Quarrow)", "model", "P3245-LVE"), "axis", true, ""},
		{"a name under which it was sold", fields("maker", "Samsung", "model", "SNV-6013"), "hanwha-vision", true, ""},
		{"a stranger before a restricted number", fields("maker", "Quarrow Ltd", "model", "DS-2CD2143G2-I"), "hikvision", false, "Quarrow Ltd"},

		{"a notice that names a maker", kind(inventory.Notice, fields("description", siemens)), "siemens", false, "the notice names Siemens AG"},
		{"an award that names a maker", kind(inventory.Award, fields("description", siemens)), "siemens", false, "the notice names Siemens AG"},
		{"a notice of goods", kind(inventory.Notice, fields("description", "Siemens network switches x 4")), "siemens", true, ""},
		{"a notice with a model number", kind(inventory.Notice, fields("description", "Supply of 12 AXIS P3245-LVE cameras. Offers by Friday.")), "axis", true, ""},
		{"a contract about a maker's things", fields("description", "AB12 - Siemens Sensor Vario maintenance contract - 9 years"), "siemens", false, ""},

		{"the address of a network part", fields("mac", "A0:36:9F:12:34:56"), "intel", false, "others' machines"},
		{"the address of a camera's maker", fields("mac", "AC:CC:8E:12:34:56"), "axis", true, ""},
		{"two addresses of one maker", fields("mac", "AC:CC:8E:12:34:56; 00:40:8C:12:34:56"), "axis", true, ""},
		{"an address of nobody known beside it, in one field", fields("mac", "AC:CC:8E:12:34:56, 02:00:00:12:34:56"), "axis", false, "another that is not known to be of it"},
		{"an address of nobody known, in a field of its own", fields("mac", "AC:CC:8E:12:34:56", "mac", "02:00:00:12:34:56"), "axis", false, "another that is not known to be of it"},
		{"the same with a model number", fields("mac", "AC:CC:8E:12:34:56", "mac", "02:00:00:12:34:56", "model", "P3245-LVE"), "axis", true, ""},

		{"a recorder and cameras, and others make some recorders", line("Bosch recorder, plate missing, with 8 FLEXIDOME cameras"), "bosch-security", false, "several kinds of things"},
		{"one of two products may be another's", line("Bosch DIVAR hybrid recorder, type plate unreadable, with 8 FLEXIDOME cameras"), "bosch-security", false, "DIVAR"},
		{"a line that is not told", line("Bosch DIVAR recorder with 8 FLEXIDOME cameras"), "bosch-security", false, "DIVAR"},
		{"a line of its own", line("Bosch FLEXIDOME panoramic 5100i camera"), "bosch-security", true, ""},
	} {
		var found *attribution.Attribution
		as := x.Attribute(tt.item)
		for i := range as {
			if as[i].Party == tt.party && as[i].Role == attribution.Maker {
				found = &as[i]
			}
		}
		switch {
		case found == nil:
			t.Errorf("%s: %s is not found in %s", tt.name, tt.party, tell(as))
		case found.Clearable != tt.clear || !strings.Contains(found.Open, tt.open):
			t.Errorf("%s: clearable %v, open %q; want %v, %q", tt.name, found.Clearable, found.Open, tt.clear, tt.open)
		case tt.party == "hikvision" && !found.Decides:
			t.Errorf("%s: the number no longer decides", tt.name)
		case !found.Clearable && found.Settle == "":
			t.Errorf("%s: does not say what would settle it", tt.name)
		}
	}
}
