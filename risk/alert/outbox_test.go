package alert

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

func named(name string, value any) driver.NamedValue { return clickhouse.Named(name, value) }

// receiver is a channel's far end: it keeps what reaches it, and fails on demand.
type receiver struct {
	got  []Transition
	fail func() error
}

func (s *receiver) Publish(_ context.Context, steps []Transition) error {
	s.got = append(s.got, steps...)
	if s.fail != nil {
		return s.fail()
	}
	return nil
}

func TestTheOutboxSendsEverythingInOrderAndTwiceOnlyAfterAFailure(t *testing.T) {
	r := newRig(t)
	const vessels = 3
	for i, band := range []string{"elevated", "high", "severe"} {
		for v := range vessels {
			id := fmt.Sprintf("imo-907472%d", v)
			r.score(id, band, 40+20*i, 45, 0)
		}
		r.pass()
		r.later(time.Hour)
	}
	now := func() time.Time { return r.clock }
	broken := errors.New("broker is away")
	sink := &receiver{fail: func() error { return broken }}
	out := NewOutbox(r.w, now, ChannelKafka)
	if sent, err := out.Publish(t.Context(), sink); !errors.Is(err, broken) || sent != 0 {
		t.Fatalf("sent %d, %v", sent, err)
	}
	// Killed after the broker had them and before that was recorded.
	if len(sink.got) != 3*vessels {
		t.Fatalf("%d steps", len(sink.got))
	}
	sink = &receiver{}
	if sent, err := NewOutbox(r.w, now, ChannelKafka).Publish(t.Context(), sink); err != nil || sent != 3*vessels {
		t.Fatalf("after a restart sent %d, %v", sent, err)
	}
	next := map[string]uint32{}
	var last uint64
	for i := range sink.got {
		s := &sink.got[i]
		if next[s.ID]++; s.Sequence != next[s.ID] || s.Number <= last {
			t.Errorf("step %d is %s after number %d", i, s.EventID(), last)
		}
		last = s.Number
	}
	out = NewOutbox(r.w, now, ChannelKafka)
	for range 2 {
		if sent, err := out.Publish(t.Context(), sink); err != nil || sent != 0 {
			t.Fatalf("sent %d again, %v", sent, err)
		}
	}
	r.score("imo-9074729", "high", 60, 44, 0)
	r.pass()
	if sent, err := out.Publish(t.Context(), sink); err != nil || sent != 1 {
		t.Errorf("sent %d new, %v", sent, err)
	}
	if sent, err := NewOutbox(r.w, now, "mail").Publish(t.Context(), &receiver{}); err != nil || sent != 3*vessels+1 {
		t.Errorf("another channel got %d, %v", sent, err)
	}
}

func TestReadersMissNothing(t *testing.T) {
	r := newRig(t)
	for i := range 7 {
		r.score(fmt.Sprintf("imo-907472%d", i), []string{"elevated", "high"}[i%2], 60, 60, 0)
	}
	changed := r.log.Changed()
	r.pass()
	select {
	case <-changed:
	default:
		t.Error("a stored step was not announced")
	}
	ctx := t.Context()
	all, err := Since(ctx, r.w, 0, 100)
	if err != nil || len(all) != 7 {
		t.Fatalf("%d steps, %v", len(all), err)
	}
	rest, err := Since(ctx, r.w, all[2].Number, 2)
	if err != nil || len(rest) != 2 || rest[0].Number != all[3].Number || rest[1].Number != all[4].Number {
		t.Errorf("after the third: %v, %v", rest, err)
	}
	if n, err := Latest(ctx, r.w); err != nil || n != all[6].Number {
		t.Errorf("latest is %d, %v", n, err)
	}
	var ids []string
	for before, pages := uint64(0), 0; ; pages++ {
		page, next, err := List(ctx, r.w, Filter{Limit: 3, Before: before, States: []State{Open}, Rules: []Rule{RuleBand}})
		if err != nil || pages > 3 {
			t.Fatal(err, pages)
		}
		for _, a := range page {
			ids = append(ids, a.ID)
		}
		if before = next; next == 0 {
			break
		}
	}
	for i := range ids {
		if ids[i] != all[6-i].ID {
			t.Fatalf("pages gave %v", ids)
		}
	}
	for _, f := range []struct {
		Filter
		n int
	}{{Filter{Bands: []string{"high"}}, 3}, {Filter{Vessel: "imo-9074725"}, 1}, {Filter{States: []State{Resolved}}, 0}, {Filter{Rules: []Rule{RuleArrival}}, 0}, {Filter{Place: "clpuq"}, 0}} {
		if page, _, err := List(ctx, r.w, f.Filter); err != nil || len(page) != f.n {
			t.Errorf("%+v: %d alerts, %v; want %d", f.Filter, len(page), err, f.n)
		}
	}
	if _, err := Get(ctx, r.w, "nothing"); !errors.Is(err, ErrNotFound) {
		t.Errorf("an alert that is not there: %v", err)
	}
	text, err := EncodeTransition(&all[1])
	var back map[string]any
	if err != nil || json.Unmarshal(text, &back) != nil || back["vessel_id"] != "imo-9074721" || back["at_least"] != 60.0 || back["evidence"].(map[string]any)["summary"] == "" {
		t.Errorf("encoded as %s, %v", text, err)
	}
}
