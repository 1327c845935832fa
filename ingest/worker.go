package ingest

import (
	"time"

	"plimsoll/data/chart"
	"plimsoll/ingest/stream"
)

const (
	mostWorkers = 8    // each holds its share of a batch
	leastShare  = 2048 // messages that repay a goroutine
)

// worker decodes and places its share of a batch, beside others.
type worker struct {
	locator   Locator
	metrics   *Metrics
	envelopes opener
	batch     Batch
	places    placer
	letters   []stream.DeadLetter
}

// run replaces what the worker holds by the batch of these messages.
func (w *worker) run(messages []stream.Message, now time.Time) {
	w.batch.Reset()
	w.letters = nil // handed on with the batch before
	for i := range messages {
		if reject := w.decode(&messages[i], now); reject != nil {
			w.letters = append(w.letters, stream.DeadLetter{
				Reason: reject.Reason, Field: reject.Field, Fix: reject.Fix, Source: messages[i],
			})
		}
	}
	w.locate()
}

// locate places every position, every encounter that has one, and says whose
// port a call was at.
func (w *worker) locate() {
	b, sea := &w.batch, inForce(w.locator)
	w.places.place(sea, b.Positions.Lon, b.Positions.Lat)
	b.place(&w.places, sea.Version())

	for i := range b.PortCalls {
		if port, known := sea.Port(b.PortCalls[i].Port); known {
			b.PortCalls[i].CoastalState = port.State
		}
	}
	for i := range b.Encounters {
		e := &b.Encounters[i]
		if e.Lon != e.Lon || e.Lat != e.Lat {
			continue
		}
		var one [1]chart.Placing
		sea.PlaceBatch([]float64{e.Lon}, []float64{e.Lat}, one[:])
		e.Zone, e.CoastalState, e.ShoreM = one[0].Zone.String(), coastalState(&one[0]), float32(one[0].ShoreM)
	}
}
