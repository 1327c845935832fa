package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"plimsoll/data/chart"
	"plimsoll/data/reference"
	"plimsoll/ingest/event"
	"plimsoll/ingest/feed"
	"plimsoll/ingest/simulate"
)

// simulateCmd writes a synthetic fleet.
type simulateCmd struct {
	Out     string `help:"Folder to write to: one gzipped JSON-lines file per topic, and truth.json." required:"" type:"path"`
	Vessels int    `help:"Number of vessels." default:"100"`
	Days    int    `help:"Days of history." default:"90"`
	Seed    uint64 `help:"The same seed gives the same fleet." default:"1"`
	End     moment `help:"Day or moment on which the history ends; now when not given."`
}

// Run implements the command.
func (c *simulateCmd) Run(p *process) error {
	sea, err := chart.Load()
	if err != nil {
		return err
	}
	facts, err := reference.Load()
	if err != nil {
		return err
	}
	end := c.End.Time
	if now := p.now(); end.IsZero() || end.After(now) { // the end of today has not come
		end = now
	}
	truth, err := simulate.WriteDir(p.ctx, c.Out, simulate.Options{Vessels: c.Vessels, Days: c.Days, Seed: c.Seed, End: end}, sea, facts)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.stdout, "%s: %d vessels, %d planted conditions; feed it with plimsoll feed %s\n", c.Out, c.Vessels, len(truth), c.Out)
	return err
}

// demoMark is the file that says that the demo fleet was fed.
const demoMark = "demo-fed"

// demo feeds the made-up fleet on the first start. A process that was killed
// in the middle feeds it again with the same end, which changes nothing that
// was stored.
func (s *parts) demo(ctx context.Context) error {
	mark := filepath.Join(s.conf.DataDir, demoMark)
	if _, err := os.Stat(mark); err == nil {
		return nil
	}
	end, err := s.demoEnd()
	if err != nil {
		return err
	}
	line := &feedLine{cluster: s.cluster, producer: s.producer}
	send := line.send(ctx)
	_, err = simulate.Generate(ctx, simulate.Demo(end), s.facts.sea.Current(), s.facts.tables.Current(), func(topic string, key, value []byte, headers []event.Header) error {
		return send(feed.Output{Topic: topic, Key: key, Value: value, Headers: headers})
	})
	if err == nil {
		err = line.flush(ctx)
	}
	if err != nil {
		return fmt.Errorf("feed the demo fleet: %w", err)
	}
	s.log.Info("the demo fleet is fed; every vessel in it is made up")
	return os.WriteFile(mark, []byte(end.Format(time.RFC3339)+"\n"), 0o600)
}

// demoEnd is the moment at which the demo's history ends: that of the first
// attempt, which is kept so that a second one gives the same events.
func (s *parts) demoEnd() (time.Time, error) {
	path := filepath.Join(s.conf.DataDir, "demo-end")
	text, err := os.ReadFile(path)
	switch {
	case err == nil && len(text) > 0: // an empty one was being written when the process was killed, before anything was fed
		return time.Parse(time.RFC3339, string(text))
	case err != nil && !errors.Is(err, os.ErrNotExist):
		return time.Time{}, err
	}
	end := s.now().UTC().Truncate(time.Second)
	return end, os.WriteFile(path, []byte(end.Format(time.RFC3339)), 0o600)
}
