package stream

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"

	"github.com/segmentio/kafka-go"
)

// logRange is what a partition holds: offsets from first up to, not including, end.
type logRange struct{ first, end int64 }

// partitions returns the partition numbers of topics; of all in the table when none is named.
func (c *Cluster) partitions(ctx context.Context, topics ...string) (map[string][]int, error) {
	if len(topics) == 0 {
		for _, t := range c.topics {
			topics = append(topics, t.Name)
		}
	}
	res, err := c.client.Metadata(ctx, &kafka.MetadataRequest{Topics: topics})
	if err != nil {
		return nil, fmt.Errorf("read metadata: %w", err)
	}
	parts := map[string][]int{}
	for _, t := range res.Topics {
		for _, p := range t.Partitions {
			parts[t.Name] = append(parts[t.Name], p.ID)
		}
		slices.Sort(parts[t.Name])
	}
	return parts, nil
}

func (c *Cluster) ranges(ctx context.Context, parts map[string][]int) (map[string]map[int]logRange, error) {
	req := &kafka.ListOffsetsRequest{Topics: map[string][]kafka.OffsetRequest{}}
	for topic, ids := range parts {
		for _, id := range ids {
			req.Topics[topic] = append(req.Topics[topic], kafka.FirstOffsetOf(id), kafka.LastOffsetOf(id))
		}
	}
	res, err := c.client.ListOffsets(ctx, req)
	if err != nil {
		return nil, fmt.Errorf("list offsets: %w", err)
	}
	all := map[string]map[int]logRange{}
	for topic, partitions := range res.Topics {
		all[topic] = map[int]logRange{}
		for _, p := range partitions {
			if p.Error != nil {
				return nil, fmt.Errorf("list offsets of %s/%d: %w", topic, p.Partition, p.Error)
			}
			all[topic][p.Partition] = logRange{first: p.FirstOffset, end: p.LastOffset}
		}
	}
	return all, nil
}

// committed returns the next offset a group will read per partition, -1 where it has never committed.
func (c *Cluster) committed(ctx context.Context, group string, parts map[string][]int) (map[string]map[int]int64, error) {
	res, err := c.client.OffsetFetch(ctx, &kafka.OffsetFetchRequest{GroupID: group, Topics: parts})
	if err == nil {
		err = res.Error
	}
	if errors.Is(err, kafka.GroupIdNotFound) { // it has never been there, so it has committed nothing
		return map[string]map[int]int64{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("fetch offsets of group %s: %w", group, err)
	}
	all := map[string]map[int]int64{}
	for topic, partitions := range res.Topics {
		all[topic] = map[int]int64{}
		for _, p := range partitions {
			if p.Error != nil {
				return nil, fmt.Errorf("fetch offsets of group %s on %s/%d: %w", group, topic, p.Partition, p.Error)
			}
			all[topic][p.Partition] = p.CommittedOffset
		}
	}
	return all, nil
}

// Lag returns how many messages a group has not committed, by topic: those it consumes by the table, and any other in
// the table that it has committed offsets on.
func (c *Cluster) Lag(ctx context.Context, group string) (map[string]int64, error) {
	parts, err := c.partitions(ctx)
	if err != nil {
		return nil, fmt.Errorf("lag of %s: %w", group, err)
	}
	committed, err := c.committed(ctx, group, parts)
	if err != nil {
		return nil, fmt.Errorf("lag: %w", err)
	}
	ranges, err := c.ranges(ctx, parts)
	if err != nil {
		return nil, fmt.Errorf("lag of %s: %w", group, err)
	}
	lag := map[string]int64{}
	for _, t := range c.topics {
		declared := slices.Contains(t.Groups, group)
		for id, r := range ranges[t.Name] {
			at, has := committed[t.Name][id]
			if !has {
				at = -1
			}
			if at >= 0 || declared {
				lag[t.Name] += max(0, r.end-max(at, r.first))
			}
		}
	}
	return lag, nil
}

// consumedUpTo is the lowest offset that a group of the topic has yet to read, per partition. A partition is missing
// where a group has committed nothing: nothing counts as consumed there.
func (c *Cluster) consumedUpTo(ctx context.Context, parts map[string][]int) (map[string]map[int]int64, error) {
	groups := map[string]map[string]map[int]int64{}
	lowest := map[string]map[int]int64{}
	for _, t := range c.topics {
		lowest[t.Name] = map[int]int64{}
		for _, group := range t.Groups {
			if groups[group] == nil {
				offsets, err := c.committed(ctx, group, parts)
				if err != nil {
					return nil, err
				}
				groups[group] = offsets
			}
		}
		if len(t.Groups) == 0 {
			continue
		}
		for _, id := range parts[t.Name] {
			if low, ok := lowestOf(t, id, groups); ok {
				lowest[t.Name][id] = low
			}
		}
	}
	return lowest, nil
}

func lowestOf(t Topic, partition int, groups map[string]map[string]map[int]int64) (int64, bool) {
	low := int64(-1)
	for _, group := range t.Groups {
		at, ok := groups[group][t.Name][partition]
		if !ok || at < 0 {
			return 0, false
		}
		if low < 0 || at < low {
			low = at
		}
	}
	return low, low >= 0
}

// dialPartition connects to the leader of a partition.
func (c *Cluster) dialPartition(ctx context.Context, topic string, partition int) (*kafka.Conn, error) {
	res, err := c.client.Metadata(ctx, &kafka.MetadataRequest{Topics: []string{topic}})
	if err != nil {
		return nil, fmt.Errorf("look up the leader of %s/%d: %w", topic, partition, err)
	}
	for _, t := range res.Topics {
		for _, p := range t.Partitions {
			if t.Name == topic && p.ID == partition {
				address := net.JoinHostPort(p.Leader.Host, strconv.Itoa(p.Leader.Port))
				conn, err := c.dialer.DialPartition(ctx, "tcp", address, kafka.Partition{Topic: topic, ID: p.ID, Leader: p.Leader})
				if err != nil {
					return nil, fmt.Errorf("connect to broker %s: %w", address, err)
				}
				return conn, nil
			}
		}
	}
	return nil, fmt.Errorf("look up the leader of %s/%d: %w", topic, partition, kafka.UnknownTopicOrPartition)
}
