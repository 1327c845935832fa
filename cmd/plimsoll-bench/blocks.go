package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/engine"
)

// block is one insert as the pipeline's driver sent it: the request's values,
// settings among them, and the rows in Native format.
type block struct {
	values url.Values
	data   []byte
}

// recorder keeps the inserts of positions that pass through it.
type recorder struct {
	next   http.RoundTripper
	mu     sync.Mutex
	blocks []block
}

// RoundTrip passes the request on.
func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	values := req.URL.Query()
	if req.Body == nil || !strings.HasPrefix(values.Get("query"), "INSERT INTO positions") {
		return r.next.RoundTrip(req)
	}
	data, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	r.blocks = append(r.blocks, block{values: values, data: data})
	r.mu.Unlock()
	again := req.Clone(req.Context())
	again.Body = io.NopCloser(bytes.NewReader(data))
	return r.next.RoundTrip(again)
}

// record runs the pipeline once, unmeasured, against the same engine behind a
// port, and keeps what it sends. It also shows what rows are to be expected.
func (g *ingestRig) record(ctx context.Context) (err error) {
	g.logf("P1: recording the blocks of the baseline")
	rec := &recorder{next: g.warehouse.Transport()}
	if rec.next == nil {
		return errors.New("blocks can only be recorded from the embedded engine")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: engine.Handler(rec), ReadHeaderTimeout: 10 * time.Second}
	served := make(chan struct{})
	go func() {
		defer close(served)
		_ = server.Serve(listener) // a failure shows in the requests
	}()
	defer func() {
		err = errors.Join(err, server.Close())
		<-served
	}()
	return g.fresh(ctx, func(w *warehouse.Warehouse) error {
		front, err := warehouse.Open(ctx, warehouse.Config{DSN: "http://" + listener.Addr().String(), Database: w.Database()})
		if err != nil {
			return err
		}
		_, err = g.consume(ctx, front)
		g.blocks = rec.blocks
		return errors.Join(err, front.Close())
	})
}

// baseline inserts the recorded blocks, one after the other as the pipeline
// does, straight into the engine.
func (g *ingestRig) baseline(ctx context.Context) (t timed, err error) {
	err = g.fresh(ctx, func(w *warehouse.Warehouse) error {
		watch := startWatch()
		for i := range g.blocks {
			if err := g.blocks[i].insert(ctx, g.warehouse.Transport(), w.Database()); err != nil {
				return fmt.Errorf("insert ready block %d: %w", i, err)
			}
		}
		took, cpu := watch.stop()
		t = timed{rows: g.rows, inserts: len(g.blocks), took: took, cpu: cpu}
		return nil
	})
	return t, err
}

func (b *block) insert(ctx context.Context, transport http.RoundTripper, database string) error {
	values := maps.Clone(b.values)
	values.Set("database", database)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://embedded/?"+values.Encode(), bytes.NewReader(b.data))
	if err != nil {
		return err
	}
	res, err := transport.RoundTrip(req)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(res.Body)
	err = errors.Join(err, res.Body.Close())
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %d: %s", res.StatusCode, text)
	}
	return err
}

// contents is what tables hold after a run: enough to tell any two apart.
type contents struct{ Rows, Sum, Days uint64 }

func read(ctx context.Context, w *warehouse.Warehouse) (c contents, err error) {
	const query = `SELECT count(), sum(cityHash64(mmsi, observed_at, payload_hash, received_at, lon, lat, speed_kn, course_deg, heading_deg,
		nav_status, transmitter, receiver, source, zone, coastal_state, shore_m, port, chart)),
		(SELECT count() FROM (SELECT DISTINCT mmsi, day FROM touched_days)) FROM positions FINAL`
	if err := w.Conn().QueryRow(ctx, query).Scan(&c.Rows, &c.Sum, &c.Days); err != nil {
		return c, fmt.Errorf("read what a run stored: %w", err)
	}
	return c, nil
}
