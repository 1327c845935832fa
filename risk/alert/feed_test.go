package alert

import (
	"context"
	"strings"
	"testing"
	"time"

	"plimsoll/data/warehouse"
)

func (r *rig) position(mmsi uint32, at time.Time) {
	r.Helper()
	ms := []int64{at.UnixMilli()}
	if err := r.w.InsertPositions(r.Context(), &warehouse.Positions{
		MMSI: []uint32{mmsi}, ObservedAt: ms, ReceivedAt: ms, PayloadHash: []uint64{uint64(ms[0])}, Lon: []float64{1}, Lat: []float64{2}, SpeedKn: []float32{3}, CourseDeg: []float32{4},
		HeadingDeg: []uint16{511}, NavStatus: []uint8{15}, Transmitter: []int8{1}, Receiver: []int8{0}, Source: []string{"test"}, Zone: []int8{6}, CoastalState: []string{""}, ShoreM: []float32{1e5}, Port: []string{""}, Chart: []string{"1"},
	}); err != nil {
		r.Fatal(err)
	}
}

func TestAFeedThatStopsIsOneAlarmAndEndsWhenItReturns(t *testing.T) {
	r, key := newRig(t), Key{Rule: RuleFeedStopped}
	r.pass() // nothing was ever fed: no alarm
	r.position(412334074, hours(0))
	r.position(412334075, hours(20))
	r.clock = hours(43)
	r.pass() // one of two vessels is silent for more than a day: not the feed
	if all, _, _ := List(t.Context(), r.w, Filter{}); len(all) != 0 {
		t.Fatalf("alarmed early: %v", all)
	}
	r.clock = hours(44)
	r.pass()
	r.restart()
	for range 5 {
		r.later(10 * time.Hour)
		r.pass()
	}
	opened := r.want(key, StepOpened)[0]
	if opened.Vessel != "" || !strings.Contains(opened.Reason, "since 2026-03-02 08:00 UTC") {
		t.Errorf("alarmed about %q: %s", opened.Vessel, opened.Reason)
	}
	r.position(412334074, r.clock.Add(-time.Minute))
	r.pass()
	r.pass()
	r.want(key, StepOpened, StepResolved)
	// As of an hour in the silence, it was silent: the past is looked at too.
	r.runner.behind = func(context.Context) (bool, error) { return true, nil }
	if found, err := r.runner.feed(t.Context(), hours(50)); err != nil || len(found) != 0 {
		t.Errorf("%d alarms while a backlog is read in (%v): what is on its way may be newer", len(found), err)
	}
	r.runner.behind = nil
	if found, err := r.runner.feed(t.Context(), hours(50)); err != nil || len(found) != 1 || found[0].Level != 1 {
		t.Errorf("as of an hour in the silence: %v, %v", found, err)
	}
}
