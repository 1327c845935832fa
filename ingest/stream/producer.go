package stream

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/segmentio/kafka-go"
)

// ProducerConfig adjusts a producer. The zero value takes everything from the cluster.
type ProducerConfig struct {
	// MaxMessageBytes refuses larger messages before sending; 0 means the cluster's limit.
	MaxMessageBytes int
	// Now is the clock behind HeaderReceivedAt; nil means the cluster's.
	Now func() time.Time
}

// Producer sends messages and waits until all replicas have them. It is safe for concurrent use; share one.
type Producer struct {
	cluster *Cluster
	limit   int
	now     func() time.Time
	bulk    *kafka.Writer
	single  *kafka.Writer
}

// bulkFrom is the number of messages from which a call uses the writer with large batches. A batch's memory is taken
// when it is begun, so a few messages must not pay for thousands.
const bulkFrom = 64

// framingMargin is kept free in a batch for what framing adds, and compression when it does not compress.
const framingMargin = 16 << 10

// NewProducer makes a producer. Close it.
func NewProducer(c *Cluster, cfg ProducerConfig) *Producer {
	p := &Producer{cluster: c, limit: cfg.MaxMessageBytes, now: cfg.Now}
	if p.limit == 0 {
		p.limit = c.maxMessage
	}
	if p.now == nil {
		p.now = c.now
	}
	p.bulk, p.single = p.writer(4000), p.writer(bulkFrom)
	return p
}

func (p *Producer) writer(batchSize int) *kafka.Writer {
	return &kafka.Writer{
		Addr: p.cluster.client.Addr, Transport: p.cluster.transport,
		Balancer:     kafka.Murmur2Balancer{}, // as Java producers do, so that a key lands on one partition
		RequiredAcks: kafka.RequireAll,
		BatchTimeout: 5 * time.Millisecond,
		BatchSize:    batchSize,
		BatchBytes:   int64(brokerMessageLimit(p.limit) - framingMargin),
		// About nine seconds with what is between: longer than a partition's move to another leader takes to be known.
		MaxAttempts: 12, WriteBackoffMin: 100 * time.Millisecond, WriteBackoffMax: time.Second,
		WriteTimeout: 30 * time.Second,
		Compression:  kafka.Snappy, // a quarter of the bytes to store, and the fastest here
	}
}

// Produce sends messages and returns when the broker has stored all of them. HeaderReceivedAt is set where it is
// absent. After an error some may have been stored: send all of them again, duplicates are harmless by design. A message
// over the limit makes the whole call fail with ErrTooLarge before anything is sent. Keys, values and headers must not
// be changed while a call that ended with its context may still be sending.
func (p *Producer) Produce(ctx context.Context, msgs ...Message) error {
	if len(msgs) == 0 {
		return nil
	}
	for i := range msgs {
		if msgs[i].Topic == "" {
			return fmt.Errorf("produce: message %d has no topic", i)
		}
		if n := msgs[i].Size(); n > p.limit {
			return fmt.Errorf("produce to %s: %w: message %d has %d bytes, the limit is %d; split it or drop what is not needed",
				msgs[i].Topic, ErrTooLarge, i, n, p.limit)
		}
	}
	return p.send(ctx, msgs, true)
}

// send writes messages; stamped adds HeaderReceivedAt where it is absent.
func (p *Producer) send(ctx context.Context, msgs []Message, stamped bool) error {
	now := p.now().UTC()
	stamp := []byte(now.Format(ReceivedAtLayout))
	out := make([]kafka.Message, len(msgs))
	for i := range msgs {
		m := &msgs[i]
		headers := make([]kafka.Header, 0, len(m.Headers)+1)
		for _, h := range m.Headers {
			headers = append(headers, kafka.Header{Key: h.Key, Value: h.Value})
		}
		if stamped && !m.HasHeader(HeaderReceivedAt) {
			headers = append(headers, kafka.Header{Key: HeaderReceivedAt, Value: stamp})
		}
		at := m.Time
		if at.IsZero() {
			at = now
		}
		out[i] = kafka.Message{Topic: m.Topic, Key: m.Key, Value: m.Value, Headers: headers, Time: at}
	}
	writer := p.single
	if len(out) >= bulkFrom {
		writer = p.bulk
	}
	return explainWrite(writer.WriteMessages(ctx, out...), msgs)
}

// explainWrite names the first message that failed and says how many did.
func explainWrite(err error, msgs []Message) error {
	if err == nil {
		return nil
	}
	var each kafka.WriteErrors
	if !errors.As(err, &each) {
		return fmt.Errorf("produce %d messages to %s: %w", len(msgs), msgs[0].Topic, err)
	}
	for i, one := range each {
		if one != nil {
			return fmt.Errorf("produce to %s: %d of %d messages were not acknowledged: %w",
				msgs[i].Topic, each.Count(), len(msgs), one)
		}
	}
	return fmt.Errorf("produce: %w", err)
}

// Close waits for what is being sent and lets go of the connections.
func (p *Producer) Close() error {
	return errors.Join(p.bulk.Close(), p.single.Close())
}
