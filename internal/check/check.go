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

// Run asks of every item who is behind it and what binds it, and tells out.
//
// It is the whole program on one page: intake and probes make the items, the
// register stands behind who and law, and all a reader ever sees comes out of
// a Sink. A nil error means that everything was read; out.End has then been
// told so. After an error or a cancelled context what was found so far has
// been told, and the summary says that it is not complete.
func Run(ctx context.Context, items iter.Seq2[inventory.Item, error], who Attributor, law Assessor, out finding.Sink) (finding.Summary, error) {
	var sum finding.Summary
	err := run(ctx, items, who, law, out, &sum)
	sum.Complete = err == nil && sum.Skipped == 0
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
	_, skip := errors.AsType[*intake.Skip](err)
	_, note := errors.AsType[*Note](err)
	return err == nil || skip || note
}

// tell assesses an item, or passes on what stands in its place.
func tell(e *entry, law Assessor, out finding.Sink, sum *finding.Summary) error {
	var err error
	if skip, ok := errors.AsType[*intake.Skip](e.err); ok {
		sum.Skipped++
		if skip.Empty {
			sum.Empty++
		}
		err = out.Skipped(skip.Origin, skip.Reason)
	} else if note, ok := errors.AsType[*Note](e.err); ok {
		err = out.Source(note.SourceNote)
	} else {
		answer := law.Assess(e.item, e.who)
		count(sum, answer.Status)
		err = out.Answer(answer)
	}
	if err != nil {
		return fmt.Errorf("writing results: %w", err)
	}
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
