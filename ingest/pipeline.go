package ingest

import (
	"context"
	"fmt"
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

// Locator says where points are. data/chart is one.
type Locator interface {
	PlaceBatch(lons, lats []float64, out []chart.Placing)
	Version() string
	Port(locode string) (chart.Port, bool)
}

// Pipeline turns messages into rows. It serves one consumer and is not safe
// for concurrent use.
type Pipeline struct {
	locator Locator
	store   Store
	metrics *Metrics
	now     func() time.Time
	batch   Batch
	places  []chart.Placing
}

// NewPipeline wires the parts. metrics may be shared by several pipelines.
func NewPipeline(locator Locator, store Store, metrics *Metrics, now func() time.Time) *Pipeline {
	return &Pipeline{locator: locator, store: store, metrics: metrics, now: now}
}

// Handle makes one batch of messages durable. It returns nil, or a
// *stream.Reject that carries the messages which no retry helps (the rest is
// durable then), or another error: nothing may be committed.
func (p *Pipeline) Handle(ctx context.Context, messages []stream.Message) error {
	p.batch.Reset()
	var letters []stream.DeadLetter
	for i := range messages {
		if reject := p.decode(&messages[i]); reject != nil {
			p.metrics.rejected(messages[i].Topic, reject.Reason)
			letters = append(letters, stream.DeadLetter{
				Reason: reject.Reason, Field: reject.Field, Fix: reject.Fix, Source: messages[i],
			})
		}
	}
	p.locate()
	started := p.now()
	if err := p.store.Store(ctx, &p.batch); err != nil {
		p.metrics.storeFailed()
		return fmt.Errorf("store a batch of %d messages: %w", len(messages), err)
	}
	p.metrics.stored(&p.batch, p.now().Sub(started))
	if len(letters) > 0 {
		return &stream.Reject{Letters: letters}
	}
	return nil
}

// locate places every position, every encounter that has one, and says whose
// port a call was at.
func (p *Pipeline) locate() {
	b := &p.batch
	n := b.Positions.Len()
	if cap(p.places) < n {
		p.places = make([]chart.Placing, n)
	}
	p.places = p.places[:n]
	p.locator.PlaceBatch(b.Positions.Lon, b.Positions.Lat, p.places)
	b.place(p.places, p.locator.Version())

	for i := range b.PortCalls {
		if port, known := p.locator.Port(b.PortCalls[i].Port); known {
			b.PortCalls[i].CoastalState = port.State
		}
	}
	for i := range b.Encounters {
		e := &b.Encounters[i]
		if e.Lon != e.Lon || e.Lat != e.Lat {
			continue
		}
		var one [1]chart.Placing
		p.locator.PlaceBatch([]float64{e.Lon}, []float64{e.Lat}, one[:])
		e.Zone, e.CoastalState, e.ShoreM = one[0].Zone.String(), one[0].State, float32(one[0].ShoreM)
	}
}
