package assess_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"caveat.example/caveat/internal/assess"
	"caveat.example/caveat/internal/finding"
)

// patterns gives the facts of every scenario, with its place.
func patterns(t *testing.T) map[string]assess.Facts {
	t.Helper()
	all := map[string]assess.Facts{}
	for name, data := range ownScenarios(t) {
		list, err := assess.Scenarios(name, data)
		if err != nil {
			t.Fatal(err)
		}
		for i := range list {
			all[list[i].ID] = assess.Facts(list[i].Facts)
		}
	}
	return all
}

func judge(t *testing.T, rules *assess.Rules, parties assess.Parties, facts assess.Facts) []finding.Finding {
	t.Helper()
	p, errs := rules.Pattern(facts, parties)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return rules.Judge(p, parties, "")
}

// Saying of a fact that it is unknown is the same as not saying it.
func TestUnknownIsAbsent(t *testing.T) {
	t.Parallel()
	rules, parties := load(t)
	for id, facts := range patterns(t) {
		with := maps.Clone(facts)
		for key := range rules.Words.Facts {
			if _, ok := with[key]; !ok {
				with[key] = []string{"unknown"}
			}
		}
		got, want := judge(t, rules, parties, with), judge(t, rules, parties, facts)
		for i := range want {
			if got[i].Status != want[i].Status || !slices.Equal(got[i].Because, want[i].Because) {
				t.Errorf("%s, %s: %s %v, without the unknown facts %s %v", id, want[i].Instrument, got[i].Status, got[i].Because, want[i].Status, want[i].Because)
			}
		}
	}
}

// Forgetting who asks, what is done or what it is for never makes clean what
// was restricted. (A site or a waiver that nobody speaks of is a claim that
// nobody has made, and not a fact that is missing.)
func TestForgettingNeverCleans(t *testing.T) {
	t.Parallel()
	rules, parties := load(t)
	for id, facts := range patterns(t) {
		before := judge(t, rules, parties, facts)
		for _, key := range []string{"body", "act", "jurisdiction", "purpose", "product", "product_class", "component_role", "user", "listed_in_sam", "registered", "certified", "scrutinized_company"} {
			if _, said := facts[key]; !said {
				continue
			}
			less := maps.Clone(facts)
			delete(less, key)
			after := judge(t, rules, parties, less)
			for i := range before {
				if before[i].Status == finding.Restricted && after[i].Status == finding.NotRestricted {
					t.Errorf("%s without %s: %s was restricted and is not restricted %v", id, key, before[i].Instrument, after[i].Because)
				}
			}
		}
	}
}

// A day on which an instrument does not stand never restricts.
func TestNothingRestrictsOutsideItsDays(t *testing.T) {
	t.Parallel()
	rules, parties := load(t)
	days := []string{"1999-01-01", "2018-01-01", "2019-08-12", "2020-08-12", "2022-06-01", "2023-01-15", "2024-07-19", "2025-11-20", "2026-11-20", "2029-01-01", "2099-01-01"}
	for id, facts := range patterns(t) {
		for _, day := range days {
			facts = maps.Clone(facts)
			facts["date"] = []string{day}
			delete(facts, "acquired_on")
			delete(facts, "authorised_on")
			for i, f := range judge(t, rules, parties, facts) {
				state := rules.Instruments[i].StateOn(day, "")
				if f.Status == finding.Restricted && state != "in_force" || f.Status == finding.Conditional && state != "in_force" && state != "unconfirmed" {
					t.Errorf("%s on %s: %s is %s while it is %s", id, day, f.Instrument, f.Status, state)
				}
			}
		}
	}
}

