package attribution_test

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/makers"
)

func whole(t testing.TB) *attribution.Index {
	t.Helper()
	reg, err := register.Load(makers.FS())
	if err != nil {
		t.Fatal(err)
	}
	return attribution.New(reg)
}

// A label is one line of testdata/lines.txt.
type label struct{ expect, maker, line string }

func labels(t testing.TB) []label {
	t.Helper()
	data, err := os.ReadFile("testdata/lines.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []label
	for n, row := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if strings.HasPrefix(row, "#") {
			continue
		}
		cols := strings.SplitN(row, "|", 3)
		if len(cols) != 3 {
			t.Fatalf("testdata/lines.txt (line %d): not expect | maker | line", n+1)
		}
		out = append(out, label{strings.TrimSpace(cols[0]), strings.TrimSpace(cols[1]), strings.TrimSpace(cols[2])})
	}
	return out
}

// answer says in one word how a line was answered for the maker that it names,
// with the same words as the labels.
func answer(as []attribution.Attribution, maker string) string {
	said := "nobody"
	if !five(maker) {
		for _, a := range as {
			if a.Decides && five(a.Family) {
				return "decided " + a.Party
			}
		}
	}
	for _, a := range as {
		if a.Role != attribution.Maker && a.Role != attribution.Owner && a.Role != attribution.ComponentMaker {
			continue
		}
		right := a.Party == maker || a.Family == maker
		switch {
		case a.Decides && a.Clearable && right:
			return "clear"
		case a.Decides && right && five(a.Family):
			return "decided"
		case a.Decides && right:
			return "maker"
		case a.Decides && maker == "" && five(a.Family):
			return "decided " + a.Party
		case right && said == "nobody":
			said = "open"
		case a.Decides && maker == "":
			said = "maker " + a.Party
		}
	}
	return said
}

// five says whether a family is one of those that section 889 names.
func five(family string) bool {
	switch family {
	case "hikvision", "dahua", "huawei", "zte", "hytera":
		return true
	}
	return false
}

func TestLabelledLines(t *testing.T) {
	x := whole(t)
	right, all := map[string]int{}, map[string]int{}
	accusedInnocents := 0
	for _, l := range labels(t) {
		as := x.Attribute(inventory.Item{Kind: inventory.BidLine, Text: l.line})
		got := answer(as, l.maker)
		all[l.expect]++
		if got == l.expect {
			right[l.expect]++
			continue
		}
		if l.expect != "decided" && l.expect != "open" {
			for _, a := range as {
				if a.Decides && five(a.Family) {
					accusedInnocents++
				}
			}
		}
		t.Errorf("%s (%s)\n\tgot  %s: %s\n\twant %s", l.line, l.maker, got, tell(as), l.expect)
	}
	for _, k := range []string{"decided", "open", "clear", "maker", "nobody"} {
		t.Logf("%-8s %d of %d", k, right[k], all[k])
	}
	if accusedInnocents > 0 {
		t.Errorf("%d innocent lines were called restricted", accusedInnocents)
	}
}

// TestOrdinaryLines reads the labelled lines of another hand, where they are.
func TestOrdinaryLines(t *testing.T) {
	f, err := os.Open("../../../shared/labelled/ordinary-lines.csv")
	if err != nil {
		t.Skip("the labelled lines are not here:", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	x := whole(t)
	wrong := 0
	for _, r := range rows[1:] {
		line, maker, expect := r[1], r[3], r[5]
		as := x.Attribute(inventory.Item{Kind: inventory.BidLine, Text: line})
		got, want := answer(as, maker), expect
		ok := got == "clear" && expect == "clear_candidate" || expect == "unknown" && len(as) == 0 || expect == "review_or_listed"
		for _, a := range as {
			if five(a.Family) && (a.Decides || maker != "sepura") {
				ok = false
			}
		}
		if !ok {
			wrong++
			t.Errorf("%s: got %s (%s), want %s %s", line, got, tell(as), maker, want)
		}
	}
	t.Logf("%d of %d right", len(rows)-1-wrong, len(rows)-1)
}

// twoProducts says whether a line names two products, so that two makers are
// right.
func twoProducts(line string) bool {
	return strings.Contains(line, " + ") || strings.Contains(line, " and ") || strings.Contains(line, " / ")
}
