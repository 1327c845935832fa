package ingest

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"plimsoll/data/chart"
	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
	"plimsoll/ingest/stream"
)

// sink stores nothing.
type sink struct{}

func (sink) Store(context.Context, *Batch) error { return nil }

// BenchmarkHandle is what a batch of position reports costs between the
// consumer and the store: decode, validate, place.
func BenchmarkHandle(b *testing.B) {
	sea, err := chart.Load()
	if err != nil {
		b.Fatal(err)
	}
	const n = 40_000
	messages := fromAllOver(sea, n)
	p := NewPipeline(sea, sink{}, NewMetrics(prometheus.NewRegistry()), time.Now)
	b.ReportAllocs()
	for b.Loop() {
		if err := p.Handle(b.Context(), messages); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*n/b.Elapsed().Seconds(), "rows/s")
}

// fromAllOver are reports of 5,000 ships at sea in turn, with all headers.
func fromAllOver(sea *chart.Chart, n int) []stream.Message {
	rng := rand.New(rand.NewPCG(1, 2))
	received := time.Now().Add(-time.Hour)
	var ships [5000][2]float64
	for i := range ships {
		for try := 0; try == 0 || sea.At(ships[i][0], ships[i][1]).Land; try++ {
			ships[i] = [2]float64{rng.Float64()*360 - 180, math.Asin(rng.Float64()*1.7-0.85) * 180 / math.Pi}
		}
	}
	messages := make([]stream.Message, n)
	for i := range messages {
		at := &ships[i%len(ships)]
		at[0], at[1] = math.Mod(at[0]+0.01, 180), at[1]+0.001
		r := event.Position{
			MMSI: vessel.MMSI(412000000 + i%len(ships)), ObservedAt: received.UnixMilli() + int64(i), Lon: at[0], Lat: at[1],
			SpeedKn: float32(i % 20), CourseDeg: float32(i % 360), HeadingDeg: uint16(i % 360), Transmitter: event.ClassA, Receiver: event.Satellite, Source: "bench",
		}
		messages[i] = stream.Message{Topic: event.TopicPositions, Value: r.AppendTo(nil)}
		for _, h := range event.Headers(event.TypePosition, fmt.Sprintf("%x-%d", i, r.MMSI), r.Source, received) {
			messages[i].Headers = append(messages[i].Headers, stream.Header{Key: h.Key, Value: []byte(h.Value)})
		}
	}
	return messages
}
