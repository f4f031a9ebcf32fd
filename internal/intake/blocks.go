package intake

import (
	"context"
	"runtime"
	"sync"

	"caveat.example/caveat/internal/inventory"
)

// blocksAhead is how many blocks of one source may wait for each core. A block
// is some hundred kilobytes, or one record.
const blocksAhead = 2

// Each reads a source in blocks: next cuts it, in one goroutine; work makes of
// each block what it holds, on all cores at once; take takes that, in the order
// of the blocks, in the caller's goroutine. next returns false at the end. Each
// returns false where take did, or the context ended, before that; nothing is
// read any more then.
func Each[B, M any](ctx context.Context, in *Input, next func() (B, bool), work func(B) M, take func(M) bool) bool {
	cores := runtime.GOMAXPROCS(0)
	if cores == 1 {
		for {
			b, ok := next()
			if !ok {
				return ctx.Err() == nil
			}
			if !take(work(b)) {
				return false
			}
		}
	}
	type job struct {
		block B
		made  M
		done  chan struct{}
	}
	inner, stop := context.WithCancel(ctx)
	defer stop()
	jobs := make(chan *job)
	order := make(chan *job, blocksAhead*cores) // how far reading is ahead
	var running sync.WaitGroup
	if !in.waits() {
		defer running.Wait() // after stop
	}
	for range cores {
		running.Go(func() {
			for j := range jobs {
				j.made = work(j.block)
				close(j.done)
			}
		})
	}
	running.Go(func() {
		defer close(jobs)
		defer close(order)
		for inner.Err() == nil {
			b, ok := next()
			if !ok {
				return
			}
			j := &job{block: b, done: make(chan struct{})}
			select {
			case order <- j:
				jobs <- j // a core takes it: those that wait are done first
			case <-inner.Done():
				return
			}
		}
	})
	for {
		j, ok := soon(in, order)
		if !ok {
			return ctx.Err() == nil
		}
		<-j.done
		if !take(j.made) {
			stop()
			return false
		}
	}
}

// soon receives from a channel. Where that has nothing yet, what was told so far
// is handed over first, since it may be long.
func soon[T any](in *Input, from <-chan T) (T, bool) {
	select {
	case v, ok := <-from:
		return v, ok
	default:
	}
	if in.within != nil && in.within.flush != nil {
		in.within.flush()
	}
	v, ok := <-from
	return v, ok
}

// waits says whether the source may never give another byte.
func (in *Input) waits() bool { return in.within == nil || in.within.pipe }

// A Told is an Item, or what stands in its place.
type Told struct {
	Item inventory.Item
	Err  error
}

// A Page collects what one block yields.
type Page []Told

// Put has the form of a yield function.
func (p *Page) Put(item inventory.Item, err error) bool {
	*p = append(*p, Told{item, err})
	return true
}

// All yields what was collected. It returns false when nobody wants more.
func (p Page) All(yield func(inventory.Item, error) bool) bool {
	for i := range p {
		if !yield(p[i].Item, p[i].Err) {
			return false
		}
	}
	return true
}
