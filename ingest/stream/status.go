package stream

import (
	"cmp"
	"slices"
	"sync"
	"time"
)

// Status is what a consumer is doing, for readiness and metrics.
type Status struct {
	Group string
	// Joined says that the consumer is in the group, with Partitions of it (possibly none).
	Joined     bool
	Partitions []Assignment
	// Problem is what holds it up now, "" when nothing does: the broker away, state that cannot be loaded, a handler
	// that fails. Since says from when, Attempts how often it was tried in vain.
	Problem  string
	Since    time.Time
	Attempts int
	// Counts since the start: messages and batches handled and committed, messages handed to dead letters, failed
	// attempts, and how often a partition went back to its first message because its committed offset was no longer there.
	Messages, Batches, Rejected, Failures, Resets int64
	// LastBatch is when a batch was last committed; zero when none was.
	LastBatch time.Time
}

// Status returns a snapshot.
func (c *Consumer) Status() Status {
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	copied := c.state.status
	copied.Partitions = slices.Clone(copied.Partitions)
	return copied
}

type consumerState struct {
	mu     sync.Mutex
	now    func() time.Time
	status Status
}

func (s *consumerState) joined(partitions []Assignment) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.status.Joined, s.status.Partitions = true, partitions
	s.clear()
}

func (s *consumerState) left() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.status.Joined, s.status.Partitions = false, nil
}

func (s *consumerState) disconnected(c *Cluster, err error) {
	s.left()
	s.failed(c, err)
}

// failed records a failure and logs the first of a row.
func (s *consumerState) failed(c *Cluster, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.status.Problem == "" {
		s.status.Since = s.now().UTC()
		c.log.Warn("consumer is held up and keeps trying", "group", s.status.Group, "error", err)
	}
	s.status.Problem = err.Error()
	s.status.Attempts++
	s.status.Failures++
}

func (s *consumerState) committed(messages, rejected int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.status.Messages += int64(messages)
	s.status.Rejected += int64(rejected)
	s.status.Batches++
	s.status.LastBatch = s.now().UTC()
	s.clear()
}

func (s *consumerState) reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.status.Resets++
}

func (s *consumerState) recovered() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clear()
}

func (s *consumerState) clear() {
	s.status.Problem, s.status.Since, s.status.Attempts = "", time.Time{}, 0
}

func sortAssignments(list []Assignment) {
	slices.SortFunc(list, func(a, b Assignment) int {
		return cmp.Or(cmp.Compare(a.Topic, b.Topic), cmp.Compare(a.Partition, b.Partition))
	})
}
