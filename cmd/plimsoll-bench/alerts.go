package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"sync"
	"time"

	"plimsoll/api/control"
	"plimsoll/data/chart"
	"plimsoll/ingest/stream"
)

const (
	alertGoal    = 1.0 // P12's, in seconds, for arrivals
	refreshWait  = 15 * time.Second
	lastPatience = 20 * time.Second
)

// measureAlerts takes the time from the moment an arrival is handed to the
// producer to the moment its alert comes in on the alert stream of the running
// service, at 2,000 positions a second. There is no baseline.
func measureAlerts(ctx context.Context, b *bench) (r result, err error) {
	rig := &alertRig{bench: b, arrivals: 300, lasts: 30 * time.Second}
	if b.short {
		rig.arrivals, rig.lasts = 30, 5*time.Second
	}
	if err := rig.open(ctx); err != nil {
		return r, errors.Join(err, rig.close())
	}
	defer func() { err = errors.Join(err, rig.close()) }()
	if err := rig.prepare(ctx); err != nil {
		return r, err
	}
	rate, err := rig.measure(ctx)
	if err != nil {
		return r, err
	}
	times, err := latencies(rig.ships)
	if err != nil {
		return r, err
	}
	var acknowledged []float64
	for _, a := range rig.ships {
		acknowledged = append(acknowledged, a.acknowledged.Seconds())
	}
	p99 := quantile(times, 0.99)
	return result{
		what: fmt.Sprintf("arrival at a port, accepted to alert delivered, at %.0f positions/s", rate),
		ours: fmt.Sprintf("p99 %s (p50 %s, max %s, n %d)", seconds(p99), seconds(quantile(times, 0.5)), seconds(quantile(times, 1)), len(times)),
		goal: fmt.Sprintf("p99 <= %.0f s", alertGoal), met: p99 <= alertGoal && rate >= 0.95*loadRate,
		ran: []string{engineLine(rig.check.Engine), brokerLine(rig.check.Broker)},
		notes: []string{
			fmt.Sprintf("from before the position is handed to the producer, so acceptance by the broker (p50 %s, p99 %s) is inside; to its event on GET /v1/alerts/stream",
				seconds(median(acknowledged)), seconds(quantile(acknowledged, 0.99))),
			fmt.Sprintf("%d ships at once in %s, each with an open abandonment, among %d other ships; producer, service and scoring passes on the same cores",
				len(times), rig.lasts, loadShips),
		},
	}, nil
}

// alertRig is P12: a running service, ships that it watches, and a load.
type alertRig struct {
	*bench
	arrivals int
	lasts    time.Duration
	service  *service
	client   *control.Client
	check    control.Check
	cluster  *stream.Cluster
	producer *stream.Producer
	others   *fleet

	mu    sync.Mutex // of the ships' times
	ships []*arrival
}

// open starts the service and connects to its broker, as feed does.
func (g *alertRig) open(ctx context.Context) (err error) {
	dir := filepath.Join(g.dir, "alerts")
	if g.service, err = startService(ctx, g.bench, dir); err != nil {
		return err
	}
	if err := g.service.awaitPage(ctx); err != nil {
		return err
	}
	g.client = control.Dial(dir)
	if g.check, err = g.client.Check(ctx); err != nil {
		return err
	}
	broker, err := g.client.Broker(ctx)
	if err != nil {
		return err
	}
	login := &stream.Credentials{Mechanism: broker.Mechanism, Username: broker.Username, Password: broker.Password}
	if g.cluster, err = stream.Dial(ctx, broker.Addresses, login); err != nil {
		return err
	}
	g.producer = stream.NewProducer(g.cluster, stream.ProducerConfig{})
	sea, err := chart.Load()
	if err != nil {
		return err
	}
	g.others = newFleet(sea, loadShips, time.Now())
	g.ships, err = newArrivals(sea, g.arrivals)
	return err
}

func (g *alertRig) close() error {
	var errs []error
	if g.producer != nil {
		errs = append(errs, g.producer.Close())
	}
	if g.cluster != nil {
		g.cluster.Close()
	}
	if g.service != nil {
		errs = append(errs, g.service.stop())
	}
	return errors.Join(errs...)
}

// prepare feeds the ships' past and waits until each has its band alert, and
// the watch had time to learn of it.
func (g *alertRig) prepare(ctx context.Context) error {
	g.logf("P12: feeding the past of %d ships, waiting for their scores", len(g.ships))
	var msgs []stream.Message
	for _, a := range g.ships {
		msgs = append(msgs, a.past(time.Now())...)
	}
	if err := g.producer.Produce(ctx, msgs...); err != nil {
		return err
	}
	found := 0
	err := g.service.await(ctx, 3*time.Minute, time.Second, "band alerts of all ships", func(ctx context.Context) (bool, error) {
		n, err := g.bandAlerts(ctx)
		if n != found {
			found = n
			g.logf("P12: %d of %d ships have their alert", n, len(g.ships))
		}
		return n >= len(g.ships), err
	})
	if err != nil {
		return err
	}
	return pause(ctx, refreshWait)
}

// bandAlerts counts vessels with an alert about their band.
func (g *alertRig) bandAlerts(ctx context.Context) (int, error) {
	vessels := map[string]bool{}
	for cursor := ""; ; {
		var page struct {
			Alerts []struct {
				Vessel string `json:"vessel_id"`
			}
			Next string
		}
		query := url.Values{"rule": {"band"}, "state": {"active"}, "limit": {"100"}}
		if cursor != "" {
			query.Set("cursor", cursor)
		}
		if status := g.service.get(ctx, "/v1/alerts?"+query.Encode(), &page); status != 200 {
			return 0, fmt.Errorf("GET /v1/alerts answered %d", status)
		}
		for _, a := range page.Alerts {
			vessels[a.Vessel] = true
		}
		if cursor = page.Next; cursor == "" {
			return len(vessels), nil
		}
	}
}

// measure produces the load with the arrivals among it, and listens. It returns
// the rate that was reached.
func (g *alertRig) measure(ctx context.Context) (rate float64, err error) {
	g.logf("P12: %d positions a second for %s", loadRate, g.lasts)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	all := make(chan struct{})
	events, err := g.service.listen(ctx)
	if err != nil {
		return 0, err
	}
	listened := make(chan error, 1)
	go func() { listened <- g.hear(events, all) }()
	rate, err = g.produce(ctx)
	if err != nil {
		return 0, err
	}
	patience := time.NewTimer(lastPatience)
	defer patience.Stop()
	select {
	case <-all:
	case <-patience.C: // latencies says who is missing
	case err := <-listened:
		return rate, fmt.Errorf("the alert stream ended: %w", err)
	case <-ctx.Done():
		return rate, ctx.Err()
	}
	return rate, nil
}

// hear notes when alerts of arrivals come in; all is closed after the last.
func (g *alertRig) hear(events *eventReader, all chan<- struct{}) error {
	defer events.close()
	byID := map[string]*arrival{}
	for _, a := range g.ships {
		byID[a.id()] = a
	}
	for left := len(byID); ; {
		e, err := events.next()
		if err != nil {
			return err
		}
		a := byID[e.Vessel]
		if a == nil || e.Rule != "arrival" || e.Place != a.port.Locode {
			continue
		}
		g.mu.Lock()
		a.heard = e.received
		g.mu.Unlock()
		delete(byID, e.Vessel)
		if left--; left == 0 {
			close(all)
		}
	}
}
