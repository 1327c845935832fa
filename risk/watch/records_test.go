package watch

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"plimsoll/data/vessel"
	"plimsoll/data/warehouse"
	"plimsoll/risk/alert"
)

// scoring stands in for the model: it stores the band that a record brings.
type scoring struct {
	*rig
	band   string
	scored []vessel.ID
	err    error
}

func (s *scoring) Rescore(_ context.Context, id vessel.ID, _, now time.Time) error {
	s.scored = append(s.scored, id)
	if s.err != nil {
		return s.err
	}
	s.clock = s.clock.Add(time.Millisecond)
	s.score(string(id), s.band, "fisher")
	return nil
}

func (r *rig) record(serial int, imo, mmsi uint32, received time.Time, kind string) {
	r.Helper()
	if err := warehouse.InsertRows(r.Context(), r.w, []warehouse.Record{{
		Source: "test", EventID: fmt.Sprint(serial), ReceivedAt: received, CaseID: fmt.Sprint(serial), IMO: imo, MMSI: mmsi, Kind: kind, Status: "open",
		StatedAt: received, ValidFrom: received, ValidTo: warehouse.Forever, ReviewOn: warehouse.Beginning,
	}}); err != nil {
		r.Fatal(err)
	}
}

func TestARecordIsToldOfAtOnce(t *testing.T) {
	r := newRig(t, "guarded")
	log, err := alert.NewLog(r.w, func() time.Time { return r.clock }, alert.RuleBand)
	if err != nil {
		t.Fatal(err)
	}
	model := &scoring{rig: r, band: "severe"}
	records := NewRecords(r.w, func() time.Time { return r.clock }, model, log)
	look := func() RecordsReport {
		t.Helper()
		report, err := records.Look(t.Context(), r.clock)
		if err != nil {
			t.Fatal(err)
		}
		return report
	}
	r.record(1, imo, 0, r.clock, "wage_claim")
	if report := look(); report.Records != 0 || len(model.scored) != 0 {
		t.Errorf("what was there before was scored: %+v", report)
	}
	r.clock = minute(1)
	received := r.clock.Add(-300 * time.Millisecond)
	r.record(2, 0, ship, received, "abandonment") // by the MMSI that is the vessel's now
	report := look()
	if report.Scored != 1 || report.Rest || len(report.Steps) != 1 || !slices.Equal(model.scored, []vessel.ID{id}) {
		t.Fatalf("%+v, scored %v", report, model.scored)
	}
	if step := report.Steps[0]; step.Step != alert.StepOpened || step.Score.Band != "severe" || !step.AcceptedAt.Equal(received) {
		t.Errorf("told as %+v", step)
	}
	if report := look(); report.Records != 0 || len(report.Steps) != 0 {
		t.Errorf("told again: %+v", report)
	}
	// It got no worse, or better: the next pass will say.
	for i, band := range []string{"severe", "high", "low"} {
		r.clock = r.clock.Add(time.Minute)
		model.band = band
		r.record(3+i, imo, 0, r.clock, "wage_claim")
		if report := look(); report.Scored != 1 || len(report.Steps) != 0 {
			t.Errorf("%s: %+v", band, report)
		}
	}
	// Out of a backlog, of nobody's number, or that a list is complete.
	before := len(model.scored)
	r.record(10, imo, 0, r.clock.Add(-recordsRecent-time.Minute), "abandonment")
	r.record(11, 0, 0, r.clock, "abandonment")
	r.record(12, imo, 0, r.clock, "coverage")
	r.record(13, 0, 412334075, r.clock, "abandonment")
	if report := look(); report.Scored != 0 || len(model.scored) != before {
		t.Errorf("%+v, scored %v", report, model.scored[before:])
	}
}

func TestManyRecordsAreLeftToAPass(t *testing.T) {
	r := newRig(t, "guarded")
	log, err := alert.NewLog(r.w, func() time.Time { return r.clock }, alert.RuleBand)
	if err != nil {
		t.Fatal(err)
	}
	model := &scoring{rig: r, band: "guarded"}
	records := NewRecords(r.w, func() time.Time { return r.clock }, model, log)
	if _, err := records.Look(t.Context(), r.clock); err != nil {
		t.Fatal(err)
	}
	if err := r.w.Conn().Exec(t.Context(), `INSERT INTO records (source, event_id, received_at, imo, kind, status) SELECT 'many', toString(number), {at:DateTime64(3, 'UTC')}, 9074729 + 0 * number, 'abandonment', 'open' FROM numbers(40)`, clickhouse.Named("at", r.clock)); err != nil {
		t.Fatal(err)
	}
	for i := range uint32(recordsAtOnce + 4) {
		r.record(int(i), uint32(vessel.WithCheckDigit(200000+i)), 0, r.clock.Add(time.Millisecond), "abandonment")
	}
	model.err = errors.New("the warehouse is away")
	report, err := records.Look(t.Context(), r.clock)
	if !errors.Is(err, model.err) || !report.Rest || report.Records != 40+recordsAtOnce+4 || len(model.scored) != recordsAtOnce || model.scored[0] != id {
		t.Errorf("%+v, %v, scored %v", report, err, model.scored)
	}
}
