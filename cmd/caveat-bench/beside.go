package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"time"
)

// beside measures, on the same notices and one core, the program's screening,
// its triage, and what others need to read the same JSON and no more: Go's
// encoding/json into values, and jq where it is installed.
func (b *bench) beside(size int64) error {
	path, err := ocdsFile(b.dir, size)
	if err != nil {
		return err
	}
	defer os.Remove(path)
	self, err := os.Executable()
	if err != nil {
		return err
	}
	jq, noJQ := exec.LookPath("jq")
	fmt.Fprintf(b.out, "\nthe same %d MB of notices, one core:\n", size/1e6)
	for _, other := range []struct {
		what    string
		command []string
	}{
		{"caveat check (names, models, law)", []string{b.program, "check", "--body", "us_federal_agency", "--act", "procure", "-o", "table", path}},
		{"caveat triage (words and codes)", []string{b.program, "triage", path}},
		{"encoding/json into values alone", []string{self, "decode", path}},
		{"jq -c .", []string{jq, "-c", ".", path}},
	} {
		if other.command[0] == "" {
			fmt.Fprintf(b.out, "%-34s not measured: %v\n", other.what, noJQ)
			continue
		}
		f, err := middle(func() (figure, error) { return runOnce(10*time.Minute, 1, other.command...) })
		if err != nil {
			return err
		}
		mega := float64(size) / 1e6
		fmt.Fprintf(b.out, "%-34s %7.1f MB/s by wall time, %7.1f MB a second of processor time   peak %4d MB\n",
			other.what, mega/f.wall.Seconds(), mega/f.cpu.Seconds(), f.peak>>20)
	}
	return nil
}

// middle measures once without counting, then several times, and returns the
// figure of median processor time, which a busy machine disturbs least.
func middle(once func() (figure, error)) (figure, error) {
	var all []figure
	for i := range runs + 1 {
		f, err := once()
		if err != nil {
			return figure{}, err
		}
		if i > 0 {
			all = append(all, f)
		}
	}
	slices.SortFunc(all, func(x, y figure) int { return int(x.cpu - y.cpu) })
	return all[len(all)/2], nil
}

// decode reads JSON Lines into values and does nothing with them.
func decode(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	for d := json.NewDecoder(bufio.NewReaderSize(f, 1<<20)); ; {
		var v any
		if err := d.Decode(&v); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("decoding %s: %w", path, err)
		}
	}
}
