package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"time"

	"plimsoll/data/chart"
	"plimsoll/data/warehouse"
	"plimsoll/ingest"
	"plimsoll/ingest/stream"
)

// ingestGoal is P1's.
const ingestGoal = 0.5

// ingestRig is P1: a broker full of messages, and an engine.
type ingestRig struct {
	*bench
	sea       *chart.Chart
	warehouse *warehouse.Warehouse
	cluster   *stream.Cluster
	producer  *stream.Producer
	messages  int64 // in the log; a client's retries may have doubled some
	blocks    []block
	want      contents
	rounds    int
}

// measureIngest compares, in rows a second, the whole ingest (messages on the
// broker to durable rows) with an insert of the same rows as blocks that are
// ready: the very bytes that the pipeline's own driver sent in a run before.
func measureIngest(ctx context.Context, b *bench) (r result, err error) {
	rig := &ingestRig{bench: b}
	defer func() { err = errors.Join(err, rig.close()) }()
	if err := rig.open(ctx); err != nil {
		return r, err
	}
	var ours, ready runs
	for pair := range b.pairs {
		one := func() error { return ours.add(rig.subject(ctx, pair == 0)) }
		two := func() error { return ready.add(rig.baseline(ctx)) }
		if !oursFirst(pair) {
			one, two = two, one
		}
		if err := errors.Join(one(), two()); err != nil {
			return r, err
		}
		b.logf("P1 pair %d of %d: %s against %s", pair+1, b.pairs, perSecond(ours.rates[pair]), perSecond(ready.rates[pair]))
	}
	ratio := summarise(ratios(ours.rates, ready.rates))
	return result{
		what: "whole ingest, Kafka JSON to durable rows, against ready Native blocks",
		ours: spread(summarise(ours.rates), perSecond), baseline: spread(summarise(ready.rates), perSecond),
		ratio: spread(ratio, plain), goal: fmt.Sprintf(">= %.1f", ingestGoal), met: ratio.median >= ingestGoal,
		ran: []string{engineLine(rig.warehouse.Engine()), brokerLine(rig.cluster.Name())},
		notes: []string{
			fmt.Sprintf("%d positions of %d vessels in %d months, %d bytes of JSON on average; one consumer, broker (on disk, synchronous) and engine in this process",
				b.rows, fleetShips, fleetMonths, rig.jsonBytes()),
			fmt.Sprintf("rows per insert: %.0f ours, %.0f baseline; every run into fresh tables with the same settings and view; both ended with the same rows, compared by checksum",
				median(ours.batch), median(ready.batch)),
			fmt.Sprintf("CPU seconds per million rows, broker and merges counted: ours %s, baseline %s",
				spread(summarise(ours.cpu), plain), spread(summarise(ready.cpu), plain)),
			fmt.Sprintf("of our time, decoding and placing take %.0f %%, and beside them the store %.0f %%",
				median(ours.decoding), median(ours.storing)),
		},
	}, nil
}

// runs gathers the runs of one side.
type runs struct{ rates, batch, cpu, decoding, storing []float64 }

// timed is one run. decoding (with placing) and storing go on side by side.
type timed struct {
	rows, inserts     int
	took, cpu         time.Duration
	decoding, storing time.Duration
}

func (r *runs) add(t timed, err error) error {
	if err != nil {
		return err
	}
	r.rates = append(r.rates, float64(t.rows)/t.took.Seconds())
	r.batch = append(r.batch, float64(t.rows)/float64(t.inserts))
	r.cpu = append(r.cpu, t.cpu.Seconds()/float64(t.rows)*1e6)
	r.decoding = append(r.decoding, t.decoding.Seconds()/t.took.Seconds()*100)
	r.storing = append(r.storing, t.storing.Seconds()/t.took.Seconds()*100)
	return nil
}

