package checkpoint

import (
	"errors"
	"hash/crc32"
	"io"
	"os"
	"slices"
	"time"

	"caveat.example/caveat/internal/check"
	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/inventory"
)

// A Keeper is a Sink that passes everything on and keeps a checkpoint from time
// to time. It is for one run, in the goroutine that tells it.
type Keeper struct {
	finding.Sink
	o     Options
	asked Asked
	at    Position
	last  time.Time     // when a checkpoint was kept
	cost  time.Duration // what that took

	failed bool // the outputs ended in the middle of something
	kept   bool // there is a checkpoint of this run
}

// Options say where and how often checkpoints are kept.
type Options struct {
	Path  string        // of the checkpoint
	Every time.Duration // at least so long after one another
	Now   func() time.Time
	Files []*os.File             // the outputs, at the place where they are written
	State func() ([]byte, error) // what the reports hold back
}

// most is the part of a run's time that its checkpoints may take.
const most = 1.0 / 25

// New begins to keep a run. From is the checkpoint that it goes on from, nil
// for a new run.
func New(to finding.Sink, asked Asked, from *Checkpoint, o Options) *Keeper {
	k := &Keeper{Sink: to, o: o, asked: asked, last: o.Now()}
	if from != nil {
		k.at, k.kept = from.At, true
	}
	return k
}

// crc is fast on all processors that matter; it has to notice changes, not to
// withstand an attack.
var crc = crc32.MakeTable(crc32.Castagnoli)

func add(sum uint32, texts ...string) uint32 {
	for _, s := range texts {
		sum = crc32.Update(sum, crc, []byte(s))
	}
	return sum
}

// Of a thing that is told, these are what has to come again.
func (p *Position) item(i *inventory.Item) {
	p.Sum = add(p.Sum, i.Origin.Source, i.Origin.At, i.Text)
	p.Told++
}

func (p *Position) skip(o cite.Origin, reason string) {
	p.Sum = add(p.Sum, o.Source, o.At, reason)
	p.Told++
}

func (p *Position) note(n *finding.SourceNote) {
	p.Sum = add(p.Sum, n.Source.Name, n.Source.Digest, n.Format)
	p.Told++
}

// Answer passes an answer on.
func (k *Keeper) Answer(a finding.Answer) error {
	k.at.item(&a.Item)
	return k.passed(k.Sink.Answer(a))
}

// Skipped passes on that a place was not read.
func (k *Keeper) Skipped(o cite.Origin, reason string) error {
	k.at.skip(o, reason)
	return k.passed(k.Sink.Skipped(o, reason))
}

// Source passes a note on.
func (k *Keeper) Source(n finding.SourceNote) error {
	k.at.note(&n)
	for _, key := range intake.Mapped(n.Mapping) {
		if !slices.Contains(k.at.Mapped, key) {
			k.at.Mapped = append(k.at.Mapped, key)
		}
	}
	return k.passed(k.Sink.Source(n))
}

func (k *Keeper) passed(err error) error {
	k.failed = k.failed || err != nil
	return err
}

// Begun says that another file of the list is begun.
func (k *Keeper) Begun(file int) error {
	if file != k.at.File {
		k.at.File, k.at.Told, k.at.Sum = file, 0, 0
	}
	return nil
}

// Told keeps a checkpoint where it is time for one. Keeping them takes a small
// part of the run's time, however large the reports are.
func (k *Keeper) Told(sum finding.Summary) error {
	k.at.Summary = sum
	now := k.o.Now()
	if since := now.Sub(k.last); since < k.o.Every || float64(k.cost) > most*float64(since) {
		return nil
	}
	return k.keep(now)
}

// Cut keeps a checkpoint where a run ends early, if it was long enough for one.
func (k *Keeper) Cut(sum finding.Summary) error {
	now := k.o.Now()
	if k.failed || !k.kept && now.Sub(k.last) < k.o.Every {
		return nil
	}
	k.at.Summary = sum
	return k.keep(now)
}

// Kept says whether there is a checkpoint to go on from.
func (k *Keeper) Kept() bool { return k.kept }

func (k *Keeper) keep(now time.Time) error {
	var err error
	if k.at.State, err = k.o.State(); err != nil {
		k.failed = true
		return err
	}
	k.at.Outputs = make([]Output, len(k.o.Files))
	for i, f := range k.o.Files {
		if k.at.Outputs[i], err = output(f); err != nil {
			return err
		}
	}
	c := Checkpoint{k.asked, k.at}
	if err := c.write(k.o.Path); err != nil {
		return err
	}
	k.kept = true
	k.last = k.o.Now()
	k.cost = k.last.Sub(now)
	return nil
}

// output is how far a file was written, once that is safe.
func output(f *os.File) (Output, error) {
	if err := f.Sync(); err != nil {
		return Output{}, err
	}
	length, err := f.Seek(0, io.SeekCurrent)
	if err != nil {
		return Output{}, err
	}
	sum, err := tailOf(f, length)
	return Output{f.Name(), length, sum}, err
}

// Passed passes over what is read again of a file and was told before, and
// compares it.
type Passed struct{ want, got Position }

// Passed is what has to be passed over when a run goes on.
func (c *Checkpoint) Passed() *Passed { return &Passed{want: c.At} }

// Take says whether a thing that was read was told before. The error is
// check.Again where it has to be assessed again, since answers after it may
// depend on it, and of the kind fault.Changed where it is another thing than
// was told.
func (p *Passed) Take(item *inventory.Item, what error) (told bool, err error) {
	if p.got.Told >= p.want.Told {
		return false, nil
	}
	skip, isSkip := errors.AsType[*intake.Skip](what)
	note, isNote := what.(*check.Note)
	switch {
	case what == nil:
		p.got.item(item)
	case isSkip:
		p.got.skip(skip.Origin, skip.Reason)
	case isNote:
		p.got.note(&note.SourceNote)
	default:
		return false, nil
	}
	if p.got.Told == p.want.Told && p.got.Sum != p.want.Sum {
		return true, changed("what is read is not what was read when the run was begun")
	}
	if what == nil && item.Kind == inventory.Passage {
		return true, check.Again
	}
	return true, nil
}

// Missing says whether there was less to read again than was told before.
func (p *Passed) Missing() error {
	if p.got.Told < p.want.Told {
		return changed("there is less to read than when the run was begun")
	}
	return nil
}
