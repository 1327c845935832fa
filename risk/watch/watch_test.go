package watch

import (
	"strings"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"plimsoll/risk/alert"
)

func TestAnArrivalIsToldOnceAndEndsWithDeparture(t *testing.T) {
	r := newRig(t, "high")
	coming, there := at(ship, 0, 0.25), at(ship, 60, 0.02)
	r.see(coming)
	if report := r.see(there); len(report.Steps) != 1 || report.Arrivals != 1 {
		t.Fatalf("arrival gave %+v", report)
	}
	step := r.want(alert.StepOpened)[0]
	if !step.ObservedAt.Equal(minute(60)) || !step.AcceptedAt.Equal(minute(60).Add(500*time.Millisecond)) || step.Score.Band != "high" || step.Score.Points != 60 {
		t.Errorf("told as %+v", step)
	}
	for _, part := range []string{"arrived at Punta Arenas (CLPUQ) on 2026-03-01 13:00 UTC", "high for fishers: at least 60 points of 100, could be 75"} {
		if !strings.Contains(step.Evidence, part) {
			t.Errorf("evidence lacks %q: %s", part, step.Evidence)
		}
	}
	// Delivered again, and lying at the very edge: nothing new.
	report := r.see(coming, there, at(ship, 61, 0.029), at(ship, 62, 0.031), at(ship, 63, 0.029), at(ship, 64, 0.032))
	if report.Late != 2 || len(report.Steps) != 0 || report.Departures != 0 {
		t.Errorf("redelivery and jitter gave %+v", report)
	}
	r.see(at(ship, 120, 0.25))
	if last := r.want(alert.StepOpened, alert.StepExpired)[1]; !strings.Contains(last.Reason, "left Punta Arenas (CLPUQ) by 2026-03-01 14:00 UTC") {
		t.Errorf("expired because %q", last.Reason)
	}
	if report := r.see(at(ship, 300, 0)); report.Suppressed != 1 {
		t.Errorf("back within a day: %+v", report)
	}
	r.see(at(ship, 400, 0.25))
	r.see(at(ship, 60+24*60+60, 0))
	history := r.want(alert.StepOpened, alert.StepExpired, alert.StepReopened)
	if history[2].Suppressed != 1 {
		t.Errorf("reopened after %d repeats, want 1", history[2].Suppressed)
	}
}

func TestWhatMustNotAlert(t *testing.T) {
	other := uint32(412334075)
	for _, c := range []struct {
		name string
		band string
		set  func(r *rig)
		see  []Sighting
		want func(Report) bool
	}{
		{"the very first position is in port", "severe", nil, []Sighting{at(ship, 0, 0), at(ship, 1, 0)}, nil},
		{"a band below elevated", "guarded", nil, []Sighting{at(ship, 0, 0.25), at(ship, 60, 0)}, nil},
		{"never scored", "severe", nil, []Sighting{at(other, 0, 0.25), at(other, 60, 0)}, nil},
		{"late", "severe", nil, []Sighting{at(ship, 90, 0.25), at(ship, 60, 0)}, func(r Report) bool { return r.Late == 1 }},
		{"history", "severe", func(r *rig) { r.clock = minute(60 + 24*60 + 1) }, []Sighting{at(ship, 0, 0.25), at(ship, 60, 0)}, func(r Report) bool { return r.History == 1 && r.Arrivals == 1 }},
		{"a jump into port and back", "severe", nil, []Sighting{at(ship, 0, 5), at(ship, 1, 0), at(ship, 2, 5), at(ship, 3, 0), at(ship, 4, 5)}, func(r Report) bool { return r.Implausible == 2 }},
		{"two that agree, out of reach", "severe", nil, []Sighting{at(ship, 0, 5), at(ship, 1, 0), at(ship, 2, 0), at(ship, 3, 0)}, func(r Report) bool { return r.Implausible == 2 && r.Arrivals == 0 }},
		{"two hulls", "severe", func(r *rig) {
			r.exec(`INSERT INTO conflicts (vessel_id, kind, subject, observed_from, observed_to, known_from, known_to, version)
				VALUES ({id:String}, 'two_hulls', 'mmsi 412334074', '2026-02-01 00:00:00', '2026-02-02 00:00:00', '2026-02-02 00:00:00', '2200-01-01 00:00:00', now64(6))`, clickhouse.Named("id", id))
			r.restart()
		}, []Sighting{at(ship, 0, 0.25), at(ship, 60, 0)}, nil},
		{"an MMSI of two vessels", "severe", func(r *rig) {
			r.vessel("imo-9074730", 9074730, ship, "", time.Second)
			r.score("imo-9074730", "high", "fisher")
			r.restart()
		}, []Sighting{at(ship, 0, 0.25), at(ship, 60, 0)}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t, c.band)
			if c.set != nil {
				c.set(r)
			}
			report := r.see(c.see...)
			if len(report.Steps) != 0 || report.Observed != len(c.see) || (c.want != nil && !c.want(report)) {
				t.Errorf("%+v", report)
			}
			r.want()
		})
	}
}

