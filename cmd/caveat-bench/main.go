// Command caveat-bench measures the built program from outside: time to the
// first finding, items and megabytes a second, and peak memory. It writes its
// inputs itself, into a temporary folder, from a fixed seed, so that anybody
// gets the same files; it prints the machine beside the figures.
//
//	make bench              # inputs up to about 300 MB, a few minutes
//	make bench BENCH=-big   # 2 GB and 5 GB inputs as well
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("caveat-bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	big := flags.Bool("big", false, "also run inputs of 2 GB and 5 GB")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if flags.NArg() != 1 {
		fmt.Fprintln(stderr, "caveat-bench: name the program to measure: caveat-bench bin/caveat")
		return 2
	}
	program, err := filepath.Abs(flags.Arg(0))
	if err != nil {
		fmt.Fprintln(stderr, "caveat-bench:", err)
		return 1
	}
	dir, err := os.MkdirTemp("", "caveat-bench-")
	if err != nil {
		fmt.Fprintln(stderr, "caveat-bench:", err)
		return 1
	}
	defer os.RemoveAll(dir)
	b := bench{program: program, dir: dir, out: stdout}
	if err := b.all(*big); err != nil {
		fmt.Fprintln(stderr, "caveat-bench:", err)
		return 1
	}
	return 0
}
