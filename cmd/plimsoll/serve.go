package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"plimsoll/api"
	"plimsoll/risk/alert"
	"plimsoll/risk/model"
)

// serveCmd runs the API alone.
type serveCmd struct {
	connections
	scoring
	serving
}

// Run implements the command.
func (c *serveCmd) Run(p *process) error {
	if err := c.separate("serve"); err != nil {
		return err
	}
	if err := api.LoopbackOnly(c.Listen); err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	return withParts(p, c.connections, func(s *parts) error {
		scorer, err := s.newScorer(p.ctx)
		if err != nil {
			return err
		}
		server, err := s.newServer(scorer, c.scoring)
		if err != nil {
			return err
		}
		listener, err := net.Listen("tcp", c.Listen)
		if err != nil {
			return err
		}
		fmt.Fprintf(p.stdout, "plimsoll serves\n  look at  http://%s/\n", listener.Addr())
		return serveOn(p.ctx, listener, server)
	})
}

func (s *parts) newServer(scorer *model.Scorer, when scoring) (*api.Server, error) {
	return api.New(api.Config{
		Warehouse: s.warehouse, Facts: s.facts.tables, Chart: s.facts.sea, Scorer: scorer, Registry: s.registry,
		Ready: s.ready, AsOf: when.clock(s.now), Now: s.now, Log: s.log, Version: version(),
		Late: s.late(),
	})
}

// late is how long others' steps of alerts may take to show up in the warehouse:
// nobody else writes to that of this process.
func (s *parts) late() time.Duration {
	if s.conf.Clickhouse == "" {
		return 0
	}
	return alert.Late
}

// serveOn answers until the context ends, then lets requests in hand finish.
func serveOn(ctx context.Context, listener net.Listener, server *api.Server) error {
	web := &http.Server{
		Handler: server.Handler(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute,
		BaseContext: func(net.Listener) context.Context { return ctx }, // ends the alert streams
	}
	stopped := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		stopped <- web.Shutdown(grace)
	})
	err := web.Serve(listener)
	if !errors.Is(err, http.ErrServerClosed) {
		stop()
		return fmt.Errorf("serve: %w", err)
	}
	return <-stopped
}
