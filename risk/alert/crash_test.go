package alert

import (
	"testing"
	"time"
)

// A pass that is cut off between two of its inserts, by a process that dies, is
// made again: nobody is forgotten and nobody told twice, and numbers go on.
func TestAPassCutOffInTheMiddleIsMadeAgain(t *testing.T) {
	r := newRig(t)
	const vessels = 3*blockOf + 10
	r.exec(`INSERT INTO scores (vessel_id, population, scored_at, as_of, model, points, could_be, band, completeness)
		SELECT concat('mmsi-', toString(412000000 + number)), 'fisher', {at:DateTime64(3, 'UTC')}, {at:DateTime64(3, 'UTC')}, 'v1', 60, 80, 'high', 50 FROM numbers({n:UInt32})`,
		named("at", r.clock), named("n", vessels))
	found, err := r.runner.assess(t.Context(), r.clock)
	if err != nil || len(found) != vessels {
		t.Fatalf("%d assessments, %v", len(found), err)
	}
	const first = blockOf // as Pass does, and then the process dies
	if taken, err := r.log.Take(t.Context(), found[:first]); err != nil || len(taken.Steps) != first {
		t.Fatalf("%d steps, %v", len(taken.Steps), err)
	}
	r.clock = r.clock.Add(-time.Hour) // the clock was set back, too
	r.restart()
	report := r.pass()
	var rows, alerts, numbers uint64
	if err := r.w.Conn().QueryRow(t.Context(), "SELECT count(), uniqExact(alert_id), uniqExact(number), max(sequence) FROM alerts FINAL").Scan(&rows, &alerts, &numbers, new(uint32)); err != nil {
		t.Fatal(err)
	}
	if rows != vessels || alerts != vessels || numbers != vessels {
		t.Errorf("%d steps of %d alerts with %d numbers, want %d; the second pass took %d", rows, alerts, numbers, vessels, report.Steps[StepOpened])
	}
	all, err := Since(t.Context(), r.w, 0, 2*vessels)
	if err != nil || len(all) != vessels {
		t.Fatalf("%d steps, %v", len(all), err)
	}
	for i := 1; i < len(all); i++ {
		if all[i].Number <= all[i-1].Number || (i >= first && all[i].Number <= all[first-1].Number) {
			t.Fatalf("number %d after %d", all[i].Number, all[i-1].Number)
		}
	}
}
