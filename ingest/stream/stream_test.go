package stream

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"
)

// openMemory starts an embedded broker in memory.
func openMemory(t testing.TB, adjust ...func(*Config)) *Cluster {
	t.Helper()
	cfg := Config{Memory: true, Logger: slog.New(slog.DiscardHandler)}
	for _, f := range adjust {
		f(&cfg)
	}
	c, err := Open(t.Context(), cfg)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(c.Close)
	return c
}

func newProducer(t testing.TB, c *Cluster) *Producer {
	t.Helper()
	p := NewProducer(c, ProducerConfig{})
	t.Cleanup(func() { _ = p.Close() })
	return p
}

func positions(from, to int) []Message {
	msgs := make([]Message, 0, to-from)
	for i := from; i < to; i++ {
		msgs = append(msgs, Message{Topic: TopicPositions, Key: fmt.Appendf(nil, "%d", 200000000+i%997), Value: fmt.Appendf(nil, "m%d", i)})
	}
	return msgs
}

// sink collects what a consumer handles.
type sink struct {
	mu     sync.Mutex
	values map[string]int
	all    []Message
	wake   chan struct{}
}

func newSink() *sink { return &sink{values: map[string]int{}, wake: make(chan struct{}, 1)} }

func (s *sink) handle(_ context.Context, batch []Message) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range batch {
		s.values[string(m.Value)]++
		s.all = append(s.all, m)
	}
	select {
	case s.wake <- struct{}{}:
	default:
	}
	return nil
}

func (s *sink) distinct() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.values)
}

// await waits until a condition holds, and fails the test after half a minute.
func await(t testing.TB, what string, holds func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	for !holds() {
		if !pause(ctx, 2*time.Millisecond) {
			t.Fatalf("waited in vain for: %s", what)
		}
	}
}

// consume runs a consumer until stop is called or the test ends.
func consume(t testing.TB, c *Cluster, cfg ConsumeConfig) (consumer *Consumer, stop func()) {
	t.Helper()
	if cfg.BackoffMin == 0 {
		cfg.BackoffMin, cfg.BackoffMax = time.Millisecond, 20*time.Millisecond
	}
	consumer, err := c.NewConsumer(cfg)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- consumer.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("consumer: %v", err)
		}
	})
	t.Cleanup(stop)
	return consumer, stop
}

func TestWhatIsProducedIsConsumedOnceAndInOrder(t *testing.T) {
	c := openMemory(t)
	if err := newProducer(t, c).Produce(t.Context(), positions(0, 20_000)...); err != nil {
		t.Fatal(err)
	}
	got := newSink()
	consumer, stop := consume(t, c, ConsumeConfig{Group: GroupIngest, Topics: []string{TopicPositions}, Handler: got.handle, MaxRows: 777})
	await(t, "all messages", func() bool { return got.distinct() == 20_000 })
	await(t, "the last commit", func() bool { return consumer.Status().Messages == 20_000 })
	stop()
	last := map[int]int64{}
	for _, m := range got.all {
		if prev, seen := last[m.Partition]; seen && m.Offset != prev+1 {
			t.Fatalf("%s follows offset %d", m.String(), prev)
		}
		last[m.Partition] = m.Offset
		if _, ok := m.ReceivedAt(); !ok {
			t.Fatalf("%s has no %s", m.String(), HeaderReceivedAt)
		}
	}
	if len(got.all) != 20_000 || len(last) != 4 {
		t.Fatalf("got %d messages of %d partitions", len(got.all), len(last))
	}
}
