package check_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/check"
	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/inventory"
)

// rules are a register in which a state is whatever the item's text says.
type rules struct{}

func (rules) Attribute(inventory.Item) []attribution.Attribution { return nil }

func (rules) Assess(item inventory.Item, _ []attribution.Attribution) finding.Answer {
	return finding.Answer{Status: finding.Status(item.Text), Item: item}
}

// diary is a Sink that writes down what it is told, and fails when told to.
type diary struct {
	lines  []string
	failOn string
}

func (d *diary) note(format string, args ...any) error {
	line := fmt.Sprintf(format, args...)
	d.lines = append(d.lines, line)
	if d.failOn != "" && strings.HasPrefix(line, d.failOn) {
		return errDisk
	}
	return nil
}

func (d *diary) Begin(finding.Run) error                 { return d.note("begin") }
func (d *diary) Answer(a finding.Answer) error           { return d.note("answer %s", a.Status) }
func (d *diary) Skipped(o cite.Origin, why string) error { return d.note("skipped %s: %s", o, why) }
func (d *diary) Source(finding.SourceNote) error         { return d.note("source") }
func (d *diary) End(s finding.Summary) error             { return d.note("end %+v", s) }

var (
	errDisk = errors.New("disk full")
	errRead = errors.New("disk gone")
)

// items yields an item for each word; "!" is a skip, "#" an error that ends.
func items(words string) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		for i, w := range strings.Fields(words) {
			var err error
			switch w {
			case "!":
				err = &intake.Skip{Origin: cite.Origin{Source: "a.csv", At: fmt.Sprintf("row %d", i)}, Reason: "torn"}
			case "#":
				err = errRead
			}
			if !yield(inventory.Item{Text: w}, err) || w == "#" {
				return
			}
		}
	}
}

func TestRun(t *testing.T) {
	tests := []struct {
		name, words, failOn string
		want                finding.Summary
		err                 error
		told                int // lines in the diary
	}{
		{"all read", "clear restricted conditional unknown", "", finding.Summary{Items: 4, Restricted: 1, Conditional: 1, Unknown: 1, Clear: 1, Complete: true}, nil, 5},
		{"a word that is no state counts as unknown, never as clear", "clean", "", finding.Summary{Items: 1, Unknown: 1, Complete: true}, nil, 2},
		{"nothing is complete and has no items", "", "", finding.Summary{Complete: true}, nil, 1},
		{"reading goes on after a skip, and the run is not complete", "clear ! clear", "", finding.Summary{Items: 2, Clear: 2, Skipped: 1}, nil, 4},
		{"an error ends the run; what came before it stands", "clear # clear", "", finding.Summary{Items: 1, Clear: 1}, errRead, 2},
		{"a sink that fails ends the run", "clear clear", "answer", finding.Summary{Items: 1, Clear: 1}, errDisk, 2},
		{"a sink that fails on a skip ends the run", "! clear", "skipped", finding.Summary{Skipped: 1}, errDisk, 2},
		{"a sink that fails at the end is not forgotten", "clear", "end", finding.Summary{Items: 1, Clear: 1, Complete: true}, errDisk, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := &diary{failOn: tt.failOn}
			got, err := check.Run(t.Context(), items(tt.words), rules{}, rules{}, d)
			if !errors.Is(err, tt.err) {
				t.Errorf("got error %v, want %v", err, tt.err)
			}
			if got != tt.want {
				t.Errorf("got  %+v\nwant %+v", got, tt.want)
			}
			if len(d.lines) != tt.told || !strings.HasPrefix(d.lines[len(d.lines)-1], "end") {
				t.Errorf("the sink was told %q, want %d things and the end last", d.lines, tt.told)
			}
		})
	}
}

// A cancelled check reports what it found, says that it is not complete, and
// names the cause.
func TestCancelledRunIsNotComplete(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	why := errors.New("the user pressed Ctrl-C")
	stop := func(yield func(inventory.Item, error) bool) {
		yield(inventory.Item{Text: "clear"}, nil)
		cancel(why)
		yield(inventory.Item{Text: "clear"}, nil)
	}
	d := &diary{}
	got, err := check.Run(ctx, stop, rules{}, rules{}, d)
	if !errors.Is(err, why) {
		t.Errorf("got error %v, want the cause", err)
	}
	if want := (finding.Summary{Items: 2, Clear: 2}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if last := d.lines[len(d.lines)-1]; !strings.Contains(last, "Complete:false") {
		t.Errorf("the sink was told %q", last)
	}
}
