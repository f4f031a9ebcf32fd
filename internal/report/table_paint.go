package report

import (
	"strings"

	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/report/safe"
)

// The few ANSI styles. Colour is never the only sign: each state has its word
// and its mark.
const (
	reset   = "\x1b[0m"
	bold    = "\x1b[1m"
	red     = "\x1b[1;31m"
	yellow  = "\x1b[1;33m"
	magenta = "\x1b[1;35m"
	green   = "\x1b[1;32m"
)

func stateColor(s finding.Status) string {
	switch s {
	case finding.Restricted:
		return red
	case finding.Conditional:
		return yellow
	case finding.Clear:
		return green
	}
	return magenta
}

// sign is the mark of a state.
func sign(s finding.Status) string {
	switch s {
	case finding.Restricted:
		return "✗"
	case finding.Conditional:
		return "!"
	case finding.Clear:
		return "✓"
	}
	return "?"
}

func (t *table) paint(style, s string) string {
	if !t.o.Color {
		return s
	}
	return style + s + reset
}

func (t *table) title(s string) {
	t.printf("\n")
	for _, line := range safe.Wrap(s, t.o.Width) {
		t.printf("%s\n", t.paint(bold, line))
	}
}

// wrapped prints text in lines of the terminal's width, the first after indent,
// the others hang columns in.
func (t *table) wrapped(indent, text string, hang int) {
	room := t.o.Width - hang
	for i, line := range safe.Wrap(text, room) {
		if i > 0 {
			indent = strings.Repeat(" ", hang)
		}
		t.printf("%s%s\n", indent, line)
	}
}
