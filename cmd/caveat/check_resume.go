package main

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"slices"
	"strings"
	"time"

	"caveat.example/caveat/internal/check"
	"caveat.example/caveat/internal/checkpoint"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/report"
)

// resumeFlags say what is kept for the case that a run is cut.
type resumeFlags struct {
	Resume     bool          `group:"output" help:"Go on where the last run of the same command was cut, from the checkpoint beside its output; begin anew where there is none."`
	Checkpoint time.Duration `group:"output" default:"10s" placeholder:"TIME" help:"How often a run keeps a checkpoint beside its output (FILE.checkpoint), at most. 0s keeps none. Default: ${default}."`
}

// A journey is one run of check from where it begins to where it ends.
type journey struct {
	c       *checkCmd
	out     *output
	run     finding.Run
	files   []intake.File
	options intake.Options

	from  *checkpoint.Checkpoint // what the run goes on from; nil is the beginning
	path  string                 // of the checkpoint; "" where none is kept
	asked checkpoint.Asked
	keeps *checkpoint.Keeper
	now   func() time.Time
}

// begin opens the outputs and lists the files. Nothing of an earlier run is
// changed before it is known that the run may go on from there.
func (c *checkCmd) begin(e *env, know *knowledge, context finding.Context) (*journey, error) {
	j := &journey{c: c, now: time.Now}
	path, why := c.checkpointPath(e)
	var err error
	if c.Resume {
		if why != "" {
			return nil, usage(errors.New("--resume: " + why))
		}
		j.from, err = checkpoint.Read(path)
		switch {
		case errors.Is(err, fault.NotFound):
			c.say(e, "there is no checkpoint "+path+": the run begins anew")
		case err != nil:
			return nil, fmt.Errorf("--resume: %w", err)
		case c.Date == "":
			context.Date = j.from.Asked.Run.Context.Date // the day on which it was begun
		}
	}
	if know.held, err = readEditions(e, c.Register, context.Date); err != nil {
		return nil, err
	}
	j.run = know.run(context)
	if j.out, err = c.openFrom(e, know, c.Paths, j.from); err != nil {
		return nil, err
	}
	j.options = intake.Options{
		Readers: know.readers, Known: know.known, As: c.As, Map: c.Map, Exclude: j.exclude(path),
	}
	j.files = intake.List(c.Paths, j.options)
	if why == "" {
		why = c.keepable(j)
	}
	if why == "" {
		j.path = path
	}
	if c.Resume && why != "" {
		return nil, errors.Join(usage(errors.New("--resume: "+why)), j.out.closeFiles())
	}
	j.asked = checkpoint.Asked{
		Engine: j.run.Engine, Register: registerOf(j.run), Words: c.words(), Run: j.run,
		Inputs: checkpoint.Inputs(j.files), Lists: checkpoint.Inputs(intake.List(c.List, intake.Options{})),
	}
	if j.from != nil {
		if err := j.from.Same(j.asked); err != nil {
			return nil, errors.Join(fmt.Errorf("--resume: %w", err), j.out.closeFiles())
		}
		for _, f := range j.files[:j.from.At.File] { // as many as there were
			j.options.ReadBefore += f.Size
		}
	}
	return j, nil
}

// registerOf names all that a run is asked of: the register, and the imported
// editions.
func registerOf(r finding.Run) string {
	if len(r.Editions) == 0 {
		return r.Register
	}
	digests := []string{r.Register}
	for _, e := range r.Editions {
		digests = append(digests, e.Edition)
	}
	return together(digests...)
}

// checkpointPath is where the checkpoint of a run stands: beside the first
// output that is a file. Why says why it can have none, "" where it can.
func (c *checkCmd) checkpointPath(e *env) (path, why string) {
	if slices.Contains(c.Paths, intake.Stdin) {
		return "", readOnce
	}
	targets, err := c.targets(isTerminal(e.stdout))
	if err != nil {
		return "", "" // told when the outputs are opened
	}
	for _, t := range targets {
		if t.file == "" && !t.AtEnd {
			return "", fmt.Sprintf("what was written to standard output cannot be gone back over; write -o %s=FILE", t.Name)
		}
		if t.file != "" && path == "" {
			path = t.file + checkpoint.Suffix
		}
	}
	if path == "" {
		return "", "a checkpoint stands beside an output; write one to a file, as -o json=FILE"
	}
	return path, ""
}

const readOnce = "standard input and pipes cannot be read a second time; check a file"

// keepable says why a run cannot keep a checkpoint, "" where it can.
func (c *checkCmd) keepable(j *journey) string {
	for _, f := range j.files {
		if f.Pipe {
			return readOnce
		}
	}
	for _, f := range j.out.files {
		if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
			return f.Name() + " is no ordinary file"
		}
	}
	if _, ok := j.out.reports.(report.Keeper); !ok {
		return "one of the output formats cannot go on after a cut"
	}
	return ""
}

