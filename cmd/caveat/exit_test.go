package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/finding"
)

func TestExitCode(t *testing.T) {
	failure := errors.New("disk full")
	tests := []struct {
		name string
		sum  finding.Summary
		err  error
		old  bool
		want int
	}{
		{"all read, all clear", finding.Summary{Items: 1, Clear: 1, Complete: true}, nil, false, 0},
		{"restricted", finding.Summary{Items: 1, Restricted: 1, Complete: true}, nil, false, 3},
		{"restricted outranks conditional", finding.Summary{Items: 2, Restricted: 1, Conditional: 1, Complete: true}, nil, false, 3},
		{"conditional", finding.Summary{Items: 1, Conditional: 1, Complete: true}, nil, false, 4},
		{"unknown", finding.Summary{Items: 2, Unknown: 1, Clear: 1, Complete: true}, nil, false, 4},
		{"nothing", finding.Summary{Complete: true}, nil, false, 5},
		{"nothing, and something not read", finding.Summary{Skipped: 1}, nil, false, 1},
		{"not everything read outranks restricted", finding.Summary{Items: 1, Restricted: 1, Skipped: 1}, nil, false, 1},
		{"a failure outranks restricted", finding.Summary{Items: 1, Restricted: 1, Complete: true}, failure, false, 1},
		{"invalid input is not wrong use", finding.Summary{}, fmt.Errorf("a.json: %w", fault.Invalid), false, 1},
		{"interrupted", finding.Summary{Items: 1, Clear: 1}, context.Canceled, false, 1},
		{"used wrongly", finding.Summary{Complete: true}, usage(errors.New("no such flag")), false, 2},
		{"an old register is never clear", finding.Summary{Items: 1, Clear: 1, Complete: true}, nil, true, 6},
		{"an old register cannot be relied on", finding.Summary{Items: 1, Restricted: 1, Complete: true}, nil, true, 6},
		{"a failure outranks an old register", finding.Summary{Items: 1}, nil, true, 1},
	}
	for _, tt := range tests {
		o := outcomeOf(tt.sum)
		o.stale = tt.old
		if got := exitCode(o, tt.err); got != tt.want {
			t.Errorf("%s: got %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestMessagesCommandNoTerminal(t *testing.T) {
	err := errors.Join(errors.New("opening \x1b[2Ja.csv: gone"), fmt.Errorf("b: %w", fault.Invalid))
	if got, want := message(err), "opening <U+001B>[2Ja.csv: gone\nb"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestDidYouMean(t *testing.T) {
	words := []string{"restricted", "conditional", "unknown", "clear"}
	tests := []struct{ typed, want string }{
		{"restrited", ` (did you mean "restricted"?)`},
		{"Clear", ` (did you mean "clear"?)`},
		{"cond", ` (did you mean "conditional"?)`},
		{"xyzzy", ""},
		{"", ""},
	}
	for _, tt := range tests {
		if got := didYouMean(tt.typed, words); got != tt.want {
			t.Errorf("didYouMean(%q) = %q, want %q", tt.typed, got, tt.want)
		}
	}
}

// A full disk takes a part of a result or none: no command may call that well.
func TestResultThatCannotBeWrittenFails(t *testing.T) {
	full := filepath.Join(t.TempDir(), "decisions.jsonl")
	for _, call := range []string{
		"--help", "check --help", "version", "formats", "words", "makers verify",
		"check ../../examples/council-cctv.csv", "check -o json ../../examples/council-cctv.csv", "check -o csv ../../examples/council-cctv.csv",
		"check --dry-run ../../examples/council-cctv.csv", "triage ../../examples/release-package.json", "scan --plan 10.0.0.1",
		"screen Hikvision", "screen -o csv Hikvision", "decide --by me --reason r --decisions " + full + " Hikvison hikvision",
		"register list", "register list -o json", "register show us-889-a1A", "register show hikvision", "register timeline", "register import --kinds",
		"makers show lorex", "makers show -o json lorex", "makers search lorex", "makers graph lorex", "makers graph -o svg lorex",
	} {
		var stderr bytes.Buffer
		e := &env{ctx: t.Context(), stdin: strings.NewReader(""), stdout: noSpace{}, stderr: &stderr, now: today, getenv: func(string) string { return "/nowhere" }}
		if got := runIn(e, strings.Fields(call)); got != exitFailed || !strings.Contains(stderr.String(), "no space left") {
			t.Errorf("caveat %s: exit %d and %q, want 1 and the reason", call, got, stderr.String())
		}
	}
}

// noSpace is a file on a full disk.
type noSpace struct{}

func (noSpace) Write([]byte) (int, error) {
	return 0, &fs.PathError{Op: "write", Path: "out.txt", Err: errors.New("no space left on device")}
}
