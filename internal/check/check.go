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

// An Attributor says who is behind an Item.
type Attributor interface {
	Attribute(inventory.Item) []attribution.Attribution
}

// An Assessor says what binds it.
type Assessor interface {
	Assess(inventory.Item, []attribution.Attribution) finding.Answer
}

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
	for item, err := range items {
		if skip, ok := errors.AsType[*intake.Skip](err); ok {
			sum.Skipped++
			if skip.Empty {
				sum.Empty++
			}
			if err := out.Skipped(skip.Origin, skip.Reason); err != nil {
				return fmt.Errorf("writing results: %w", err)
			}
			continue
		}
		if err != nil {
			return err
		}
		answer := law.Assess(item, who.Attribute(item))
		count(sum, answer.Status)
		if err := out.Answer(answer); err != nil {
			return fmt.Errorf("writing results: %w", err)
		}
		if ctx.Err() != nil {
			break
		}
	}
	// A cancelled check must not look like a clean one.
	return context.Cause(ctx)
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
