package intake

import (
	"context"
	"sync"
	"testing"
)

// Whoever still reads a pipe, after the file that it stands for has ended,
// tells nothing more, and breaks nothing.
func TestNothingIsToldAfterTheEnd(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	events := make(chan []event, batches)
	w := newWalker(ctx, &reading{}, events)
	var late sync.WaitGroup
	late.Go(func() {
		for w.push(event{begun: true}) { // until the end is told
			w.flush()
		}
	})
	<-events
	stop()
	w.end()
	late.Wait()
	if w.push(event{begun: true}) {
		t.Error("an event is taken after the end")
	}
	w.flush()
	for range events { // what was told before, and then closed
	}
}
