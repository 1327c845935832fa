package main

import (
	"strings"
	"testing"
	"time"

	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
	"plimsoll/ingest/simulate"
	"plimsoll/risk/alert"
)

// Story 3. A bulk carrier abandoned for thirteen months, its AIS dead for forty
// days: severe, and so a year later. "Inactive" changes nothing. "Paid and
// home" ends the floor at the next pass. No clock closes the alert.
func TestStoryForgotten(t *testing.T) {
	s := newStory(t)
	key := bandAlert(hero, vessel.Seafarers)
	s.tell(simulate.StoryForgotten)
	first := s.score(hero, vessel.Seafarers)
	if first.Band != "severe" || first.Points < 85 || strings.Join(first.Floors, ",") != "open_abandonment" {
		t.Errorf("%s with %d points, floors %v; want severe with 85 or more", first.Band, first.Points, first.Floors)
	}
	s.dump(first)
	opened := s.wantSteps(key, alert.StepOpened)[0]
	for _, text := range []string{"abandon", "a person closes it", "not_known"} {
		if !strings.Contains(opened.Evidence, text) {
			t.Errorf("the alert does not say %q: %s", text, opened.Evidence)
		}
	}
	caseID := s.ask("SELECT any(case_id) FROM records WHERE kind = 'abandonment'")
	since := s.moment("SELECT min(valid_from) FROM records WHERE kind = 'abandonment'")
	state := func(status string) []byte {
		r := event.Record{Subject: subjectOf(hero), CaseID: caseID, Kind: event.RecordAbandonment, Status: status, ValidFrom: since, Authority: "Sim seafarers' union"}
		if status == event.RecordResolved {
			r.ValidTo = s.clock
		}
		return event.EncodeRecord(r)
	}

	s.later(oneDay)
	s.say(event.TopicRecords, "records:sim", state(event.RecordInactive))
	s.round()
	if inactive := s.score(hero, vessel.Seafarers); inactive.Band != "severe" || inactive.Points != first.Points {
		t.Errorf("inactive: %s with %d points, before %d", inactive.Band, inactive.Points, first.Points)
	}

	s.later(365 * oneDay)
	s.judge()
	year := s.score(hero, vessel.Seafarers)
	if year.Band != "severe" || year.Points < first.Points || year.Completeness >= first.Completeness {
		t.Errorf("a year later: %s with %d points, %d complete; before %d points, %d complete", year.Band, year.Points, year.Completeness, first.Points, first.Completeness)
	}
	s.wantSteps(key, alert.StepOpened)

	s.say(event.TopicRecords, "records:sim", state(event.RecordResolved))
	s.later(time.Minute)
	s.round()
	home := s.score(hero, vessel.Seafarers)
	if len(home.Floors) != 0 || home.Points >= first.Points-40 {
		t.Errorf("paid and home: %s with %d points, floors %v", home.Band, home.Points, home.Floors)
		s.dump(home)
	}
	s.later(90 * oneDay)
	s.judge()
	history := s.steps(key)
	last := history[len(history)-1]
	if last.State != alert.Open || last.Step != alert.StepLowered || !strings.Contains(last.Reason, "a person closes it") {
		t.Errorf("after the crew went home: %s, %s, %s", last.Step, last.State, last.Reason)
	}
}

// The same story with its happy end, told when all is known: nobody is alerted
// of what is over.
func TestStoryForgottenToldWhenPaid(t *testing.T) {
	s := newStory(t)
	s.tell(simulate.StoryForgottenPaid)
	if score := s.score(hero, vessel.Seafarers); len(score.Floors) > 0 || score.Band == "severe" {
		t.Errorf("%s with %d points, floors %v", score.Band, score.Points, score.Floors)
		s.dump(score)
	}
	if told := s.steps(bandAlert(hero, vessel.Seafarers)); len(told) > 0 {
		t.Errorf("told: %+v", told)
	}
}

// moment reads one time.
func (s *story) moment(sql string) time.Time {
	s.Helper()
	at, err := time.Parse("2006-01-02 15:04:05", strings.Split(s.ask(sql), ".")[0])
	if err != nil {
		s.Fatalf("%s: %v", sql, err)
	}
	return at.UTC()
}
