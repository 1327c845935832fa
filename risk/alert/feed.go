package alert

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// feedSilence is how long nobody must have been seen for the feed to count as
// stopped.
const feedSilence = 24 * time.Hour

// feed assesses whether positions are still observed at all, by when they were
// observed: a history that is being read in does not hide a feed that is dead.
func (r *Runner) feed(ctx context.Context, asOf time.Time) ([]Assessment, error) {
	var positions uint64
	var first, last time.Time
	if err := query(ctx, r.log.w, "feed", func(q driver.Rows) error { return q.Scan(&positions, &first, &last) }); err != nil {
		return nil, err
	}
	a := Assessment{Key: Key{Rule: RuleFeedStopped}, Closing: AtOnce}
	if last.After(asOf) { // a moment of the past: what was seen by then?
		seen, err := r.seenBetween(ctx, asOf.Add(-feedSilence), asOf)
		if err != nil {
			return nil, err
		}
		last = seen
	}
	switch {
	case positions == 0 || first.After(asOf.Add(-feedSilence)):
		return nil, nil // nothing has been fed for a day yet
	case last.IsZero():
		a.Words = "no position of any vessel was observed in the 24 hours up to " + day(asOf)
	case asOf.Sub(last) >= feedSilence:
		a.Words = "no position of any vessel has been observed since " + day(last)
	}
	current, there := r.log.Find(a.Key)
	if a.Words != "" {
		a.Level, a.ObservedAt = 1, asOf
		a.Words += "; until the feed is back, silence says nothing about a vessel. Check the receivers, the producers and the broker"
	} else {
		a.ObservedAt, a.Words = last, "positions are observed again, the last known at "+day(last)
	}
	if there && current.State.Active() == (a.Level > 0) || !there && a.Level == 0 {
		return nil, nil
	}
	if a.Level > 0 && r.behind != nil {
		if behind, err := r.behind(ctx); err != nil || behind {
			return nil, err
		}
	}
	return []Assessment{a}, nil
}

// seenBetween is the time of some position of a span, zero when there is none.
func (r *Runner) seenBetween(ctx context.Context, from, to time.Time) (seen time.Time, err error) {
	err = query(ctx, r.log.w, "feed_before", func(q driver.Rows) error { return q.Scan(&seen) }, clickhouse.Named("from", from), clickhouse.Named("to", to))
	return seen.UTC(), err
}
