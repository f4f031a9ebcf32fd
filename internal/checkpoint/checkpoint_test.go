package checkpoint_test

import (
	"errors"
	"strings"
	"testing"

	"caveat.example/caveat/internal/check"
	"caveat.example/caveat/internal/checkpoint"
	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/inventory"
)

func asked() checkpoint.Asked {
	return checkpoint.Asked{
		Engine: "1.0", Register: "sha256:1",
		Words:  []checkpoint.Word{{Flag: "--as", Value: "bid"}},
		Inputs: []checkpoint.Input{{Path: "a.csv", Size: 10, Modified: 1}, {Path: "b.csv", Size: 20, Modified: 2}},
	}
}

// A run goes on only where it is asked the same of the same.
func TestSame(t *testing.T) {
	tests := []struct {
		name   string
		change func(*checkpoint.Asked)
		want   string // "" where it may go on
	}{
		{"nothing", func(*checkpoint.Asked) {}, ""},
		{"program", func(a *checkpoint.Asked) { a.Engine = "1.1" }, "begun with caveat 1.0, and this is 1.1"},
		{"register", func(a *checkpoint.Asked) { a.Register = "sha256:2" }, "the register is another"},
		{"flag", func(a *checkpoint.Asked) { a.Words[0].Value = "bom" }, `begun with --as "bid", and now it is "bom"`},
		{"size", func(a *checkpoint.Asked) { a.Inputs[1].Size++ }, "b.csv has changed"},
		{"time", func(a *checkpoint.Asked) { a.Inputs[0].Modified++ }, "a.csv has changed"},
		{"file gone", func(a *checkpoint.Asked) { a.Inputs = a.Inputs[:1] }, "b.csv is no longer there"},
		{"file before", func(a *checkpoint.Asked) {
			a.Inputs = append([]checkpoint.Input{{Path: "0.csv"}}, a.Inputs...)
		}, "0.csv was not there"},
		{"file after", func(a *checkpoint.Asked) { a.Inputs = append(a.Inputs, checkpoint.Input{Path: "c.csv"}) }, "c.csv was not there"},
		{"own list", func(a *checkpoint.Asked) { a.Lists = []checkpoint.Input{{Path: "own.csv"}} }, "own.csv was not there"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			now := asked()
			tt.change(&now)
			err := (&checkpoint.Checkpoint{Asked: asked()}).Same(now)
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("got %v, want that it may go on", err)
			case tt.want != "" && (!errors.Is(err, fault.Changed) || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

// What was told before is passed over, passages are assessed again, and another
// content under the same name is noticed although its size and time are the same.
func TestPassed(t *testing.T) {
	item := func(kind inventory.Kind, text string) *inventory.Item {
		return &inventory.Item{Kind: kind, Text: text, Origin: cite.Origin{Source: "a.txt", At: "line 1"}}
	}
	torn := &intake.Skip{Origin: cite.Origin{Source: "a.txt", At: "line 2"}, Reason: "torn"}
	c := &checkpoint.Checkpoint{At: checkpoint.PositionOf(item(inventory.Asset, "one"), item(inventory.Passage, "two"), torn)}

	p := c.Passed()
	if told, err := p.Take(item(inventory.Asset, "one"), nil); !told || err != nil {
		t.Errorf("an item: got %v, %v", told, err)
	}
	if told, err := p.Take(item(inventory.Passage, "two"), nil); !told || err != check.Again {
		t.Errorf("a passage: got %v, %v; want that it is assessed again", told, err)
	}
	if p.Missing() == nil {
		t.Error("a file that is shorter than it was is not noticed")
	}
	if told, err := p.Take(&inventory.Item{}, torn); !told || err != nil {
		t.Errorf("a skip: got %v, %v", told, err)
	}
	if told, err := p.Take(item(inventory.Asset, "new"), nil); told || err != nil || p.Missing() != nil {
		t.Errorf("what is new: got %v, %v, %v", told, err, p.Missing())
	}

	p = c.Passed()
	p.Take(item(inventory.Asset, "one"), nil)
	p.Take(item(inventory.Passage, "TWO"), nil)
	if _, err := p.Take(&inventory.Item{}, torn); !errors.Is(err, fault.Changed) {
		t.Errorf("another text: got %v, want that it has changed", err)
	}
}
