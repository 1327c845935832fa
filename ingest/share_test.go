package ingest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"plimsoll/data/chart"
	"plimsoll/ingest/event"
	"plimsoll/ingest/stream"
)

// keeper keeps what it is given to store.
type keeper struct{ kept Batch }

func (k *keeper) Store(_ context.Context, b *Batch) error {
	k.kept = Batch{}
	k.kept.join(b)
	return nil
}

// mixed are positions all over the world, with a call and a bad message now and then.
func mixed(n int) []stream.Message {
	received := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	messages := make([]stream.Message, n)
	for i := range messages {
		topic := event.TopicPositions
		value := fmt.Sprintf(`{"mmsi":%d,"observed_at":"2026-02-%02dT01:02:03Z","lon":%d.5,"lat":%d.25,"speed_kn":%d.5}`,
			412000000+i%700, 1+i%28, i*37%359-180, i*11%179-90, i%20)
		switch {
		case i%97 == 5:
			value = `{"mmsi":412000000,"lon":200}`
		case i%101 == 7:
			topic = event.TopicPortCalls
			value = fmt.Sprintf(`{"imo":9074729,"kind":"arrived","port":"UYMVD","at":"2026-02-%02dT00:00:00Z"}`, 1+i%28)
		}
		messages[i] = stream.Message{Topic: topic, Value: []byte(value), Offset: int64(i), Headers: []stream.Header{
			{Key: event.HeaderID, Value: fmt.Append(nil, i)},
			{Key: event.HeaderSource, Value: fmt.Appendf(nil, "source %d", i/1000)},
			{Key: event.HeaderReceivedAt, Value: []byte(event.FormatTime(received.Add(time.Duration(i/50) * time.Second)))},
		}}
	}
	return messages
}

// How many workers share a batch must not show in what is stored, nor in what
// is rejected, nor in its order.
func TestSharingABatchChangesNothing(t *testing.T) {
	sea, err := chart.Load()
	if err != nil {
		t.Fatal(err)
	}
	messages := mixed(5*leastShare + 13)
	handle := func(workers int) (Batch, []stream.DeadLetter) {
		k := &keeper{}
		p := NewPipeline(sea, k, NewMetrics(prometheus.NewRegistry()), func() time.Time { return time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC) })
		for i := range p.crews {
			p.crews[i] = nil
			for range workers {
				p.crews[i] = append(p.crews[i], &worker{locator: sea, metrics: p.metrics})
			}
		}
		var rejected *stream.Reject
		for range 4 { // from the third time on with memory that was used before
			if err := p.Handle(t.Context(), messages); !errors.As(err, &rejected) {
				t.Fatalf("%d workers: got %v, want rejected messages", workers, err)
			}
		}
		return k.kept, rejected.Letters
	}
	alone, letters := handle(1)
	if len(alone.PortCalls) < 50 || len(letters) < 50 || alone.Positions.Len()+len(alone.PortCalls)+len(letters) != len(messages) {
		t.Fatalf("%d positions, %d calls and %d letters do not add up to %d messages",
			alone.Positions.Len(), len(alone.PortCalls), len(letters), len(messages))
	}
	for _, workers := range []int{2, 3, 5} {
		shared, sharedLetters := handle(workers)
		if !sameColumns(&alone, &shared) || !reflect.DeepEqual(alone.PortCalls, shared.PortCalls) {
			t.Errorf("%d workers stored something else than one", workers)
		}
		if !reflect.DeepEqual(letters, sharedLetters) {
			t.Errorf("%d workers rejected something else than one, or in another order", workers)
		}
	}
}

// sameColumns compares what goes to the warehouse; NaN equals itself there.
func sameColumns(a, b *Batch) bool { return fmt.Sprint(a.Placed) == fmt.Sprint(b.Placed) }

// Asking region by region must give every point its own place.
func TestPlacesInAnyOrderAreThePlacesOfTheirPoints(t *testing.T) {
	sea, err := chart.Load()
	if err != nil {
		t.Fatal(err)
	}
	lons := []float64{180, -180, 0, 179.999, -0.5, -55.4, 0.5, 103.8, -180}
	lats := []float64{90, -90, 0, -89.999, 51.5, -35.2, 51.5, 1.2, 90}
	var p placer
	for range 2 {
		p.place(sea, lons, lats)
		for i := range lons {
			if want := sea.At(lons[i], lats[i]); !reflect.DeepEqual(*p.at(i), want) {
				t.Errorf("point %d: %+v, want %+v", i, *p.at(i), want)
			}
		}
		lons, lats = lons[:5], lats[:5]
	}
}

func TestARepeatedHeaderIsReadOnceAndAChangedOneAgain(t *testing.T) {
	var o opener
	now := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	at := func(source string) *stream.Message {
		return &stream.Message{Topic: event.TopicPositions, Value: []byte("{}"), Headers: []stream.Header{
			{Key: event.HeaderSource, Value: []byte("overruled by the later")},
			{Key: event.HeaderSource, Value: []byte(source)},
			{Key: event.HeaderID, Value: []byte("7")},
			{Key: event.HeaderReceivedAt, Value: []byte("2026-03-01T00:00:00.000Z")},
		}}
	}
	for _, source := range []string{"one", "one", "two", "one"} {
		env, reject := o.open(at(source), now)
		if reject != nil || env.Source != source || env.ID != "7" {
			t.Fatalf("%+v, %v: want source %s", env, reject, source)
		}
	}
	same := at("one")
	same.Headers = same.Headers[1:]
	if n := testing.AllocsPerRun(100, func() { _, _ = o.open(same, now) }); n > 0 {
		t.Errorf("%v allocations for headers that repeat, want none", n)
	}
}
