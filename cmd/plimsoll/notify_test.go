package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/warehousetest"
	"plimsoll/ingest/event"
	"plimsoll/ingest/stream"
	"plimsoll/risk/alert"
)

// notifier is one of several notify processes: it has a log and a producer of
// its own, and shares the broker and the warehouse.
type notifier struct {
	*parts
	stop  context.CancelFunc
	ended chan error

	mu        sync.Mutex
	published int
}

func startNotifier(t *testing.T, cluster *stream.Cluster, w *warehouse.Warehouse) *notifier {
	t.Helper()
	n := &notifier{parts: &parts{process: &process{now: time.Now, log: testLog(t)}, cluster: cluster, warehouse: w}, ended: make(chan error, 1)}
	n.producer = stream.NewProducer(cluster, stream.ProducerConfig{})
	t.Cleanup(func() { _ = n.producer.Close() })
	if err := n.openFacts(t.Context()); err != nil {
		t.Fatal(err)
	}
	log, err := alert.NewLog(w, time.Now, alert.RuleArrival)
	if err != nil {
		t.Fatal(err)
	}
	var ctx context.Context
	ctx, n.stop = context.WithCancel(t.Context())
	go func() {
		n.ended <- n.notify(ctx, log, func(steps []alert.Transition) {
			n.mu.Lock()
			defer n.mu.Unlock()
			n.published += len(steps)
		})
	}()
	t.Cleanup(func() { n.stop(); n.end(t) })
	return n
}

func (n *notifier) end(t *testing.T) {
	n.stop()
	select {
	case err := <-n.ended:
		n.ended <- err
		if err != nil {
			t.Error(err)
		}
	case <-time.After(30 * time.Second):
		t.Error("notify did not end")
	}
}

func (n *notifier) count() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.published
}

func (n *notifier) joined() bool {
	n.status.mu.Lock()
	defer n.status.mu.Unlock()
	return len(n.status.consumers) == 1 && n.status.consumers[0].Status().Joined
}

// Of several notify processes one publishes what any process stored, each step
// once. When it goes another one takes over, and nothing is lost or doubled.
func TestOneOfSeveralPublishesAndAnotherTakesOver(t *testing.T) {
	w := warehousetest.New(t)
	cluster, err := stream.Open(t.Context(), stream.Config{Memory: true, Logger: testLog(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cluster.Close)
	onTopic := alertsOn(t, cluster)
	log, err := alert.NewLog(w, time.Now, alert.RuleBand) // as the scorer's
	if err != nil {
		t.Fatal(err)
	}
	raised := 0
	raise := func() {
		t.Helper()
		raised++
		a := alert.Assessment{Key: alert.Key{Vessel: fmt.Sprintf("imo-%d", 2000000+raised), Population: "fisher", Rule: alert.RuleBand}, Level: 2, Words: "so"}
		if taken, err := log.Take(t.Context(), []alert.Assessment{a}); err != nil || len(taken.Steps) != 1 {
			t.Fatalf("%+v, %v", taken, err)
		}
	}
	arrived := func(what string) {
		t.Helper()
		await(t, what, 30*time.Second, func() bool { return len(onTopic()) == raised })
	}

	all := []*notifier{startNotifier(t, cluster, w), startNotifier(t, cluster, w)}
	await(t, "both to join", 30*time.Second, func() bool { return all[0].joined() && all[1].joined() })
	before := []int{all[0].count(), all[1].count()}
	for range 8 {
		raise()
		arrived("a step on the topic")
	}
	publisher, other := all[0], all[1]
	if publisher.count() == before[0] {
		publisher, other = other, publisher
	}
	if publisher.count() != 8 || other.count() != 0 {
		t.Errorf("of 8 steps one process published %d and the other %d", publisher.count(), other.count())
	}
	raise()
	publisher.end(t)
	raise()
	arrived("the steps after the publisher had gone")
	raise()
	arrived("a step by the one that took over")
	for id, times := range onTopic() {
		if times != 1 {
			t.Errorf("%s is on the topic %d times", id, times)
		}
	}
}

func alertContract(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(alert.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("alert.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("alert.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// alertsOn counts the steps on the alert topic by their ids, and holds each
// against its contract.
func alertsOn(t *testing.T, cluster *stream.Cluster) func() map[string]int {
	t.Helper()
	var mu sync.Mutex
	seen := map[string]int{}
	contract := alertContract(t)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- cluster.Consume(ctx, stream.ConsumeConfig{Group: "test-reads-alerts", Topics: []string{stream.TopicAlerts}, MaxWait: -1, Handler: func(_ context.Context, batch []stream.Message) error {
			mu.Lock()
			defer mu.Unlock()
			for i := range batch {
				seen[batch[i].Header(event.HeaderID)]++
				value, err := jsonschema.UnmarshalJSON(bytes.NewReader(batch[i].Value))
				if err == nil {
					err = contract.Validate(value)
				}
				if err != nil || batch[i].Header(event.HeaderType) != event.TypeAlert {
					t.Errorf("published %s as %q: %v", batch[i].Value, batch[i].Header(event.HeaderType), err)
				}
			}
			return nil
		}})
	}()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return func() map[string]int {
		mu.Lock()
		defer mu.Unlock()
		copied := make(map[string]int, len(seen))
		for id, n := range seen {
			copied[id] = n
		}
		return copied
	}
}

// A publisher that is to make way ends what it is sending, within the grace.
func TestWhatIsInHandOutlivesItsContextForAWhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		work, done := outliving(ctx, 4*time.Second)
		defer done()
		began := time.Now()
		cancel()
		<-work.Done()
		if took := time.Since(began); took != 4*time.Second {
			t.Errorf("cut off after %s", took)
		}
		_, done = outliving(ctx, time.Hour) // ended at once: nothing is left behind
		done()
	})
}

func testLog(t *testing.T) *slog.Logger { return slog.New(slog.NewTextHandler(t.Output(), nil)) }
