// Package check is the flow: items in, answers out.
package check

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/inventory"
)

// An Attributor says who is behind an Item. It is asked from several goroutines
// at once, and what it says of one Item must not depend on another.
type Attributor interface {
	Attribute(inventory.Item) []attribution.Attribution
}

// An Assessor says what binds it. It is asked from one goroutine, in the order
// of the Items.
type Assessor interface {
	Assess(inventory.Item, []attribution.Attribution) finding.Answer
}

// A Note stands in a sequence of Items, in an error's place, after the last Item
// of a source: it is what the Sink is to be told of the source there.
type Note struct{ finding.SourceNote }

func (n *Note) Error() string { return "a note of " + n.Source.Name + ", which is no error" }

// A Begin stands in a sequence of Items, in an error's place, before the first
// Item of a file of the list that is read.
type Begin struct{ File int } // its number in the list, from 0

func (b *Begin) Error() string {
	return fmt.Sprintf("the beginning of file %d, which is no error", b.File)
}

// Again stands in an error's place beside an Item that was told in an earlier
// part of the run. It is assessed, for the sake of those after it, and not told.
var Again = errors.New("an item that was told before, which is no error")

// A Keeper is a Sink that keeps how far the run is, so that another run can go
// on from there. Told is called after each thing that was told, Begun before the
// first of a file, and Cut before End where the run ends early.
type Keeper interface {
	finding.Sink
	Begun(file int) error
	Told(finding.Summary) error
	Cut(finding.Summary) error
}

// Run asks of every item who is behind it and what binds it, and tells out.
//
// It is the whole program on one page: intake and probes make the items, the
// register stands behind who and law, and all a reader ever sees comes out of
// a Sink. A nil error means that everything was read; out.End has then been
// told so. After an error or a cancelled context what was found so far has
// been told, and the summary says that it is not complete.
func Run(ctx context.Context, items iter.Seq2[inventory.Item, error], who Attributor, law Assessor, out finding.Sink) (finding.Summary, error) {
	return GoOn(ctx, finding.Summary{}, items, who, law, out)
}

// GoOn is Run for a run that was cut: sum is what was told before.
func GoOn(ctx context.Context, sum finding.Summary, items iter.Seq2[inventory.Item, error], who Attributor, law Assessor, out finding.Sink) (finding.Summary, error) {
	err := run(ctx, items, who, law, out, &sum)
	sum.Complete = err == nil && sum.Skipped == 0
	if keeper, ok := out.(Keeper); ok && err != nil {
		err = errors.Join(err, keeper.Cut(sum))
	}
	return sum, errors.Join(err, out.End(sum))
}

func run(ctx context.Context, items iter.Seq2[inventory.Item, error], who Attributor, law Assessor, out finding.Sink, sum *finding.Summary) error {
	q := newQueue(who, func(e *entry) error { return tell(e, law, out, sum) })
	defer q.close()
	for item, err := range items {
		if !passing(err) {
			return errors.Join(q.drain(), err)
		}
		if err := q.put(item, err); err != nil {
			return err
		}
		if ctx.Err() != nil {
			break
		}
	}
	if err := q.drain(); err != nil {
		return err
	}
	// A cancelled check must not look like a clean one.
	return context.Cause(ctx)
}

// passing says whether reading goes on after what stands in an error's place.
func passing(err error) bool {
	switch err.(type) {
	case nil, *Note, *Begin:
		return true
	}
	_, skip := errors.AsType[*intake.Skip](err)
	return skip || err == Again
}

// tell assesses an item, or passes on what stands in its place.
func tell(e *entry, law Assessor, out finding.Sink, sum *finding.Summary) error {
	err := tell1(e, law, out, sum)
	if keeper, ok := out.(Keeper); ok && err == nil && e.err != Again {
		err = keeper.Told(*sum)
	}
	if err != nil {
		return fmt.Errorf("writing results: %w", err)
	}
	return nil
}

func tell1(e *entry, law Assessor, out finding.Sink, sum *finding.Summary) error {
	switch what := e.err.(type) {
	case nil:
		answer := law.Assess(e.item, e.who)
		count(sum, answer.Status)
		return out.Answer(answer)
	case *Note:
		return out.Source(what.SourceNote)
	case *Begin:
		if keeper, ok := out.(Keeper); ok {
			return keeper.Begun(what.File)
		}
		return nil
	}
	if skip, ok := errors.AsType[*intake.Skip](e.err); ok {
		sum.Skipped++
		if skip.Empty {
			sum.Empty++
		}
		return out.Skipped(skip.Origin, skip.Reason)
	}
	law.Assess(e.item, e.who) // told before
	return nil
}

func count(sum *finding.Summary, s finding.Status) {
	sum.Items++
	switch s {
	case finding.Restricted:
		sum.Restricted++
	case finding.Conditional:
		sum.Conditional++
	case finding.Clear:
		sum.Clear++
	default:
		sum.Unknown++
	}
}
