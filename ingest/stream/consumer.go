package stream

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/segmentio/kafka-go"
)

// Assignment is one partition that this consumer was given. Offset is the next to be read, or FirstOffset when the
// group has never committed one there.
type Assignment struct {
	Topic     string
	Partition int
	Offset    int64
}

// FirstOffset stands for the earliest message that is still there.
const FirstOffset = kafka.FirstOffset

// ConsumeConfig says what to consume and what to do with it.
type ConsumeConfig struct {
	// Group is the consumer group; members of one group share the partitions.
	Group string
	// Topics to consume.
	Topics []string
	// Handler makes a batch durable and returns nil, or returns an error and is called again with the same messages.
	// Never called while a call is running; messages of a partition come in order. The slice is reused after the call,
	// the bytes the messages point to are not. A *Reject is a batch that is done, with messages that no retry helps. The
	// context outlives a shutdown by Grace.
	Handler func(ctx context.Context, batch []Message) error
	// Prepare, in the place of Handler, takes it in two steps, so that the work on one batch goes on while the batch
	// before is being stored: it is called with each batch, in order, never while a call is running, and returns what
	// then does what Handler does. That is called when the batch before is committed, again after an error, or never
	// when the assignment ends first. The slice stays as it is until then.
	Prepare func(batch []Message) func(ctx context.Context) error
	// OnAssigned, when set, is called before the first message of an assignment, to load state; an empty list means
	// that this member has nothing to do. An error is retried with back-off and holds up the messages. The context ends
	// with the assignment.
	OnAssigned func(ctx context.Context, partitions []Assignment) error
	// OnRevoked, when set, is called after the last message of an assignment.
	OnRevoked func(partitions []Assignment)
	// DeadLetters takes what a *Reject carries; nil makes a *Reject an ordinary error.
	DeadLetters DeadLetterSink
	// MaxRows bounds a batch; 0 means 50,000.
	MaxRows int
	// MaxBytes bounds a batch (a single larger message is passed alone); 0 means 48 MB, which is more than 50,000 position
	// reports with all headers. At most twice as much again is held for batches that come after it.
	MaxBytes int
	// MaxWait is for how long a batch is filled after its first message; 0 means 250 ms, negative hands over at once
	// what is there.
	MaxWait time.Duration
	// BackoffMin and BackoffMax bound the wait between attempts; 0 means 100 ms and 30 s.
	BackoffMin, BackoffMax time.Duration
	// Grace is for how long the batch in hand may go on after a shutdown or a lost assignment; 0 means 10 s.
	Grace time.Duration
}

// DeadLetterSink takes dead letters and returns when they are stored. *Producer is one.
type DeadLetterSink interface {
	DeadLetter(ctx context.Context, letters []DeadLetter) error
}

// Reject is the error of a Handler that has made its batch durable but for messages that no retry helps. The consumer
// sends them to the dead letters, and only then commits.
type Reject struct {
	Letters []DeadLetter
}

// Error implements error.
func (r *Reject) Error() string {
	if len(r.Letters) == 0 {
		return "rejected no message"
	}
	first := &r.Letters[0]
	return fmt.Sprintf("rejected %d messages, the first %s: %s", len(r.Letters), first.Source.String(), first.Reason)
}

func (cfg ConsumeConfig) withDefaults() (ConsumeConfig, error) {
	if cfg.Group == "" || len(cfg.Topics) == 0 || (cfg.Handler == nil) == (cfg.Prepare == nil) {
		return cfg, errors.New("consume: group, topics and either Handler or Prepare are required")
	}
	if handle := cfg.Handler; handle != nil {
		cfg.Prepare = func(batch []Message) func(context.Context) error {
			return func(ctx context.Context) error { return handle(ctx, batch) }
		}
	}
	defaultTo(&cfg.MaxRows, 50_000)
	defaultTo(&cfg.MaxBytes, 48<<20)
	defaultTo(&cfg.MaxWait, 250*time.Millisecond)
	defaultTo(&cfg.BackoffMin, 100*time.Millisecond)
	defaultTo(&cfg.BackoffMax, 30*time.Second)
	defaultTo(&cfg.Grace, 10*time.Second)
	return cfg, nil
}

func defaultTo[T int | time.Duration](value *T, fallback T) {
	if *value == 0 {
		*value = fallback
	}
}

// Consumer is one member of a consumer group.
type Consumer struct {
	cluster *Cluster
	cfg     ConsumeConfig
	state   consumerState
}

// NewConsumer prepares a consumer; Run runs it.
func (c *Cluster) NewConsumer(cfg ConsumeConfig) (*Consumer, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	return &Consumer{cluster: c, cfg: cfg, state: consumerState{now: c.now, status: Status{Group: cfg.Group}}}, nil
}

// Consume runs a consumer until the context ends; use NewConsumer when its Status is wanted.
func (c *Cluster) Consume(ctx context.Context, cfg ConsumeConfig) error {
	consumer, err := c.NewConsumer(cfg)
	if err != nil {
		return err
	}
	return consumer.Run(ctx)
}

// Run joins the group and handles batches until the context ends; it then finishes the batch in hand, commits it, leaves
// the group and returns nil. An unreachable broker is waited for, and shown by Status. A new group starts at the
// earliest message.
func (c *Consumer) Run(ctx context.Context) error {
	group, err := kafka.NewConsumerGroup(kafka.ConsumerGroupConfig{
		ID: c.cfg.Group, Topics: c.cfg.Topics, Brokers: c.cluster.brokers, Dialer: c.cluster.dialer,
		// Range first, as Java consumers do.
		GroupBalancers:         []kafka.GroupBalancer{kafka.RangeGroupBalancer{}, kafka.RoundRobinGroupBalancer{}},
		HeartbeatInterval:      500 * time.Millisecond,
		SessionTimeout:         6 * time.Second, // a killed member stalls its partitions this long
		RebalanceTimeout:       5 * time.Second,
		JoinGroupBackoff:       500 * time.Millisecond,
		WatchPartitionChanges:  true,
		PartitionWatchInterval: time.Minute,
		StartOffset:            kafka.FirstOffset,
	})
	if err != nil {
		return fmt.Errorf("consume as %s: %w", c.cfg.Group, err)
	}
	defer func() { _ = group.Close() }()
	for ctx.Err() == nil {
		gen, err := group.Next(ctx)
		if err != nil {
			if ctx.Err() == nil {
				c.state.disconnected(c.cluster, fmt.Errorf("join group %s: %w", c.cfg.Group, err))
			}
			continue
		}
		c.runGeneration(ctx, gen)
	}
	return nil
}

// runGeneration handles one assignment from its beginning to its end.
func (c *Consumer) runGeneration(ctx context.Context, gen *kafka.Generation) {
	ended := make(chan struct{})
	gen.Start(func(genCtx context.Context) {
		defer close(ended)
		live, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(genCtx, cancel)()
		g := &generation{Consumer: c, gen: gen, partitions: assignments(gen)}
		g.run(live, ctx)
	})
	<-ended
}

func assignments(gen *kafka.Generation) []Assignment {
	var list []Assignment
	for topic, partitions := range gen.Assignments {
		for _, p := range partitions {
			list = append(list, Assignment{Topic: topic, Partition: p.ID, Offset: p.Offset})
		}
	}
	sortAssignments(list)
	return list
}
