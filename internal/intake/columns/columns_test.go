package columns

import (
	"encoding/json"
	"os"
	"testing"
)

// Share of columns that are mapped, over header rows met in the wild.
func TestSharedHeaderRows(t *testing.T) {
	b, err := os.ReadFile("../../../../shared/data/procurement/assets/header_variants.json")
	if err != nil {
		t.Skip("the shared header rows are not here:", err)
	}
	var rows []struct{ Columns []string }
	if err := json.Unmarshal(b, &rows); err != nil {
		t.Fatal(err)
	}
	total, mapped := 0, 0
	for _, r := range rows {
		for _, c := range Map(r.Columns, nil, Hints{}) {
			total++
			if c.Why == NotKnown {
				t.Logf("not mapped: %q", c.Header)
				continue
			}
			mapped++
		}
	}
	if mapped*100 < total*95 {
		t.Errorf("%d of %d columns mapped, want 95 %%", mapped, total)
	}
}
