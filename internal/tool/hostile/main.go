// Command hostile writes the corpus of files that break readers, to look at
// and to try other programs with: go run ./internal/tool/hostile [-full] FOLDER
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"caveat.example/caveat/internal/intake/hostile"
)

func main() {
	full := flag.Bool("full", false, "write lines of 1 GB and bombs of 4 GB, and not smaller ones")
	places := flag.Int("places", hostile.Places, "at how many places each sample is cut")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "hostile: give the folder to write to")
		os.Exit(2)
	}
	sizes := hostile.Small
	if *full {
		sizes = hostile.Full
	}
	if err := write(flag.Arg(0), sizes, *places); err != nil {
		fmt.Fprintln(os.Stderr, "hostile:", err)
		os.Exit(1)
	}
}

// write puts every file into a folder of its own, named for what is wrong with
// it, so that files of one name can stand beside one another.
func write(dir string, sizes hostile.Sizes, places int) error {
	n := 0
	put := func(f hostile.File) error {
		n++
		folder := filepath.Join(dir, fmt.Sprintf("%05d %s", n, strings.ReplaceAll(f.Says, "/", "_")))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(folder, strings.ReplaceAll(f.Name, "/", "_")), f.Content, 0o600)
	}
	samples := hostile.Samples()
	for _, s := range samples {
		for f := range hostile.Damaged(s, 1, places) {
			if err := put(f); err != nil {
				return err
			}
		}
	}
	for f := range hostile.Attacks(samples, sizes) {
		if err := put(f); err != nil {
			return err
		}
	}
	fmt.Printf("%d files in %s\n", n, dir)
	return nil
}
