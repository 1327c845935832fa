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

// steps is what was done with batches of one message each, in order.
type steps struct {
	mu   sync.Mutex
	list []string
}

func (s *steps) add(step string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.list = append(s.list, step)
}

func (s *steps) done() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.list)
}

func (s *steps) has(step string) bool { return slices.Contains(s.done(), step) }

// fourInOrder puts m0 to m3 on one partition.
func fourInOrder(t *testing.T, c *Cluster) {
	msgs := numbered(TopicPositions, 0, 4)
	for i := range msgs {
		msgs[i].Key = []byte("one ship")
	}
	produce(t, c, msgs...)
}

func TestBatchesArePreparedWhileOneIsStored(t *testing.T) {
	c := openMemory(t)
	fourInOrder(t, c)
	var did steps
	release, failed := make(chan struct{}), false
	_, stop := consume(t, c, ConsumeConfig{
		Group: unique("g"), Topics: []string{TopicPositions}, MaxRows: 1,
		Prepare: func(batch []Message) func(context.Context) error {
			name := string(batch[0].Value)
			did.add("prepare " + name)
			return func(context.Context) error {
				if name == "m0" {
					<-release
				}
				if name == "m1" && !failed {
					failed = true
					did.add("fail " + name)
					return errors.New("the engine is away")
				}
				did.add("store " + string(batch[0].Value))
				return nil
			}
		},
	})
	await(t, "as many batches as may be to be prepared while the first is stored", func() bool { return did.has(fmt.Sprint("prepare m", Prepared-1)) })
	if got := did.done(); slices.Contains(got, "store m0") || slices.Contains(got, fmt.Sprint("prepare m", Prepared)) {
		t.Errorf("before the first batch is stored: %v", got)
	}
	close(release)
	await(t, "the last batch", func() bool { return did.has("store m3") })
	stop()
	var stored []string
	for _, step := range did.done() {
		if step[:5] != "prepa" {
			stored = append(stored, step)
		}
	}
	if want := []string{"store m0", "fail m1", "store m1", "store m2", "store m3"}; !slices.Equal(stored, want) {
		t.Errorf("stored in the order %v, want %v", stored, want)
	}
}

// A batch that was only prepared when the consumer stopped is somebody else's.
func TestAPreparedBatchIsNotCommitted(t *testing.T) {
	c := openMemory(t)
	fourInOrder(t, c)
	group := unique("g")
	var did steps
	_, stop := consume(t, c, ConsumeConfig{
		Group: group, Topics: []string{TopicPositions}, MaxRows: 1, Grace: time.Millisecond,
		Prepare: func(batch []Message) func(context.Context) error {
			name := string(batch[0].Value)
			did.add("prepare " + name)
			return func(ctx context.Context) error {
				<-ctx.Done() // which is after the stop
				did.add("store " + name)
				return nil
			}
		},
	})
	await(t, "a batch that is prepared beside one that is stored", func() bool { return did.has("prepare m1") })
	stop()
	if lag := lagOf(t, c, group, TopicPositions); lag != 3 || did.has("store m1") {
		t.Fatalf("lag %d after %v", lag, did.done())
	}
	s := newSink()
	consume(t, c, ConsumeConfig{Group: group, Topics: []string{TopicPositions}, Handler: s.handle})
	await(t, "the rest to come again", func() bool { return s.distinct() == 3 })
	if s.counts["m0"] != 0 {
		t.Error("what was stored and committed came again")
	}
}

func TestHandlerOrPrepare(t *testing.T) {
	c := openMemory(t)
	handle := func(context.Context, []Message) error { return nil }
	prepare := func([]Message) func(context.Context) error { return nil }
	for _, cfg := range []ConsumeConfig{
		{Group: "g", Topics: []string{TopicPositions}},
		{Group: "g", Topics: []string{TopicPositions}, Handler: handle, Prepare: prepare},
	} {
		if _, err := c.NewConsumer(cfg); err == nil {
			t.Error("accepted a consumer with neither or both of Handler and Prepare")
		}
	}
}
