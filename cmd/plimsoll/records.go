package main

import (
	"context"
	"time"

	"plimsoll/risk/watch"
)

// recordsEvery is how soon a record that was stored is looked at: with what the
// ingester and the scoring of one vessel take it has to stay below a second.
const recordsEvery = 150 * time.Millisecond

// watchRecords scores vessels that new records name between passes, and asks for
// a pass when that is not enough.
func (p *passes) watchRecords(ctx context.Context, records *watch.Records, kick chan<- struct{}) {
	failing := false
	every(ctx, recordsEvery, nil, func() {
		began := p.now()
		report, err := records.Look(ctx, p.asOf())
		if err != nil && ctx.Err() == nil && !failing {
			p.log.Warn("vessels that a record names could not be scored at once; the next pass does it", "error", err)
		}
		failing = err != nil
		if report.Scored > 0 {
			p.seconds.WithLabelValues("records").Observe(p.now().Sub(began).Seconds())
		}
		if report.Rest {
			tryKick(kick)
		}
	})
}
