package ingest

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"time"

	"plimsoll/data/chart"
	"plimsoll/ingest/event"
	"plimsoll/ingest/stream"
)

// Group is the consumer group of the ingesters.
const Group = "plimsoll-ingest"

// Topics are what the ingesters consume.
func Topics() []string {
	return []string{
		event.TopicPositions, event.TopicVessels, event.TopicPortCalls,
		event.TopicEncounters, event.TopicInspections, event.TopicRecords,
	}
}

// Store makes a batch durable. It is called by one goroutine per pipeline, at
// most once at a time; nil means that every row is on disk. The batch is
// reused after the call. It may be called again with rows it already has.
type Store interface {
	Store(ctx context.Context, b *Batch) error
}

// Locator says where points are. It is asked by several goroutines at once.
// data/chart is one.
type Locator interface {
	PlaceBatch(lons, lats []float64, out []chart.Placing)
	Version() string
	Port(locode string) (chart.Port, bool)
}

// Pipeline turns messages into rows. It serves one consumer and is not safe
// for concurrent use, but for what Prepare says.
type Pipeline struct {
	store   Store
	metrics *Metrics
	now     func() time.Time
	crews   [stream.Prepared]crew
	turn    int
}

// crew is the workers on one batch. They take turns: one decodes while what the
// others made waits or is being stored.
type crew []*worker

// NewPipeline wires the parts. metrics may be shared by several pipelines.
func NewPipeline(locator Locator, store Store, metrics *Metrics, now func() time.Time) *Pipeline {
	p := &Pipeline{store: store, metrics: metrics, now: now}
	for i := range p.crews {
		for range max(1, min(runtime.GOMAXPROCS(0), mostWorkers)) {
			p.crews[i] = append(p.crews[i], &worker{locator: locator, metrics: metrics})
		}
	}
	return p
}

// Handle makes one batch of messages durable. It returns nil, or a
// *stream.Reject that carries the messages which no retry helps (the rest is
// durable then), or another error: nothing may be committed.
func (p *Pipeline) Handle(ctx context.Context, messages []stream.Message) error {
	return p.Prepare(messages)(ctx)
}

// Prepare is Handle in two steps: it decodes and places the batch, and what it
// returns stores it. Of the batches that it made, stream.Prepared less one may
// wait to be stored or be stored when it is called.
func (p *Pipeline) Prepare(messages []stream.Message) func(context.Context) error {
	p.turn = (p.turn + 1) % len(p.crews)
	batch, letters := p.crews[p.turn].decode(messages, p.now())
	return func(ctx context.Context) error { return p.keep(ctx, batch, letters) }
}

// keep stores a batch that was decoded.
func (p *Pipeline) keep(ctx context.Context, batch *Batch, letters []stream.DeadLetter) error {
	started := p.now()
	if err := p.store.Store(ctx, batch); err != nil {
		p.metrics.storeFailed()
		return fmt.Errorf("store a batch: %w", err)
	}
	p.metrics.stored(batch, p.now().Sub(started))
	for i := range letters { // not before: a batch that is tried again would count them twice
		p.metrics.rejected(letters[i].Source.Topic, letters[i].Reason)
	}
	if len(letters) > 0 {
		return &stream.Reject{Letters: letters}
	}
	return nil
}

// decode turns messages into one batch, with a share for every worker, and
// puts the shares together in the messages' order: how many workers there are
// changes nothing that is stored.
func (c crew) decode(messages []stream.Message, now time.Time) (*Batch, []stream.DeadLetter) {
	shares := max(1, min(len(c), len(messages)/leastShare))
	var others sync.WaitGroup
	for i := 1; i < shares; i++ {
		share := messages[i*len(messages)/shares : (i+1)*len(messages)/shares]
		others.Go(func() { c[i].run(share, now) })
	}
	first := c[0]
	first.run(messages[:len(messages)/shares], now)
	others.Wait()
	letters := first.letters
	for _, w := range c[1:shares] {
		first.batch.join(&w.batch)
		letters = append(letters, w.letters...)
	}
	return &first.batch, letters
}
