package screen

import (
	"strings"
	"testing"

	"caveat.example/caveat/internal/name"
	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/makers"
)

// Two names of one party are a match though nothing in them is alike; the full
// names of two parties are none though they are; of any others the register says
// nothing.
func TestKnownPairs(t *testing.T) {
	reg, err := register.Load(makers.FS())
	if err != nil {
		t.Fatal(err)
	}
	lex, c := name.Default(), NewComparer()
	k := NewKnown(lex, reg, "2026-11-24")
	for _, tt := range []struct {
		a, b, says string
		want       Status
	}{
		{"中兴通讯股份有限公司", "ZTE Corporation", "both names to ZTE Corporation", Match},
		{"ZTE (USA) Inc.", "ZTE CORP", "zte-usa is recorded as subsidiary of zte (makers/zte.yaml", Review},
		{"Basler AG", "ZTE Corporation", "no relation between them is recorded", None},
		{"Oakfield Joinery Ltd", "Oakfield Joinery Limited", "", Match},
	} {
		score, links := c.PairNames(lex, tt.a, tt.b)
		score, links, note := k.Pair(tt.a, tt.b, score, links)
		if StatusOf(score) != tt.want || !strings.Contains(note, tt.says) || note != "" != (tt.says != "") {
			t.Errorf("%s, %s: %.2f, %q", tt.a, tt.b, score, note)
		}
		if got := Replay(links); got != score {
			t.Errorf("%s, %s: scored %v, its alignment %v", tt.a, tt.b, score, got)
		}
	}
}

// A country in brackets on one side, or another country on each, is a company of
// its own as often as not: somebody has to look. A continent is no seat. So
// are the fifth fund of a house, and the supermarkets of a name that many bear.
func TestPairsOfOthers(t *testing.T) {
	lex, c := name.Default(), NewComparer()
	for _, tt := range []struct {
		a, b string
		want Status
	}{
		{"Banco Quercina (Brasil) S.A.", "Banco Quercina, S.A.", Review},
		{"Quercina Pumps (Brasil)", "Quercina Pumps do Brasil", Match},
		{"Quercina Pumps (Europe) BV", "Quercina Pumps B.V.", Match},
		{"Quercina Technologies France SASU", "Quercina Technologies Japan K.K.", Review},
		{"Quercina Europe IV Fund LP", "Quercina Europe V Fund LP", None},
		{"Dahua Supermarkets Inc", "Dahua", Review},
		{"PT Bank Quercina (Persero) Tbk", "PT Bank Aldovia (Persero) Tbk", None},
	} {
		score, links := c.PairNames(lex, tt.a, tt.b)
		if got := StatusOf(score); got != tt.want {
			t.Errorf("%s, %s: %s %.2f, want %s", tt.a, tt.b, got, score, tt.want)
		}
		if got := Replay(links); got != score {
			t.Errorf("%s, %s: scored %v, its alignment %v", tt.a, tt.b, score, got)
		}
	}
}