// open starts broker and engine, fills the log, and records the blocks.
func (g *ingestRig) open(ctx context.Context) (err error) {
	dir := filepath.Join(g.dir, "ingest")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	if g.sea, err = chart.Load(); err != nil {
		return err
	}
	if g.warehouse, err = warehouse.Open(ctx, warehouse.Config{DataDir: dir, Getenv: os.Getenv}); err != nil {
		return err
	}
	quiet := slog.New(slog.NewTextHandler(g.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	if g.cluster, err = stream.Open(ctx, stream.Config{DataDir: dir, Logger: quiet}); err != nil {
		return err
	}
	g.producer = stream.NewProducer(g.cluster, stream.ProducerConfig{})
	if err := g.fill(ctx); err != nil {
		return err
	}
	return g.record(ctx)
}

func (g *ingestRig) close() error {
	var errs []error
	if g.producer != nil {
		errs = append(errs, g.producer.Close())
	}
	if g.cluster != nil {
		g.cluster.Close()
	}
	if g.warehouse != nil {
		errs = append(errs, g.warehouse.Close())
	}
	return errors.Join(errs...)
}

// fill produces the messages once; every run reads them from the first on.
func (g *ingestRig) fill(ctx context.Context) error {
	g.logf("P1: producing %d positions", g.rows)
	const chunk = 20_000
	f := newFleet(g.sea, fleetShips, time.Now())
	for from := 0; from < g.rows; from += chunk {
		if err := g.producer.Produce(ctx, f.reports(from, min(from+chunk, g.rows), g.rows)...); err != nil {
			return err
		}
	}
	lag, err := g.cluster.Lag(ctx, ingest.Group)
	for _, n := range lag {
		g.messages += n
	}
	return err
}

// jsonBytes is the average size of a message's value.
func (g *ingestRig) jsonBytes() int {
	sample := newFleet(g.sea, 100, time.Now()).reports(0, 100, 100)
	size := 0
	for i := range sample {
		size += len(sample[i].Value)
	}
	return size / len(sample)
}

// subject consumes all messages into fresh tables, as the service does. The
// clock runs from the assignment, before the first fetch, to the commit of the
// last batch; joining the group, once in a process's life, is left out.
func (g *ingestRig) subject(ctx context.Context, profiled bool) (t timed, err error) {
	err = g.fresh(ctx, func(w *warehouse.Warehouse) error {
		if profiled && g.profile != "" {
			stop, err := startProfile(g.profile)
			if err != nil {
				return err
			}
			defer stop()
		}
		t, err = g.consume(ctx, w)
		return err
	})
	return t, err
}

func startProfile(path string) (stop func(), err error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(file); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return func() {
		pprof.StopCPUProfile()
		_ = file.Close() // a profile that was cut off cannot be read, which shows
	}, nil
}

// fresh gives a run a database of its own, holds what it left there against
// what is expected, and drops it. Garbage of the run before is not its burden.
func (g *ingestRig) fresh(ctx context.Context, work func(*warehouse.Warehouse) error) (err error) {
	g.rounds++
	w, err := g.warehouse.OpenDatabase(ctx, fmt.Sprintf("bench_%d", g.rounds))
	if err != nil {
		return err
	}
	defer func() {
		dropped := g.warehouse.Conn().Exec(context.WithoutCancel(ctx), "DROP DATABASE "+w.Database()+" SYNC")
		err = errors.Join(err, dropped, w.Close())
	}()
	if err := w.Migrate(ctx); err != nil {
		return err
	}
	runtime.GC()
	if err := work(w); err != nil {
		return err
	}
	got, err := read(ctx, w)
	if err != nil {
		return err
	}
	if g.want == (contents{}) {
		g.want = got
	}
	if got != g.want || got.Rows != uint64(g.rows) {
		return fmt.Errorf("the tables hold %+v, want %d rows and %+v; a run that lost or changed rows measures nothing", got, g.rows, g.want)
	}
	return nil
}
