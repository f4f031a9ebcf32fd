package assess_test

import (
	"os"
	"testing"

	"caveat.example/caveat/internal/assess"
	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/law"
	"caveat.example/caveat/makers"
)

// load reads the real law/ and makers/.
func load(t testing.TB) (*assess.Rules, *register.Register) {
	t.Helper()
	rules, err := assess.Load(law.FS())
	if err != nil {
		t.Fatal(err)
	}
	parties, err := register.Load(makers.FS())
	if err != nil {
		t.Fatal(err)
	}
	return rules, parties
}

// The scenarios that the project was given, with the answers that a lawyer
// expects of them.
func TestSharedScenarios(t *testing.T) {
	const name = "../../../shared/facts/law/scenarios.yaml"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Skip("the shared scenarios are not beside this clone; law/scenarios has the project's own")
	}
	rules, parties := load(t)
	if parties.Party("hikvision") == nil {
		t.Fatal("makers/ does not have the five families")
	}
	runScenarios(t, rules, parties, name, data)
}

func runScenarios(t *testing.T, rules *assess.Rules, parties assess.Parties, name string, data []byte) {
	t.Helper()
	list, err := assess.Scenarios(name, data)
	if err != nil {
		t.Fatal(err)
	}
	for i := range list {
		s := &list[i]
		expected, err := s.Expected()
		if err != nil {
			t.Fatal(err)
		}
		p, errs := rules.Pattern(assess.Facts(s.Facts), parties)
		if len(errs) > 0 {
			t.Errorf("%s (line %d): %v", s.ID, s.Line, errs)
			continue
		}
		for _, want := range expected {
			in, err := rules.Instrument(want.Instrument)
			if err != nil {
				t.Errorf("%s (line %d): %v", s.ID, s.Line, err)
				continue
			}
			got := rules.JudgeOne(in, p, parties, want.KnownAt)
			if string(got.Status) != want.Status || len(want.Because) > 0 && got.Because[0] != want.Because[0] {
				t.Errorf("%s (line %d) %s, %s:\n got %s %v\nwant %s %v (%s)", s.ID, s.Line, s.Title, want.Instrument, got.Status, got.Because, want.Status, want.Because, want.Why)
			}
		}
	}
}
