package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"plimsoll/data/warehouse"
	"plimsoll/ingest"
	"plimsoll/ingest/stream"
)

// consume runs the service's own pipeline until everything is committed.
func (g *ingestRig) consume(ctx context.Context, w *warehouse.Warehouse) (timed, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	store := &timedStore{next: ingest.WarehouseStore{Warehouse: w}}
	pipeline := ingest.NewPipeline(g.sea, store, ingest.NewMetrics(prometheus.NewRegistry()), time.Now)
	var decoding time.Duration // of the consumer's goroutine, which has ended when it is read
	began := make(chan stopwatch, 1)
	g.rounds++
	consumer, err := g.cluster.NewConsumer(stream.ConsumeConfig{
		Group: fmt.Sprintf("bench-%d", g.rounds), Topics: ingest.Topics(), DeadLetters: g.producer,
		Prepare: func(batch []stream.Message) func(context.Context) error {
			began := time.Now()
			defer func() { decoding += time.Since(began) }()
			return pipeline.Prepare(batch)
		},
		OnAssigned: func(context.Context, []stream.Assignment) error {
			began <- startWatch()
			return nil
		},
	})
	if err != nil {
		return timed{}, err
	}
	ended := make(chan error, 1)
	go func() { ended <- consumer.Run(ctx) }()
	var watch stopwatch
	select {
	case watch = <-began:
	case err := <-ended:
		return timed{}, errors.Join(err, ctx.Err())
	}
	poll := time.NewTicker(time.Millisecond)
	defer poll.Stop()
	var status stream.Status
	for status = consumer.Status(); status.Messages < g.messages && ctx.Err() == nil; status = consumer.Status() {
		<-poll.C
	}
	took, cpu := watch.stop()
	if err := errors.Join(ctx.Err(), func() error { cancel(); return <-ended }()); err != nil {
		return timed{}, err
	}
	if status.Rejected > 0 || status.Failures > 0 {
		return timed{}, fmt.Errorf("the pipeline rejected %d messages and failed %d times (%s); such a run measures nothing", status.Rejected, status.Failures, status.Problem)
	}
	return timed{rows: g.rows, inserts: int(status.Batches), took: took, cpu: cpu, decoding: decoding, storing: store.took}, nil
}

// timedStore measures how long the pipeline waits for its store.
type timedStore struct {
	next ingest.Store
	took time.Duration
}

// Store implements ingest.Store.
func (s *timedStore) Store(ctx context.Context, b *ingest.Batch) error {
	began := time.Now()
	defer func() { s.took += time.Since(began) }()
	return s.next.Store(ctx, b)
}
