package main

import (
	"context"
	"slices"
	"sync"
	"time"

	"plimsoll/ingest/stream"
)

// tenure is work that one process of a group does at a time: the one that the
// group assigned the first partition of a topic to. Another takes over when it
// goes. A process that was cut off may not know it for some seconds, so the work
// has to bear being done twice.
type tenure struct {
	topic string
	work  func(ctx context.Context) // ends with its context

	stop    context.CancelFunc
	running sync.WaitGroup
}

// begin starts the work when the partition is among those assigned.
func (t *tenure) begin(ctx context.Context, assigned []stream.Assignment) {
	if !slices.ContainsFunc(assigned, func(a stream.Assignment) bool { return a.Topic == t.topic && a.Partition == 0 }) {
		return
	}
	ctx, t.stop = context.WithCancel(ctx)
	t.running.Go(func() { t.work(ctx) })
}

// end stops the work and waits until it has ended.
func (t *tenure) end() {
	if t.stop == nil {
		return
	}
	t.stop()
	t.running.Wait()
	t.stop = nil
}

// outliving is a context that ends some time after another one, so that what is
// in hand is brought to an end. Call done with it.
func outliving(ctx context.Context, grace time.Duration) (work context.Context, done func()) {
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	ending := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		timer := time.NewTimer(grace)
		defer timer.Stop()
		select {
		case <-timer.C:
			cancel()
		case <-ending:
		}
	})
	return work, func() {
		stop()
		close(ending)
		cancel()
	}
}
