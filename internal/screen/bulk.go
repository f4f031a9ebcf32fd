package screen

import (
	"context"
	"runtime"
	"sync"
)

// batch is how many queries one goroutine answers at a time.
const batch = 256

// Bulk answers queries in order: next gives them, one batch at a time, and done
// gets each answer with the place of its query. Several Searchers work at once;
// memory is bounded by a few batches. It ends with the first error of next or
// done, or with the cause of a cancelled context.
func (x *Index) Bulk(ctx context.Context, o Options, next func([]string) (int, error), done func(Answer) error) error {
	workers := runtime.GOMAXPROCS(0)
	type job struct {
		queries []string
		answers []Answer
		ready   chan struct{}
	}
	jobs := make(chan *job, workers)  // to be answered
	order := make(chan *job, workers) // the same jobs, to be given on in order
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			s := x.NewSearcher()
			for j := range jobs {
				for _, q := range j.queries {
					j.answers = append(j.answers, s.Search(q, o))
				}
				close(j.ready)
			}
		})
	}
	var failed error // read only after order is closed
	go func() {
		defer close(order)
		defer close(jobs)
		for {
			j := &job{queries: make([]string, batch), ready: make(chan struct{})}
			n, err := next(j.queries)
			j.queries = j.queries[:n]
			if n > 0 {
				select {
				case <-ctx.Done():
					return
				case order <- j:
				}
				jobs <- j
			}
			if n < batch || err != nil {
				failed = err
				return
			}
		}
	}()
	for j := range order {
		<-j.ready
		for _, a := range j.answers {
			if ctx.Err() != nil {
				break
			}
			if err := done(a); err != nil {
				cancel(err)
				break
			}
		}
	}
	wg.Wait()
	if err := context.Cause(ctx); err != nil {
		return err
	}
	return failed
}
