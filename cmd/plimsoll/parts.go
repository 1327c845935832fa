package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/gofrs/flock"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"plimsoll/data/warehouse"
	"plimsoll/ingest/stream"
)

// connections says where the broker and the warehouse are: in this process by
// default, servers when their addresses are given.
type connections struct {
	DataDir       string   `help:"Folder of the embedded broker and engine, the lock and the control socket." default:"./var" type:"path"`
	Kafka         []string `help:"Addresses of an Apache Kafka cluster instead of the embedded broker." placeholder:"HOST:PORT"`
	KafkaUser     string   `help:"SASL user name for --kafka."`
	KafkaPassword string   `help:"SASL password for --kafka; better given as PLIMSOLL_KAFKA_PASSWORD."`
	Clickhouse    string   `help:"A ClickHouse server instead of the embedded engine: clickhouse://user:password@host:9000/db or http://host:8123/db." placeholder:"DSN"`
}

// separate refuses what only works in one process.
func (c connections) separate(command string) error {
	if len(c.Kafka) == 0 || c.Clickhouse == "" {
		return fmt.Errorf("%w: plimsoll %s runs as a process of its own, so it needs --kafka and --clickhouse; plimsoll run does everything in one process", errUsage, command)
	}
	return nil
}

// parts are the open connections and the facts known beforehand, which every
// role is built from.
type parts struct {
	*process
	conf      connections
	cluster   *stream.Cluster
	producer  *stream.Producer
	warehouse *warehouse.Warehouse
	facts     *facts
	registry  *prometheus.Registry
	status    status
	closers   []func() error
}

// open connects to everything, migrates, and loads what is known beforehand. Close
// it, also after an error.
func open(p *process, conf connections) (*parts, error) {
	s := &parts{process: p, conf: conf, registry: prometheus.NewRegistry()}
	s.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	for _, step := range []func(context.Context) error{
		s.lock, s.openWarehouse, s.openFacts, s.openCluster,
	} {
		if err := step(p.ctx); err != nil {
			return s, err
		}
	}
	return s, nil
}

// lock keeps a second process off the data directory: neither engine protects
// itself against one.
func (s *parts) lock(context.Context) error {
	if len(s.conf.Kafka) > 0 && s.conf.Clickhouse != "" {
		return nil
	}
	if err := os.MkdirAll(s.conf.DataDir, 0o700); err != nil {
		return fmt.Errorf("make data directory: %w", err)
	}
	path := filepath.Join(s.conf.DataDir, "plimsoll.lock")
	lock := flock.New(path)
	locked, err := lock.TryLock()
	if err != nil {
		return fmt.Errorf("lock data directory: %w", err)
	}
	if !locked {
		return fmt.Errorf("data directory %s is in use by another plimsoll; stop that one, or choose another --data-dir", s.conf.DataDir)
	}
	s.onClose(lock.Unlock)
	return nil
}

func (s *parts) openFacts(ctx context.Context) (err error) {
	s.facts, err = openFacts(ctx, s.warehouse, s.log)
	return err
}

func (s *parts) openWarehouse(ctx context.Context) error {
	w, err := warehouse.Open(ctx, warehouse.Config{DSN: s.conf.Clickhouse, DataDir: s.conf.DataDir, Getenv: s.getenv})
	if err != nil {
		return err
	}
	s.warehouse = w
	s.onClose(w.Close)
	return w.Migrate(ctx)
}

func (s *parts) openCluster(ctx context.Context) error {
	conf := stream.Config{Brokers: s.conf.Kafka, DataDir: s.conf.DataDir, Logger: s.log, Now: s.now}
	if s.conf.KafkaUser != "" {
		conf.SASL = &stream.Credentials{Username: s.conf.KafkaUser, Password: s.conf.KafkaPassword}
	}
	cluster, err := stream.Open(ctx, conf)
	if err != nil {
		return err
	}
	s.cluster = cluster
	s.onClose(func() error { cluster.Close(); return nil })
	s.producer = stream.NewProducer(cluster, stream.ProducerConfig{})
	s.onClose(s.producer.Close)
	return nil
}

func (s *parts) onClose(f func() error) { s.closers = append(s.closers, f) }

// close runs the clean-ups, last in first out, and joins their errors.
func (s *parts) close() error {
	var errs []error
	for _, f := range slices.Backward(s.closers) {
		errs = append(errs, f())
	}
	s.closers = nil
	return errors.Join(errs...)
}
