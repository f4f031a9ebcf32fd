package assess_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/inventory"
	"github.com/google/go-cmp/cmp"
)

// TestKeptOpinions: what an item is told does not depend on the items before
// it. Opinions are kept and shared over days of purchase; a Law that has seen
// nothing yet is the oracle. Half of the days are those on which some relation
// begins or ends, or the day beside it.
func TestKeptOpinions(t *testing.T) {
	rules, parties := load(t)
	ids := []string{"hikvision", "dahua", "lorex", "huawei", "honor", "ezviz", "axis", "hisilicon", "pelco", "motorola-solutions", "hytera"}
	days := []string{"", "2023-12-21", "2023-12-22"}
	for _, id := range ids {
		p := parties.Party(id)
		if p == nil {
			continue
		}
		for _, rel := range p.Relations {
			for _, day := range []string{rel.From, rel.Until} {
				if len(day) == len("2006-01-02") {
					days = append(days, day)
				}
			}
		}
	}
	for _, context := range []finding.Context{
		{Date: "2026-03-01", Body: "us_federal_agency", Act: "procure"},
		{Date: "2026-03-01"},
		{Date: "2026-03-01", Body: "ca_qc_public_body"},
		{Date: "2026-03-01", Facts: map[string]string{"owner": "axis", "former_owner": "dahua", "former_owner_until": "2022-06-01"}},
	} {
		shared, err := rules.In(context, parties, "sha256:0")
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(7, 7))
		var pool [][]attribution.Attribution // alike items are given the same
		for range 12 {
			var who []attribution.Attribution
			for range 1 + r.IntN(2) {
				a := madeBy(ids[r.IntN(len(ids))])
				a.Role = []attribution.Role{attribution.Maker, attribution.Supplier, attribution.Brand, attribution.ComponentMaker}[r.IntN(4)]
				a.Decides = r.IntN(3) > 0
				a.Clearable = r.IntN(2) == 0
				who = append(who, a)
			}
			pool = append(pool, who)
		}
		for range 50 {
			who := pool[r.IntN(len(pool))]
			day := days[r.IntN(len(days))]
			if r.IntN(2) == 0 {
				day = fmt.Sprintf("20%02d-%02d-%02d", 10+r.IntN(16), 1+r.IntN(12), 1+r.IntN(28))
			}
			item := inventory.Item{Kind: inventory.Asset, Text: "camera", Fields: inventory.Fields{{Key: inventory.Acquired, Value: day}}}
			if r.IntN(9) == 0 {
				item.Damage = []string{"model looks like a date"}
			}
			fresh, err := rules.In(context, parties, "sha256:0")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(fresh.Assess(item, who), shared.Assess(item, who)); diff != "" {
				t.Fatalf("%v, %s of %v, bought %s: what was kept differs (-fresh +kept):\n%s", context, who[0].Role, who[0].Party, day, diff)
			}
		}
	}
}
