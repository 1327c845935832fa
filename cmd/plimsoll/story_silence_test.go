package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
	"plimsoll/ingest/simulate"
	"plimsoll/risk/alert"
	"plimsoll/risk/behaviour"
	"plimsoll/risk/model"
)

// Story 4. A vessel that was high when it went dark is never below high in the
// thirteen months that follow, while less and less is known.
func TestStorySilenceIsNotSafety(t *testing.T) {
	s := newStory(t)
	truth := s.tell(simulate.StorySilence)
	silent := planted(t, truth, hero, simulate.GoneSilent)
	before := s.foretell(hero, vessel.Fishers, silent.From)
	if before.Points < 60 {
		t.Fatalf("%s with %d points when it went dark; the story needs high", before.Band, before.Points)
	}
	// What is known of its movement; the lists were said to be complete later.
	movement := func(score model.Score) float64 {
		pillar, _ := score.Pillar("isolation")
		return pillar.Completeness
	}
	known := movement(before)
	for _, months := range []int{3, 13} {
		at := silent.From.AddDate(0, months, 0)
		if at.After(s.clock) {
			at = s.clock
		}
		score := s.foretell(hero, vessel.Fishers, at)
		if score.Points < 60 || score.Band != "high" && score.Band != "severe" {
			t.Errorf("dark for %d months: %s with %d points", months, score.Band, score.Points)
			s.dump(score)
		}
		if movement(score) >= known {
			t.Errorf("dark for %d months: isolation %.0f complete, before %.0f", months, movement(score), known)
		}
		known = movement(score)
		if days := s.found(score, "days_since_call").Evidence.Summary; !strings.HasPrefix(days, "at least ") || !strings.Contains(days, "of them unseen") {
			t.Errorf("dark for %d months: %q", months, days)
		}
	}
	s.wantSteps(bandAlert(hero, vessel.Fishers), alert.StepOpened)
}

// A vessel falls silent five months out, on no alert. Only the clock moves: its
// gap opens, its days rise, and on the day that the year is over it is high and
// somebody is told, with no new message from it.
func TestStorySilenceAlertsByTheClockAlone(t *testing.T) {
	s := newStory(t)
	end := s.clock
	messages, truth := s.script(simulate.StoryYearOut, end)
	left := planted(t, truth, hero, simulate.LongAtSea).From
	s.clock = left.AddDate(0, 0, 200)
	s.take(statedBy(messages, s.clock), 2500)
	s.round()
	key := bandAlert(hero, vessel.Fishers)
	then := s.score(hero, vessel.Fishers)
	if then.Points >= 60 || len(s.steps(key)) > 0 && then.Points < 40 {
		t.Fatalf("200 days out: %s with %d points, %d steps", then.Band, then.Points, len(s.steps(key)))
	}
	already := len(s.steps(key))
	heard := s.moment("SELECT max(observed_at) FROM positions WHERE mmsi IN (SELECT mmsi FROM links FINAL WHERE vessel_id = '" + string(hero) + "')")

	unseen, complete := 0, then.Completeness
	for _, c := range []struct {
		days int
		high bool
	}{{364, false}, {366, true}} {
		since := s.clock
		s.clock = left.AddDate(0, 0, c.days)
		s.lightship(since, s.clock)
		s.round()
		score := s.score(hero, vessel.Fishers)
		if high := score.Points >= 60; high != c.high {
			t.Errorf("%d days out: %d points", c.days, score.Points)
			s.dump(score)
		}
		var atLeast, dark int
		summary := s.found(score, "days_since_call").Evidence.Summary
		if _, err := fmt.Sscanf(summary, "at least %d days since the last confirmed call, %d of them unseen", &atLeast, &dark); err != nil || atLeast < c.days-1 || atLeast > c.days+1 || dark <= unseen {
			t.Errorf("%d days out: %q, %d unseen before", c.days, summary, unseen)
		}
		if score.Completeness > complete {
			t.Errorf("%d days out: %d complete, before %d", c.days, score.Completeness, complete)
		}
		unseen, complete = dark, score.Completeness
		gaps, err := s.deriver.Gaps(t.Context(), string(hero), s.clock)
		if err != nil || len(gaps) == 0 {
			t.Fatalf("%d days out: %d gaps, %v", c.days, len(gaps), err)
		}
		if last := gaps[len(gaps)-1]; !last.Open || !last.From.Equal(heard) || last.Hours < float64(c.days-201)*24 {
			t.Errorf("%d days out: the last gap is %+v, heard last at %s", c.days, last, heard)
		}
	}
	if complete >= then.Completeness {
		t.Errorf("%d complete after the silence, %d before", complete, then.Completeness)
	}
	history := s.steps(key)
	if len(history) != already+1 {
		t.Fatalf("steps %+v, want one more than %d", history, already)
	}
	if last := history[already]; last.Score.Band != "high" || !last.AcceptedAt.IsZero() || !strings.Contains(last.Evidence, "of them unseen") {
		t.Errorf("told as %s, accepted at %s: %s", last.Score.Band, last.AcceptedAt, last.Evidence)
	}
}

// The whole feed stops for a day: one alarm for operations, no gap and no alert
// about any vessel. It is resolved when the feed is back.
func TestStoryFeedStops(t *testing.T) {
	s := newStory(t)
	s.tell(simulate.StoryFeedStops)
	key := alert.Key{Rule: alert.RuleFeedStopped}
	opened := s.wantSteps(key, alert.StepOpened)[0]
	if opened.Vessel != "" || !strings.Contains(opened.Reason, "no position of any vessel") {
		t.Errorf("%q about %q", opened.Reason, opened.Vessel)
	}
	gapsNow := func() (open, recent uint64) {
		row := s.w.Conn().QueryRow(t.Context(), "SELECT countIf(open), countIf(to_at > {recent:DateTime64(3, 'UTC')}) FROM ("+behaviour.GapsSQL()+")",
			clickhouse.Named("as_of", s.clock), clickhouse.Named("recent", storyEnd.Add(-oneDay)))
		if err := row.Scan(&open, &recent); err != nil {
			t.Fatal(err)
		}
		return open, recent
	}
	if open, recent := gapsNow(); open != 0 || recent != 0 {
		t.Errorf("%d open gaps, %d that touch the silence; want none", open, recent)
	}
	s.later(6 * time.Hour)
	s.judge()
	s.wantSteps(key, alert.StepOpened)

	// The same ships are heard again, a day behind on their voyages.
	again, _ := s.script(simulate.StoryFeedStops, s.clock.Add(30*time.Hour))
	back := again[:0]
	for _, m := range again {
		if at := m.Header(event.HeaderTime); at > event.FormatTime(s.clock) {
			back = append(back, m)
		}
	}
	s.later(4 * time.Hour)
	s.take(statedBy(back, s.clock), 2500)
	s.round()
	resolved := s.wantSteps(key, alert.StepOpened, alert.StepResolved)[1]
	if !strings.Contains(resolved.Reason, "observed again") {
		t.Errorf("resolved because %q", resolved.Reason)
	}
	s.wantAlerts(alert.RuleBand)
	s.wantAlerts(alert.RuleIdentityConflict)
}

// planted finds one condition of a ship.
func planted(t *testing.T, truth simulate.Truth, id vessel.ID, what simulate.Condition) simulate.Planted {
	t.Helper()
	for _, p := range truth {
		if p.Vessel == id && p.Condition == what {
			return p
		}
	}
	t.Fatalf("%s is not planted on %s: %+v", what, id, truth)
	return simulate.Planted{}
}