// words are the flags that bear on the result, in a fixed order.
func (c *checkCmd) words() []checkpoint.Word {
	out := []checkpoint.Word{
		{Flag: "PATH", Value: strings.Join(c.Paths, " ")},
		{Flag: "--as", Value: c.As},
		{Flag: "--list", Value: strings.Join(c.List, " ")},
		{Flag: "--only", Value: strings.Join(c.Only, ",")},
		{Flag: "--output", Value: strings.Join(c.Output, " ")},
		{Flag: "--jurisdiction", Value: c.Jurisdiction},
		{Flag: "--body", Value: c.Body},
		{Flag: "--act", Value: c.Act},
		{Flag: "--purpose", Value: c.Purpose},
		{Flag: "--site", Value: c.Site},
		{Flag: "--date", Value: c.Date},
		{Flag: "--known-at", Value: c.KnownAt},
	}
	for _, flag := range []struct {
		name   string
		values map[string]string
	}{{"--map", c.Map}, {"--fact", c.Fact}} {
		var all []string
		for _, key := range sortedKeys(flag.values) {
			all = append(all, key+"="+flag.values[key])
		}
		out = append(out, checkpoint.Word{Flag: flag.name, Value: strings.Join(all, " ")})
	}
	return out
}

// exclude keeps what the run itself writes out of what it reads.
func (j *journey) exclude(path string) func(fs.FileInfo) bool {
	own := checkpoint.Infos(path)
	return func(info fs.FileInfo) bool {
		return j.out.owns(info) || slices.ContainsFunc(own, func(o fs.FileInfo) bool { return os.SameFile(o, info) })
	}
}

// start begins the reports, or lets them go on.
func (j *journey) start() error {
	if j.from == nil {
		if j.path != "" {
			if err := checkpoint.Remove(j.path); err != nil { // of an older run, whose output was begun anew
				return err
			}
		}
		return j.out.Begin(j.run)
	}
	for i, f := range j.out.files {
		if err := j.from.At.Outputs[i].Back(f); err != nil {
			return fmt.Errorf("going back in %s: %w", f.Name(), err)
		}
	}
	return j.out.reports.(report.Keeper).Resume(j.from.At.State)
}

// told is what was told before this run.
func (j *journey) told() finding.Summary {
	if j.from == nil {
		return finding.Summary{}
	}
	return j.from.At.Summary
}

// keeper makes sink keep checkpoints, where there can be any.
func (j *journey) keeper(sink finding.Sink) finding.Sink {
	if j.path == "" || j.c.Checkpoint == 0 {
		return sink
	}
	j.keeps = checkpoint.New(sink, j.asked, j.from, checkpoint.Options{
		Path: j.path, Every: j.c.Checkpoint, Now: j.now, Files: j.out.files, State: j.out.reports.(report.Keeper).Keep,
	})
	return j.keeps
}

// read gives what is read and was not told before: the items of the files, and
// after those of each source its note.
func (j *journey) read(e *env) iter.Seq2[inventory.Item, error] {
	options, first, passed := j.options, 0, &checkpoint.Passed{}
	if j.from != nil {
		first, passed = j.from.At.File, j.from.Passed()
		options.Mapped = j.from.At.Mapped
	}
	return func(yield func(inventory.Item, error) bool) {
		more := true
		put := func(item inventory.Item, what error) bool {
			told, err := passed.Take(&item, what)
			switch {
			case told && err != nil:
				more = more && yield(item, err)
			case !told:
				more = more && yield(item, what)
			}
			return more
		}
		options.Begun = func(file int) {
			if err := passed.Missing(); file > 0 && err != nil {
				more = more && yield(inventory.Item{}, err)
			}
			more = more && yield(inventory.Item{}, &check.Begin{File: first + file})
		}
		options.Done = func(n finding.SourceNote) { put(inventory.Item{}, &check.Note{SourceNote: n}) }
		for item, err := range intake.Read(e.ctx, j.files[first:], e.stdin, options) {
			if !put(item, err) {
				return
			}
		}
		if err := passed.Missing(); err != nil && more && e.ctx.Err() == nil {
			yield(inventory.Item{}, err)
		}
	}
}

// end closes the outputs and, where the run reached its end, removes the
// checkpoint; where it did not, it says how to go on.
func (j *journey) end(sum finding.Summary, err error) error {
	err1 := j.out.close(sum)
	switch {
	case j.path == "":
	case err == nil && err1 == nil:
		return checkpoint.Remove(j.path)
	case j.keeps != nil && j.keeps.Kept():
		j.c.say(j.out.env, "a checkpoint was kept ("+j.path+"); the same command with --resume goes on from there")
	}
	return err1
}

// say tells something on standard error, unless all should be quiet there.
func (c *checkCmd) say(e *env, text string) {
	if !c.Quiet {
		fmt.Fprintln(e.stderr, "caveat: "+text)
	}
}
