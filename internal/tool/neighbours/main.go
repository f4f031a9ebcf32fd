// Command neighbours makes internal/attribution/neighbours.txt: the ordinary
// English words that stand so near to a maker's or brand's name that a typing
// error cannot tell them apart ("procure" and ProCurve). Attribution never
// reads one of them as a misspelt name. Maintainers run it by hand when names
// are added, with the word lists of SCOWL (Debian: wamerican-large,
// wbritish-large):
//
//	go run ./internal/tool/neighbours -o internal/attribution/neighbours.txt \
//		/usr/share/dict/american-english-large /usr/share/dict/british-english-large
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"caveat.example/caveat/internal/name"
	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/makers"
)

const head = `# Ordinary English words within two letters of a maker's or brand's name.
# Made by internal/tool/neighbours; do not edit. From SCOWL, copyright 2000-2011
# Kevin Atkinson: "Permission to use, copy, modify, distribute and sell these
# word lists, the associated scripts, the output created from the scripts, and
# its documentation for any purpose is hereby granted without fee, provided that
# the above copyright notice appears in all copies."
`

func main() {
	out := flag.String("o", "neighbours.txt", "the file to write")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "usage: neighbours -o FILE WORDLIST…")
		os.Exit(2)
	}
	if err := run(*out, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out string, lists []string) error {
	reg, err := register.Load(makers.FS())
	if err != nil {
		return fmt.Errorf("reading the register: %w", err)
	}
	names := distinct(reg)
	near := map[string]bool{}
	for _, list := range lists {
		if err := words(list, func(w string) {
			if !slices.Contains(names, w) && slices.ContainsFunc(names, func(n string) bool { return within2(w, n) }) {
				near[w] = true
			}
		}); err != nil {
			return err
		}
	}
	all := make([]string, 0, len(near))
	for w := range near {
		all = append(all, w)
	}
	slices.Sort(all)
	return os.WriteFile(out, []byte(head+strings.Join(all, "\n")+"\n"), 0o644)
}

// distinct returns the names that are one word of five letters or more, folded:
// attribution looks for typing errors in no others.
func distinct(reg *register.Register) []string {
	var all []string
	add := func(text string) {
		if w := name.Fold(text); len(w) >= 5 && len(w) <= 16 && strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == "" {
			all = append(all, w)
		}
	}
	for _, p := range reg.Parties() {
		add(p.Name)
		for _, n := range p.Names {
			add(n.Text)
		}
	}
	for _, b := range reg.Brands() {
		for _, w := range b.Words {
			add(w)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// words calls yield with every word of a list that is written in small letters
// alone (a proper name may be a maker's) and is no possessive.
func words(path string, yield func(string)) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	scan := bufio.NewScanner(f)
	for scan.Scan() {
		w := scan.Text()
		if len(w) >= 4 && len(w) <= 18 && strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == "" {
			yield(w)
		}
	}
	return scan.Err()
}

// within2 says whether two words of the same first letter are at most two
// letters apart.
func within2(a, b string) bool {
	if a[0] != b[0] || len(a)-len(b) > 2 || len(b)-len(a) > 2 {
		return false
	}
	prev := make([]int, len(b)+1)
	cur := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		best := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			best = min(best, cur[j])
		}
		if best > 2 {
			return false
		}
		prev, cur = cur, prev
	}
	return prev[len(b)] <= 2
}
