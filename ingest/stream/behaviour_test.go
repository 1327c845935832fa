package stream

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"
)

func consumedOnceAndInOrder(t *testing.T, c *Cluster, topic, group string) {
	produce(t, c, numbered(topic, 0, 20_000)...)
	got := newSink()
	consumer, stop := consume(t, c, ConsumeConfig{Group: group, Topics: []string{topic}, Handler: got.handle, MaxRows: 777})
	await(t, "the last commit", func() bool { return consumer.Status().Messages >= 20_000 })
	stop()
	last, keys := map[int]int64{}, map[string]int{}
	for _, m := range got.all {
		if prev, seen := last[m.Partition]; seen && m.Offset != prev+1 {
			t.Fatalf("%s follows offset %d", m.String(), prev)
		}
		last[m.Partition] = m.Offset
		if p, seen := keys[string(m.Key)]; seen && p != m.Partition {
			t.Fatalf("key %s is on partitions %d and %d", m.Key, p, m.Partition)
		}
		keys[string(m.Key)] = m.Partition
		if _, ok := m.ReceivedAt(); !ok {
			t.Fatalf("%s has no %s", m.String(), HeaderReceivedAt)
		}
	}
	if len(got.all) != 20_000 || len(last) != 4 {
		t.Fatalf("got %d messages of %d partitions", len(got.all), len(last))
	}
	if lag := lagOf(t, c, group, topic); lag != 0 {
		t.Errorf("lag %d after everything was committed", lag)
	}
	if _, err := c.Backlog(t.Context()); err != nil {
		t.Error(err)
	}
}

func failingHandlerRetries(t *testing.T, c *Cluster, topic, group string) {
	produce(t, c, numbered(topic, 0, 100)...)
	const failures = 5
	var mu sync.Mutex
	var attempts [][]string
	var problem string
	var consumer *Consumer
	ready := make(chan struct{})
	consumer, stop := consume(t, c, ConsumeConfig{
		Group: group, Topics: []string{topic}, MaxRows: 10,
		Handler: func(_ context.Context, batch []Message) error {
			<-ready
			mu.Lock()
			defer mu.Unlock()
			var values []string
			for _, m := range batch {
				values = append(values, string(m.Value))
			}
			attempts = append(attempts, values)
			if len(attempts) <= failures {
				return errors.New("the engine is away")
			}
			if len(attempts) == failures+1 {
				problem = consumer.Status().Problem
			}
			return nil
		},
	})
	close(ready)
	await(t, "all to be committed", func() bool { return consumer.Status().Messages >= 100 })
	stop()
	for i := 1; i <= failures; i++ {
		if !slices.Equal(attempts[0], attempts[i]) {
			t.Fatalf("attempt %d saw %v, the first %v", i, attempts[i], attempts[0])
		}
	}
	if s := consumer.Status(); s.Failures < failures || s.Problem != "" || s.Messages != 100 {
		t.Errorf("status afterwards: %+v", s)
	}
	if problem != "the engine is away" {
		t.Errorf("status while failing said %q", problem)
	}
}

func rejectedIsDeadLettered(t *testing.T, c *Cluster, topic, group string) {
	producer := newProducer(t, c)
	received := time.Date(2022, 1, 3, 4, 5, 6, 789e6, time.UTC)
	bad := Message{Topic: topic, Key: []byte("k"), Value: []byte("bad"), Headers: []Header{
		{Key: HeaderReceivedAt, Value: []byte(received.Format(ReceivedAtLayout))},
		{Key: "ce_id", Value: []byte("7")},
		{Key: headerDeadReason, Value: []byte("forged")},
	}}
	if err := producer.Produce(t.Context(), append(numbered(topic, 0, 10), bad)...); err != nil {
		t.Fatal(err)
	}
	got := newSink()
	consumer, _ := consume(t, c, ConsumeConfig{
		Group: group, Topics: []string{topic}, DeadLetters: producer,
		Handler: func(ctx context.Context, batch []Message) error {
			var reject Reject
			for _, m := range batch {
				if string(m.Value) == "bad" && m.Header(HeaderReplays) == "" {
					reject.Letters = append(reject.Letters, DeadLetter{Reason: "not a position", Field: "lat", Fix: "send -90 to 90", Source: m})
				}
			}
			if err := got.handle(ctx, batch); err != nil || len(reject.Letters) == 0 {
				return err
			}
			return &reject
		},
	})
	await(t, "all to be committed", func() bool { return consumer.Status().Messages >= 11 })
	ours := func(d *StoredDeadLetter) bool { return d.Source.Topic == topic }
	list, err := c.ListDeadLetters(t.Context(), 0, 10, ours)
	if err != nil || len(list) != 1 {
		t.Fatalf("dead letters: %v, %v", list, err)
	}
	d := list[0]
	if d.Reason != "not a position" || d.Field != "lat" || d.Fix != "send -90 to 90" || d.Class != ClassSensitive {
		t.Errorf("dead letter %+v; a topic that is not in the table must be sensitive", d)
	}
	if string(d.Source.Value) != "bad" || string(d.Source.Key) != "k" || d.Source.Header("ce_id") != "7" || d.Source.HasHeader(headerDeadReason) {
		t.Errorf("its source is %+v", d.Source)
	}
	sent, err := producer.ReplayDeadLetter(t.Context(), d.Partition, d.Offset)
	if err != nil || sent.Topic != topic {
		t.Fatalf("replay: %v, %v", sent, err)
	}
	await(t, "the replay", func() bool { return consumer.Status().Messages >= 12 })
	got.mu.Lock()
	defer got.mu.Unlock()
	again := got.all[len(got.all)-1]
	if at, _ := again.ReceivedAt(); !at.Equal(received) || again.Header(HeaderReplays) != "1" || again.Header("ce_id") != "7" {
		t.Errorf("the replay came as %+v", again)
	}
	if _, err := c.ShowDeadLetter(t.Context(), 0, d.Offset+1_000_000); !errors.Is(err, ErrNoSuchMessage) {
		t.Errorf("a dead letter that is not there: %v", err)
	}
}

