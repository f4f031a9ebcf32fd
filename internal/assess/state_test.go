package assess_test

import (
	"strings"
	"testing"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/inventory"
)

// attributed changes an attribution that decides.
func attributed(party string, change func(*attribution.Attribution)) attribution.Attribution {
	a := madeBy(party)
	if change != nil {
		change(&a)
	}
	return a
}

func clearable(a *attribution.Attribution) { a.Clearable = true }
func undecided(a *attribution.Attribution) {
	a.Decides, a.Open = false, "only some lines are made by it"
}

func TestState(t *testing.T) {
	rules, parties := load(t)
	agency := finding.Context{Body: "us_federal_agency", Act: "procure", Purpose: "public_safety", Date: "2026-03-01"}
	council := finding.Context{Body: "uk_local_authority", Act: "procure", Date: "2024-05-01"}
	anyone := finding.Context{Date: "2026-03-01"}
	role := func(r attribution.Role) func(*attribution.Attribution) {
		return func(a *attribution.Attribution) { a.Role = r }
	}
	router := func(a *attribution.Attribution) {
		a.Clearable, a.Product, a.ProductClass = true, "router", "telecom"
	}
	maker := finding.Context{Body: "equipment_manufacturer", Act: "authorise_equipment", Date: "2026-04-01"}
	for _, c := range []struct {
		name    string
		context finding.Context
		item    inventory.Item
		who     []attribution.Attribution
		want    finding.Status
		why     string
	}{
		{"maker that a rule meets in full", agency, inventory.Item{}, []attribution.Attribution{attributed("hikvision", nil)}, finding.Restricted, "s.889(a)(1)(A)"},
		{"subsidiary", agency, inventory.Item{}, []attribution.Attribution{attributed("ezviz", nil)}, finding.Restricted, "s.889(a)(1)(A)"},
		{"maker that does not decide", agency, inventory.Item{}, []attribution.Attribution{attributed("dahua", undecided)}, finding.Conditional, "only some lines"},
		{"only named", agency, inventory.Item{}, []attribution.Attribution{attributed("hikvision", role(attribution.Named))}, finding.Conditional, "is named"},
		{"only a brand on the label", agency, inventory.Item{}, []attribution.Attribution{attributed("hikvision", role(attribution.Brand))}, finding.Conditional, ""},
		{"excluded accuses nobody", agency, inventory.Item{}, []attribution.Attribution{attributed("hikvision", role(attribution.Excluded))}, finding.Unknown, "No maker was identified"},
		{"compatible accuses nobody", agency, inventory.Item{}, []attribution.Attribution{attributed("hikvision", role(attribution.Compatible)), attributed("axis", clearable)}, finding.Clear, "register sha256:abc"},
		{"supplier of things that nobody knows", agency, inventory.Item{}, []attribution.Attribution{attributed("hikvision", role(attribution.Supplier))}, finding.Conditional, ""},
		{"ordinary maker", agency, inventory.Item{}, []attribution.Attribution{attributed("axis", clearable)}, finding.Clear, "on 2026-03-01"},
		{"ordinary maker, nobody says who asks", anyone, inventory.Item{}, []attribution.Attribution{attributed("axis", clearable)}, finding.Clear, "68 instruments"},
		{"listed maker, nobody says who asks", anyone, inventory.Item{}, []attribution.Attribution{attributed("hikvision", nil)}, finding.Conditional, "say so with --body and --act"},
		{"damaged value", agency, inventory.Item{Damage: []string{"model was rounded"}}, []attribution.Attribution{attributed("axis", clearable)}, finding.Unknown, "model was rounded"},
		{"nobody", agency, inventory.Item{}, nil, finding.Unknown, "No maker was identified"},
		{"listed, but no rule covers the act", council, inventory.Item{}, []attribution.Attribution{attributed("hikvision", nil)}, finding.Clear, "but your act is not covered"},
		{"maker on another list, no rule covers the act", council, inventory.Item{}, []attribution.Attribution{attributed("tiandy", nil)}, finding.Conditional, "is on us-bis-entity-list, but your act is not covered"},
		{"beside an ordinary maker", council, inventory.Item{}, []attribution.Attribution{attributed("axis", clearable), attributed("tiandy", nil)}, finding.Conditional, "is on us-bis-entity-list"},
		{"a component of its", council, inventory.Item{}, []attribution.Attribution{attributed("axis", clearable), attributed("tiandy", role(attribution.ComponentMaker))}, finding.Conditional, "is on us-bis-entity-list"},
		{"a thing that is only compatible with its", council, inventory.Item{}, []attribution.Attribution{attributed("axis", clearable), attributed("tiandy", role(attribution.Compatible))}, finding.Clear, ""},
		{"component of a listed maker", agency, inventory.Item{}, []attribution.Attribution{attributed("axis", clearable), attributed("huawei", role(attribution.ComponentMaker))}, finding.Conditional, ""},
		{"worst of two makers", agency, inventory.Item{}, []attribution.Attribution{attributed("axis", clearable), attributed("hikvision", nil)}, finding.Restricted, ""},
		{"category by origin, maker on no list", maker, inventory.Item{Fields: inventory.Fields{{Key: inventory.Country, Value: "Vietnam"}}}, []attribution.Attribution{attributed("netgear", router)}, finding.Restricted, "routers"},
		{"category, made at home", maker, inventory.Item{Fields: inventory.Fields{{Key: inventory.Country, Value: "USA"}}}, []attribution.Attribution{attributed("netgear", router)}, finding.Clear, ""},
	} {
		law, err := rules.In(c.context, parties, "sha256:abc")
		if err != nil {
			t.Fatal(err)
		}
		got := law.Assess(c.item, c.who)
		if got.Status != c.want || !strings.Contains(got.Why, c.why) {
			t.Errorf("%s: got %s (%s), want %s (%s)", c.name, got.Status, got.Why, c.want, c.why)
		}
		if again := law.Assess(c.item, c.who); again.Status != got.Status || again.Why != got.Why {
			t.Errorf("%s: the second answer differs: %s (%s)", c.name, again.Status, again.Why)
		}
		if got.Status == finding.Conditional && len(got.Questions) == 0 {
			t.Errorf("%s: conditional, and nothing is asked", c.name)
		}
	}
}

