package main

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"plimsoll/ingest/stream"
)

// The load that P12 is stated for.
const (
	loadRate   = 2000 // positions a second
	loadShips  = 5000
	loadTick   = 50 * time.Millisecond
	loadWarmup = 5 * time.Second
	inFlight   = 4 // produce calls that may wait for the broker at once
)

// produce sends the load at its pace: first without arrivals, then with them
// spread over the time.
func (g *alertRig) produce(ctx context.Context) (rate float64, err error) {
	group, sending := errgroup.WithContext(ctx)
	group.SetLimit(inFlight)
	ticker := time.NewTicker(loadTick)
	defer ticker.Stop()
	began, sent, next := time.Now(), 0, 0
	for sending.Err() == nil {
		elapsed := time.Since(began)
		if elapsed > loadWarmup+g.lasts {
			break
		}
		due := min(int(elapsed.Seconds()*loadRate)-sent, loadRate) // what was missed is made up for
		msgs := g.others.live(max(due, 0), time.Now())
		sent += len(msgs)
		var coming []*arrival
		for ; next < len(g.ships) && elapsed-loadWarmup > g.lasts*time.Duration(next)/time.Duration(len(g.ships)); next++ {
			coming = append(coming, g.ships[next])
		}
		group.Go(func() error { return g.send(sending, msgs, coming) })
		select {
		case <-ticker.C:
		case <-sending.Done():
		}
	}
	err = group.Wait()
	return float64(sent) / time.Since(began).Seconds(), err
}

// send produces one tick's messages, arrivals last.
func (g *alertRig) send(ctx context.Context, msgs []stream.Message, coming []*arrival) error {
	now := time.Now()
	for _, a := range coming {
		msgs = append(msgs, a.coming(now))
	}
	if err := g.producer.Produce(ctx, msgs...); err != nil {
		return err
	}
	took := time.Since(now)
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, a := range coming {
		a.sent, a.acknowledged = now, took
	}
	return nil
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
