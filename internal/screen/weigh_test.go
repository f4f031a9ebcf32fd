package screen

import (
	"testing"

	"caveat.example/caveat/internal/name"
)

// Each rule of weigh has its row: two names, and the band that they end in.
func TestWeigh(t *testing.T) {
	for _, tt := range []struct {
		rule, left, right string
		want              Status
	}{
		{"the same words", "Lumerix Optics", "Lumerix Optics Ltd", Match},
		{"a trade is missing", "Lumerix", "Lumerix Optics Ltd", Match},
		{"a second name is missing", "Lumerix", "Lumerix Vandorelle Tarquine", None},
		{"each has a name of its own besides", "Lumerix Vandorelle", "Lumerix Tarquine", None},
		{"numbers must agree", "Lumerix Plant 38", "Lumerix Plant 40", None},
		{"towns speak against", "Lumerix Transgaz Tomsk", "Lumerix Transgaz Saratov", Match},
		{"two syllables alone are many names", "Haiwei", "Chengdu Haiwei Technology", Review},
		{"generic words, all of them the same", "Iran Air", "Iran Air", Match},
		{"generic words with another form", "Iran Air Ltd", "Iran Air GmbH", Review},
		{"generic words without Group", "China Electronics Technology", "China Electronics Technology Group", Review},
		{"generic words in another order", "Bank Investment Iran", "Iran Investment Bank", Review},
		{"generic words of two trades", "Digital Technology Ltd", "Digital Systems Ltd", None},
		{"an acronym and a trade", "ITB Contractors Ltd", "ITB", Review},
		{"an acronym with more before it", "ITB", "EP-ITB", Review},
		{"an abbreviation is the word", "China Natl Petroleum Corp", "China National Petroleum Corporation", Match},
		{"one slip in a short word alone", "Serco Ltd", "Serko Limited", Review},
		{"one slip that the rest bears out", "Serco Marine Robotics", "Serko Marine Robotics", Match},
	} {
		score, links := NewComparer().PairNames(name.Default(), tt.left, tt.right)
		if got := StatusOf(score); got != tt.want {
			t.Errorf("%s: %s | %s: %s (%.3f, raw %.3f), want %s", tt.rule, tt.left, tt.right, got, score, Raw(links), tt.want)
		}
	}
}

// What was cut off is found, and said so; a nickname never decides.
func TestMarks(t *testing.T) {
	s := Build(name.Default(), []Record{
		{ID: "1", List: "L", Name: "China Three Lanterns Corporation"},
		{ID: "2", List: "L", Name: "Public Joint Stock Company Scientific Production Association Velda"},
		{ID: "3", List: "L", Name: "Tarquine Holdings", Aliases: []Alias{{"Vandorelle", "weak", "s"}}},
		{ID: "4", List: "L", Name: "Lumerix Optics Plant"},
	}).NewSearcher()
	for _, tt := range []struct {
		query, id string
		want      Status
		mark      Kind
	}{
		{"China Three", "1", Review, Begins},
		{"Public Joint Stock Company Scientific Production", "2", Review, Begins},
		{"Vandorelle", "3", Review, Weak},
		{"Optics Lumerix", "4", Match, Moved},
	} {
		a := s.Search(tt.query, Options{Explain: true})
		if len(a.Hits) == 0 || a.Hits[0].Listings[0].ID != tt.id || a.Status != tt.want {
			t.Errorf("%q: %+v", tt.query, a)
			continue
		}
		marked := false
		for _, l := range a.Hits[0].Alignment {
			marked = marked || l.Kind == tt.mark
		}
		if !marked {
			t.Errorf("%q: the alignment does not say %s: %+v", tt.query, tt.mark, a.Hits[0].Alignment)
		}
		if got := Replay(a.Hits[0].Alignment); got != a.Hits[0].Score {
			t.Errorf("%q: replayed %v, was %v", tt.query, got, a.Hits[0].Score)
		}
	}
}

// What stands of a name in other forms is one row of the answer.
func TestInitialsBehindANameAreNoOtherName(t *testing.T) {
	for text, want := range map[string]string{
		"China General Lantern Corporation (CGLC)": "China General Lantern Corporation ",
		"Lumerix Optics (Tomsk)":                   "Lumerix Optics (Tomsk)",
		"Lumerix (XY)":                             "Lumerix (XY)",
	} {
		if got := withoutInitials(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
