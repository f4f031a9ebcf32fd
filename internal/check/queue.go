package check

import (
	"runtime"
	"sync"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/inventory"
)

// A queue attributes on all cores and gives everything back in the order in
// which it came. What stands in it is bounded: where it is full, whoever puts
// something in waits until the oldest has been told.
type queue struct {
	who  Attributor
	tell func(*entry) error // takes every entry, in order, where put and drain are called

	filling *block
	size    int // bytes in filling
	most    int // entries of the block that is being filled
	waiting []*block
	jobs    chan *block
	workers sync.WaitGroup
}

// An entry is an item with who is behind it, or what stands in its place.
type entry struct {
	item inventory.Item
	who  []attribution.Attribution
	err  error // a Skip, Note or Begin, and there is no item; or Again
}

// A block is what one core does at a time. done is closed when it is attributed.
type block struct {
	entries []entry
	done    chan struct{}
}

// A block is full with so many entries or so many bytes, and so many blocks for
// each core may wait: some megabytes at most, whatever is read.
const (
	blockEntries = 64
	blockBytes   = 256 << 10
	blocksAhead  = 3
)

func newQueue(who Attributor, tell func(*entry) error) *queue {
	cores := runtime.GOMAXPROCS(0)
	// The first block holds one item and each has twice as many as that before
	// it, so that the first answer is given at once.
	q := &queue{who: who, tell: tell, most: 1, jobs: make(chan *block, blocksAhead*cores)}
	for range cores {
		q.workers.Go(q.work)
	}
	return q
}

func (q *queue) work() {
	for b := range q.jobs {
		for i := range b.entries {
			if e := &b.entries[i]; e.err == nil || e.err == Again {
				e.who = q.who.Attribute(e.item)
			}
		}
		close(b.done)
	}
}

// put takes an entry, and tells those before it that are ready. An error is
// that of tell; the queue can then only be closed.
func (q *queue) put(item inventory.Item, err error) error {
	if q.filling == nil {
		q.filling = &block{entries: make([]entry, 0, q.most), done: make(chan struct{})}
	}
	q.filling.entries = append(q.filling.entries, entry{item: item, err: err})
	q.size += item.Size()
	if len(q.filling.entries) < q.most && q.size < blockBytes {
		return nil
	}
	q.hand()
	for len(q.waiting) > 0 {
		if len(q.waiting) < cap(q.jobs) && !q.waiting[0].ready() {
			return nil
		}
		if err := q.next(); err != nil {
			return err
		}
	}
	return nil
}

// hand gives the block that was filled to the workers.
func (q *queue) hand() {
	q.jobs <- q.filling // never waits: there are fewer blocks than room
	q.waiting = append(q.waiting, q.filling)
	q.filling, q.size, q.most = nil, 0, min(2*q.most, blockEntries)
}

func (b *block) ready() bool {
	select {
	case <-b.done:
		return true
	default:
		return false
	}
}

// next waits for the oldest block and tells what is in it.
func (q *queue) next() error {
	b := q.waiting[0]
	q.waiting = q.waiting[1:]
	<-b.done
	for i := range b.entries {
		if err := q.tell(&b.entries[i]); err != nil {
			return err
		}
	}
	return nil
}

// drain tells all that was put.
func (q *queue) drain() error {
	if q.filling != nil {
		q.hand()
	}
	for len(q.waiting) > 0 {
		if err := q.next(); err != nil {
			return err
		}
	}
	return nil
}

// close ends the workers and waits for them.
func (q *queue) close() {
	close(q.jobs)
	q.workers.Wait()
}
