package stream

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sasl"
	"github.com/twmb/franz-go/pkg/sasl/plain"
	"github.com/twmb/franz-go/pkg/sasl/scram"
)

// admin is the second client: it asks for sizes and deletes records, which kafka-go cannot. Made when first needed.
type admin struct {
	mu     sync.Mutex
	client *kadm.Client
}

func (c *Cluster) adminClient() (*kadm.Client, error) {
	c.admin.mu.Lock()
	defer c.admin.mu.Unlock()
	if c.admin.client != nil {
		return c.admin.client, nil
	}
	opts := []kgo.Opt{kgo.SeedBrokers(c.brokers...), kgo.ClientID(clientID)}
	if c.tls != nil {
		opts = append(opts, kgo.DialTLSConfig(c.tls.Clone()))
	}
	if c.creds != nil {
		opts = append(opts, kgo.SASL(c.creds.adminMechanism()))
	}
	client, err := kgo.NewClient(opts...)
	if err != nil {
		return nil, fmt.Errorf("connect for administration: %w", err)
	}
	c.admin.client = kadm.NewClient(client)
	return c.admin.client, nil
}

func (c *Credentials) adminMechanism() sasl.Mechanism {
	auth := scram.Auth{User: c.Username, Pass: c.Password}
	switch strings.ToUpper(c.Mechanism) {
	case "SCRAM-SHA-512":
		return auth.AsSha512Mechanism()
	case "PLAIN":
		return plain.Auth{User: c.Username, Pass: c.Password}.AsMechanism()
	}
	return auth.AsSha256Mechanism()
}

func (a *admin) close() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.client != nil {
		a.client.Close()
	}
}

// sizes returns the bytes of every partition of the table's topics, of one replica.
func (c *Cluster) sizes(ctx context.Context) (map[string]map[int]int64, error) {
	client, err := c.adminClient()
	if err != nil {
		return nil, err
	}
	dirs, err := client.DescribeAllLogDirs(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("describe log directories: %w", err)
	}
	all := map[string]map[int]int64{}
	for _, t := range c.topics {
		all[t.Name] = map[int]int64{}
	}
	failed := error(nil)
	dirs.Each(func(d kadm.DescribedLogDir) {
		failed = errors.Join(failed, d.Err)
		d.Topics.Each(func(p kadm.DescribedLogDirPartition) {
			if sizes, ours := all[p.Topic]; ours {
				sizes[int(p.Partition)] = max(sizes[int(p.Partition)], p.Size)
			}
		})
	})
	if failed != nil {
		return nil, fmt.Errorf("describe log directories: %w", failed)
	}
	return all, nil
}

// Backlog is roughly how many bytes of the log are not yet consumed by every group of their topic. A feed waits while it
// is above MaxBacklogBytes, because after a crash the embedded broker reads its whole log into memory. Topics that no
// group consumes do not count.
func (c *Cluster) Backlog(ctx context.Context) (int64, error) {
	parts, err := c.partitions(ctx)
	if err != nil {
		return 0, fmt.Errorf("backlog: %w", err)
	}
	ranges, rangeErr := c.ranges(ctx, parts)
	consumed, consumedErr := c.consumedUpTo(ctx, parts)
	sizes, sizeErr := c.sizes(ctx)
	if err := errors.Join(rangeErr, consumedErr, sizeErr); err != nil {
		return 0, fmt.Errorf("backlog: %w", err)
	}
	total := int64(0)
	for _, t := range c.topics {
		if len(t.Groups) == 0 {
			continue
		}
		for id, r := range ranges[t.Name] {
			open := r.end - max(r.first, consumed[t.Name][id])
			total += share(sizes[t.Name][id], open, r.end-r.first)
		}
	}
	return total, nil
}

// MaxBacklogBytes is the backlog above which a feed waits.
const MaxBacklogBytes = 1 << 30

// share is the part of size that count of all stands for.
func share(size, count, all int64) int64 {
	if all <= 0 || count <= 0 {
		return 0
	}
	return int64(float64(size) * (float64(min(count, all)) / float64(all)))
}
