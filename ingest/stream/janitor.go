package stream

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
)

// JanitorConfig adjusts a janitor. The zero value is right for the service.
type JanitorConfig struct {
	// KeepUnread is how many bytes are kept of a topic that no group consumes (dead letters); 0 means 256 MB.
	KeepUnread int64
}

// Janitor deletes from the embedded broker what every group has consumed, because that broker cannot be trusted with
// retention of its own.
type Janitor struct {
	cluster    *Cluster
	keepUnread int64
}

// NewJanitor makes a janitor. It fails with ErrNotEmbedded on Apache Kafka, whose retention is its own business.
func NewJanitor(c *Cluster, cfg JanitorConfig) (*Janitor, error) {
	if c.embedded == nil {
		return nil, fmt.Errorf("janitor for %s: %w", c.Name(), ErrNotEmbedded)
	}
	if cfg.KeepUnread == 0 {
		cfg.KeepUnread = 256 << 20
	}
	return &Janitor{cluster: c, keepUnread: cfg.KeepUnread}, nil
}

// SweepReport says what a sweep did.
type SweepReport struct {
	// Deleted is the number of messages taken off the front of the log, by topic.
	Deleted map[string]int64
	// BytesBefore and BytesAfter are the size of the log.
	BytesBefore, BytesAfter int64
}

// Run sweeps at every tick until the context ends. A failed sweep is logged and the next tick tries again.
func (j *Janitor) Run(ctx context.Context, ticks <-chan time.Time) {
	for {
		select {
		case <-ctx.Done():
			return
		case _, open := <-ticks:
			if !open {
				return
			}
			report, err := j.Sweep(ctx)
			if err != nil && ctx.Err() == nil {
				j.cluster.log.Warn("the broker's janitor failed and tries again", "error", err)
			}
			if len(report.Deleted) > 0 {
				j.cluster.log.Debug("the broker's janitor swept", "before", report.BytesBefore, "after", report.BytesAfter)
			}
		}
	}
}

// Sweep deletes, once, up to the lowest offset that a group of the topic has yet to read, and what is too much of topics
// that no group reads. The last message of a partition always stays, and with it its batch: a partition that is empty
// when the process is killed would begin again at offset 0, and groups would skip what follows.
func (j *Janitor) Sweep(ctx context.Context) (SweepReport, error) {
	c := j.cluster
	report := SweepReport{Deleted: map[string]int64{}}
	parts, err := c.partitions(ctx)
	if err != nil {
		return report, fmt.Errorf("sweep: %w", err)
	}
	// Offsets are read before ranges: a commit that comes between them only leaves more for the next sweep.
	consumed, consumedErr := c.consumedUpTo(ctx, parts)
	ranges, rangeErr := c.ranges(ctx, parts)
	sizes, sizeErr := c.sizes(ctx)
	if err := errors.Join(consumedErr, rangeErr, sizeErr); err != nil {
		return report, fmt.Errorf("sweep: %w", err)
	}
	cut := kadm.Offsets{}
	for _, t := range c.topics {
		for id, r := range ranges[t.Name] {
			to := consumed[t.Name][id] // 0 when a group has read nothing
			if size := sizes[t.Name][id]; len(t.Groups) == 0 && size > j.keepUnread {
				to = r.end - share(r.end-r.first, j.keepUnread, size)
			}
			to = min(to, r.end-1)
			if to > r.first {
				cut.AddOffset(t.Name, int32(id), to, -1)
				report.Deleted[t.Name] += to - r.first
			}
		}
	}
	report.BytesBefore = total(sizes)
	report.BytesAfter = report.BytesBefore
	if len(cut) == 0 {
		return report, nil
	}
	return j.delete(ctx, cut, report)
}

func (j *Janitor) delete(ctx context.Context, cut kadm.Offsets, report SweepReport) (SweepReport, error) {
	client, err := j.cluster.adminClient()
	if err != nil {
		return report, fmt.Errorf("sweep: %w", err)
	}
	res, err := client.DeleteRecords(ctx, cut)
	if err == nil {
		err = res.Error()
	}
	if err != nil {
		return report, fmt.Errorf("sweep: delete records: %w", err)
	}
	sizes, err := j.cluster.sizes(ctx)
	if err != nil {
		return report, fmt.Errorf("sweep: %w", err)
	}
	report.BytesAfter = total(sizes)
	return report, nil
}

func total(sizes map[string]map[int]int64) int64 {
	sum := int64(0)
	for _, partitions := range sizes {
		for _, n := range partitions {
			sum += n
		}
	}
	return sum
}
