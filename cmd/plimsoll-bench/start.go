package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"plimsoll/api/control"
	"plimsoll/data/warehouse/engine"
	"plimsoll/ingest/stream"
)

// startGoal is P16's, in seconds.
const startGoal = 3.0

// measureStart takes the time from the start of the service's process on an
// empty directory to the first page it serves, against a process that opens
// engine and broker on an empty directory and does nothing else.
func measureStart(ctx context.Context, b *bench) (r result, err error) {
	rig := &startRig{bench: b}
	// Whoever comes first would read the engine's library from the disk.
	if _, _, err := rig.pair(ctx, 0); err != nil {
		return r, err
	}
	var ours, bare []float64
	for pair := range b.pairs {
		one, two, err := rig.pair(ctx, pair)
		if err != nil {
			return r, err
		}
		ours, bare = append(ours, one.Seconds()), append(bare, two.Seconds())
		b.logf("P16 pair %d of %d: %s against %s", pair+1, b.pairs, seconds(one.Seconds()), seconds(two.Seconds()))
	}
	times := summarise(ours)
	return result{
		what: "start on an empty directory to the first page, against opening bare engine and broker",
		ours: spread(times, seconds), baseline: spread(summarise(bare), seconds),
		ratio: spread(summarise(ratios(ours, bare)), plain), goal: fmt.Sprintf("<= %.0f s", startGoal), met: times.median <= startGoal,
		ran:   []string{engineLine(rig.engine), brokerLine(rig.broker)},
		notes: []string{"both are processes of their own, after one unmeasured start of each, so that the library is in the file cache; the page is GET /"},
	}, nil
}

type startRig struct {
	*bench
	round          int
	engine, broker string
}

// pair starts both once.
func (g *startRig) pair(ctx context.Context, pair int) (ours, bare time.Duration, err error) {
	one := func() (err error) { ours, err = g.service(ctx); return err }
	two := func() (err error) { bare, err = g.bare(ctx); return err }
	if !oursFirst(pair) {
		one, two = two, one
	}
	return ours, bare, errors.Join(one(), two())
}

func (g *startRig) folder() string {
	g.round++
	return filepath.Join(g.dir, fmt.Sprintf("start-%d", g.round))
}

// service starts the service and waits for its first page.
func (g *startRig) service(ctx context.Context) (took time.Duration, err error) {
	dir := g.folder()
	s, err := startService(ctx, g.bench, dir)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, s.stop(), os.RemoveAll(dir)) }()
	if err := s.awaitPage(ctx); err != nil {
		return 0, err
	}
	took = time.Since(s.began)
	if g.engine == "" {
		check, err := control.Dial(dir).Check(ctx)
		if err != nil {
			return 0, err
		}
		g.engine, g.broker = check.Engine, check.Broker
	}
	return took, nil
}

// bare starts this program as the baseline and waits for its word.
func (g *startRig) bare(ctx context.Context) (took time.Duration, err error) {
	dir := g.folder()
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	exe, err := os.Executable()
	if err != nil {
		return 0, err
	}
	cmd := exec.CommandContext(ctx, exe, "-bare", dir)
	cmd.Stderr = g.stderr
	stdin, err := cmd.StdinPipe() // it ends when this is closed, also by our death
	if err != nil {
		return 0, err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return 0, err
	}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	line, readErr := bufio.NewReader(stdout).ReadString('\n')
	took = time.Since(began)
	if err := errors.Join(stdin.Close(), cmd.Wait()); err != nil {
		return 0, fmt.Errorf("bare engine and broker: %w", err)
	}
	if readErr != nil || line != bareReady {
		return 0, fmt.Errorf("bare engine and broker said %q (%w)", line, readErr)
	}
	return took, nil
}

const bareReady = "ready\n"

// runBare is the baseline's process: it opens engine and broker, without
// schema or topics, says so, and waits for its input to end.
func runBare(ctx context.Context, dir string, stdin io.Reader, stdout io.Writer) (err error) {
	library, err := engine.Locate(os.Getenv)
	if err != nil {
		return err
	}
	e, err := engine.Open(ctx, engine.Config{Library: library, Path: filepath.Join(dir, "clickhouse")})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	cluster, err := stream.Open(ctx, stream.Config{DataDir: dir, Topics: []stream.Topic{}, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	defer cluster.Close()
	if _, err := io.WriteString(stdout, bareReady); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, stdin)
	return err
}

// awaitPage asks for the page until it is served.
func (s *service) awaitPage(ctx context.Context) error {
	return s.await(ctx, time.Minute, 2*time.Millisecond, "GET /", func(ctx context.Context) (bool, error) {
		return s.get(ctx, "/", nil) == http.StatusOK, nil
	})
}
