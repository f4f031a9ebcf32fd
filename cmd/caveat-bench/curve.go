package main

import (
	"fmt"
	"os"
	"time"
)

// curve shows that memory does not grow with the input: one run of each size,
// on all cores. A file of the largest size has to fit on the disk twice.
func (b *bench) curve(large bool) error {
	sizes := []int64{10e6, 100e6}
	if large {
		sizes = append(sizes, 1e9, 5e9)
	}
	fmt.Fprintf(b.out, "\npeak memory over the size of the input (one run each, all cores; free on disk: %s)\n", megabytes(free(b.dir)))
	for _, kind := range []struct {
		name string
		make func(size int64) (string, error)
	}{
		{"CSV", func(size int64) (string, error) { return csvFile(b.dir, int(size/rowBytes)) }},
		{"OCDS", func(size int64) (string, error) { return ocdsFile(b.dir, size) }},
	} {
		for _, size := range sizes {
			if room := free(b.dir); room < 2*size {
				fmt.Fprintf(b.out, "%-5s %6s   not run: %s are free on the disk, and %s are wanted\n", kind.name, megabytes(size), megabytes(room), megabytes(2*size))
				continue
			}
			path, err := kind.make(size)
			if err != nil {
				return err
			}
			if err := b.point(kind.name, path); err != nil {
				return err
			}
			if err := os.Remove(path); err != nil {
				return err
			}
		}
	}
	return nil
}

// rowBytes is about how long a row of csvFile is.
const rowBytes = 89

func (b *bench) point(name, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	f, err := b.run(4*time.Hour, 0, "check", "--body", "us_federal_agency", "--act", "procure", "-o", "table", path)
	if err != nil {
		return err
	}
	mega := float64(info.Size()) / 1e6
	_, err = fmt.Fprintf(b.out, "%-5s %10.0f MB   peak %4d MB   %7.1f MB/s by wall time, %7.1f MB a second of processor time\n",
		name, mega, f.peak>>20, mega/f.wall.Seconds(), mega/f.cpu.Seconds())
	return err
}

func megabytes(n int64) string { return fmt.Sprintf("%d MB", n/1e6) }
