package prose_test

import (
	"os"
	"strings"
	"testing"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/prose"
	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/makers"
)

// undecided stands for the rules of law, which are not asked here.
type undecided struct{}

func (undecided) Assess(item inventory.Item, as []attribution.Attribution) finding.Answer {
	return finding.Answer{Status: finding.Unknown, Item: item, Attributions: as}
}

// said reads the paragraphs of one source and gives "speaker: words" for each.
func said(t *testing.T, paragraphs ...string) [][]string {
	t.Helper()
	reg, err := register.Load(makers.FS())
	if err != nil {
		t.Fatal(err)
	}
	who := attribution.New(reg)
	r := prose.NewReader(undecided{})
	var out [][]string
	for _, p := range paragraphs {
		item := inventory.Item{Kind: inventory.Passage, Text: p, Origin: cite.Origin{Source: "article"}}
		answer := r.Assess(item, who.Attribute(item))
		var ms []string
		for _, m := range answer.Mentions {
			if m.Kind != "statement" || m.Says == "" {
				t.Errorf("%q: mention %+v is not a statement that says how to read it", p, m)
			}
			ms = append(ms, m.Speaker+": "+m.Words)
		}
		out = append(out, ms)
	}
	return out
}

func TestWhoSaidWhat(t *testing.T) {
	for _, tt := range []struct {
		name       string
		paragraphs []string
		want       [][]string
	}{
		{
			"words, then speaker",
			[]string{"“We will not buy these cameras again,” Jane Fielding said on Monday."},
			[][]string{{"Jane Fielding: We will not buy these cameras again,"}},
		},
		{
			"speaker after the verb, full name from before",
			[]string{"The council's surveyor, Jane Fielding, wrote to members.", "“The cameras are to be taken down,” said Fielding."},
			[][]string{nil, {"Jane Fielding: The cameras are to be taken down,"}},
		},
		{
			"a quotation goes on in the next paragraph, and he goes on",
			[]string{
				"“There are questions that nobody has answered yet,” Tom Askew said. “They have to be answered before anything is bought.",
				"“If they are not, we shall look elsewhere for equipment,” he continued.",
			},
			[][]string{
				{"Tom Askew: There are questions that nobody has answered yet,", "Tom Askew: They have to be answered before anything is bought."},
				{"Tom Askew: If they are not, we shall look elsewhere for equipment,"},
			},
		},
		{
			"a vendor is reported in other words",
			[]string{"A spokesperson for Dahua told the paper that the company follows all laws."},
			[][]string{{"dahua: A spokesperson for Dahua told the paper that the company follows all laws."}},
		},
		{
			"a statement printed whole, until the author speaks again",
			[]string{
				"Hikvision was asked for its view. Here is the company's statement in full:",
				"We take every report seriously and have always followed the law.",
				"Over the years, Hikvision has opened two transparency centres.",
				"Our invitation stands.",
				"In Wales, Hikvision and Dahua cameras have been used by several councils.",
			},
			[][]string{
				nil,
				{"hikvision: We take every report seriously and have always followed the law."},
				{"hikvision: Over the years, Hikvision has opened two transparency centres."},
				{"hikvision: Our invitation stands."},
				nil,
			},
		},
		{
			"nobody speaks",
			[]string{"The council replaced 40 Hikvision cameras with others in 2023.", "It was called the “Secure Equipment Act” and was added to the list."},
			[][]string{nil, nil},
		},
	} {
		got := said(t, tt.paragraphs...)
		for i := range tt.want {
			if strings.Join(got[i], "\n") != strings.Join(tt.want[i], "\n") {
				t.Errorf("%s, paragraph %d:\n got %q\nwant %q", tt.name, i+1, got[i], tt.want[i])
			}
		}
	}
}

// TestArticle reads a real article of 2022, where it is: who speaks in each of
// its paragraphs was read by eye.
func TestArticle(t *testing.T) {
	data, err := os.ReadFile("../../../shared/data/articles/uk-hikvision-2022.txt")
	if err != nil {
		t.Skip("the article is not here:", err)
	}
	paragraphs := strings.Split(strings.TrimSpace(string(data)), "\n")
	want := []string{
		"", "", "", "Fraser Sampson",
		"Fraser Sampson Fraser Sampson", "Fraser Sampson Fraser Sampson",
		"hikvision hikvision", "",
		"hikvision", "hikvision", "hikvision", "hikvision", // its statement, printed whole
		"", "", "",
	}
	got := said(t, paragraphs...)
	if len(got) != len(want) {
		t.Fatalf("%d paragraphs, want %d", len(got), len(want))
	}
	for i := range got {
		var who []string
		for _, m := range got[i] {
			name, words, _ := strings.Cut(m, ": ")
			who = append(who, name)
			if !strings.Contains(paragraphs[i], words) {
				t.Errorf("paragraph %d: %q is not in it", i+1, words)
			}
		}
		if strings.Join(who, " ") != want[i] {
			t.Errorf("paragraph %d: %q speak, want %q", i+1, who, want[i])
		}
	}
}

// FuzzReader: words that are shown as somebody's stand in the passage, or are
// nobody's.
func FuzzReader(f *testing.F) {
	f.Add("“We do,” said Jane Fielding. “We always did.")
	f.Add("Here is the company's statement: «x» said 他说：“是。”")
	f.Add("\"a\" \"b said \"c")
	f.Fuzz(func(t *testing.T, text string) {
		r := prose.NewReader(undecided{})
		for range 2 {
			item := inventory.Item{Kind: inventory.Passage, Text: text}
			for _, m := range r.Passage(item, nil) {
				if m.Kind != "statement" || !strings.Contains(strings.ToValidUTF8(text, "�"), strings.ToValidUTF8(m.Words, "�")) {
					t.Errorf("%q: words %q are not in the passage", text, m.Words)
				}
			}
		}
	})
}
