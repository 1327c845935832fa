package stream

import (
	"bytes"
	"context"
	"testing"
	"time"
)

func firstOffsets(t *testing.T, c *Cluster, topic string) map[int]logRange {
	t.Helper()
	parts, err := c.partitions(t.Context(), topic)
	if err != nil {
		t.Fatal(err)
	}
	ranges, err := c.ranges(t.Context(), parts)
	if err != nil {
		t.Fatal(err)
	}
	return ranges[topic]
}

func TestJanitorFollowsTheSlowestGroup(t *testing.T) {
	c := openMemory(t, func(cfg *Config) { cfg.segmentBytes = 4 << 10 })
	produce(t, c, numbered(TopicPositions, 0, 8000)...)
	janitor, err := NewJanitor(c, JanitorConfig{})
	if err != nil {
		t.Fatal(err)
	}
	sweep := func() int64 {
		t.Helper()
		report, err := janitor.Sweep(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if report.BytesAfter > report.BytesBefore {
			t.Errorf("the log grew: %+v", report)
		}
		return report.Deleted[TopicPositions]
	}
	drain := func(group string) {
		t.Helper()
		_, stop := consume(t, c, ConsumeConfig{Group: group, Topics: []string{TopicPositions}, Handler: newSink().handle})
		await(t, "the group to be through", func() bool { return lagOf(t, c, group, TopicPositions) == 0 })
		stop()
	}
	if n := sweep(); n != 0 {
		t.Errorf("deleted %d messages that nobody has read", n)
	}
	drain(GroupIngest)
	if n := sweep(); n != 0 {
		t.Errorf("deleted %d messages that the watch has not read", n)
	}
	commitAt(t, c, GroupWatch, TopicPositions, 1000)
	if n := sweep(); n != 4000 {
		t.Errorf("deleted %d messages, the slower group has read 4000", n)
	}
	drain(GroupWatch)
	if n := sweep(); n != 4000-4 {
		t.Errorf("deleted %d messages, want all but the last of each partition", n)
	}
	for p, r := range firstOffsets(t, c, TopicPositions) {
		if r.end-r.first != 1 {
			t.Errorf("partition %d holds offsets %d to %d, want one message", p, r.first, r.end)
		}
	}
	if n := sweep(); n != 0 {
		t.Errorf("a second sweep deleted %d more", n)
	}
	before, err := c.Backlog(t.Context())
	if err != nil || before != 0 {
		t.Errorf("backlog %d, %v, when everything is consumed", before, err)
	}
}

func TestDeadLettersAreTrimmedToTheirShare(t *testing.T) {
	c := openMemory(t)
	p := newProducer(t, c)
	for range 50 {
		letter := DeadLetter{Reason: "x", Source: Message{Topic: TopicPositions, Value: bytes.Repeat([]byte{1, 2, 3}, 100)}}
		if err := p.DeadLetter(t.Context(), []DeadLetter{letter}); err != nil {
			t.Fatal(err)
		}
	}
	sizes, err := c.sizes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, share := range []struct{ keep, want int64 }{{sizes[TopicDeadLetter][0] * 2, 50}, {sizes[TopicDeadLetter][0] / 5, 10}, {1, 1}} {
		janitor, err := NewJanitor(c, JanitorConfig{KeepUnread: share.keep})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := janitor.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if r := firstOffsets(t, c, TopicDeadLetter)[0]; r.end-r.first != share.want || r.end != 50 {
			t.Errorf("keeping %d bytes leaves offsets %d to %d, want %d of them", share.keep, r.first, r.end, share.want)
		}
	}
}

func TestJanitorRunsAtEveryTick(t *testing.T) {
	c := openMemory(t)
	produce(t, c, numbered(TopicControl, 0, 20)...)
	_, _ = consume(t, c, ConsumeConfig{Group: GroupScore, Topics: []string{TopicControl}, Handler: newSink().handle})
	await(t, "the group to be through", func() bool { return lagOf(t, c, GroupScore, TopicControl) == 0 })
	janitor, err := NewJanitor(c, JanitorConfig{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ticks, ended := make(chan time.Time), make(chan struct{})
	go func() { janitor.Run(ctx, ticks); close(ended) }()
	ticks <- time.Time{}
	await(t, "the sweep", func() bool { return firstOffsets(t, c, TopicControl)[0].first == 19 })
	cancel()
	<-ended
}

func TestBacklogIsWhatNobodyHasRead(t *testing.T) {
	c := openMemory(t)
	backlog := func() int64 {
		t.Helper()
		n, err := c.Backlog(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := backlog(); n != 0 {
		t.Errorf("%d bytes in an empty log", n)
	}
	produce(t, c, numbered(TopicPositions, 0, 4000)...)
	all := backlog()
	if all < 10_000 {
		t.Errorf("only %d bytes after 4000 messages", all)
	}
	commitAt(t, c, GroupIngest, TopicPositions, 2000)
	if n := backlog(); n != all {
		t.Errorf("%d of %d bytes, though the watch has read nothing", n, all)
	}
	for p, r := range firstOffsets(t, c, TopicPositions) {
		if r.end < 500 {
			t.Fatalf("partition %d has %d messages only", p, r.end)
		}
	}
	commitAt(t, c, GroupWatch, TopicPositions, 500)
	if n := backlog(); n < all*2/5 || n > all*3/5 {
		t.Errorf("%d of %d bytes when half is read", n, all)
	}
}
