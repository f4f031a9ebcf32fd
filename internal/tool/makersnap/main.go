// Command makersnap checks makers/ strictly and writes the snapshot of its
// facts that the program reads when it starts. It is run by "go generate
// ./makers", by those who edit makers/, and is no part of the program.
package main

import (
	"flag"
	"fmt"
	"os"

	"caveat.example/caveat/internal/register"
)

func main() {
	out := flag.String("o", "snapshot.gob", "the file to write")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: makersnap -o FILE DIRECTORY")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(dir, out string) error {
	data, err := register.Snapshot(os.DirFS(dir))
	if err != nil {
		return err
	}
	return os.WriteFile(out, data, 0o644)
}
