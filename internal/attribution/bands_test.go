package attribution_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/inventory"
)

// A bandCount is how often the parties said to have made things with a band of
// confidence had made them.
type bandCount struct {
	right, all int
	sum        float64 // of the confidences
}

// TestBands measures how often each band is right, over all labelled lines: our
// own, those of the second hand, and the blind ones. Of the lines that need a
// person nobody knows who made the thing; they are left out.
func TestBands(t *testing.T) {
	x := whole(t)
	counts := map[attribution.Band]*bandCount{}
	for _, l := range everyLine(t) {
		for _, a := range x.Attribute(inventory.Item{Kind: inventory.BidLine, Text: l.line}) {
			if a.Role != attribution.Maker || l.maker == "" && !five(a.Family) {
				continue
			}
			c := counts[a.Band]
			if c == nil {
				c = &bandCount{}
				counts[a.Band] = c
			}
			c.all++
			c.sum += a.Confidence
			if strings.EqualFold(a.Party, l.maker) || a.Family == l.maker || l.maker != "" && twoProducts(l.line) {
				c.right++
			}
		}
	}
	for _, b := range []attribution.Band{attribution.Identified, attribution.Probable, attribution.Possible} {
		if c := counts[b]; c != nil {
			t.Logf("%-11s right %3d of %3d (%d %%); mean confidence %.2f", b, c.right, c.all, 100*c.right/c.all, c.sum/float64(c.all))
		}
	}
	if c := counts[attribution.Identified]; c == nil || c.right*100 < c.all*97 {
		t.Errorf("identified is right in fewer than 97 of 100 cases")
	}
}

// everyLine gives the labelled lines of all files whose maker is known, or of
// which it is known that nobody is meant.
func everyLine(t *testing.T) []label {
	t.Helper()
	lines := labels(t)
	data, err := os.ReadFile("testdata/unseen.txt")
	if err != nil {
		t.Fatal(err)
	}
	for row := range strings.SplitSeq(strings.TrimSpace(string(data)), "\n") {
		if cols := strings.SplitN(row, "|", 3); !strings.HasPrefix(row, "#") && len(cols) == 3 {
			lines = append(lines, label{strings.TrimSpace(cols[0]), strings.TrimSpace(cols[1]), strings.TrimSpace(cols[2])})
		}
	}
	files, err := filepath.Glob("testdata/blind*.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		for _, r := range blindRows(t, file) {
			expect := map[bool]string{true: "open", false: "decided"}[r["needs_person"] == "yes"]
			lines = append(lines, label{expect, r["restricted_family"], r["line"]})
		}
	}
	var known []label
	for _, l := range lines {
		if l.expect != "open" {
			known = append(known, l)
		}
	}
	return known
}
