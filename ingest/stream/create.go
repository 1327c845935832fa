package stream

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/segmentio/kafka-go"
)

// createTopics makes the topics that are missing and waits until each has its partitions and a leader for them.
func (c *Cluster) createTopics(ctx context.Context, cfg Config) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	req := &kafka.CreateTopicsRequest{}
	for _, t := range cfg.Topics {
		spec, err := c.topicConfig(t, cfg)
		if err != nil {
			return err
		}
		req.Topics = append(req.Topics, spec)
	}
	res, err := c.client.CreateTopics(ctx, req)
	if err != nil {
		return fmt.Errorf("create topics: %w", err)
	}
	for name, err := range res.Errors {
		if err != nil && !errors.Is(err, kafka.TopicAlreadyExists) {
			return fmt.Errorf("create topic %s: %w", name, err)
		}
	}
	return c.awaitTopics(ctx, cfg.Topics)
}

func (c *Cluster) topicConfig(t Topic, cfg Config) (kafka.TopicConfig, error) {
	if c.embedded != nil {
		if t.Partitions < 1 || t.Partitions > MaxEmbeddedPartitions {
			return kafka.TopicConfig{}, fmt.Errorf("topic %s: %d partitions, the embedded broker takes 1 to %d",
				t.Name, t.Partitions, MaxEmbeddedPartitions)
		}
		// No settings of its own: all are the broker's, so that they hold for topics made earlier too.
		return kafka.TopicConfig{Topic: t.Name, NumPartitions: t.Partitions, ReplicationFactor: 1}, nil
	}
	partitions := t.Partitions
	if cfg.Partitions > 0 && !t.Single {
		partitions = cfg.Partitions
	}
	return kafka.TopicConfig{
		Topic: t.Name, NumPartitions: partitions, ReplicationFactor: -1, // the broker's default
		ConfigEntries: []kafka.ConfigEntry{
			{ConfigName: "retention.ms", ConfigValue: strconv.FormatInt(t.Retention.Duration().Milliseconds(), 10)},
			{ConfigName: "cleanup.policy", ConfigValue: "delete"},
			{ConfigName: "max.message.bytes", ConfigValue: strconv.Itoa(brokerMessageLimit(cfg.MaxMessageBytes))},
		},
	}, nil
}

func (c *Cluster) awaitTopics(ctx context.Context, topics []Topic) error {
	names := make([]string, len(topics))
	for i, t := range topics {
		names[i] = t.Name
	}
	for {
		missing, err := c.missingTopic(ctx, names)
		if err == nil && missing == "" {
			return nil
		}
		if !pause(ctx, 50*time.Millisecond) {
			return fmt.Errorf("wait for topic %s: %w", missing, errors.Join(ctx.Err(), err))
		}
	}
}

// missingTopic names a topic that is not ready, "" when all are.
func (c *Cluster) missingTopic(ctx context.Context, names []string) (string, error) {
	res, err := c.client.Metadata(ctx, &kafka.MetadataRequest{Topics: names})
	if err != nil {
		return "", err
	}
	ready := map[string]bool{}
	for _, t := range res.Topics {
		ready[t.Name] = t.Error == nil && len(t.Partitions) > 0
		for _, p := range t.Partitions {
			ready[t.Name] = ready[t.Name] && p.Error == nil && p.Leader.Host != ""
		}
	}
	for _, name := range names {
		if !ready[name] {
			return name, nil
		}
	}
	// Metadata names a leader before that broker knows that it is one; only an answer from it proves it.
	parts, err := c.partitions(ctx, names...)
	if err == nil {
		_, err = c.ranges(ctx, parts)
	}
	return "", err
}

// pause waits, and returns false when the context ended first.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
