package intake

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/inventory"
)

// An event is one thing that a walker has to tell, in order.
type event struct {
	item     inventory.Item
	err      error
	note     *finding.SourceNote
	begun    bool // the file begins
	progress bool
}

// What one file may be ahead of whoever ranges: so many batches, each of so
// many events or so many bytes. Bytes count, since a text may be a megabyte.
const (
	batchEvents = 256
	batchBytes  = 256 << 10
	batches     = 2
)

// Several files are read at once, filesAhead at most: readers of some formats
// hold much of a file. Those that were read and wait for their turn are bounded
// by filesWaiting.
const (
	filesAhead   = 4
	filesWaiting = 16
)

// A turn is one file of the list: what it has to tell, when its turn comes.
type turn struct {
	file   int
	events chan []event
}

// A reading is one run of Read.
type reading struct {
	opt   Options
	files []File
	slots chan struct{} // one for each file that is being read
	turns chan turn     // in the order of the files
	read  atomic.Int64  // stored bytes read so far, over all files
	total int64         // stored bytes of all files, as far as known
}

// ahead reads files in goroutines of their own and yields what they tell, in
// order. Begun, Done and Progress are called from here, where the caller
// ranges.
func (r *reading) ahead(ctx context.Context, open func(*walker, File), yield func(inventory.Item, error) bool) {
	inner, stop := context.WithCancelCause(ctx)
	r.slots = make(chan struct{}, min(runtime.GOMAXPROCS(0), filesAhead))
	r.turns = make(chan turn, filesWaiting)
	waits := false // for input that may never come
	for _, f := range r.files {
		waits = waits || f.Pipe
		if f.err == nil {
			r.total += f.Size
		}
	}
	r.total += r.opt.ReadBefore
	r.read.Store(r.opt.ReadBefore)
	go r.begin(inner, open)
	for t := range r.turns {
		if r.tell(ctx, t, yield) {
			continue
		}
		// Nobody wants more: end the reading, and wait for it to close its
		// files. Standard input may never give another byte; it is not waited
		// for.
		stop(context.Canceled)
		if !waits {
			r.drain(t)
		}
		return
	}
	stop(nil)
	if ctx.Err() != nil { // the end may be that of a reading cut short
		yield(inventory.Item{}, context.Cause(ctx))
	}
}

// begin starts to read one file after the other, as there are slots.
func (r *reading) begin(ctx context.Context, open func(*walker, File)) {
	defer close(r.turns)
	for i, f := range r.files {
		select {
		case r.slots <- struct{}{}:
		case <-ctx.Done():
			return
		}
		t := turn{i, make(chan []event, batches)}
		w := newWalker(ctx, r, t.events)
		go func() {
			defer func() { <-r.slots }()
			defer w.end()
			if r.opt.Begun != nil {
				w.push(event{begun: true})
			}
			open(w, f)
			w.flush()
		}()
		select {
		case r.turns <- t:
		case <-ctx.Done():
			for range t.events { // ends soon
			}
			return
		}
	}
}

// drain waits until nothing is read any more.
func (r *reading) drain(t turn) {
	for range t.events {
	}
	for t := range r.turns {
		for range t.events {
		}
	}
}

// tell yields what a file tells. It returns false when that was ended.
func (r *reading) tell(ctx context.Context, t turn, yield func(inventory.Item, error) bool) bool {
	for {
		var list []event
		var more bool
		select {
		case list, more = <-t.events:
		case <-ctx.Done():
			yield(inventory.Item{}, context.Cause(ctx))
			return false
		}
		if !more {
			return true
		}
		for i := range list {
			e := &list[i]
			switch {
			case e.note != nil:
				r.opt.Done(*e.note)
			case e.begun:
				r.opt.Begun(t.file)
			case e.progress:
				r.opt.Progress(r.read.Load(), r.total)
			case ctx.Err() != nil:
				yield(inventory.Item{}, context.Cause(ctx))
				return false
			case !yield(e.item, e.err):
				return false
			}
		}
	}
}

// An outbox hands a walker's events over in batches.
type outbox struct {
	ctx    context.Context
	events chan<- []event
	mu     sync.Mutex // guards what follows: a file may be read and told at once
	list   []event
	size   int  // bytes in list
	ended  bool // events is closed
}

// push adds an event. It returns false when nobody wants more.
func (o *outbox) push(e event) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.ended {
		return false
	}
	o.list = append(o.list, e)
	o.size += e.item.Size()
	if len(o.list) < batchEvents && o.size < batchBytes {
		return true
	}
	return o.hand()
}

// flush hands over what was pushed so far.
func (o *outbox) flush() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.ended || len(o.list) == 0 {
		return o.ctx.Err() == nil
	}
	return o.hand()
}

// end says that the file has told all. Whoever still reads a pipe that nobody
// waits for tells nothing more.
func (o *outbox) end() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ended = true
	close(o.events)
}

func (o *outbox) hand() bool {
	select {
	case o.events <- o.list:
		o.list, o.size = make([]event, 0, batchEvents), 0
		return true
	case <-o.ctx.Done():
		return false
	}
}

// newWalker makes a walker that hands its events over in batches.
func newWalker(ctx context.Context, r *reading, events chan<- []event) *walker {
	box := &outbox{ctx: ctx, events: events}
	mine := r.opt
	if mine.Done != nil {
		mine.Done = func(n finding.SourceNote) { box.push(event{note: &n}) }
	}
	if mine.Progress != nil {
		mine.Progress = func(int64, int64) { box.push(event{progress: true}) }
	}
	return &walker{
		ctx: ctx, opt: &mine, read: &r.read, push: box.push, flush: box.flush, end: box.end,
		yield: func(item inventory.Item, err error) bool { return box.push(event{item: item, err: err}) },
	}
}
