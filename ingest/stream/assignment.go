package stream

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/segmentio/kafka-go"
	"golang.org/x/sync/semaphore"
)

// assignment is what a consumer does between being given partitions and losing them: one fetcher per partition reads
// ahead within a budget of bytes, one goroutine gathers batches, hands them over and commits.
type assignment struct {
	*Consumer
	gen        *kafka.Generation
	partitions []Assignment
	budget     *semaphore.Weighted
	chunks     chan chunk

	rest    chunk // what of a chunk did not fit into the last batch
	batch   []Message
	weights int64 // budget held by the batch in hand
}

// chunk is a run of messages of one partition, with what it holds of the budget.
type chunk struct {
	messages []Message
	weight   int64
}

// run works until live ends; outer is the consumer's own context, which outlives it on a rebalance.
func (a *assignment) run(live, outer context.Context) {
	if !a.load(live) {
		return
	}
	a.state.joined(a.partitions)
	defer a.state.left()
	if a.cfg.OnRevoked != nil {
		defer a.cfg.OnRevoked(a.partitions)
	}
	a.budget = semaphore.NewWeighted(int64(2 * a.cfg.MaxBytes))
	a.chunks = make(chan chunk)
	var fetchers sync.WaitGroup
	defer fetchers.Wait()
	fetching, stop := context.WithCancel(live)
	defer stop()
	for _, p := range a.partitions {
		f := &fetcher{assignment: a, topic: p.Topic, partition: p.Partition, next: p.Offset}
		fetchers.Go(func() { f.run(fetching) })
	}
	for a.gather(live) {
		if !a.deliver(live, outer) {
			return
		}
	}
}

// load calls OnAssigned until it succeeds or the assignment ends.
func (a *assignment) load(live context.Context) bool {
	for attempt := 0; a.cfg.OnAssigned != nil; attempt++ {
		err := a.cfg.OnAssigned(live, a.partitions)
		if err == nil {
			return true
		}
		if live.Err() != nil {
			return false
		}
		a.state.failed(a.cluster, fmt.Errorf("load the state of an assignment: %w", err))
		if !pause(live, a.backoff(attempt)) {
			return false
		}
	}
	return live.Err() == nil
}

// gather fills the next batch. False means that the assignment ended.
func (a *assignment) gather(live context.Context) bool {
	clear(a.batch)
	a.batch, a.weights = a.batch[:0], 0
	size := 0
	if len(a.rest.messages) == 0 {
		select {
		case <-live.Done():
			return false
		case a.rest = <-a.chunks:
		}
	}
	var full <-chan time.Time
	if a.cfg.MaxWait > 0 {
		timer := time.NewTimer(a.cfg.MaxWait)
		defer timer.Stop()
		full = timer.C
	}
	for {
		size += a.take(size)
		if len(a.rest.messages) > 0 || len(a.batch) >= a.cfg.MaxRows || size >= a.cfg.MaxBytes {
			return true
		}
		if full == nil {
			select {
			case a.rest = <-a.chunks:
				continue
			default:
				return true
			}
		}
		select {
		case <-live.Done():
			return false
		case <-full:
			return true
		case a.rest = <-a.chunks:
		}
	}
}

// take moves messages from the rest into the batch while both bounds allow, and returns their bytes. A first message
// is taken whatever its size.
func (a *assignment) take(size int) int {
	taken, n := 0, 0
	for n < len(a.rest.messages) && len(a.batch)+n < a.cfg.MaxRows {
		bytes := footprint(&a.rest.messages[n])
		if len(a.batch)+n > 0 && size+taken+bytes > a.cfg.MaxBytes {
			break
		}
		taken += bytes
		n++
	}
	a.batch = append(a.batch, a.rest.messages[:n]...)
	a.rest.messages = a.rest.messages[n:]
	if len(a.rest.messages) == 0 {
		a.weights += a.rest.weight
		a.rest = chunk{}
	}
	return taken
}

// footprint is roughly what a message takes in memory, in bytes.
func footprint(m *Message) int { return m.Size() + 128 + 40*len(m.Headers) }

// deliver hands the batch over until it is accepted, then commits. False means that the assignment ended or cannot go
// on, and that what was not committed will be delivered again.
func (a *assignment) deliver(live, outer context.Context) bool {
	work, done := a.graceful(live, outer)
	defer done()
	for attempt := 0; ; attempt++ {
		rejected, err := a.handle(work)
		if err == nil {
			err = a.commit()
			if err == nil {
				a.state.committed(len(a.batch), rejected)
				a.budget.Release(a.weights)
				return live.Err() == nil
			}
			if live.Err() == nil {
				a.state.failed(a.cluster, fmt.Errorf("commit offsets: %w", err))
			}
			return false
		}
		if live.Err() != nil {
			return false
		}
		a.state.failed(a.cluster, err)
		if !pause(live, a.backoff(attempt)) {
			return false
		}
	}
}

// handle calls the handler once and sends off what it rejected.
func (a *assignment) handle(ctx context.Context) (rejected int, err error) {
	err = a.cfg.Handler(ctx, a.batch)
	var reject *Reject
	if err == nil || a.cfg.DeadLetters == nil || !errors.As(err, &reject) {
		return 0, err
	}
	if err := a.cfg.DeadLetters.DeadLetter(ctx, reject.Letters); err != nil {
		return 0, err
	}
	return len(reject.Letters), nil
}

// graceful is a context for the batch in hand: it ends Grace after the assignment does.
func (a *assignment) graceful(live, outer context.Context) (context.Context, func()) {
	work, cancel := context.WithCancel(context.WithoutCancel(outer))
	var mu sync.Mutex
	var timer *time.Timer
	stop := context.AfterFunc(live, func() {
		mu.Lock()
		defer mu.Unlock()
		timer = time.AfterFunc(a.cfg.Grace, cancel)
	})
	return work, func() {
		stop()
		mu.Lock()
		defer mu.Unlock()
		if timer != nil {
			timer.Stop()
		}
		cancel()
	}
}

// commit says of every partition in the batch where to go on.
func (a *assignment) commit() error {
	offsets := map[string]map[int]int64{}
	for i := range a.batch {
		m := &a.batch[i]
		if offsets[m.Topic] == nil {
			offsets[m.Topic] = map[int]int64{}
		}
		offsets[m.Topic][m.Partition] = m.Offset + 1
	}
	return a.gen.CommitOffsets(offsets)
}

// backoff doubles from the least to the most, with jitter so that many consumers do not return at once.
func (a *assignment) backoff(attempt int) time.Duration {
	most := a.cfg.BackoffMax
	if attempt < 20 {
		most = min(most, a.cfg.BackoffMin<<attempt)
	}
	return most/2 + rand.N(most/2+1)
}
