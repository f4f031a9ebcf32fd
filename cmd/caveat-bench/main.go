// Command caveat-bench measures the built program from outside: time to the
// first finding, items and megabytes a second, and peak memory. It writes its
// inputs itself, into a temporary folder, from a fixed seed, so that anybody
// gets the same files; it prints the machine beside the figures.
//
//	make bench               # inputs up to about 300 MB, a few minutes
//	make bench BENCH=large   # 1 GB and 5 GB inputs as well, once each
//	make bench BENCH=curve   # the curve of memory over size alone
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("caveat-bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	if err := flags.Parse(args); err != nil {
		return 2
	}
	words := flags.Args()
	large := take(&words, "large")
	only := take(&words, "curve")
	if len(words) != 1 {
		fmt.Fprintln(stderr, "caveat-bench: name the program to measure: caveat-bench [large] [curve] bin/caveat")
		return 2
	}
	program, err := filepath.Abs(words[0])
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
	measure := b.all
	if only {
		measure = b.curve
	}
	if err := measure(large); err != nil {
		fmt.Fprintln(stderr, "caveat-bench:", err)
		return 1
	}
	return 0
}

// take removes a word, and says whether it was there.
func take(words *[]string, word string) bool {
	i := slices.Index(*words, word)
	if i < 0 {
		return false
	}
	*words = slices.Delete(*words, i, i+1)
	return true
}
