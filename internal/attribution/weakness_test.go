package attribution_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/inventory"
)

func fields(kv ...string) inventory.Item {
	item := inventory.Item{Kind: inventory.Asset}
	var text []string
	for i := 0; i+1 < len(kv); i += 2 {
		item.Fields = append(item.Fields, inventory.Field{Key: kv[i], Value: kv[i+1]})
		text = append(text, kv[i+1])
	}
	item.Text = strings.Join(text, " ")
	return item
}

func TestVulnerabilities(t *testing.T) {
	x := whole(t)
	for _, tt := range []struct {
		name string
		item inventory.Item
		id   string
		want string
	}{
		{"model and build inside the range", fields("maker", "Hikvision", "model", "DS-2CD2032F-I", "firmware", "V5.3.0 build 150513"), "CVE-2017-7921", "sure"},
		{"a relabel with the maker's build string", fields("maker", "LaView", "model", "DS-2CD2032F-I", "firmware", "V5.3.0 build 150513"), "CVE-2017-7921", "sure"},
		{"build after the range", fields("maker", "Hikvision", "model", "DS-2CD2032F-I", "firmware", "V5.4.5 build 170123"), "CVE-2017-7921", "none"},
		{"model of another series", fields("maker", "Hikvision", "model", "DS-2CD2386G2-IU", "firmware", "V5.3.0 build 150513"), "CVE-2017-7921", "none"},
		{"no firmware given", fields("maker", "Hikvision", "model", "DS-2CD2032F-I"), "CVE-2017-7921", "maybe"},
		{"no model given", fields("maker", "Hikvision"), "CVE-2021-36260", "maybe"},
		{"filed under the brand", fields("maker", "Amcrest", "model", "IP8M-2496EB"), "CVE-2020-5735", "maybe"},
		{"another maker", fields("maker", "Axis", "model", "P3245-LVE"), "CVE-2021-36260", "none"},
	} {
		as := x.Attribute(tt.item)
		ws := x.Vulnerabilities(as, tt.item)
		got := "none"
		if k := slices.IndexFunc(ws, func(w attribution.Weakness) bool { return w.ID == tt.id }); k >= 0 {
			got = map[bool]string{true: "sure", false: "maybe"}[ws[k].Sure]
		}
		if got != tt.want {
			t.Errorf("%s: %s is %s, want %s", tt.name, tt.id, got, tt.want)
		}
	}
}

func TestNotesSayWhatWasNotExamined(t *testing.T) {
	x := small(t)
	item := inventory.Item{Kind: inventory.BidLine, Text: "Axis P3245-LVE " + strings.Repeat("and more ", 200_000)}
	as := x.Attribute(item)
	if len(as) != 1 || as[0].Clearable || !strings.Contains(as[0].Open, "not") {
		t.Errorf("a line that was cut must not clear, and must say so: %+v", as)
	}
	notes := fmt.Sprint(x.Notes(item, as))
	if !strings.Contains(notes, "only the first 64 KiB of this item were examined") {
		t.Errorf("notes do not say that the line was cut: %s", notes)
	}
}