func shutdownFinishesBatch(t *testing.T, c *Cluster, topic, group string) {
	produce(t, c, numbered(topic, 0, 50)...)
	inHand, release := make(chan struct{}), make(chan struct{})
	var once sync.Once
	var ended error
	var total int
	consumer, stop := consume(t, c, ConsumeConfig{
		Group: group, Topics: []string{topic}, MaxWait: 500 * time.Millisecond,
		Handler: func(ctx context.Context, batch []Message) error {
			once.Do(func() { close(inHand) })
			<-release
			ended, total = ctx.Err(), len(batch)
			return nil
		},
	})
	<-inHand
	stopped := make(chan struct{})
	go func() { stop(); close(stopped) }()
	select {
	case <-stopped:
		t.Fatal("the consumer ended with a batch in hand")
	case <-time.After(100 * time.Millisecond):
	}
	close(release)
	<-stopped
	if ended != nil {
		t.Errorf("the handler's context ended with the shutdown: %v", ended)
	}
	if consumer.Status().Messages != int64(total) || lagOf(t, c, group, topic) != int64(50-total) {
		t.Errorf("batch of %d, status %+v, lag %d", total, consumer.Status(), lagOf(t, c, group, topic))
	}
}

func unacceptedIsRedelivered(t *testing.T, c *Cluster, topic, group string) {
	produce(t, c, numbered(topic, 0, 1000)...)
	refusals, accepted := newSink(), newSink()
	first, stop := consume(t, c, ConsumeConfig{
		Group: group, Topics: []string{topic}, MaxRows: 100,
		Handler: func(ctx context.Context, batch []Message) error {
			if refusals.distinct() >= 300 {
				return errors.New("no")
			}
			return refusals.handle(ctx, batch)
		},
	})
	await(t, "some failures", func() bool { return first.Status().Failures > 3 })
	stop()
	second, stop := consume(t, c, ConsumeConfig{Group: group, Topics: []string{topic}, Handler: accepted.handle})
	want := 1000 - first.Status().Messages
	await(t, "the rest", func() bool { return second.Status().Messages >= want })
	stop()
	for i := range 1000 {
		v := fmt.Sprintf("m%d", i)
		if refusals.counts[v]+accepted.counts[v] != 1 {
			t.Fatalf("%s was accepted %d times", v, refusals.counts[v]+accepted.counts[v])
		}
	}
}

func consumersShare(t *testing.T, c *Cluster, topic, group string) {
	got := newSink()
	cfg := ConsumeConfig{Group: group, Topics: []string{topic}, Handler: got.handle, MaxWait: -1}
	a, stopA := consume(t, c, cfg)
	await(t, "a to have all", func() bool { return len(a.Status().Partitions) == 4 })
	b, _ := consume(t, c, cfg)
	await(t, "both to have half", func() bool { return len(a.Status().Partitions) == 2 && len(b.Status().Partitions) == 2 })
	produce(t, c, numbered(topic, 0, 5000)...)
	await(t, "all messages", func() bool { return got.distinct() == 5000 })
	stopA()
	produce(t, c, numbered(topic, 5000, 6000)...)
	await(t, "b to take over", func() bool { return len(b.Status().Partitions) == 4 && got.distinct() == 6000 })
}

func stateBeforeMessages(t *testing.T, c *Cluster, topic, group string) {
	produce(t, c, numbered(topic, 0, 100)...)
	var mu sync.Mutex
	loads, loaded, revoked, early := 0, 0, 0, 0
	consumer, stop := consume(t, c, ConsumeConfig{
		Group: group, Topics: []string{topic},
		OnAssigned: func(_ context.Context, partitions []Assignment) error {
			mu.Lock()
			defer mu.Unlock()
			if loads++; loads < 3 {
				return errors.New("the warehouse is away")
			}
			loaded = len(partitions)
			return nil
		},
		OnRevoked: func([]Assignment) { mu.Lock(); defer mu.Unlock(); revoked++ },
		Handler: func(_ context.Context, batch []Message) error {
			mu.Lock()
			defer mu.Unlock()
			if loaded != 4 || revoked > 0 {
				early++
			}
			return nil
		},
	})
	await(t, "all to be committed", func() bool { return consumer.Status().Messages >= 100 })
	stop()
	if early != 0 || loads != 3 || revoked != 1 {
		t.Errorf("%d early batches, %d loads, %d revocations", early, loads, revoked)
	}
}

// offsetBeyondLog stands for another broker, or a log that was lost: the group's offset is not in it.
func offsetBeyondLog(t *testing.T, c *Cluster, topic, group string) {
	produce(t, c, numbered(topic, 0, 400)...)
	commitAt(t, c, group, topic, 1_000_000)
	got := newSink()
	consumer, _ := consume(t, c, ConsumeConfig{Group: group, Topics: []string{topic}, Handler: got.handle})
	await(t, "all messages", func() bool { return got.distinct() == 400 })
	if resets := consumer.Status().Resets; resets != 4 {
		t.Errorf("%d resets, want one per partition", resets)
	}
}
