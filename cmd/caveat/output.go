package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"caveat.example/caveat/internal/checkpoint"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/report"
	"golang.org/x/term"
)

// outputFlags say what to print, and where. They are the same on every command
// that gives answers: embed them.
type outputFlags struct {
	Output     []string `group:"output" short:"o" sep:"none" placeholder:"FORMAT[=FILE]" help:"table, json (JSON Lines), csv, csv-excel or html; into FILE, or on standard output. May be repeated. Default: table."`
	Only       []string `group:"output" placeholder:"STATUS,…" help:"Show items in these states only: restricted, conditional, unknown, clear. The summary still counts all."`
	Quiet      bool     `group:"output" short:"q" help:"Print nothing on standard error but errors."`
	Progress   bool     `group:"output" help:"Tell progress on standard error also where that is no terminal, a line every ten seconds."`
	NoProgress bool     `group:"output" help:"Show no progress bar."`
}

// An output is all the sinks of a run, and the files that they write to.
type output struct {
	finding.Sink
	env      *env
	reports  finding.Sink // what Sink was made of
	targets  []target
	quiet    bool
	files    []*os.File
	stdout   string   // the format on standard output, "" for none
	pages    []string // files that a person will want to open
	terminal bool     // standard output is a terminal
}

// A target is one -o: a format and where it goes.
type target struct {
	report.Format
	file string // "" is standard output
}

// open reads the flags and opens every file, so that one that cannot be written
// is known before anything is read. Inputs are the paths of the run: none of
// them is ever overwritten.
func (f *outputFlags) open(e *env, know *knowledge, inputs []string) (*output, error) {
	return f.openFrom(e, know, inputs, nil)
}

// openFrom is open for a run that goes on from a checkpoint: its outputs are
// opened as they are. From is nil for a new run.
func (f *outputFlags) openFrom(e *env, know *knowledge, inputs []string, from *checkpoint.Checkpoint) (*output, error) {
	only, err := f.only()
	if err != nil {
		return nil, usage(err)
	}
	out := &output{env: e, quiet: f.Quiet, terminal: isTerminal(e.stdout)}
	targets, err := f.targets(out.terminal)
	if err != nil {
		return nil, usage(err)
	}
	out.targets = targets
	var sinks []finding.Sink
	for _, t := range targets {
		w, err := out.writer(t, inputs, from)
		if err != nil {
			out.closeFiles()
			return nil, err
		}
		sinks = append(sinks, t.New(w, report.Options{Width: columns(e), Color: t.file == "" && colorful(e), Only: only, Name: know.name, Says: know.says, Published: know.published}))
	}
	out.reports = report.Only(only, report.All(sinks...))
	out.Sink = out.reports
	return out, nil
}

// targets reads the -o flags. Two formats cannot share standard output.
func (f *outputFlags) targets(terminal bool) ([]target, error) {
	specs := f.Output
	if len(specs) == 0 {
		specs = []string{"table"}
	}
	var out []target
	stdout := ""
	for _, spec := range specs {
		name, file, _ := strings.Cut(spec, "=")
		format, err := report.Find(name)
		if err != nil {
			return nil, fmt.Errorf("-o %s: %w", spec, err)
		}
		if file == "" && format.Home != "" && (terminal || len(specs) > 1) {
			file = format.Home
		}
		if file == "-" {
			file = ""
		}
		if file == "" && stdout != "" {
			return nil, fmt.Errorf("-o %s: standard output already takes %s; write -o %s=FILE", spec, stdout, name)
		}
		if file == "" {
			stdout = name
		}
		if file != "" && slices.ContainsFunc(out, func(t target) bool { return t.file == file }) {
			return nil, fmt.Errorf("-o %s: another -o writes to the same file", spec)
		}
		out = append(out, target{format, file})
	}
	return out, nil
}

func (f *outputFlags) only() ([]finding.Status, error) {
	all := []string{string(finding.Restricted), string(finding.Conditional), string(finding.Unknown), string(finding.Clear)}
	var out []finding.Status
	for _, s := range f.Only {
		if !slices.Contains(all, s) {
			return nil, fmt.Errorf("--only %s: there is no such state%s; there are %s", s, didYouMean(s, all), strings.Join(all, ", "))
		}
		out = append(out, finding.Status(s))
	}
	return out, nil
}

// writer opens where a format goes.
func (o *output) writer(t target, inputs []string, from *checkpoint.Checkpoint) (io.Writer, error) {
	if t.file == "" {
		o.stdout = t.Name
		return o.env.stdout, nil
	}
	for _, in := range inputs {
		if same(in, t.file) {
			return nil, usage(fmt.Errorf("-o %s=%s would overwrite what is to be read; choose another file", t.Name, t.file))
		}
	}
	file, err := create(t.file, from)
	if errors.Is(err, fault.Changed) {
		return nil, fmt.Errorf("--resume: %w", err)
	}
	if err != nil {
		return nil, fmt.Errorf("opening %s for the %s report: %w", t.file, t.Name, err)
	}
	o.files = append(o.files, file)
	if t.Home != "" {
		o.pages = append(o.pages, t.file)
	}
	return file, nil
}

// create makes a file, or opens it as a checkpoint knows it.
func create(path string, from *checkpoint.Checkpoint) (*os.File, error) {
	if from != nil {
		for _, o := range from.At.Outputs {
			if o.Path == path {
				return o.Open()
			}
		}
	}
	return os.Create(path)
}

func same(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// owns reports whether a file is one that this run writes, and so no input.
func (o *output) owns(info fs.FileInfo) bool {
	return slices.ContainsFunc(o.files, func(f *os.File) bool {
		own, err := f.Stat()
		return err == nil && os.SameFile(own, info)
	})
}

// close closes the files and says last where the page is. Standard output takes
// that line only where people read it.
func (o *output) close(sum finding.Summary) error {
	err := o.closeFiles()
	if sum.Skipped > 0 && o.stdout != "table" && !o.quiet {
		fmt.Fprintf(o.env.stderr, "caveat: %s could not be read; the report says which\n", many(sum.Skipped, "place"))
	}
	if err != nil {
		return err
	}
	w := o.env.stdout
	if o.stdout != "" && o.stdout != "table" {
		w = o.env.stderr
		if o.quiet {
			w = io.Discard
		}
	}
	for _, page := range o.pages {
		if _, err := fmt.Fprintf(w, "%s\n", page); err != nil {
			return err
		}
	}
	return nil
}

func (o *output) closeFiles() error {
	var errs []error
	for _, f := range o.files {
		errs = append(errs, f.Close())
	}
	o.files = nil
	return errors.Join(errs...)
}

// streamsToTerminal reports whether lines of answers appear on the terminal
// while the run goes on, where a progress bar would break them.
func (o *output) streamsToTerminal() bool {
	return o.terminal && o.stdout != "" && o.stdout != "table" && o.stdout != "html"
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// colorful honours NO_COLOR (no-color.org) and terminals that have none.
func colorful(e *env) bool {
	return isTerminal(e.stdout) && e.getenv("NO_COLOR") == "" && e.getenv("TERM") != "dumb"
}
