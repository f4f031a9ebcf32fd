package screen

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/name"
)

func TestDecisions(t *testing.T) {
	const q = "Hikvision Bakery Ltd"
	ask := func(records []Record, subject, day string, decisions ...Decision) Answer {
		a := Build(name.Default(), records).NewSearcher().Search(subject, Options{Edition: true})
		var lines strings.Builder
		for _, d := range decisions {
			line, err := json.Marshal(d)
			if err != nil {
				t.Fatal(err)
			}
			lines.Write(append(line, '\n'))
		}
		d, err := ReadDecisions(strings.NewReader(lines.String()), "decisions")
		if err != nil {
			t.Fatal(err)
		}
		d.Apply(&a, day)
		return a
	}
	before := ask(few(), q, "2026-11-23")
	if before.Status == None || before.Hits[0].Party != "hikvision" {
		t.Fatalf("before: %+v", before)
	}
	var all []Decision
	for _, h := range before.Hits {
		all = append(all, Decision{Verdict: Cleared, Subject: q, Party: h.Party, Listed: h.Name, Edition: h.Edition, Reason: "a bakery", By: "J. Doe", At: "2026-11-23", Expires: "2027-11-23"})
	}
	changed := few()
	changed[0].Aliases = append(changed[0].Aliases, Alias{"Hikvision Bakery", "alias", "s"})
	reopened := append([]Decision(nil), all...)
	reopened = append(reopened, Decision{Verdict: Reopened, Subject: q, Party: "hikvision", Listed: "x", Edition: "x", Reason: "new facts", By: "J. Doe", At: "2026-11-24"})
	for _, tt := range []struct {
		about string
		got   Answer
		want  bool // still cleared
	}{
		{"it stays cleared", ask(few(), q, "2026-12-01", all...), true},
		{"the same subject in capitals", ask(few(), strings.ToUpper(q), "2026-12-01", all...), true},
		{"it expires", ask(few(), q, "2027-11-24", all...), false},
		{"the listed side changes", ask(changed, q, "2026-12-01", all...), false},
		{"the subject changes", ask(few(), "The Hikvision Bakery Ltd", "2026-12-01", all...), false},
		{"somebody takes it back", ask(few(), q, "2026-12-01", reopened...), false},
	} {
		if cleared := tt.got.Status == None; cleared != tt.want {
			t.Errorf("%s: status %s", tt.about, tt.got.Status)
		}
		if len(tt.got.Hits) == 0 {
			t.Errorf("%s: what was found is hidden", tt.about)
		}
	}
}

func TestReadDecisionsRefuses(t *testing.T) {
	for _, in := range []string{
		`{"verdict":"cleared","subject":"A","listed":"B","edition":"e","by":"x","at":"d"}`,
		`{"verdict":"cleared","subject":"A","listed":"B","edition":"e","reason":"r","at":"d"}`,
		`{"verdict":"maybe","subject":"A","listed":"B","edition":"e","reason":"r","by":"x","at":"d"}`,
		`{"verdict":"cleared","subject":"A","listed":"B","edition":"e","reason":"r","by":"x","colour":"d"}`,
		`not json`,
	} {
		if _, err := ReadDecisions(strings.NewReader(in), "d"); !errors.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", in, err)
		}
	}
}
