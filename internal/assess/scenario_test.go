package assess_test

import (
	"io/fs"
	"strings"
	"testing"

	"caveat.example/caveat/internal/assess"
	"caveat.example/caveat/law"
)

// Every scenario of law/scenarios has the answer that a lawyer expects.
func TestOwnScenarios(t *testing.T) {
	rules, parties := load(t)
	for name, data := range ownScenarios(t) {
		runScenarios(t, rules, parties, name, data)
	}
}

func ownScenarios(t *testing.T) map[string][]byte {
	t.Helper()
	names, err := fs.Glob(law.FS(), "scenarios/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("scenarios: %v, %v", names, err)
	}
	files := map[string][]byte{}
	for _, name := range names {
		if files[name], err = fs.ReadFile(law.FS(), name); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// Every instrument is met by a case in which it gives its strongest answer and
// one in which it does not; every exception and every provision is met too.
func TestScenariosMeetEveryInstrument(t *testing.T) {
	rules, parties := load(t)
	met := map[string]bool{}
	ids := map[string]string{}
	for name, data := range ownScenarios(t) {
		list, err := assess.Scenarios(name, data)
		if err != nil {
			t.Fatal(err)
		}
		for i := range list {
			s := &list[i]
			if ids[s.ID] != "" {
				t.Errorf("%s: scenario %s is already in %s", name, s.ID, ids[s.ID])
			}
			ids[s.ID] = name
			expected, err := s.Expected()
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range expected {
				met[want.Instrument+" "+want.Status] = true
				for _, code := range want.Because {
					met[want.Instrument+" "+code] = true
				}
			}
			p, errs := rules.Pattern(assess.Facts(s.Facts), parties)
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			for _, want := range expected {
				in, err := rules.Instrument(want.Instrument)
				if err != nil {
					t.Fatal(err)
				}
				if part := rules.PartOf(in, p, parties); part != "" {
					met[want.Instrument+" part "+part] = true
				}
			}
		}
	}
	if len(ids) < 100 {
		t.Errorf("there are %d scenarios, want at least 100", len(ids))
	}
	for _, in := range rules.Instruments {
		for _, want := range needed(in) {
			if !met[in.ID+" "+want] {
				t.Errorf("%s: no scenario meets %q", in.ID, want)
			}
		}
	}
}

// needed are the answers that scenarios must show of an instrument.
func needed(in *assess.Instrument) []string {
	out := []string{"not_restricted"}
	strongest := in.Strongest()
	if strongest != "not_restricted" {
		out = append(out, strongest)
	}
	exceptions := in.Exceptions
	for i := range in.Provisions {
		out = append(out, "part "+in.Provisions[i].ID)
		exceptions = append(exceptions, in.Provisions[i].Exceptions...)
	}
	for _, x := range exceptions {
		if x.Disputed {
			out = append(out, "exception_disputed")
		} else {
			out = append(out, "exception:"+strings.TrimPrefix(x.Because+x.ID, "exception:"))
		}
	}
	return out
}
