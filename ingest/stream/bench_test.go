package stream

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"strings"
	"testing"
)

// reports makes position reports as they look on the wire.
func reports(n int) []Message {
	msgs := make([]Message, n)
	for i := range msgs {
		mmsi := 200000000 + i*7919%500000
		msgs[i] = Message{
			Topic: TopicPositions, Key: fmt.Appendf(nil, "%d", mmsi),
			Value: fmt.Appendf(nil, `{"mmsi":%d,"observed_at":"2022-01-03T%02d:%02d:%02dZ","lon":%.6f,"lat":%.6f,"speed_kn":%.1f,"course_deg":%.1f,"heading_deg":%d,"nav_status":7,"receiver":"satellite"}`,
				mmsi, i/3600%24, i/60%60, i%60, float64(i*7%36000)/100-180, float64(i*13%18000)/100-90, float64(i%200)/10, float64(i%3600)/10, i%360),
			Headers: []Header{{Key: "ce_type", Value: []byte("plimsoll.position.v1")}, {Key: "ce_id", Value: fmt.Appendf(nil, "%016x", i*2654435761)}},
		}
	}
	return msgs
}

// BenchmarkPositions produces and consumes position reports of about 190 bytes through the embedded broker on disk, with
// every batch synchronised, or through the broker that PLIMSOLL_TEST_KAFKA names.
func BenchmarkPositions(b *testing.B) {
	cfg := Config{DataDir: b.TempDir(), Logger: slog.New(slog.DiscardHandler)}
	if brokers := os.Getenv("PLIMSOLL_TEST_KAFKA"); brokers != "" {
		cfg.Brokers = strings.Split(brokers, ",")
	}
	c := open(b, cfg)
	producer := newProducer(b, c)
	batch := reports(100_000)
	b.Run("produce", func(b *testing.B) {
		n := 0
		for b.Loop() {
			if err := producer.Produce(context.Background(), batch...); err != nil {
				b.Fatal(err)
			}
			n += len(batch)
		}
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "msg/s")
	})
	b.Run("consume", func(b *testing.B) {
		consumed := int64(0)
		for b.Loop() {
			ctx, cancel := context.WithCancel(context.Background())
			total := lagOf(b, c, GroupIngest, TopicPositions)
			seen := int64(0)
			err := c.Consume(ctx, ConsumeConfig{
				Group: unique("bench"), Topics: []string{TopicPositions},
				Handler: func(_ context.Context, batch []Message) error {
					if seen += int64(len(batch)); seen >= total {
						cancel()
					}
					return nil
				},
			})
			cancel()
			if err != nil {
				b.Fatal(err)
			}
			consumed += seen
			var mem runtime.MemStats
			runtime.ReadMemStats(&mem)
			b.ReportMetric(float64(mem.HeapInuse)/1e6, "heap-MB")
		}
		b.ReportMetric(float64(consumed)/b.Elapsed().Seconds(), "msg/s")
	})
	sizes, err := c.sizes(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%s, %d MB of log", c.Name(), total(sizes)/1e6)
}
