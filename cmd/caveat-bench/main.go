// Command caveat-bench measures the built program from outside: time to the
// first finding, items and megabytes a second, and peak memory. It writes its
// inputs itself, into a temporary folder, from a fixed seed, so that anybody
// gets the same files; it prints the machine beside the figures.
//
//	make bench               # inputs up to about 300 MB, a few minutes
//	make bench BENCH=large   # 1 GB and 5 GB inputs as well, once each
//	make bench BENCH=curve   # the curve of memory over size alone
//	make bench BENCH=names   # the screening of names alone; "names list=FILE" takes a list of yours
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("caveat-bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	if err := flags.Parse(args); err != nil {
		return 2
	}
	words := flags.Args()
	if len(words) == 2 && words[0] == "decode" { // what it starts itself, to be measured
		if err := decode(words[1]); err != nil {
			fmt.Fprintln(stderr, "caveat-bench:", err)
			return 1
		}
		return 0
	}
	if len(words) == 0 {
		fmt.Fprintln(stderr, "caveat-bench: name the program to measure: caveat-bench [large] [curve] [names] [list=FILE] bin/caveat")
		return 2
	}
	program, err := filepath.Abs(words[len(words)-1])
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
	if err := b.asked(words[:len(words)-1]); err != nil {
		fmt.Fprintln(stderr, "caveat-bench:", err)
		return 1
	}
	return 0
}

// asked measures what the words say, or everything.
func (b *bench) asked(words []string) error {
	large, curve, names := take(&words, "large"), take(&words, "curve"), take(&words, "names")
	list := ""
	if len(words) > 0 && strings.HasPrefix(words[0], "list=") {
		list, words = words[0][len("list="):], words[1:]
	}
	if len(words) > 0 {
		return fmt.Errorf("there is no word %q; the words are large, curve, names, list=FILE", words[0])
	}
	switch {
	case names:
		fmt.Fprintf(b.out, "machine: %s\n", machine())
		return b.names(list)
	case curve:
		return b.curve(large)
	}
	if err := b.all(large); err != nil {
		return err
	}
	return b.names(list)
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
