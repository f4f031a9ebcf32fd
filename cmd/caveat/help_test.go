package main

import (
	"io"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// Every command's help ends with calls that a newcomer can copy: each has to be
// one that the command line takes.
func TestExamplesInHelpParse(t *testing.T) {
	parser, err := newParser(&cli{}, io.Discard, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	for _, command := range parser.Model.Leaves(true) {
		calls := callsIn(command)
		if len(calls) == 0 && command.Name != "version" {
			t.Errorf("%s --help shows no example", command.FullPath())
		}
		for _, call := range calls {
			parsed, err := parser.Parse(call)
			if err != nil {
				t.Errorf("%s --help shows %q: %v", command.FullPath(), call, err)
			} else if got := parsed.Selected().FullPath(); got != command.FullPath() {
				t.Errorf("%s --help shows a call of %s", command.FullPath(), got)
			}
		}
	}
}

// callsIn gives the arguments of each call in the examples of a command.
func callsIn(command *kong.Node) [][]string {
	_, text, _ := strings.Cut(command.Detail, "Examples:\n")
	var calls [][]string
	for line := range strings.Lines(text) {
		if _, call, ok := strings.Cut(line, "caveat "); ok {
			call, _, _ = strings.Cut(call, ">")
			calls = append(calls, words(call))
		}
	}
	return calls
}

// words splits a call as a shell would, as far as examples need it.
func words(call string) []string {
	var out []string
	for i, part := range strings.Split(call, `"`) {
		if i%2 == 1 {
			out = append(out, part)
		} else {
			out = append(out, strings.Fields(part)...)
		}
	}
	return out
}
