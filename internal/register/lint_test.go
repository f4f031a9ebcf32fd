package register_test

import (
	"strings"
	"testing"

	"caveat.example/caveat/internal/register"
)

// Each case adds to, or takes from, the smallest register and names the error,
// with the file and the line that a person has to look at.
func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	const beta = "  - {id: beta, name: Beta, kind: company, sources: [S-X], date: 2026-11-23, confidence: high"
	tests := []struct {
		name, yaml, want string
	}{
		{"an unknown key", acme + "    colour: red\n", "makers/acme.yaml (line 9): field colour not found"},
		{"a syntax error", acme + "  - id: [\n", "makers/acme.yaml (line 9): did not find"},
		{"a second document", acme + "---\nparties: []\n", "makers/acme.yaml: a second YAML document"},
		{"a missing source", strings.Replace(acme, "    sources: [S-X]\n", "", 1), "makers/acme.yaml (line 2): party acme names no source"},
		{"a source that is not explained", strings.Replace(acme, "S-X", "S-Y", 1), "makers/acme.yaml (line 2): party acme: source S-Y is not in makers/sources.yaml"},
		{"a date that is none", strings.Replace(acme, "2026-11-23", "2026-11-31", 1), `makers/acme.yaml (line 2): party acme: date: "2026-11-31" is not a day`},
		{"no date", strings.Replace(acme, "    date: 2026-11-23\n", "", 1), "makers/acme.yaml (line 2): party acme has no date"},
		{"a word for confidence", strings.Replace(acme, "high", "sure", 1), `confidence "sure" is not high, medium or low`},
		{"a kind that is not known", strings.Replace(acme, "kind: company", "kind: firm", 1), `kind: "firm" is not one of`},
		{"a family that is somebody else's", strings.Replace(acme, "family: acme", "family: beta", 1), "family is for heads of families"},
		{"an id twice", acme + strings.Replace(beta, "beta", "acme", 1) + "}\n", "party acme is already in makers/acme.yaml#acme"},
		{"a file of another name", strings.ReplaceAll(acme, "acme", "acme-ab"), `no party here has the id "acme"`},
		{"an id that cannot be typed", acme + strings.Replace(beta, "beta", "Béta", 1) + "}\n", "use a-z, 0-9 and - only"},
		{"a relation to nobody", acme + "    relations: [{kind: subsidiary, to: gone}]\n", `relation subsidiary to gone: there is no party "gone"`},
		{"a relation that ends before it starts", acme + "    relations: [{kind: subsidiary, to: beta, from: 2020-02-01, until: 2020-01-31}]\n" + beta + "}\n", "ends (2020-01-31) before it starts (2020-02-01)"},
		{"a relation to itself", acme + "    relations: [{kind: subsidiary, to: acme}]\n", "is to itself"},
		{"a namesake without a reason", acme + "    relations: [{kind: not_related, to: beta}]\n" + beta + "}\n", "say in note why"},
		{"a cycle of owners", acme + "    relations: [{kind: subsidiary, to: beta}]\n" + beta + ", relations: [{kind: affiliate, to: acme}]}\n", "a cycle of owners"},
		{"two parties with one name", acme + "    names: [{text: Beta!, kind: short}]\n" + beta + "}\n", `"Beta" is a name of beta and of acme`},
		{"a brand of nobody", acme + "brands:\n  - {id: b, party: gone, words: [Bee], makers: [{party: acme, scope: all}], relation: own_brand, sources: [S-X], date: 2026-11-23, confidence: high}\n", `there is no party "gone"`},
		{"all, and others too", acme + "brands:\n  - {id: b, party: acme, words: [Bee], makers: [{party: acme, scope: all}, {scope: unknown}], relation: own_brand, sources: [S-X], date: 2026-11-23, confidence: high}\n", "scope all, but other makers are named"},
		{"a pattern that would backtrack", acme + pattern(`(a)\1`, "aa", ""), "is not an RE2 expression"},
		{"a pattern without examples", acme + strings.Replace(pattern("A", "A", ""), "examples: ['A']", "examples: []", 1), "pattern p has no example"},
		{"a vulnerability of nobody", acme + "vulnerabilities:\n  - {id: CVE-1, parties: [gone], title: t, affected: [], sources: [S-X], date: 2026-11-23, confidence: high}\n", `CVE-1: there is no party "gone"`},
		{"a reply of no known state", acme + "evidence:\n  - {id: e1, parties: [acme], title: t, reported_by: r, published: '2020', kind: press, says: s, url: u, reply: {status: silent}, sources: [S-X], date: 2026-11-23, confidence: high}\n", `"silent" is not one of`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := register.Load(with(oneMaker(), "acme.yaml", tt.yaml))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error is\n%v\nwant it to hold\n%s", err, tt.want)
			}
		})
	}
}

func pattern(expr, example, counter string) string {
	return "patterns:\n  - {id: p, party: acme, kind: model, regexp: '" + expr + "', examples: ['" + example + "'], counter_examples: ['" + counter +
		"'], sources: [S-X], date: 2026-11-23, confidence: high}\n"
}

func TestLoadStrictTriesExamples(t *testing.T) {
	t.Parallel()
	tests := []struct{ expr, example, counter, want string }{
		{`^A\d+$`, "A1", "B1", ""},
		{`^A\d+$`, "AX", "B1", `makers/acme.yaml (line 10): pattern p: the example "AX" does not match`},
		{`A\d+`, "A1", "BA2", `makers/acme.yaml (line 10): pattern p: the counter-example "BA2" matches at "A2"`},
	}
	for _, tt := range tests {
		files := func() string {
			return strings.ReplaceAll(acme+pattern(tt.expr, tt.example, tt.counter), "{id: p, ", "id: p\n    ")
		}
		yaml := strings.NewReplacer(", kind: model, regexp: ", "\n    kind: model\n    regexp: ", ", examples: ", "\n    examples: ", ", counter_examples: ", "\n    counter_examples: ",
			", sources: [S-X], date: 2026-11-23, confidence: high}", "\n    sources: [S-X]\n    date: 2026-11-23\n    confidence: high").Replace(files())
		_, err := register.LoadStrict(with(oneMaker(), "acme.yaml", yaml))
		switch {
		case tt.want == "" && err != nil:
			t.Errorf("%s: %v", tt.expr, err)
		case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("%s: error is %v, want it to hold %s", tt.expr, err, tt.want)
		}
	}
}

func TestLoadRefusesAnEmptyFolder(t *testing.T) {
	t.Parallel()
	fsys := oneMaker()
	delete(fsys, "acme.yaml")
	delete(fsys, "sources.yaml")
	if _, err := register.Load(fsys); err == nil {
		t.Error("a register of nobody was taken for one")
	}
}