// Duties that look at no maker are told and take no clear away.
func TestNeutralDutyLeavesClear(t *testing.T) {
	rules, parties := load(t)
	law, err := rules.In(finding.Context{Body: "uk_local_authority", Act: "procure", Date: "2026-03-01"}, parties, "sha256:abc")
	if err != nil {
		t.Fatal(err)
	}
	got := law.Assess(inventory.Item{}, []attribution.Attribution{attributed("axis", clearable)})
	var duties []string
	for _, f := range got.Findings {
		if f.Neutral && f.Status == finding.Conditional {
			duties = append(duties, f.Instrument)
		}
	}
	if got.Status != finding.Clear || len(duties) != 2 {
		t.Errorf("got %s with duties %v, want clear with the code and the Procurement Act", got.Status, duties)
	}
}

// The article of 2022 names its instruments in many words.
func TestMentioned(t *testing.T) {
	rules, _ := load(t)
	text := "It was banned under passage of the 2018 National Defense Authorization Act (NDAA). President Biden signed the “Secure Equipment Act”. " +
		"They were added to the Department of Commerce’s “Entity List”. Sajid Javid banned it within the Department of Health; Fraser Sampson wrote a letter."
	got := map[string]finding.Mention{}
	for _, m := range rules.Mentioned(text, "2026-11-23") {
		got[m.Instrument] = m
	}
	for _, want := range []string{"us-889-a1A", "us-sea-2021", "us-el-xinjiang-2019", "us-el-huawei", "uk-dhsc-2022", "uk-bscc-oversight"} {
		if got[want].Words == "" {
			t.Errorf("%s is not found in the text", want)
		}
	}
	if m := got["uk-dhsc-2022"]; len(m.Disputed) < 3 || !strings.Contains(m.Says, "no longer in force") {
		t.Errorf("the department's decision: got %q with %d sides, want both sides and that it is over", m.Says, len(m.Disputed))
	}
	if m := rules.Mentioned("landau and Entity Listing", "2026-11-23"); len(m) != 0 {
		t.Errorf("found %v in words that only look alike", m)
	}
}