// The order in which elements, provisions and names stand in a file changes no
// status.
func TestOrderChangesNoStatus(t *testing.T) {
	t.Parallel()
	rules, parties := load(t)
	shuffled, _ := load(t)
	r := rand.New(rand.NewPCG(1, 2)) // the same order in every run
	for _, in := range shuffled.Instruments {
		r.Shuffle(len(in.Elements), func(i, j int) { in.Elements[i], in.Elements[j] = in.Elements[j], in.Elements[i] })
		r.Shuffle(len(in.Exceptions), func(i, j int) { in.Exceptions[i], in.Exceptions[j] = in.Exceptions[j], in.Exceptions[i] })
		for k := range in.Provisions {
			els := in.Provisions[k].Elements
			r.Shuffle(len(els), func(i, j int) { els[i], els[j] = els[j], els[i] })
		}
		r.Shuffle(len(in.Provisions), func(i, j int) { in.Provisions[i], in.Provisions[j] = in.Provisions[j], in.Provisions[i] })
	}
	for id, facts := range patterns(t) {
		got, want := judge(t, shuffled, parties, facts), judge(t, rules, parties, facts)
		for i := range want {
			if got[i].Status != want[i].Status {
				t.Errorf("%s, %s: %s %v in another order, %s %v as written", id, want[i].Instrument, got[i].Status, got[i].Because, want[i].Status, want[i].Because)
			}
		}
	}
}

// A pattern of which nothing is known but the day is restricted by nothing, and
// clean of nothing that looks at who asks.
func TestKnowingNothing(t *testing.T) {
	rules, parties := load(t)
	for i, f := range judge(t, rules, parties, assess.Facts{"date": {"2026-11-23"}}) {
		in := rules.Instruments[i]
		state := in.StateOn("2026-11-23", "")
		clean := f.Status == finding.NotRestricted && (state == "in_force" || state == "unconfirmed") && in.Strongest() != "not_restricted"
		if f.Status == finding.Restricted || clean {
			t.Errorf("%s: %s %v", f.Instrument, f.Status, f.Because)
		}
	}
}

// Every finding says all that was asked, with a pinpoint for each line.
func TestFindingsExplain(t *testing.T) {
	rules, parties := load(t)
	for id, facts := range patterns(t) {
		for _, f := range judge(t, rules, parties, facts) {
			if len(f.Because) == 0 || f.Says == "" || f.Cite == "" {
				t.Errorf("%s, %s: no reason, sentence or citation", id, f.Instrument)
			}
			if f.Status == finding.Conditional && len(f.Missing) == 0 && !neutralOutcome(f) {
				t.Errorf("%s, %s: conditional, and nothing is asked %v", id, f.Instrument, f.Because)
			}
			for _, e := range f.Elements {
				if e.Cite == "" || e.Ask == "" {
					t.Errorf("%s, %s: element %s has no pinpoint or question", id, f.Instrument, e.ID)
				}
			}
		}
	}
}

// neutralOutcome says whether the instrument itself leaves the matter open, so
// that no fact would settle it.
func neutralOutcome(f finding.Finding) bool {
	return slices.Contains([]string{"consider_only", "have_regard", "duty_triggered", "assess_then_discretion", "not_self_executing", "purpose_disputed"}, f.Because[0])
}

// FuzzScenarios holds that whatever can be read has facts, and never panics.
func FuzzScenarios(f *testing.F) {
	f.Add([]byte("scenarios: [{id: A, facts: {date: 2021-03-01, body: us_dod}}]"))
	f.Add([]byte(`{"facts":{"date":"2021-03-01","includes":["a","b"]}}`))
	f.Add([]byte("date: 2021-03-01\nbody: [us_dod"))
	rules, parties := load(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := assess.Scenarios("x", data)
		if err != nil {
			return
		}
		for i := range list {
			p, errs := rules.Pattern(assess.Facts(list[i].Facts), parties)
			if (p == nil) == (len(errs) == 0) {
				t.Fatalf("pattern %v with errors %v", p, errs)
			}
			if p == nil {
				continue
			}
			if got := len(rules.Judge(p, parties, "")); got != len(rules.Instruments) {
				t.Fatal(fmt.Sprint("answers: ", got))
			}
		}
	})
}
