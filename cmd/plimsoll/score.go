package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"plimsoll/ingest/stream"
	"plimsoll/risk/alert"
	"plimsoll/risk/behaviour"
	"plimsoll/risk/model"
	"plimsoll/risk/watch"
)

// scoreCmd runs derivation and scoring alone.
type scoreCmd struct {
	connections
	scoring
}

// Run implements the command.
func (c *scoreCmd) Run(p *process) error {
	if err := c.separate("score"); err != nil {
		return err
	}
	return withParts(p, c.connections, func(s *parts) error {
		log, err := s.newLog(alert.RuleBand, alert.RuleIdentityConflict, alert.RuleFeedStopped)
		if err != nil {
			return err
		}
		scorer, err := s.newScorer(p.ctx)
		if err != nil {
			return err
		}
		return s.score(p.ctx, c.scoring, scorer, log, make(chan struct{}, 1))
	})
}

// score makes passes while this process is the one that the group assigned
// the control topic's only partition to. kick asks for a pass before the timer.
func (s *parts) score(ctx context.Context, when scoring, scorer *model.Scorer, log *alert.Log, kick chan struct{}) error {
	passes := s.newPasses(when, scorer, log)
	var stop context.CancelFunc
	var running sync.WaitGroup
	consumer, err := s.cluster.NewConsumer(stream.ConsumeConfig{
		Group: stream.GroupScore, Topics: []string{stream.TopicControl},
		Handler: func(context.Context, []stream.Message) error { return nil },
		OnAssigned: func(_ context.Context, partitions []stream.Assignment) error {
			mine := len(partitions) > 0
			s.status.scoring(mine)
			if mine {
				var loop context.Context
				loop, stop = context.WithCancel(ctx)
				running.Go(func() { passes.loop(loop, when.ScoreEvery, kick) })
				running.Go(func() { passes.watchRecords(loop, watch.NewRecords(s.warehouse, s.now, scorer, log), kick) })
			}
			return nil
		},
		OnRevoked: func([]stream.Assignment) {
			s.status.scoring(false)
			if stop != nil {
				stop()
				running.Wait()
				stop = nil
			}
		},
	})
	if err != nil {
		return err
	}
	s.status.consumer(consumer)
	err = consumer.Run(ctx)
	running.Wait()
	return err
}

// passes is one round: derive, score, judge alerts.
type passes struct {
	*parts
	asOf    func() time.Time
	deriver *behaviour.Deriver
	scorer  *model.Scorer
	alerts  *alert.Runner
	seconds *prometheus.HistogramVec
}

// newScorer prepares the model, and puts it and the facts where SQL reads them.
func (s *parts) newScorer(ctx context.Context) (*model.Scorer, error) {
	scorer, err := model.New(s.warehouse, s.facts.tables, model.Options{})
	if err != nil {
		return nil, err
	}
	return scorer, scorer.Mirror(ctx)
}

func (s *parts) newPasses(when scoring, scorer *model.Scorer, log *alert.Log) *passes {
	p := &passes{
		parts: s, asOf: when.clock(s.now), scorer: scorer,
		deriver: behaviour.New(s.warehouse, s.facts.tables, s.now),
		alerts:  alert.New(log, alert.Options{Rescore: scorer, Behind: s.behind}),
	}
	p.seconds = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "plimsoll_pass_seconds", Help: "Duration of the steps of a pass.",
		Buckets: prometheus.ExponentialBuckets(0.005, 2, 16),
	}, []string{"step"})
	s.registry.MustRegister(p.seconds)
	return p
}

// clock is now, or for ever the moment that was asked for.
func (w scoring) clock(now func() time.Time) func() time.Time {
	if w.AsOf.IsZero() {
		return now
	}
	return func() time.Time { return w.AsOf.Time }
}

// catchingUp is for how long after a batch was stored more of the same feed may
// be on its way, though the broker has none of it yet.
const catchingUp = time.Minute

// behind says whether positions are on their way that were not stored yet.
func (s *parts) behind(ctx context.Context) (bool, error) {
	if stored := s.status.lastStored(); !stored.IsZero() && s.now().Sub(stored) < catchingUp {
		return true, nil
	}
	lag, err := s.cluster.Lag(ctx, stream.GroupIngest)
	return sumOf(lag) > 0, err
}

// soonest keeps passes that were asked for from following each other too
// closely; passes on the timer are further apart anyway.
const soonest = 2 * time.Second

// loop passes at once, then on the timer or when asked, never spending more
// than half of the time on it.
func (p *passes) loop(ctx context.Context, every time.Duration, kick <-chan struct{}) {
	for ctx.Err() == nil {
		started := p.now()
		err := p.once(ctx)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			p.log.Warn("a pass failed and is tried again", "error", err)
		}
		p.status.passed(p.now(), err)
		took := p.now().Sub(started)
		rest := time.NewTimer(max(soonest, took))
		select {
		case <-ctx.Done():
			rest.Stop()
			return
		case <-rest.C:
		}
		timer := time.NewTimer(max(0, every-took-soonest))
		select {
		case <-ctx.Done():
		case <-timer.C:
		case <-kick:
		}
		timer.Stop()
	}
}

func (p *passes) once(ctx context.Context) error {
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"derive", func() error { _, err := p.deriver.Pass(ctx); return err }},
		// Its clock is read after the derivation: what that found is known by then.
		{"score", func() error { _, err := p.scorer.Pass(ctx, p.asOf(), p.now()); return err }},
		{"alert", func() error { _, err := p.alerts.Pass(ctx, p.asOf()); return err }},
	} {
		began := p.now()
		if err := step.do(); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
		p.seconds.WithLabelValues(step.name).Observe(p.now().Sub(began).Seconds())
	}
	return nil
}
