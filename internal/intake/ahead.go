package intake

import (
	"context"

	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/inventory"
)

// An event is one thing that a walker has to tell, in order.
type event struct {
	item        inventory.Item
	err         error
	note        *finding.SourceNote
	begun       *int  // the number of a file
	read, total int64 // progress, where total or read is set and item is not
	progress    bool
}

// batch is how many events are handed over at once, and waiting how many
// batches may wait: reading is never further ahead than that.
const (
	batch   = 256
	waiting = 2
)

// ahead runs a walker in a goroutine of its own and yields what it tells, in
// its order. Done and Progress are called from here, where the caller ranges.
func ahead(ctx context.Context, opt Options, stdin bool, yield func(inventory.Item, error) bool, run func(*walker)) {
	inner, stop := context.WithCancelCause(ctx)
	events := make(chan []event, waiting)
	go func() {
		defer close(events)
		w := newWalker(inner, opt, events)
		run(w)
		w.flush()
	}()
	if tell(ctx, opt, events, yield) {
		stop(nil)
		return
	}
	// Nobody wants more: end the reading, and wait for it to close its files.
	// Standard input may never give another byte; it is not waited for.
	stop(context.Canceled)
	for !stdin {
		if _, more := <-events; !more {
			return
		}
	}
}

// tell yields the events. It returns false when that was ended from outside.
func tell(ctx context.Context, opt Options, events <-chan []event, yield func(inventory.Item, error) bool) bool {
	for {
		var list []event
		var more bool
		select {
		case list, more = <-events:
		case <-ctx.Done():
			yield(inventory.Item{}, context.Cause(ctx))
			return false
		}
		if !more {
			if ctx.Err() != nil { // the end may be that of a reading cut short
				yield(inventory.Item{}, context.Cause(ctx))
			}
			return ctx.Err() == nil
		}
		for i := range list {
			e := &list[i]
			switch {
			case e.note != nil:
				opt.Done(*e.note)
			case e.begun != nil:
				opt.Begun(*e.begun)
			case e.progress:
				opt.Progress(e.read, e.total)
			case ctx.Err() != nil:
				yield(inventory.Item{}, context.Cause(ctx))
				return false
			case !yield(e.item, e.err):
				return false
			}
		}
	}
}

// newWalker makes a walker that hands its events over in batches.
func newWalker(ctx context.Context, opt Options, events chan<- []event) *walker {
	var list []event
	flush := func() bool {
		if len(list) == 0 {
			return ctx.Err() == nil
		}
		select {
		case events <- list:
			list = make([]event, 0, batch)
			return true
		case <-ctx.Done():
			return false
		}
	}
	push := func(e event) bool {
		list = append(list, e)
		return len(list) < batch || flush()
	}
	mine := opt
	if opt.Done != nil {
		mine.Done = func(n finding.SourceNote) { push(event{note: &n}) }
	}
	if opt.Begun != nil {
		mine.Begun = func(file int) { push(event{begun: &file}) }
	}
	if opt.Progress != nil {
		mine.Progress = func(read, total int64) { push(event{progress: true, read: read, total: total}) }
	}
	return &walker{
		ctx: ctx, opt: &mine, flush: flush,
		yield: func(item inventory.Item, err error) bool { return push(event{item: item, err: err}) },
	}
}
