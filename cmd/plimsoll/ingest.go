package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"plimsoll/ingest"
	"plimsoll/ingest/stream"
)

// ingestCmd runs the ingester alone.
type ingestCmd struct{ connections }

// Run implements the command.
func (c *ingestCmd) Run(p *process) error {
	if err := c.separate("ingest"); err != nil {
		return err
	}
	return withParts(p, c.connections, func(s *parts) error { return s.ingest(p.ctx, nil) })
}

// withParts opens everything, does the work, and closes everything.
func withParts(p *process, conf connections, work func(*parts) error) (err error) {
	s, err := open(p, conf)
	defer func() { err = errors.Join(err, s.close()) }()
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(p.ctx)
	var looking sync.WaitGroup
	looking.Go(func() {
		ticker := time.NewTicker(lookEvery)
		defer ticker.Stop()
		s.facts.watch(ctx, ticker.C)
	})
	s.onClose(func() error { stop(); looking.Wait(); return nil }) // before the warehouse is closed
	return work(s)
}

// ingest consumes the feeds until the context ends. stored, when set, is told
// after each batch that something new is in the warehouse.
func (s *parts) ingest(ctx context.Context, stored func()) error {
	pipeline := ingest.NewPipeline(s.facts.sea, ingest.WarehouseStore{Warehouse: s.warehouse}, ingest.NewMetrics(s.registry), s.now)
	consumer, err := s.cluster.NewConsumer(stream.ConsumeConfig{
		Group: ingest.Group, Topics: ingest.Topics(), DeadLetters: s.producer,
		MaxRows: 50_000, MaxWait: 250 * time.Millisecond,
		Prepare: func(batch []stream.Message) func(context.Context) error {
			store := pipeline.Prepare(batch)
			return func(ctx context.Context) error {
				err := store(ctx)
				s.status.storedAt(s.now())
				if stored != nil {
					stored()
				}
				return err
			}
		},
	})
	if err != nil {
		return err
	}
	s.status.consumer(consumer)
	return consumer.Run(ctx)
}
