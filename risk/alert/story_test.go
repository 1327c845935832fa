package alert

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"plimsoll/data/reference"
	"plimsoll/risk/model"
)

// story is a rig with the real model behind it.
type story struct {
	*rig
	scorer *model.Scorer
}

// theFacts are read once: under the race detector that takes as long as a pass.
var theFacts = sync.OnceValues(reference.Load)

func newStory(t *testing.T) *story {
	s := &story{rig: newRig(t)}
	cat, err := theFacts()
	if err != nil {
		t.Fatal(err)
	}
	if s.scorer, err = model.New(s.w, cat, model.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := s.scorer.Mirror(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.restart()
	return s
}

func (s *story) restart() {
	s.rig.restart()
	s.runner = New(s.log, Options{Rescore: s.scorer})
}

// round scores and judges.
func (s *story) round() {
	s.Helper()
	if _, err := s.scorer.Pass(s.Context(), s.clock, s.clock); err != nil {
		s.Fatal(err)
	}
	s.pass()
	s.later(15 * time.Second)
}

func sqlTime(t time.Time) string { return "'" + t.UTC().Format("2006-01-02 15:04:05") + "'" }

func (s *story) ship(imo int, class, flag string) {
	s.Helper()
	const always = "toDateTime64('2010-01-01 00:00:00', 3, 'UTC'), toDateTime64('2200-01-01 00:00:00', 3, 'UTC')"
	s.exec(fmt.Sprintf(`INSERT INTO vessels (vessel_id, imo, mmsis, flags, classes, length_m, gt, owner_id, kind, first_known, version)
		VALUES ('imo-%d', %d, [], [('%s', '', false, 'registry', %s)], [('%s', 'registry', %s)], 65, 900, 'o', 'vessel', '2020-01-01 00:00:00', '2020-01-01 00:00:00')`, imo, imo, flag, always, class, always))
}

// days are whole days at sea, far from shore, from firstAgo to lastAgo days ago.
func (s *story) days(imo, firstAgo, lastAgo int) {
	s.Helper()
	s.exec(fmt.Sprintf(`INSERT INTO vessel_days (vessel_id, day, mmsi, segment, positions, from_class_a_or_b, ship_like, first_at, last_at, first_shore_m, last_shore_m,
		outside_first_at, outside_last_at, hours_seen, distance_m, spread_m, max_speed_kn, min_shore_m, max_shore_m, zones, version)
		SELECT 'imo-%[1]d', toDate(%[2]s) - number AS d, 1, 1, 24, 24, 20, toDateTime64(d, 3, 'UTC'), toDateTime64(d, 3, 'UTC') + INTERVAL 23 HOUR, 500000, 500000,
		toDateTime64(d, 3, 'UTC'), toDateTime64(d, 3, 'UTC') + INTERVAL 23 HOUR, 16777215, 400000, 200000, 11, 500000, 500000, [('high_seas', '', 24)], '2020-01-01 00:00:00' FROM numbers(%[3]d)`,
		imo, sqlTime(s.clock.AddDate(0, 0, -lastAgo)), firstAgo-lastAgo+1))
}

// call is the port's own record of a stay of two days.
func (s *story) call(imo, leftAgo int) {
	s.Helper()
	left := s.clock.AddDate(0, 0, -leftAgo)
	s.exec(fmt.Sprintf(`INSERT INTO portcalls (source, event_id, received_at, imo, kind, port, at, arrived_at, by_the_port)
		VALUES ('port', '%d-%d', %s, %d, 'departed', 'CNZHA', %s, %s, true)`, imo, leftAgo, sqlTime(s.clock), imo, sqlTime(left), sqlTime(left.AddDate(0, 0, -2))))
}

func (s *story) record(event, status string, from time.Time) {
	s.Helper()
	s.exec(fmt.Sprintf(`INSERT INTO records (source, event_id, received_at, case_id, imo, kind, status, stated_at, valid_from, valid_to, review_on)
		VALUES ('ilo', '%s', %[3]s, 'c1', 2000007, 'abandonment', '%[2]s', %[3]s, %[4]s, '2200-01-01 00:00:00', '1970-01-01')`, event, status, sqlTime(s.clock), sqlTime(from)))
}

// Story 3: a bulk carrier abandoned for 13 months, silent for 40 days. It is
// severe and stays so for a year; "inactive" changes nothing; "paid and home"
// ends the floor at the next pass, and a person closes the alert.
func TestTheForgottenBulkCarrier(t *testing.T) {
	s := newStory(t)
	key := Key{Vessel: "imo-2000007", Population: "seafarer", Rule: RuleBand}
	s.ship(2000007, "merchant", "NLD")
	s.days(2000007, 400, 40)
	s.record("1", "open", s.clock.AddDate(0, -13, 0))
	s.round()
	opened := s.want(key, StepOpened)[0]
	if opened.Score.Band != "severe" || !strings.Contains(opened.Evidence, "abandonment") || !strings.Contains(opened.Evidence, "a person closes it") {
		t.Errorf("opened at %s: %s", opened.Score.Band, opened.Evidence)
	}
	s.record("2", "inactive", s.clock)
	s.round()
	s.later(365 * 24 * time.Hour)
	s.round()
	if alerts, _, err := List(t.Context(), s.w, Filter{Vessel: key.Vessel, States: []State{Open}}); err != nil || len(alerts) != 1 || alerts[0].Score.Band != "severe" {
		t.Fatalf("a year later: %v, %v", alerts, err)
	}
	s.record("3", "resolved", s.clock)
	s.later(time.Hour)
	s.round()
	s.later(25 * time.Hour)
	s.round()
	s.later(90 * 24 * time.Hour)
	s.round()
	history := s.want(key, StepOpened, StepLowered)
	if last := history[len(history)-1]; last.State != Open || !strings.Contains(last.Reason, "a person closes it") {
		t.Errorf("after the crew went home: %s, %s", last.State, last.Reason)
	}
}

// A jigger that seems to have been out for 425 days: a confirmed call 60 days
// ago becomes known late, and the alert is retracted; another whose call is new
// is only lowered and resolved, a day later.
func TestALateCallRetractsAndANewOneResolves(t *testing.T) {
	s := newStory(t)
	late, fresh := Key{Vessel: "imo-2000019", Population: "fisher", Rule: RuleBand}, Key{Vessel: "imo-2000021", Population: "fisher", Rule: RuleBand}
	for _, imo := range []int{2000019, 2000021} {
		s.ship(imo, "fishing", "CHN")
		s.days(imo, 424, 0)
		s.call(imo, 425)
		for i := range 9 {
			at := s.clock.AddDate(0, 0, -20-i*20)
			s.exec(fmt.Sprintf(`INSERT INTO encounters (source, event_id, received_at, kind, imo, other_imo, other_class, from_at, to_at, lon, lat, median_distance_m, median_speed_kn, shore_m)
				VALUES ('gfw', '%d-%d', %s, 'encounter', %d, %d, 'fish_carrier', %s, %s, nan, nan, 30, 1, nan)`, imo, i, sqlTime(at), imo, 2000033+i, sqlTime(at), sqlTime(at.Add(6*time.Hour))))
		}
	}
	s.round()
	if step := s.want(late, StepOpened)[0]; !strings.Contains(step.Evidence, "425 days since the last confirmed call") {
		t.Errorf("evidence: %s", step.Evidence)
	}
	s.later(time.Hour)
	s.call(2000019, 60)
	s.round()
	if history := s.want(late, StepOpened, StepRetracted); !strings.HasPrefix(history[1].Reason, "late data") {
		t.Errorf("retracted because %q", history[1].Reason)
	}
	s.want(fresh, StepOpened)
	s.later(72 * time.Hour)
	s.call(2000021, 1)
	s.round()
	s.want(fresh, StepOpened)
	s.later(25 * time.Hour)
	s.round()
	s.round()
	s.want(fresh, StepOpened, StepResolved)
}
