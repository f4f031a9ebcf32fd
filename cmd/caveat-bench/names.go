package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"slices"
	"syscall"
	"time"

	"caveat.example/caveat/internal/lists/own"
	"caveat.example/caveat/internal/name"
	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/internal/screen"
	"caveat.example/caveat/internal/screen/synth"
	"caveat.example/caveat/makers"
)

// The sizes of the two lists that names are looked for in.
const (
	smallList   = 16_000
	furtherOnes = 100_000
)

// names measures the screening of names: every line of speed and memory in the
// table of doc/names.md, with its target beside it.
func (b *bench) names(list string) error {
	n, err := b.ready(list) // first: a process inherits the size of the one that starts it
	if err != nil {
		return err
	}
	reg, err := register.Load(makers.FS())
	if err != nil {
		return err
	}
	records := screen.Parties(reg, register.Day(benchDay))
	parties := len(records)
	if err := eachEntity(list, func(r screen.Record) error { records = append(records, r); return nil }); err != nil {
		return err
	}
	queries := synth.Mixed(20_000, 3, records[parties:])
	small := paceOf(records, queries)
	b.target("names a second, one core", fmt.Sprintf("%.0f", small.rate), ">= 50,000", n)
	b.target("p50, p99", fmt.Sprintf("%.3f ms, %.3f ms", ms(small.p50), ms(small.p99)), "p99 <= 0.5 ms", n)
	large := paceOf(slices.AppendSeq(records, synth.Each(furtherOnes, 1)), queries)
	b.target("names a second, one core", fmt.Sprintf("%.0f", large.rate), "", n+furtherOnes)
	b.target("p50, p99", fmt.Sprintf("%.3f ms, %.3f ms", ms(large.p50), ms(large.p99)), "", n+furtherOnes)
	b.target("time of the small list", fmt.Sprintf("%.2f times", small.rate/large.rate), "<= 2 times", n+furtherOnes)
	return nil
}

// benchDay is the day on which the register is asked, so that every run asks the
// same.
const benchDay = "2026-11-23"

func (b *bench) target(what, figure, target string, entities int) {
	fmt.Fprintf(b.out, "%-26s %7d entities  %-24s %s\n", what, entities, figure, target)
}

// eachEntity reads the list that was named, or makes one up.
func eachEntity(list string, take func(screen.Record) error) error {
	if list == "" {
		for r := range synth.Each(smallList, 2) {
			if err := take(r); err != nil {
				return err
			}
		}
		return nil
	}
	f, err := os.Open(list)
	if err != nil {
		return err
	}
	defer f.Close()
	var failed error
	_, err = own.Read(f, list, func(r own.Row) {
		rec := screen.Record{ID: r.ID, List: r.List, Name: r.Name, Person: r.Kind == "person"}
		for _, a := range r.Aliases {
			rec.Aliases = append(rec.Aliases, screen.Alias{Text: a, Kind: "alias"})
		}
		if failed == nil {
			failed = take(rec)
		}
	})
	return errors.Join(err, failed)
}

func about(list string, n int) string {
	if list == "" {
		return fmt.Sprintf("%d made-up entities (name a list of your own with list=FILE)", n)
	}
	return fmt.Sprintf("%s (%d entities)", list, n)
}

// A pace is how fast names are answered.
type pace struct {
	rate     float64 // names a second of processor time
	p50, p99 time.Duration
}

// paceOf builds an index and asks it every query once on each pass.
func paceOf(records []screen.Record, queries []string) pace {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	x := screen.Build(name.Default(), records)
	var best pace
	took := make([]time.Duration, len(queries))
	for range runs {
		s := x.NewSearcher()
		runtime.GC()
		begin := processor()
		for i, q := range queries {
			at := time.Now()
			s.Search(q, screen.Options{})
			took[i] = time.Since(at)
		}
		rate := float64(len(queries)) / (processor() - begin).Seconds()
		slices.Sort(took)
		if rate > best.rate {
			best = pace{rate, took[len(took)/2], took[len(took)*99/100]}
		}
	}
	debug.FreeOSMemory()
	return best
}

// processor is the processor time that this process has used.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// ready measures the built program from its start to the answer for one name of
// a list, and its memory. It gives how many entities the small list has.
func (b *bench) ready(list string) (int, error) {
	n := 0
	path, err := create(b.dir, "list.jsonl", func(w *bufio.Writer) error {
		return eachEntity(list, func(r screen.Record) error { n++; return writeRow(w, &r) })
	})
	if err != nil {
		return 0, err
	}
	defer os.Remove(path)
	fmt.Fprintf(b.out, "\nnames: %s, and %d made-up entities more for the large list; the parties of the register beside both\n", about(list, n), furtherOnes)
	fmt.Fprintf(b.out, "method: ready and memory: the built program as a whole process that screens one name, GOMAXPROCS=%d, median of %d after a\n"+
		"warm-up; names a second: the library in this process on one core, 20,000 names that all differ, of mixed kinds and scripts\n"+
		"(synth.Mixed), asked of a Searcher that has seen none of them, %d passes, the best by processor time\n\n", runtime.NumCPU(), runs, runs)
	if err := b.started(n, "<= 0.3 s", "<= 80 MB", path); err != nil {
		return 0, err
	}
	more, err := create(b.dir, "more.jsonl", func(w *bufio.Writer) error {
		for r := range synth.Each(furtherOnes, 1) {
			if err := writeRow(w, &r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	defer os.Remove(more)
	return n, b.started(n+furtherOnes, "", "<= 300 MB", path, more)
}

// started runs the program over lists and prints what it took.
func (b *bench) started(entities int, inTime, inMemory string, lists ...string) error {
	args := []string{"screen", "--date", benchDay, "-o", "json", "Hikvision"}
	for _, l := range lists {
		args = append(args, "--list", l)
	}
	var all []figure
	for i := range runs + 1 {
		cmd := exec.Command(b.program, args...)
		begin := time.Now()
		if err := cmd.Run(); err != nil && cmd.ProcessState.ExitCode() != 3 {
			return fmt.Errorf("screening one name: %w", err)
		}
		f := figure{wall: time.Since(begin), cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
		if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
			f.peak = usage.Maxrss << 10
		}
		if i > 0 {
			all = append(all, f)
		}
	}
	slices.SortFunc(all, func(x, y figure) int { return int(x.wall - y.wall) })
	f := all[len(all)/2]
	b.target("ready from start", fmt.Sprintf("%.2f s (cpu %.2f s)", f.wall.Seconds(), f.cpu.Seconds()), inTime, entities)
	b.target("peak memory", fmt.Sprintf("%d MB", f.peak/1e6), inMemory, entities)
	return nil
}

// writeRow writes a record as a row of a list of one's own.
func writeRow(w *bufio.Writer, r *screen.Record) error {
	row := struct {
		ID      string   `json:"id"`
		Name    string   `json:"name"`
		Aliases []string `json:"aliases"`
		Kind    string   `json:"kind"`
		List    string   `json:"list"`
	}{ID: r.ID, Name: r.Name, Aliases: []string{}, Kind: "organisation", List: r.List}
	if r.Person {
		row.Kind = "person"
	}
	for _, a := range r.Aliases {
		row.Aliases = append(row.Aliases, a.Text)
	}
	line, err := json.Marshal(row)
	if err != nil {
		return err
	}
	_, err = w.Write(append(line, '\n'))
	return err
}
