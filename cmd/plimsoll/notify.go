package main

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"plimsoll/ingest"
	"plimsoll/ingest/event"
	"plimsoll/ingest/stream"
	"plimsoll/risk/alert"
	"plimsoll/risk/watch"
)

// notifyCmd runs the watch and the alert publisher alone. Any number may run:
// they share what is watched, and one of them publishes.
type notifyCmd struct{ connections }

// Run implements the command.
func (c *notifyCmd) Run(p *process) error {
	if err := c.separate("notify"); err != nil {
		return err
	}
	return withParts(p, c.connections, func(s *parts) error {
		log, err := s.newLog(alert.RuleArrival)
		if err != nil {
			return err
		}
		return s.notify(p.ctx, log, func([]alert.Transition) {})
	})
}

const (
	// watchFill is for how long a batch of the watch is filled: it bounds both
	// the commits a second and what an arrival waits for.
	watchFill    = 100 * time.Millisecond
	refreshEvery = 5 * time.Second
)

// newLog is the log of some rules, of all without any. A process has one.
func (s *parts) newLog(rules ...alert.Rule) (*alert.Log, error) {
	log, err := alert.NewLog(s.warehouse, s.now, rules...)
	if err != nil {
		return nil, err
	}
	log.CountIn(alert.NewMetrics(s.registry))
	return log, nil
}

// notify watches arrivals and, while this process is the one to do it, publishes
// alert steps, until the context ends. told hears of steps that this process
// stored or published.
func (s *parts) notify(ctx context.Context, log *alert.Log, told func([]alert.Transition)) error {
	publishing := &tenure{topic: event.TopicPositions, work: func(ctx context.Context) { s.publish(ctx, log, told) }}
	return s.watch(ctx, log, publishing, told)
}

func (s *parts) watch(ctx context.Context, log *alert.Log, publishing *tenure, told func([]alert.Transition)) error {
	eyes := watch.New(s.warehouse, s.now, log, watch.Options{Ports: s.facts.sea})
	sighter := ingest.NewSighter(s.facts.sea, s.now)
	consumer, err := s.cluster.NewConsumer(stream.ConsumeConfig{
		// Records are read and left to the scorer, which looks at them as soon as they are stored: unread they would stay in the log.
		Group: stream.GroupWatch, Topics: []string{event.TopicPositions, event.TopicPortCalls, event.TopicRecords},
		MaxRows: 20_000, MaxWait: watchFill,
		OnAssigned: func(assigned context.Context, partitions []stream.Assignment) error {
			report, err := eyes.Assigned(assigned)
			told(report.Steps)
			if err == nil {
				publishing.begin(ctx, partitions)
			}
			return err
		},
		OnRevoked: func([]stream.Assignment) { publishing.end() },
		Handler: func(ctx context.Context, batch []stream.Message) error {
			steps, err := observe(ctx, eyes, sighter.Read(batch, s.now().Add(-watch.Recent)))
			told(steps)
			return err
		},
	})
	if err != nil {
		return err
	}
	s.status.consumer(consumer)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return consumer.Run(ctx) })
	group.Go(func() error {
		every(ctx, refreshEvery, nil, func() {
			report, err := eyes.Refresh(ctx)
			told(report.Steps)
			if err != nil && ctx.Err() == nil {
				s.log.Warn("the watch could not be refreshed and is tried again", "error", err)
			}
		})
		return nil
	})
	return group.Wait()
}

// observe shows the watch a batch, and gives the steps that it stored.
func observe(ctx context.Context, eyes *watch.Watch, seen *ingest.Sightings) ([]alert.Transition, error) {
	positions, err := eyes.Observe(ctx, sightings(seen))
	if err != nil {
		return positions.Steps, fmt.Errorf("watch positions: %w", err)
	}
	told, err := eyes.ObserveCall(ctx, calls(seen))
	if err != nil {
		err = fmt.Errorf("watch port calls: %w", err)
	}
	return append(positions.Steps, told.Steps...), err
}

// every runs work at once, on each tick, and when changed's channel closes.
func every(ctx context.Context, interval time.Duration, changed func() <-chan struct{}, work func()) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for ctx.Err() == nil {
		var news <-chan struct{}
		if changed != nil {
			news = changed()
		}
		work()
		select {
		case <-ctx.Done():
		case <-ticker.C:
		case <-news:
		}
	}
}

func sightings(seen *ingest.Sightings) []watch.Sighting {
	p := &seen.Positions
	list := make([]watch.Sighting, p.Len())
	for i := range list {
		list[i] = watch.Sighting{
			MMSI: uint32(p.MMSI[i]), ObservedAt: p.ObservedAt[i], ReceivedAt: p.ReceivedAt[i],
			Lon: p.Lon[i], Lat: p.Lat[i], Port: seen.Places[i].Port,
		}
	}
	return list
}

func calls(seen *ingest.Sightings) []watch.Call {
	kinds := map[string]watch.CallKind{"announced": watch.Announced, "arrived": watch.Arrived, "departed": watch.Departed}
	list := make([]watch.Call, 0, len(seen.Calls))
	for i := range seen.Calls {
		c := &seen.Calls[i]
		list = append(list, watch.Call{
			IMO: uint32(c.IMO), MMSI: uint32(c.MMSI), Kind: kinds[c.Kind], Port: c.Port,
			At: c.At, ReceivedAt: c.ReceivedAt, Source: c.Source,
		})
	}
	return list
}
