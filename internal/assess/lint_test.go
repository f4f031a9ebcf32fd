package assess_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"caveat.example/caveat/internal/assess"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/law"
)

// good is a rule file without a fault.
const good = `group: xx
about: a law for this test
names:
  bad: [{party: hikvision, name: Hikvision}]
instruments:
  - id: xx-1
    title: A law
    jurisdiction: US
    issuer: somebody
    kind: procurement_ban
    force: binding
    grade: statute
    cite: s.1
    plain: It says something.
    binds: [us_dod]
    acts: [procure]
    extends_to: named_only
    dates: {adopted: 2020-01-01, effective: 2020-02-01}
    in_force: [{from: 2020-02-01}]
    elements:
      - {id: bound, cite: s.1(a), ask: "Who?", is: {body: binds}, else: not_bound}
      - {id: who, cite: s.1(b), ask: "Of whom?", party: {in: [bad]}, else: entity_not_listed}
    quotes:
      - {words: "shall not", from: S1, cite: s.1}
    sources: [S1]
    confidence: high
`

// withFile is a law/ that holds the words, the sources and one file.
func withFile(t *testing.T, text string) fs.FS {
	t.Helper()
	fsys := fstest.MapFS{"xx.yaml": {Data: []byte(text)}}
	for _, name := range []string{"vocabulary.yaml", "sources.yaml"} {
		data, err := fs.ReadFile(law.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		fsys[name] = &fstest.MapFile{Data: data}
	}
	return fsys
}

func TestLoadRefuses(t *testing.T) {
	if _, err := assess.Load(withFile(t, good)); err != nil {
		t.Fatalf("the file without a fault: %v", err)
	}
	for _, c := range []struct{ name, old, new, want string }{
		{"an unknown key", "    kind:", "    knd:", "law/xx.yaml: line 10: field knd not found"},
		{"an unknown body", "binds: [us_dod]", "binds: [us_dd]", `law/xx.yaml (line 15): body "us_dd" is not a word that we know; the nearest is "us_dod"`},
		{"an unknown act", "acts: [procure]", "acts: [procur]", `law/xx.yaml (line 16): act "procur" is not a word that we know; the nearest is "procure"`},
		{"an unknown question", "is: {body: binds}", "was: {body: binds}", "law/xx.yaml: line 21: field was not found"},
		{"an unknown fact", "is: {body: binds}", "is: {bodi: binds}", `law/xx.yaml (line 21): fact "bodi" is not a word that we know; the nearest is "body"`},
		{"two questions in a line", "is: {body: binds}", "is: {body: binds}, given: act", "law/xx.yaml (line 21): a line asks exactly one question"},
		{"an element without a pinpoint", "{id: bound, cite: s.1(a), ask", "{id: bound, ask", "law/xx.yaml (line 21): element bound has no pinpoint"},
		{"an element without a question", `cite: s.1(a), ask: "Who?",`, "cite: s.1(a),", "law/xx.yaml (line 21): element bound has no plain question"},
		{"a no that leads nowhere", ", else: not_bound}", "}", "law/xx.yaml (line 21): element bound needs one of else and contested"},
		{"an unknown reason", "else: not_bound", "else: not_bond", `law/xx.yaml (line 21): reason "not_bond" is not a word that we know; the nearest is "not_bound"`},
		{"an unknown list", "in: [bad]", "in: [worse]", `law/xx.yaml (line 22): there is no list "worse" here`},
		{"a quote without a source", `{words: "shall not", from: S1, cite: s.1}`, `{words: "shall not", cite: s.1}`, "law/xx.yaml (line 24): a quote needs its words and the source"},
		{"an unknown source", "sources: [S1]", "sources: [S9999]", `law/xx.yaml (line 25): source "S9999" is not in sources.yaml`},
		{"no source", "    sources: [S1]\n", "", "law/xx.yaml (line 6): instrument xx-1 names no source"},
		{"a bad day", "adopted: 2020-01-01", "adopted: 2020-13-01", `law/xx.yaml (line 18): dates: "2020-13-01" is not a day`},
		{"days that go backwards", "effective: 2020-02-01}", "effective: 2020-02-01, ended: 2019-02-01}", "law/xx.yaml (line 18): effective and ended: 2019-02-01 comes after 2020-02-01 and goes backwards"},
		{"a period that goes backwards", "[{from: 2020-02-01}]", "[{from: 2020-02-01, until: 2019-01-01}]", "law/xx.yaml (line 19): period: 2019-01-01 comes after 2020-02-01 and goes backwards"},
		{"an unknown force", "force: binding", "force: strong", `law/xx.yaml (line 11): force "strong" is not a word that we know`},
		{"a list that leads nowhere", "force: binding", "force: list", "law/xx.yaml (line 6): a list prohibits nothing by itself"},
		{"another group", "group: xx", "group: yy", `law/xx.yaml (line 1): group is "yy"`},
	} {
		text := strings.Replace(good, c.old, c.new, 1)
		if text == good {
			t.Fatalf("%s: the fault was not made", c.name)
		}
		_, err := assess.Load(withFile(t, text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s:\n got %v\nwant %s", c.name, err, c.want)
		}
		if !errors.Is(err, fault.Invalid) {
			t.Errorf("%s: the error is not fault.Invalid", c.name)
		}
	}
}

// Every party that a list names by id is in makers/, or stands there by name
// alone on purpose.
func TestListedPartiesAreKnown(t *testing.T) {
	rules, parties := load(t)
	byNameOnly := map[string]bool{"kaspersky": true, "smic": true}
	for _, in := range rules.Instruments {
		for key, rows := range rules.Lists(in) {
			for _, row := range rows {
				if row.Party != "" && parties.Party(row.Party) == nil && !byNameOnly[row.Party] {
					t.Errorf("%s, list %s: there is no party %q in makers/", in.ID, key, row.Party)
				}
			}
		}
	}
}

func TestFactsThatAreWrong(t *testing.T) {
	rules, parties := load(t)
	for _, c := range []struct {
		name  string
		facts assess.Facts
		want  string
	}{
		{"body", assess.Facts{"date": {"2021-01-01"}, "body": {"us_federal_agncy"}}, `the nearest is "us_federal_agency"`},
		{"act", assess.Facts{"date": {"2021-01-01"}, "act": {"procur"}}, `the nearest is "procure"`},
		{"key", assess.Facts{"date": {"2021-01-01"}, "vender": {"x"}}, `the nearest is "vendor"`},
		{"day", assess.Facts{"date": {"1 May 2021"}}, `date "1 May 2021" is not a day`},
		{"no day", assess.Facts{"body": {"us_dod"}}, "date is missing"},
		{"number", assess.Facts{"date": {"2021-01-01"}, "owner_pct": {"half"}}, `owner_pct "half" is not a number`},
		{"place", assess.Facts{"date": {"2021-01-01"}, "jurisdiction": {"US-TEXAS"}}, `jurisdiction "US-TEXAS" is not a place that we know`},
		{"part of a place", assess.Facts{"date": {"2021-01-01"}, "jurisdiction": {"US-TZ"}}, `jurisdiction "US-TZ": US has no part TZ; it has AL, `},
		{"yes or no", assess.Facts{"date": {"2021-01-01"}, "certified": {"maybe"}}, `certified "maybe" is neither true nor false`},
	} {
		_, errs := rules.Pattern(c.facts, parties)
		if len(errs) != 1 || !strings.Contains(errs[0].Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, errs, c.want)
		}
	}
}

func TestContradictionsAreSaid(t *testing.T) {
	rules, parties := load(t)
	p, errs := rules.Pattern(assess.Facts{"date": {"2021-01-01"}, "body": {"us_dod"}, "jurisdiction": {"UK"}, "act": {"spend_grant"}, "funding": {"own"}}, parties)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	if len(p.Contradictions) != 2 || p.Facts["body"] != nil || p.Facts["funding"] != nil {
		t.Errorf("got %q with facts %v, want two contradictions and their facts unknown", p.Contradictions, p.Facts)
	}
}

// A purpose that is nearly one of the rules' own must not pass for some other.
func TestPurposeMisspelt(t *testing.T) {
	rules, parties := load(t)
	for purpose, known := range map[string]bool{"coverd_defense_mission": false, "covered_defence_mission": true, "payroll": true} {
		p, errs := rules.Pattern(assess.Facts{"date": {"2021-01-01"}, "purpose": {purpose}}, parties)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		if got := p.Facts["purpose"] != nil; got != known || got == (len(p.Contradictions) > 0) {
			t.Errorf("%s: got known %v with %q, want %v", purpose, got, p.Contradictions, known)
		}
	}
}

// A role that nobody knows is not a small one.
func TestRoleMisspelt(t *testing.T) {
	rules, parties := load(t)
	p, errs := rules.Pattern(assess.Facts{"date": {"2021-01-01"}, "component_role": {"whole-product"}}, parties)
	if len(errs) > 0 || p.Facts["component_role"] != nil || len(p.Contradictions) != 1 {
		t.Errorf("got %v, %v with %q, want the role unknown", p, errs, p.Contradictions)
	}
}

// Places are written in more than one way.
func TestPlaces(t *testing.T) {
	rules, parties := load(t)
	for text, want := range map[string]string{"us-tx": "US-TX", "England": "UK", "USA": "US", "EU": "EU", "NL-AMS": "NL-AMS", "GB": "UK"} {
		p, errs := rules.Pattern(assess.Facts{"date": {"2021-01-01"}, "jurisdiction": {text}}, parties)
		if len(errs) > 0 || p.Facts["jurisdiction"][0] != want {
			t.Errorf("%s: got %v, %v, want %s", text, p, errs, want)
		}
	}
}

// Where no rule is held, everything would come out clear: that is no answer.
func TestPlacesWithoutRulesAreRefused(t *testing.T) {
	rules, parties := load(t)
	for place, want := range map[string]string{
		"CH":    "the register holds no instrument of CH",
		"US-TZ": "US has no part TZ",
		"US-WY": "", // the federal rules
		"FR":    "", // those of the European Union
	} {
		c := finding.Context{Date: "2026-01-01", Jurisdiction: place}
		_, err := rules.In(c, parties, "")
		for _, err := range []error{err, rules.Understands(c)} {
			if (err == nil) != (want == "") || err != nil && (!strings.Contains(err.Error(), want) || !errors.Is(err, fault.Invalid)) {
				t.Errorf("%s: got %v, want %q", place, err, want)
			}
		}
	}
}
