package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"golang.org/x/sync/errgroup"

	"plimsoll/api"
	"plimsoll/api/control"
	"plimsoll/data/warehouse"
	"plimsoll/ingest/stream"
)

// scoring says when passes are made, and for which moment.
type scoring struct {
	ScoreEvery time.Duration `help:"Time between two passes over all vessels." default:"15s"`
	AsOf       moment        `help:"Score as of this day or moment instead of now: for replays and training."`
}

// serving says where the API listens.
type serving struct {
	Listen string `help:"Address of the API and the page. Without keys only loopback is served." default:"127.0.0.1:8080"`
}

// runCmd starts everything in one process.
type runCmd struct {
	connections
	scoring
	serving
	Demo       bool          `help:"On the first start, feed a made-up fleet. Without it nothing is made up."`
	SweepEvery time.Duration `help:"Time between two sweeps of the embedded broker, which delete what was consumed." default:"30s"`
}

// Run implements the command.
func (c *runCmd) Run(p *process) error {
	if err := api.LoopbackOnly(c.Listen); err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	started := p.now()
	return withParts(p, c.connections, func(s *parts) error {
		web, err := net.Listen("tcp", c.Listen)
		if err != nil {
			return err
		}
		defer func() { _ = web.Close() }()
		scorer, err := s.newScorer(p.ctx)
		if err != nil {
			return err
		}
		log, err := s.newLog()
		if err != nil {
			return err
		}
		server, err := s.newServer(scorer, c.scoring)
		if err != nil {
			return err
		}
		socket, err := control.Listen(c.DataDir) // before it says that it is up: a feed may come at once
		if err != nil {
			return err
		}
		kick := make(chan struct{}, 1)
		s.facts.tell(func() { tryKick(kick) }) // other facts, other scores
		group, ctx := errgroup.WithContext(p.ctx)
		group.Go(func() error { return s.ingest(ctx, func() { tryKick(kick) }) })
		group.Go(func() error { return s.score(ctx, c.scoring, scorer, log, kick) })
		group.Go(func() error { return s.notify(ctx, log, server.Broadcast) })
		group.Go(func() error { return serveOn(ctx, web, server) })
		group.Go(func() error { return control.Serve(ctx, socket, controlled{s}) })
		group.Go(func() error { s.janitor(ctx, c.SweepEvery); return nil })
		if c.Demo {
			group.Go(func() error { return s.demo(ctx) })
		}
		fmt.Fprintf(p.stdout, "plimsoll is up after %s on %s and %s\n  look at  http://%s/\n  ask      curl 'http://%s/v1/alerts?rule=band&limit=1'\n  feed     plimsoll feed --data-dir %s FILE...\n",
			p.now().Sub(started).Round(10*time.Millisecond), s.warehouse.Engine(), s.cluster.Name(), web.Addr(), web.Addr(), c.DataDir)
		if err := group.Wait(); err != nil && !errors.Is(err, context.Canceled) {
			return err
		}
		return nil
	})
}

func tryKick(kick chan<- struct{}) {
	select {
	case kick <- struct{}{}:
	default:
	}
}

// janitor keeps the embedded broker small; Apache Kafka keeps itself.
func (s *parts) janitor(ctx context.Context, every time.Duration) {
	janitor, err := stream.NewJanitor(s.cluster, stream.JanitorConfig{})
	if err != nil {
		return // not embedded: nothing to sweep
	}
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	janitor.Run(ctx, ticker.C)
}

// controlled is the service as the control socket sees it.
type controlled struct{ *parts }

// Broker implements control.Service.
func (c controlled) Broker() control.Broker {
	b := control.Broker{Addresses: c.cluster.Brokers()}
	if credentials := c.cluster.Credentials(); credentials != nil {
		b.Mechanism, b.Username, b.Password = credentials.Mechanism, credentials.Username, credentials.Password
	}
	return b
}

// Backlog implements control.Service.
func (c controlled) Backlog(ctx context.Context) (int64, error) { return c.cluster.Backlog(ctx) }

// Imports implements control.Importer.
func (c controlled) Imports(ctx context.Context) ([]warehouse.Import, error) {
	return c.warehouse.Imports(ctx)
}

// ImportContent implements control.Importer.
func (c controlled) ImportContent(ctx context.Context, i warehouse.Import) ([]byte, error) {
	return c.warehouse.ImportContent(ctx, i)
}

// AddImports implements control.Importer.
func (c controlled) AddImports(ctx context.Context, acts ...warehouse.Act) ([]warehouse.Import, error) {
	return c.facts.accept(ctx, acts)
}

// Check implements control.Service.
func (c controlled) Check(ctx context.Context) (control.Check, error) {
	check := control.Check{
		Engine: c.warehouse.Engine(), Broker: c.cluster.Name(),
		Lag: map[string]int64{}, Tables: map[string]control.TableSize{},
	}
	if last, _, _ := c.status.pass(); !last.IsZero() {
		check.LastPass = &last
	}
	for _, group := range []string{stream.GroupIngest, stream.GroupWatch, stream.GroupScore} {
		lag, err := c.cluster.Lag(ctx, group)
		if err != nil {
			return check, err
		}
		for _, n := range lag {
			check.Lag[group] += n
		}
	}
	var err error
	if check.BacklogBytes, err = c.cluster.Backlog(ctx); err != nil {
		return check, err
	}
	sizes, err := c.warehouse.Sizes(ctx)
	for table, size := range sizes {
		check.Tables[table] = control.TableSize{Rows: size.Rows, Bytes: size.Bytes}
	}
	return check, err
}