func TestWhatHappenedWhileNobodyWatchedIsFound(t *testing.T) {
	r := newRig(t, "high")
	// Killed after the positions were stored and before the alert was.
	r.store(at(ship, 0, 0.25), at(ship, 60, 0), at(ship, 120, 0))
	r.clock = minute(180)
	r.restart()
	if step := r.want(alert.StepOpened)[0]; !step.ObservedAt.Equal(minute(60)) || !step.AcceptedAt.IsZero() {
		t.Errorf("found as %+v", step)
	}
	r.restart()
	r.see(at(ship, 60, 0), at(ship, 120, 0), at(ship, 181, 0))
	r.want(alert.StepOpened)
	// It leaves unseen, too.
	r.store(at(ship, 200, 0.25))
	r.clock = minute(240)
	r.restart()
	r.want(alert.StepOpened, alert.StepExpired)
	r.restart()
	r.want(alert.StepOpened, alert.StepExpired)
}

func TestAVesselWhoseBandRisesInPortIsToldOf(t *testing.T) {
	r := newRig(t, "guarded")
	r.see(at(ship, 0, 0.25), at(ship, 60, 0))
	r.clock = minute(70)
	r.score(id, "elevated", "seafarer")
	r.refresh()
	r.want(alert.StepOpened) // it is known to have come an hour ago
	// The alert waits for its departure, whatever becomes of the band.
	r.clock = minute(80)
	r.score(id, "guarded", "seafarer")
	r.refresh()
	r.see(at(ship, 120, 0.25))
	r.want(alert.StepOpened, alert.StepExpired)
	r.see(at(ship, 24*60+300, 0))
	r.want(alert.StepOpened, alert.StepExpired)
}

func TestCallsAndPositionsAreOneArrival(t *testing.T) {
	r := newRig(t, "elevated")
	call := func(kind CallKind, m float64, c Call) Report {
		c.Kind, c.Port, c.At, c.ReceivedAt, c.Source = kind, harbour, minute(m), r.clock, "port of Punta Arenas"
		report, err := r.watch.ObserveCall(t.Context(), []Call{c})
		if err != nil {
			t.Fatal(err)
		}
		return report
	}
	call(Announced, 600, Call{IMO: imo})
	r.see(at(ship, 100, 0.25))
	r.see(at(ship, 610, 0))
	if report := call(Arrived, 615, Call{MMSI: ship}); report.Suppressed != 1 {
		t.Errorf("told twice: %+v", report)
	}
	call(Departed, 300, Call{IMO: imo}) // of an earlier stay
	call(Arrived, 616, Call{IMO: 9074730})
	history := r.want(alert.StepOpened, alert.StepRaised)
	if !strings.HasPrefix(history[0].Reason, "announced at Punta Arenas (CLPUQ) for 2026-03-01 22:00 UTC") || !strings.HasPrefix(history[1].Reason, "arrived") {
		t.Errorf("%q, %q", history[0].Reason, history[1].Reason)
	}
	r.clock = minute(900)
	call(Departed, 890, Call{IMO: imo})
	r.want(alert.StepOpened, alert.StepRaised, alert.StepExpired)
	if report := call(Arrived, 900-24*60-1, Call{IMO: imo}); report.History != 1 {
		t.Errorf("history: %+v", report)
	}
}

func TestWhoIsAnnouncedAndDoesNotComeExpires(t *testing.T) {
	r := newRig(t, "elevated")
	if _, err := r.watch.ObserveCall(t.Context(), []Call{{IMO: imo, Kind: Announced, Port: harbour, At: minute(600), ReceivedAt: r.clock}}); err != nil {
		t.Fatal(err)
	}
	r.clock = minute(600 + 24*60)
	r.refresh()
	r.want(alert.StepOpened)
	r.clock = minute(600 + 24*60 + 1)
	r.restart()
	r.want(alert.StepOpened, alert.StepExpired)
}

func TestAMergedVesselsArrivalIsRetracted(t *testing.T) {
	r := newRig(t, "high")
	r.see(at(ship, 0, 0.25), at(ship, 60, 0))
	r.vessel(id, imo, ship, "imo-9074730", time.Minute)
	r.refresh()
	if history := r.want(alert.StepOpened, alert.StepRetracted); !strings.HasPrefix(history[1].Reason, "merged") {
		t.Errorf("retracted because %q", history[1].Reason)
	}
	r.refresh()
	r.want(alert.StepOpened, alert.StepRetracted)
}
