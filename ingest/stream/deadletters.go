package stream

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/segmentio/kafka-go"
)

// ListDeadLetters returns up to limit dead letters from an offset on, oldest first, of those that keep accepts (nil
// accepts all). A negative from counts from the end: -100 begins with the last hundred. Go on from the last one's
// Offset plus one.
func (c *Cluster) ListDeadLetters(ctx context.Context, from int64, limit int, keep func(*StoredDeadLetter) bool) ([]StoredDeadLetter, error) {
	var list []StoredDeadLetter
	if limit <= 0 {
		return nil, nil
	}
	if err := c.singleDeadLetterPartition(ctx); err != nil {
		return nil, err
	}
	err := c.scan(ctx, TopicDeadLetter, 0, from, func(m Message) bool {
		d := parseDeadLetter(m)
		if keep == nil || keep(&d) {
			list = append(list, d)
		}
		return len(list) < limit
	})
	if err != nil {
		return nil, fmt.Errorf("list dead letters: %w", err)
	}
	return list, nil
}

func (c *Cluster) singleDeadLetterPartition(ctx context.Context) error {
	parts, err := c.partitions(ctx, TopicDeadLetter)
	if err == nil && len(parts[TopicDeadLetter]) != 1 {
		err = fmt.Errorf("topic %s has %d partitions and must have 1, so that its offsets are an order",
			TopicDeadLetter, len(parts[TopicDeadLetter]))
	}
	return err
}

// ShowDeadLetter returns one dead letter, ErrNoSuchMessage when it is not there (any more).
func (c *Cluster) ShowDeadLetter(ctx context.Context, partition int, offset int64) (StoredDeadLetter, error) {
	var found *StoredDeadLetter
	err := error(nil)
	if offset >= 0 {
		err = c.scan(ctx, TopicDeadLetter, partition, offset, func(m Message) bool {
			if m.Offset == offset {
				d := parseDeadLetter(m)
				found = &d
			}
			return false
		})
	}
	if err == nil && found == nil {
		err = ErrNoSuchMessage
	}
	if err != nil {
		return StoredDeadLetter{}, fmt.Errorf("show dead letter %d@%d: %w", partition, offset, err)
	}
	return *found, nil
}

// ReplayDeadLetter sends the source of a dead letter back to its topic, with its headers and HeaderReplays, and returns
// what it sent. The dead letter stays where it is.
func (p *Producer) ReplayDeadLetter(ctx context.Context, partition int, offset int64) (Message, error) {
	d, err := p.cluster.ShowDeadLetter(ctx, partition, offset)
	if err != nil {
		return Message{}, err
	}
	m, err := d.replay()
	if err != nil {
		return Message{}, err
	}
	// A message that came without a time of receipt keeps its record's time instead of getting a later one.
	if err := p.send(ctx, []Message{m}, false); err != nil {
		return Message{}, fmt.Errorf("replay dead letter %d@%d: %w", partition, offset, err)
	}
	return m, nil
}

// scan reads a partition from an offset (negative: from the end) to what was its end when it began, or until visit
// returns false. An offset before the first message begins with the first.
func (c *Cluster) scan(ctx context.Context, topic string, partition int, from int64, visit func(Message) bool) error {
	conn, err := c.dialPartition(ctx, topic, partition)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	if err := conn.SetDeadline(deadlineOf(ctx, fetchWait)); err != nil {
		return err
	}
	first, end, err := conn.ReadOffsets()
	if err != nil {
		return err
	}
	if from < 0 {
		from += end
	}
	for next := max(from, first); next < end; {
		if next, err = scanOnce(ctx, conn, next, end, visit); err != nil {
			return errors.Join(err, ctx.Err())
		}
	}
	return nil
}

func scanOnce(ctx context.Context, conn *kafka.Conn, next, end int64, visit func(Message) bool) (int64, error) {
	if _, err := conn.Seek(next, kafka.SeekAbsolute|kafka.SeekDontCheck); err != nil {
		return next, err
	}
	if err := conn.SetDeadline(deadlineOf(ctx, 2*fetchWait)); err != nil {
		return next, err
	}
	batch := conn.ReadBatchWith(kafka.ReadBatchConfig{MinBytes: 1, MaxBytes: fetchBytes, MaxWait: fetchWait})
	defer func() { _ = batch.Close() }()
	var pack packer
	for next < end {
		raw, err := batch.ReadMessage()
		if errors.Is(err, io.EOF) {
			return max(next, batch.Offset()), nil
		}
		if err != nil {
			return next, err
		}
		next = raw.Offset + 1
		if !visit(pack.message(&raw)) {
			return end, nil
		}
	}
	return next, nil
}
