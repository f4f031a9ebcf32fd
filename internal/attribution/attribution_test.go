package attribution_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/register"
)

// small is an Index of the few parties in testdata/makers.
func small(t testing.TB) *attribution.Index {
	t.Helper()
	reg, err := register.Load(os.DirFS("testdata/makers"))
	if err != nil {
		t.Fatal(err)
	}
	return attribution.New(reg)
}

// tell writes an answer as "party role band", with ! where it decides and +
// where it may clear.
func tell(as []attribution.Attribution) string {
	var out []string
	for _, a := range as {
		s := fmt.Sprintf("%s %s %s", a.Party, a.Role, a.Band)
		if a.Decides {
			s += "!"
		}
		if a.Clearable && a.Decides {
			s += "+"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestLines(t *testing.T) {
	x := small(t)
	for _, tt := range []struct{ line, want string }{
		{"Hikvision DS-2CD2143G2-I 4MP dome", "hikvision maker identified!"},
		{"4 no. DS2CD2143G2I", "hikvision maker identified!"},
		{"HIK VISION turret", "hikvision maker identified!"},
		{"HIKVISI0N dome camera", "hikvision maker identified!"},
		{"Hikvsion camera", "hikvision maker identified!"},
		{"Dauha bullet camera", "dahua maker identified!"},
		{"海康威视 摄像机", "hikvision maker identified!"},
		{"Annke C800 4K turret", "hikvision maker identified!; annke brand identified"},
		{"Annke camera", "hikvision maker probable; annke brand identified"},
		{"HiLook dome", "hikvision maker identified!; hilook brand identified"},
		{"Axis P3245-LVE", "axis maker identified!+"},
		{"Axis P3245-LVE or equivalent", "axis maker probable"},
		{"Samsung SNV-6013", "hanwha-vision maker identified!+; samsung-electronics brand identified"},
		{"Replace all Hikvision with Axis P3245-LVE", "axis maker identified!+; hikvision excluded identified"},
		{"compatible with Dahua NVRs", "dahua compatible identified"},
		{"bidders must not offer Hikvision or Dahua", "dahua excluded identified; hikvision excluded identified"},
		{"Sepura handset", "sepura maker identified; hytera owner possible"},
		{"Dahua Electronics Corporation", "dahua-electronics-ny maker identified!"},

		{"Northern entrance camera", ""},
		{"YAMAHA SWX2310 switch", ""},
		{"FCC ID: YAMPD79XISU1", "hytera maker identified!"},
		{"Synology DS-920+", ""},
		{"axis of rotation", ""},
		{"Dahlia", ""},
		{"Alhua camera", ""},
		{"IPC-A-610 training", ""},
		{"HIK", ""},
	} {
		got := tell(x.Attribute(inventory.Item{Kind: inventory.BidLine, Text: tt.line}))
		if got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.line, got, tt.want)
		}
	}
}
