// Command lawsnap checks law/ strictly and writes the snapshot of its rules
// that the program reads when it starts. It is run by "go generate ./law", by
// those who edit law/, and is no part of the program.
package main

import (
	"flag"
	"fmt"
	"os"

	"caveat.example/caveat/internal/assess"
)

func main() {
	out := flag.String("o", "snapshot.json", "the file to write")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: lawsnap -o FILE DIRECTORY")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(dir, out string) error {
	data, err := assess.Snapshot(os.DirFS(dir))
	if err != nil {
		return err
	}
	return os.WriteFile(out, data, 0o644)
}
