package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

// A bench measures one program with inputs in one folder.
type bench struct {
	program string
	dir     string
	out     io.Writer
}

// A figure is one measured run.
type figure struct {
	wall, cpu time.Duration
	peak      int64 // bytes, largest resident set
	first     time.Duration
}

const runs = 3 // counted runs of each figure, after one that is not counted; the median is printed

// A way is how an input is measured.
type way struct {
	cores        int
	format, says string
}

// waysFor are the checking itself, the same on two cores and, where the input
// is small, with every answer written out.
func waysFor(small bool) []way {
	ways := []way{{1, "table", ""}, {2, "table", "two cores"}}
	if small {
		ways = append(ways, way{1, "json", "every answer as a line of JSON"})
	}
	return ways
}

func (b *bench) all(large bool) error {
	fmt.Fprintf(b.out, "machine: %s\n", machine())
	fmt.Fprintf(b.out, "method: the built program as a whole process, %d runs after a warm-up, median by processor time;\n"+
		"GOMAXPROCS=1 and a table where nothing else is said; a rate a second is by wall time; one per cpu-s is by user and system time together, which a busy machine disturbs less\n\n", runs)
	if err := b.start(); err != nil {
		return err
	}
	sizes := []int{20_000, 200_000}
	for _, rows := range sizes {
		if err := b.csv(rows); err != nil {
			return err
		}
	}
	bytes := []int64{10 << 20, 100 << 20, 300 << 20}
	for _, size := range bytes {
		if err := b.ocds(size); err != nil {
			return err
		}
	}
	if err := b.beside(100 << 20); err != nil {
		return err
	}
	if err := b.formats(); err != nil {
		return err
	}
	return b.curve(large)
}

func (b *bench) start() error {
	path, err := csvFile(b.dir, 1)
	if err != nil {
		return err
	}
	f, err := b.median(path, 1, "json")
	if err != nil {
		return err
	}
	fmt.Fprintf(b.out, "start to first finding     %8.0f ms   (one row of CSV; peak %d MB)\n", ms(f.first), f.peak>>20)
	return nil
}

func (b *bench) csv(rows int) error {
	path, err := csvFile(b.dir, rows)
	if err != nil {
		return err
	}
	defer os.Remove(path)
	st, err := os.Stat(path)
	if err != nil {
		return err
	}
	for _, way := range waysFor(rows <= 20_000) {
		f, err := b.median(path, way.cores, way.format)
		if err != nil {
			return err
		}
		fmt.Fprintf(b.out, "CSV   %10d rows      %8.0f rows/s %7.1f MB/s   %8.0f rows per cpu-s   peak %4d MB   %s\n",
			rows, float64(rows)/f.wall.Seconds(), float64(st.Size())/1e6/f.wall.Seconds(), float64(rows)/f.cpu.Seconds(), f.peak>>20, way.says)
	}
	return nil
}

func (b *bench) ocds(size int64) error {
	path, err := ocdsFile(b.dir, size)
	if err != nil {
		return err
	}
	defer os.Remove(path)
	for _, way := range waysFor(size <= 10<<20) {
		f, err := b.median(path, way.cores, way.format)
		if err != nil {
			return err
		}
		fmt.Fprintf(b.out, "OCDS  %10d MB                       %7.1f MB/s   %8.1f MB per cpu-s     peak %4d MB   %s\n",
			size/1e6, float64(size)/1e6/f.wall.Seconds(), float64(size)/1e6/f.cpu.Seconds(), f.peak>>20, way.says)
	}
	return nil
}

// median measures the check of a file.
func (b *bench) median(path string, cores int, format string) (figure, error) {
	return middle(func() (figure, error) { return b.once(path, cores, format) })
}

func (b *bench) once(path string, cores int, format string) (figure, error) {
	return b.run(10*time.Minute, cores, "check", "--body", "us_federal_agency", "--act", "procure", "-o", format, path)
}

// run runs the program once, for at most so long.
func (b *bench) run(limit time.Duration, cores int, args ...string) (figure, error) {
	return runOnce(limit, cores, slices.Concat([]string{b.program}, args)...)
}

func runOnce(limit time.Duration, cores int, command ...string) (figure, error) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Env = append(os.Environ(), fmt.Sprintf("GOMAXPROCS=%d", cores))
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return figure{}, err
	}
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		return figure{}, err
	}
	var f figure
	r := bufio.NewReaderSize(pipe, 1<<20)
	for {
		line, err := r.ReadSlice('\n')
		if f.first == 0 && bytes.Contains(line, []byte(`"type":"item"`)) {
			f.first = time.Since(begin)
		}
		if err == io.EOF {
			break
		}
		if err != nil && err != bufio.ErrBufferFull {
			return figure{}, err
		}
	}
	err = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != 0 && code != 3 && code != 4 {
		return figure{}, fmt.Errorf("%s: %w: %s", strings.Join(cmd.Args, " "), err, complaint.String())
	}
	f.wall = time.Since(begin)
	f.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		f.peak = usage.Maxrss << 10
	}
	return f, nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// machine describes the processor, the cores and the toolchain.
func machine() string {
	model := "unknown processor"
	if data, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(data)) {
			if name, ok := strings.CutPrefix(line, "model name"); ok {
				model = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(name), ":"))
				break
			}
		}
	}
	return fmt.Sprintf("%s, %d cores, %s/%s, %s", model, runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version())
}
