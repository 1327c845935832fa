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

// generation is what a consumer does between being given partitions and losing them: one fetcher per partition reads
// ahead within a budget of bytes, one goroutine gathers batches and prepares them, and another stores and commits them one
// after the other.
type generation struct {
	*Consumer
	gen        *kafka.Generation
	partitions []Assignment
	budget     *semaphore.Weighted
	chunks     chan chunk

	rest chunk // what of a chunk did not fit into the last batch
}

// batch is what is handed over and committed at a time.
type batch struct {
	messages []Message
	weight   int64 // what it holds of the budget
	store    func(context.Context) error
}

// Prepared is how many batches may be prepared and not yet committed: one that is stored, one that waits so that storing
// never does, one that is being prepared.
const Prepared = 3

// budgetBatches is how many batches may be in memory: those, and one that is read ahead.
const budgetBatches = Prepared + 1

// chunk is a run of messages of one partition, with what it holds of the budget.
type chunk struct {
	messages []Message
	weight   int64
}

// run works until live ends; outer is the consumer's own context, which outlives it on a rebalance.
func (g *generation) run(live, outer context.Context) {
	if !g.load(live) {
		return
	}
	g.state.joined(g.partitions)
	defer g.state.left()
	if g.cfg.OnRevoked != nil {
		defer g.cfg.OnRevoked(g.partitions)
	}
	g.budget = semaphore.NewWeighted(int64(budgetBatches * g.cfg.MaxBytes))
	// Room for all that the budget allows: while a batch is being stored, the next ones are read.
	g.chunks = make(chan chunk, budgetBatches*g.cfg.MaxBytes/chunkBytes)
	var fetchers sync.WaitGroup
	defer fetchers.Wait()
	fetching, stop := context.WithCancel(live)
	defer stop()
	for _, p := range g.partitions {
		f := &fetcher{generation: g, topic: p.Topic, partition: p.Partition, next: p.Offset}
		fetchers.Go(func() { f.run(fetching) })
	}
	g.batches(live, outer)
}

// batches gathers and prepares batches while those before are delivered, in order. Nothing is delivered after a batch that
// was not committed, and none is left behind.
func (g *generation) batches(live, outer context.Context) {
	free, ready := make(chan *batch, Prepared), make(chan *batch, Prepared)
	for range Prepared {
		free <- new(batch)
	}
	going, stop := context.WithCancel(live)
	var delivery sync.WaitGroup
	defer delivery.Wait()
	defer close(ready)
	delivery.Go(func() {
		defer stop()
		for b := range ready {
			if !g.deliver(live, outer, b) {
				return
			}
			free <- b
		}
	})
	for {
		select {
		case <-going.Done():
			return
		case b := <-free:
			if !g.gather(going, b) {
				return
			}
			b.store = g.cfg.Prepare(b.messages)
			ready <- b
		}
	}
}

// load calls OnAssigned until it succeeds or the assignment ends.
func (g *generation) load(live context.Context) bool {
	for attempt := 0; g.cfg.OnAssigned != nil; attempt++ {
		err := g.cfg.OnAssigned(live, g.partitions)
		if err == nil {
			return true
		}
		if live.Err() != nil {
			return false
		}
		g.state.failed(g.cluster, fmt.Errorf("load the state of an assignment: %w", err))
		if !pause(live, g.backoff(attempt)) {
			return false
		}
	}
	return live.Err() == nil
}

// gather fills the next batch. False means that the assignment ended.
func (g *generation) gather(live context.Context, b *batch) bool {
	clear(b.messages)
	b.messages, b.weight = b.messages[:0], 0
	size := 0
	if len(g.rest.messages) == 0 {
		select {
		case <-live.Done():
			return false
		case g.rest = <-g.chunks:
		}
	}
	var full <-chan time.Time
	if g.cfg.MaxWait > 0 {
		timer := time.NewTimer(g.cfg.MaxWait)
		defer timer.Stop()
		full = timer.C
	}
	for {
		size += g.take(b, size)
		if len(g.rest.messages) > 0 || len(b.messages) >= g.cfg.MaxRows || size >= g.cfg.MaxBytes {
			return true
		}
		if full == nil {
			select {
			case g.rest = <-g.chunks:
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
		case g.rest = <-g.chunks:
		}
	}
}

// take moves messages from the rest into the batch while both bounds allow, and returns their bytes. A first message
// is taken whatever its size.
func (g *generation) take(b *batch, size int) int {
	taken, n := 0, 0
	for n < len(g.rest.messages) && len(b.messages)+n < g.cfg.MaxRows {
		bytes := footprint(&g.rest.messages[n])
		if len(b.messages)+n > 0 && size+taken+bytes > g.cfg.MaxBytes {
			break
		}
		taken += bytes
		n++
	}
	b.messages = append(b.messages, g.rest.messages[:n]...)
	g.rest.messages = g.rest.messages[n:]
	if len(g.rest.messages) == 0 {
		b.weight += g.rest.weight
		g.rest = chunk{}
	}
	return taken
}

// footprint is roughly what a message takes in memory, in bytes.
func footprint(m *Message) int { return m.Size() + 128 + 40*len(m.Headers) }

// deliver hands the batch over until it is accepted, then commits. False means that the assignment ended or cannot go
// on, and that what was not committed will be delivered again.
func (g *generation) deliver(live, outer context.Context, b *batch) bool {
	work, done := g.graceful(live, outer)
	defer done()
	for attempt := 0; ; attempt++ {
		rejected, err := g.handle(work, b)
		if err == nil {
			err = g.commit(b)
			if err == nil {
				g.state.committed(len(b.messages), rejected)
				g.budget.Release(b.weight)
				return live.Err() == nil
			}
			if live.Err() == nil {
				g.state.failed(g.cluster, fmt.Errorf("commit offsets: %w", err))
			}
			return false
		}
		if live.Err() != nil {
			return false
		}
		g.state.failed(g.cluster, err)
		if !pause(live, g.backoff(attempt)) {
			return false
		}
	}
}

// handle tries the batch once and sends off what was rejected of it.
func (g *generation) handle(ctx context.Context, b *batch) (rejected int, err error) {
	err = b.store(ctx)
	var reject *Reject
	if err == nil || g.cfg.DeadLetters == nil || !errors.As(err, &reject) {
		return 0, err
	}
	if err := g.cfg.DeadLetters.DeadLetter(ctx, reject.Letters); err != nil {
		return 0, err
	}
	return len(reject.Letters), nil
}

// graceful is a context for the batch in hand: it ends Grace after the assignment does.
func (g *generation) graceful(live, outer context.Context) (context.Context, func()) {
	work, cancel := context.WithCancel(context.WithoutCancel(outer))
	var mu sync.Mutex
	var timer *time.Timer
	stop := context.AfterFunc(live, func() {
		mu.Lock()
		defer mu.Unlock()
		timer = time.AfterFunc(g.cfg.Grace, cancel)
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
func (g *generation) commit(b *batch) error {
	offsets := map[string]map[int]int64{}
	for i := range b.messages {
		m := &b.messages[i]
		if offsets[m.Topic] == nil {
			offsets[m.Topic] = map[int]int64{}
		}
		offsets[m.Topic][m.Partition] = m.Offset + 1
	}
	return g.gen.CommitOffsets(offsets)
}

// backoff doubles from the least to the most, with jitter so that many consumers do not return at once.
func (g *generation) backoff(attempt int) time.Duration {
	most := g.cfg.BackoffMax
	if attempt < 20 {
		most = min(most, g.cfg.BackoffMin<<attempt)
	}
	return most/2 + rand.N(most/2+1)
}
