package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/report/safe"
)

// The exit codes, as DESIGN.md promises them to scripts.
const (
	exitClear      = 0 // all read, all clear
	exitFailed     = 1 // failed, or not everything could be read
	exitUsage      = 2 // used wrongly
	exitRestricted = 3 // something restricted was found
	exitUndecided  = 4 // nothing restricted, but conditional or unknown items remain
	exitNothing    = 5 // there was nothing to assess
	exitStale      = 6 // the register is older than --max-age
)

// An outcome is what a command found, as far as the exit code is concerned. Its
// zero value says: all read, all clear.
type outcome struct {
	incomplete bool // not everything could be read
	stale      bool // the register is older than the user allows
	restricted bool // something restricted was found
	undecided  bool // something conditional or unknown remains
	nothing    bool // there was nothing to assess
}

// outcomeOf is the outcome of a run over items.
func outcomeOf(s finding.Summary) outcome {
	return outcome{
		incomplete: !s.Complete && !onlyEmpty(s),
		restricted: s.Restricted > 0,
		undecided:  s.Conditional+s.Unknown > 0,
		nothing:    s.Items == 0,
	}
}

// onlyEmpty says that all was read and there was nothing in any of it: nothing
// failed, and nothing is clear. Beside items an empty file stays a place that
// nobody can answer for.
func onlyEmpty(s finding.Summary) bool {
	return s.Items == 0 && s.Skipped > 0 && s.Skipped == s.Empty
}

// exitCode turns what happened into the exit code: the only place that does. A
// failure outranks everything, then a register that the user calls too old,
// since no answer from it can be relied on; restricted outranks the rest.
func exitCode(o outcome, err error) int {
	switch {
	case o.incomplete:
		return exitFailed
	case isUsage(err):
		return exitUsage
	case err != nil:
		return exitFailed
	case o.stale:
		return exitStale
	case o.restricted:
		return exitRestricted
	case o.undecided:
		return exitUndecided
	case o.nothing:
		return exitNothing
	}
	return exitClear
}

// A usageError is a mistake in how caveat was called.
type usageError struct {
	err     error
	command string // whose --help says how it is called, as "caveat check"
}

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// usage marks err as a mistake in the call: exit 2.
func usage(err error) error { return &usageError{err: err, command: "caveat"} }

func isUsage(err error) bool {
	_, ok := errors.AsType[*usageError](err)
	return ok
}

// message is what a person is told of err. Several errors stand on a line each.
// Names of files may be in it, so it is made fit for a terminal.
func message(err error) string {
	if errors.Is(err, context.Canceled) {
		return "interrupted: what was found so far is reported, and the result is not complete"
	}
	text := err.Error()
	for _, kind := range []error{fault.Invalid, fault.Changed, fault.NotFound} {
		text = strings.TrimSuffix(text, ": "+kind.Error())
	}
	if u, ok := errors.AsType[*usageError](err); ok {
		text += fmt.Sprintf("\nTry %q.", u.command+" --help")
	}
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = safe.Line(lines[i])
	}
	return strings.Join(lines, "\n")
}
