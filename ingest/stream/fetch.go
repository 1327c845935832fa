package stream

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/segmentio/kafka-go"
)

// The bounds of reading one partition. A broker sends at least one record batch whatever its size, so none of them keeps
// a large message out.
const (
	fetchBytes    = 4 << 20         // asked of the broker at a time
	fetchWait     = 5 * time.Second // for how long the broker may wait for a first message
	chunkBytes    = 512 << 10       // handed on at a time
	chunkMessages = 4096
)

// fetcher reads one partition in order, and connects again where it was when the connection fails.
type fetcher struct {
	*generation
	topic     string
	partition int
	next      int64
	failures  int
	packer    packer
}

func (f *fetcher) run(ctx context.Context) {
	for ctx.Err() == nil {
		err := f.session(ctx)
		if ctx.Err() != nil {
			return
		}
		f.failures++
		if f.failures > 1 { // one lost connection is no news
			f.state.failed(f.cluster, fmt.Errorf("read %s/%d from offset %d: %w", f.topic, f.partition, f.next, err))
		}
		if !pause(ctx, f.backoff(f.failures-1)) {
			return
		}
	}
}

func (f *fetcher) recovered() {
	if f.failures > 1 {
		f.state.recovered()
	}
	f.failures = 0
}

// session reads over one connection until it fails.
func (f *fetcher) session(ctx context.Context) error {
	conn, err := f.cluster.dialPartition(ctx, f.topic, f.partition)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	if f.next < 0 {
		if f.next, err = f.firstOffset(conn); err != nil {
			return err
		}
	}
	for {
		err := f.fetch(ctx, conn)
		switch {
		case errors.Is(err, kafka.OffsetOutOfRange):
			return f.restart(err)
		case err != nil:
			return err
		}
		f.recovered()
	}
}

func (f *fetcher) firstOffset(conn *kafka.Conn) (int64, error) {
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return 0, err
	}
	return conn.ReadFirstOffset()
}

// restart goes back to the first message that is there, when the one asked for is not: either retention took it, or this
// is another log than the one the offset was committed on. Reading again is harmless, skipping is not. The connection
// cannot be used after such an answer, so the next one looks up where the log begins.
func (f *fetcher) restart(err error) error {
	f.cluster.log.Warn("offset is not in the log, going back to the first", "group", f.cfg.Group, "topic", f.topic,
		"partition", f.partition, "offset", f.next)
	f.next = FirstOffset
	f.state.reset()
	return err
}

// fetch asks the broker once and hands on what comes, in chunks.
func (f *fetcher) fetch(ctx context.Context, conn *kafka.Conn) error {
	if _, err := conn.Seek(f.next, kafka.SeekAbsolute|kafka.SeekDontCheck); err != nil {
		return err
	}
	if err := conn.SetReadDeadline(time.Now().Add(fetchWait + 30*time.Second)); err != nil {
		return err
	}
	batch := conn.ReadBatchWith(kafka.ReadBatchConfig{MinBytes: 1, MaxBytes: fetchBytes, MaxWait: fetchWait})
	defer func() { _ = batch.Close() }()
	began := f.next
	for {
		messages, weight, err := f.readChunk(batch)
		if len(messages) > 0 {
			if !f.handOn(ctx, messages, weight) {
				return ctx.Err()
			}
			f.next = messages[len(messages)-1].Offset + 1
		}
		switch {
		case err == nil:
		case errors.Is(err, kafka.RequestTimedOut): // nothing new within the wait
			return nil
		case errors.Is(err, io.EOF) && f.next > began:
			f.next = max(f.next, batch.Offset()) // it may end in offsets that hold nothing to read
			return nil
		default:
			return err
		}
	}
}

// readChunk reads the next messages; with an error it returns those before it.
func (f *fetcher) readChunk(batch *kafka.Batch) (messages []Message, weight int64, err error) {
	for len(messages) < chunkMessages && weight < chunkBytes {
		raw, err := batch.ReadMessage()
		if err != nil {
			return messages, weight, err
		}
		m := f.packer.message(&raw)
		messages = append(messages, m)
		weight += int64(footprint(&m))
	}
	return messages, weight, nil
}

// handOn waits until the budget allows and the batch is being filled. False means that the context ended.
func (f *fetcher) handOn(ctx context.Context, messages []Message, weight int64) bool {
	weight = min(weight, int64(budgetBatches*f.cfg.MaxBytes))
	if f.budget.Acquire(ctx, weight) != nil {
		return false
	}
	select {
	case <-ctx.Done():
		return false
	case f.chunks <- chunk{messages: messages, weight: weight}:
		return true
	}
}
