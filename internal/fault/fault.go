// Package fault knows the kinds of error, and nothing else.
//
// Wrap one with %w to give an error its meaning:
//
//	fmt.Errorf("party %s: %w", id, fault.NotFound)
//
// An error without a kind is our own mistake. The command line turns kinds
// into exit codes in one function; a service will turn them into statuses in
// another.
package fault

import "errors"

// The kinds of error. Each says whose move it is next.
var (
	NotFound = errors.New("not found")          // nothing there
	Invalid  = errors.New("invalid")            // the user can put it right
	Changed  = errors.New("changed since")      // somebody else was faster
	Upstream = errors.New("source at fault")    // an official source failed us
	Limit    = errors.New("over a known limit") // a documented limit was met; what came before it stands
)
