// Command caveat-names measures how well names are found and prints every line
// of doc/names.md that concerns accuracy, with its target. What needs lists or
// labelled names that are no part of the project reads them from a folder beside
// it, and says so where they are missing.
//
//	make names                     # the table
//	go run ./cmd/caveat-names -show typo2    # and what was missed of one kind
//	go run ./cmd/caveat-names -fit > internal/screen/curve.go   # the curve of the score, fitted anew
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("caveat-names", flag.ContinueOnError)
	flags.SetOutput(stderr)
	var m measuring
	flags.StringVar(&m.beside, "beside", "../shared", "the `folder` with data/lists/corpus_16k.jsonl, labelled/screening and data/procurement")
	flags.StringVar(&m.show, "show", "", "also print what was missed of this `kind` (all: of every kind)")
	flags.IntVar(&m.every, "every", 4, "write every so many-th name of the list otherwise")
	fit := flags.Bool("fit", false, "print the curve of the score, fitted on half of the list's names, as Go source")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if flags.NArg() > 0 || m.every < 1 {
		fmt.Fprintln(stderr, "caveat-names: it takes no arguments, and -every is 1 or more")
		return 2
	}
	m.out = stdout
	do := m.table
	if *fit {
		do = m.fit
	}
	if err := do(); err != nil {
		fmt.Fprintln(stderr, "caveat-names:", err)
		return 1
	}
	return 0
}
