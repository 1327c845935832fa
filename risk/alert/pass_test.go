package alert

import (
	"strings"
	"testing"
	"time"
)

func TestABandIsToldOnceAndCrashesRepeatNothing(t *testing.T) {
	r := newRig(t)
	r.score("imo-9074729", "high", 60, 44, 0)
	r.score("imo-9074730", "guarded", 30, 10, 0)
	r.score("imo-9074731", "not_examined", 10, 0, 0)
	for range 3 {
		r.pass()
	}
	r.restart()
	if report := r.pass(); len(report.Steps) != 0 {
		t.Errorf("after a restart the same pass took steps %v", report.Steps)
	}
	steps := r.want(bandOf("imo-9074729"), StepOpened)
	for _, part := range []string{"at least 425 days since the last confirmed call", `"could_be":80`, `"completeness":55`, `"model":"v1"`, "last confirmed call, CLPUQ", `"not_known":[{"id":"abandonment"`, `"could_add":60`, "the band for fishers is high"} {
		if !strings.Contains(steps[0].Evidence, part) {
			t.Errorf("evidence lacks %s: %s", part, steps[0].Evidence)
		}
	}
	if steps[0].Score.Band != "high" || steps[0].Score.Points != 60 || !steps[0].ObservedAt.Equal(noon) || !steps[0].AcceptedAt.IsZero() {
		t.Errorf("opened as %+v", steps[0])
	}
	if all, _, err := List(t.Context(), r.w, Filter{}); err != nil || len(all) != 1 {
		t.Errorf("%d alerts (%v), want one: bands below elevated alert nobody", len(all), err)
	}
}

func TestABandRisesFallsAndIsResolvedOnlyAfterADay(t *testing.T) {
	r, key := newRig(t), bandOf("imo-9074729")
	step := func(after time.Duration, band string, points int) {
		r.later(after)
		if band != "" {
			r.score(key.Vessel, band, points, float64(points), 0)
		}
		r.pass()
		r.pass()
	}
	step(0, "elevated", 40)
	r.rescore[key.Vessel+" "+noon.Format(time.DateOnly)] = "elevated" // nothing is disproved
	step(time.Hour, "elevated", 41)
	step(time.Hour, "elevated", 42)
	step(time.Hour, "high", 60)
	r.want(key, StepOpened, StepRaised)
	step(time.Hour, "guarded", 30)
	step(23*time.Hour, "", 0)
	r.want(key, StepOpened, StepRaised)
	r.restart() // what it waits for survives
	step(30*time.Minute, "", 0)
	step(2*time.Hour, "", 0)
	history := r.want(key, StepOpened, StepRaised, StepResolved)
	if history[1].Suppressed != 2 || history[2].State != Resolved {
		t.Errorf("raised after %d repeats, want 2; then %s", history[1].Suppressed, history[2].State)
	}
	step(time.Hour, "elevated", 44)
	r.want(key, StepOpened, StepRaised, StepResolved, StepReopened)
}

func TestConditionsAreNeverClosedByTheClock(t *testing.T) {
	r, key := newRig(t), bandOf("imo-9074729")
	r.score(key.Vessel, "severe", 85, 25, 60)
	r.pass()
	r.rescore[key.Vessel+" "+noon.Format(time.DateOnly)] = "severe"
	r.later(400 * 24 * time.Hour) // a year on, nothing new
	r.pass()
	r.want(key, StepOpened)
	r.later(time.Hour)
	r.score(key.Vessel, "guarded", 25, 25, 0) // paid and home
	r.rescore[key.Vessel+" "+noon.Format(time.DateOnly)] = "severe"
	for range 40 {
		r.later(24 * time.Hour)
		r.pass()
		r.restart()
	}
	for range 3 {
		r.later(24 * time.Hour)
		r.pass()
	}
	history := r.want(key, StepOpened, StepLowered)
	if last := history[1]; last.State != Open || !strings.Contains(last.Reason, "a person closes it") || !strings.Contains(last.Evidence, "a person closes it") {
		t.Errorf("lowered to %s: %s", last.State, last.Reason)
	}
}

func TestAMergedVesselIsRetractedAndAlertsNoMore(t *testing.T) {
	r := newRig(t)
	first, second := bandOf("mmsi-412334074"), bandOf("mmsi-412334075")
	r.score(first.Vessel, "high", 60, 60, 0)
	r.pass()
	for _, id := range []string{first.Vessel, second.Vessel} {
		r.exec(`INSERT INTO vessels (vessel_id, merged_into, kind, version) SELECT ` + "'" + id + "'" + `, 'imo-9074729', 'vessel', now64(6)`)
	}
	r.score(second.Vessel, "high", 60, 60, 0)
	for range 2 {
		r.later(time.Minute)
		r.pass()
	}
	history := r.want(first, StepOpened, StepRetracted)
	if !strings.HasPrefix(history[1].Reason, "merged") || !strings.Contains(history[1].Reason, "imo-9074729") {
		t.Errorf("retracted because %q", history[1].Reason)
	}
	if all, _, _ := List(t.Context(), r.w, Filter{Vessel: second.Vessel}); len(all) != 0 {
		t.Errorf("a vessel that was merged before was alerted: %v", all)
	}
	r.exec(`INSERT INTO vessels (vessel_id, merged_into, kind, version) SELECT 'mmsi-412334074', '', 'vessel', now64(6) + INTERVAL 1 SECOND`)
	r.later(time.Minute)
	r.pass()
	r.want(first, StepOpened, StepRetracted, StepReopened)
}

func TestWhatLateDataDisprovesIsRetractedAtOnce(t *testing.T) {
	r, key, gone := newRig(t), bandOf("imo-9074729"), bandOf("imo-9074730")
	for _, k := range []Key{key, gone} {
		r.score(k.Vessel, "high", 60, 60, 0)
		r.exec(`INSERT INTO vessels (vessel_id, kind, classes, version) SELECT '` + k.Vessel + `', 'vessel', [('unknown', 'ais', now64(3), now64(3))], now64(6)`)
	}
	r.pass()
	r.later(time.Hour)
	r.score(key.Vessel, "not_examined", 14, 14, 0) // with a port call that became known late
	// The other turned out to be a merchant ship: no fishers there, and no new score.
	r.exec(`INSERT INTO vessels (vessel_id, kind, classes, version) SELECT 'imo-9074730', 'vessel', [('merchant', 'ais', now64(3), now64(3))], now64(6) + INTERVAL 1 SECOND`)
	delete(r.rescore, gone.Vessel)
	r.pass()
	if history := r.want(key, StepOpened, StepRetracted); !strings.Contains(history[1].Reason, "late data or replaced facts: with what is known now the band on 2026-03-01") {
		t.Errorf("retracted because %q", history[1].Reason)
	}
	if history := r.want(gone, StepOpened, StepRetracted); !strings.Contains(history[1].Reason, "there is no score for fishers") {
		t.Errorf("retracted because %q", history[1].Reason)
	}
	r.pass()
	r.want(gone, StepOpened, StepRetracted)
}
