package attribution_test

import (
	"os"
	"strings"
	"testing"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/inventory"
)

// TestUnseenLines reads the lines of a second hand, written without knowledge
// of the engine, and prints how many it answers rightly. No innocent may be
// called restricted, and at least 95 of 100 lines of each sort must be right.
func TestUnseenLines(t *testing.T) {
	data, err := os.ReadFile("testdata/unseen.txt")
	if err != nil {
		t.Fatal(err)
	}
	x := whole(t)
	right, all := map[string]int{}, map[string]int{}
	for row := range strings.SplitSeq(strings.TrimSpace(string(data)), "\n") {
		cols := strings.SplitN(row, "|", 3)
		if strings.HasPrefix(row, "#") || len(cols) != 3 {
			continue
		}
		expect, maker, line := strings.TrimSpace(cols[0]), strings.TrimSpace(cols[1]), strings.TrimSpace(cols[2])
		as := x.Attribute(inventory.Item{
			Kind: inventory.Asset, Text: line,
			Fields: inventory.Fields{{Key: inventory.Description, Value: line}},
		})
		all[expect]++
		if answersAs(as, expect, maker) {
			right[expect]++
			continue
		}
		report := t.Logf
		if expect == "nobody" || expect == "open" {
			report = t.Errorf
		}
		report("%s (%s)\n\tgot  %s\n\twant %s", line, maker, tell(as), expect)
	}
	for _, k := range []string{"decided", "open", "clear", "maker", "nobody"} {
		t.Logf("%-8s %d of %d", k, right[k], all[k])
		if right[k]*100 < all[k]*95 {
			t.Errorf("%s: %d of %d, want at least 95 in 100", k, right[k], all[k])
		}
	}
}

// answersAs says whether the answer keeps what the label asks for: whom it
// names surely, and that it names nobody of section 889 where none is meant.
func answersAs(as []attribution.Attribution, expect, maker string) bool {
	named, listed := false, false
	for _, a := range as {
		switch a.Role {
		case attribution.Maker, attribution.Owner, attribution.ComponentMaker:
			listed = listed || a.Decides && five(a.Family)
			named = named || a.Decides && (a.Party == maker || a.Family == maker)
		}
	}
	switch expect {
	case "decided":
		return named
	case "open", "nobody":
		return !listed
	}
	return named && !listed
}
