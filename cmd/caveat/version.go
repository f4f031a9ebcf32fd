package main

import (
	"fmt"
	"runtime/debug"
)

// version is the program's version; a release sets it with -ldflags
// "-X main.version=…".
var version = "0.1.0-dev"

type versionCmd struct{}

// Run prints a line for the program and one for its register.
func (versionCmd) Run(e *env) (outcome, error) {
	know, err := load()
	if err != nil {
		return outcome{}, err
	}
	_, err = fmt.Fprintf(e.stdout, "caveat %s\nregister %s, facts as of %s\n", engine(), know.digest, know.asOf)
	return outcome{}, err
}

// engine names the exact program: its version, and the commit it was built
// from where the build knows it.
func engine() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return version
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return version + "+" + s.Value[:12]
		}
	}
	return version
}
