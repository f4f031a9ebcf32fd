package line_test

import (
	"strings"
	"testing"

	"caveat.example/caveat/internal/line"
)

// TestGoods: a name decides in a phrase of goods; any word that such phrases do
// not have opens the question whether it is meant, and is told.
func TestGoods(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"[Acme]", ""},
		{"[Acme] dome camera x4, entrance hall", ""},
		{"Supply and fix [Acme] 4MP dome, Oak Tree Primary School", ""},
		{"6 x [Acme] dome, Llanelli", ""},
		{"Caméra dôme [Acme], entrée du parking", ""},
		{"Innenkamera [Acme] 2 Stk., Treppenhaus", ""},
		{"[Acme] recorder without disk", ""},
		{"[Acme] NVR at the gate", ""},
		{"[大华]半球摄像机 12台 一楼大厅", ""},
		{"Trust ends [Acme] CCTV deal", "Trust ends deal"},
		{"Trust Ends [Acme] CCTV Deal", "Trust Ends Deal"},
		{"[Acme] Supermarket CCTV camera", "Supermarket"},
		{"[Acme] Restaurant camera", "Restaurant"},
		{"[Acme] Takeaway", "Takeaway"},
		{"the [Acme] cameras", "the"},
		{"School to install [Acme] cameras", "to install"},
		{"Council to install [Acme] cameras", "Council"},
		{"[Acme] cameras in school toilets", "at large"},
		{"[Acme] to supply cameras", "to"},
		{"Minister: [Acme] cameras out", "Minister out"},
		{"[大华]摄像机引发争议", "大华摄像机引发争议"},
		{"[Acme] Town Hall", "Town"},
		{"[Acme] on the roof", "no goods"},
		{"[Acme] cameras: 0", "none"},
		{"[Acme] or [Bolt] dome", "one of, one of"},
		{"[Acme] {A-1} or [Bolt] {B-2}", "one of, one of, one of, one of"},
		{"[Acme] {A-1} or {A-2}", ""},
		{"[Acme] dome?", "question"},
	} {
		if got := doubts(tt.text); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.text, got, tt.want)
		}
	}
}

// doubts gives for each [name] of a text why it is doubted.
func doubts(marked string) string {
	l, ms := mentions(marked)
	l.Stances(ms)
	var out []string
	for _, m := range ms {
		switch m.Doubt {
		case line.OddWords:
			out = append(out, strings.Join(m.Odd, " "))
		case line.NoGoods:
			out = append(out, "no goods")
		case line.Topic:
			out = append(out, "at large")
		case line.CountsNo:
			out = append(out, "none")
		case line.OneOf:
			out = append(out, "one of")
		case line.Asks:
			out = append(out, "question")
		}
	}
	return strings.Join(out, ", ")
}
