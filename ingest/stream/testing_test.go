package stream

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/segmentio/kafka-go"
)

// openMemory starts an embedded broker in memory.
func openMemory(t testing.TB, adjust ...func(*Config)) *Cluster {
	t.Helper()
	cfg := Config{Memory: true}
	for _, f := range adjust {
		f(&cfg)
	}
	return open(t, cfg)
}

func open(t testing.TB, cfg Config) *Cluster {
	t.Helper()
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	c, err := Open(context.Background(), cfg)
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

// produce sends messages or fails the test.
func produce(t testing.TB, c *Cluster, msgs ...Message) {
	t.Helper()
	if err := newProducer(t, c).Produce(context.Background(), msgs...); err != nil {
		t.Fatal(err)
	}
}

// numbered makes messages m<from> to m<to - 1>, spread over keys.
func numbered(topic string, from, to int) []Message {
	msgs := make([]Message, 0, to-from)
	for i := from; i < to; i++ {
		msgs = append(msgs, Message{Topic: topic, Key: fmt.Appendf(nil, "%d", 200000000+i%997), Value: fmt.Appendf(nil, "m%d", i)})
	}
	return msgs
}

// unique makes a name that no other test uses, also on a broker that outlives the test.
func unique(prefix string) string { return prefix + "." + strings.ToLower(rand.Text()[:10]) }

// sink collects what a consumer handles.
type sink struct {
	mu     sync.Mutex
	counts map[string]int
	all    []Message
	calls  int
}

func newSink() *sink { return &sink{counts: map[string]int{}} }

func (s *sink) handle(_ context.Context, batch []Message) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls++
	for _, m := range batch {
		s.counts[string(m.Value)]++
		s.all = append(s.all, m)
	}
	return nil
}

func (s *sink) distinct() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.counts)
}

// await waits until a condition holds, and fails the test after a minute.
func await(t testing.TB, what string, holds func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
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

func lagOf(t testing.TB, c *Cluster, group, topic string) int64 {
	t.Helper()
	lag, err := c.Lag(context.Background(), group)
	if err != nil {
		t.Fatal(err)
	}
	return lag[topic]
}

// commitAt sets a group's offset on the four partitions of a topic, as a member that has left would have.
func commitAt(t testing.TB, c *Cluster, group, topic string, offset int64) {
	t.Helper()
	var commits []kafka.OffsetCommit
	for p := range 4 {
		commits = append(commits, kafka.OffsetCommit{Partition: p, Offset: offset})
	}
	await(t, "the group to take an offset", func() bool {
		res, err := c.client.OffsetCommit(context.Background(), &kafka.OffsetCommitRequest{
			GroupID: group, GenerationID: -1, Topics: map[string][]kafka.OffsetCommit{topic: commits},
		})
		if err != nil {
			return false
		}
		for _, p := range res.Topics[topic] {
			if p.Error != nil {
				return false
			}
		}
		return true
	})
}
