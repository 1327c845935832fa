package alert

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"plimsoll/data/warehouse"
)

// ChannelKafka is the channel of the topic plimsoll.alerts.
const ChannelKafka = "kafka"

// Sink sends steps where a channel leads. It returns nil when all of them are
// safe there; after an error all of them are given to it again. Steps of one
// alert come in the order of their sequence. EventID tells repeats apart.
type Sink interface {
	Publish(ctx context.Context, steps []Transition) error
}

// Outbox hands stored steps to one channel, each at least once. The table is
// the queue: what was stored and not recorded as delivered is still to be sent,
// whoever stored it and however often this process was started. One at a time.
type Outbox struct {
	w       *warehouse.Warehouse
	now     func() time.Time
	channel string
	after   uint64 // everything up to this number was delivered
}

const (
	outboxBlock = 500
	// outboxSlack is how far behind the newest delivered step one may still show
	// up that another process numbered before it, in microseconds.
	outboxSlack = uint64(10 * time.Minute / time.Microsecond)
)

// NewOutbox makes the outbox of a channel.
func NewOutbox(w *warehouse.Warehouse, now func() time.Time, channel string) *Outbox {
	return &Outbox{w: w, now: now, channel: channel}
}

// Publish sends what is waiting and says how much that was. After an error what
// was not recorded is sent again by the next call.
func (o *Outbox) Publish(ctx context.Context, sink Sink) (sent int, err error) {
	for {
		steps, err := readSteps(ctx, o.w, "undelivered", clickhouse.Named("after", o.after), clickhouse.Named("channel", o.channel), clickhouse.Named("limit", outboxBlock))
		if err != nil {
			return sent, fmt.Errorf("look for alerts to send to %s: %w", o.channel, err)
		}
		if len(steps) == 0 {
			return sent, nil
		}
		if err := sink.Publish(ctx, steps); err != nil {
			return sent, fmt.Errorf("send %d alerts to %s: %w", len(steps), o.channel, err)
		}
		if err := o.record(ctx, steps); err != nil {
			return sent, fmt.Errorf("record %d alerts as sent to %s: %w", len(steps), o.channel, err)
		}
		sent += len(steps)
		if last := steps[len(steps)-1].Number; last > outboxSlack {
			o.after = max(o.after, last-outboxSlack)
		}
		if len(steps) < outboxBlock {
			return sent, nil
		}
	}
}

// record stores that steps were delivered, also when the service is stopping:
// they were.
func (o *Outbox) record(ctx context.Context, steps []Transition) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	batch, err := o.w.Conn().PrepareBatch(warehouse.Insert(ctx), "INSERT INTO alert_deliveries (channel, alert_id, sequence, delivered_at)")
	if err != nil {
		return err
	}
	at := o.now().UTC()
	for i := range steps {
		if err := batch.Append(o.channel, steps[i].ID, steps[i].Sequence, at); err != nil {
			_ = batch.Abort() // the failure that matters is the one being returned
			return err
		}
	}
	return batch.Send()
}
