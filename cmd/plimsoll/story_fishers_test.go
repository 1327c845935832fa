package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
	"plimsoll/ingest/simulate"
	"plimsoll/ingest/stream"
	"plimsoll/risk/alert"
	"plimsoll/risk/model"
)

// Story 1. Fair on long trips under a flag of convenience, inspected with
// interviews: low, under that flag and under any other. Nobody asked the twin's
// crew: not examined. Nobody is told of either.
func TestStoryFairLongliner(t *testing.T) {
	s := newStory(t)
	s.tell(simulate.StoryFairLongliner)
	twin := vessel.ID(s.ask("SELECT vessel_id FROM vessels FINAL WHERE vessel_id LIKE 'imo-%' AND vessel_id != '" + string(hero) + "'"))
	fair, unasked := s.score(hero, vessel.Fishers), s.score(twin, vessel.Fishers)
	if fair.Band != "low" || len(fair.Floors) > 0 || fair.Points >= 15 {
		t.Errorf("the fair longliner: %s with %d points, floors %v; want low under 15", fair.Band, fair.Points, fair.Floors)
	}
	if unasked.Band != "not_examined" || unasked.Points != fair.Points {
		t.Errorf("its twin: %s with %d points, want not examined with %d", unasked.Band, unasked.Points, fair.Points)
	}
	s.dump(fair)
	if e := s.explain(unasked); len(e.Changes) == 0 || e.Changes[0].Band != "low" || !strings.Contains(e.Changes[0].Text, "inspection") {
		t.Errorf("changes %+v, want an inspection with interviews that would earn low", e.Changes)
	}
	// What does not come from the flag is next to nothing, and the flag's pillar
	// is capped below 20: low under any flag. As under this one:
	protection, _ := fair.Pillar("protection_gap")
	if fair.Total-protection.Points >= 5 {
		t.Errorf("%.1f points besides the flag's", fair.Total-protection.Points)
	}
	s.later(time.Hour)
	s.say(event.TopicVessels, "registry:sim", event.EncodeVessel(event.IdentityClaim{
		Subject: subjectOf(hero), Flag: "COM", Class: vessel.Fishing, LengthM: 50, GT: 700, ValidFrom: storyEnd.AddDate(-8, 0, 0),
		Owner: event.Party{ID: "sim-owner-fair", State: "ESP"},
	}))
	s.round()
	if got := s.score(hero, vessel.Fishers); got.Band != "low" {
		t.Errorf("under another flag of convenience it is %s with %d points, want low", got.Band, got.Points)
		s.dump(got)
	}
	s.wantAlerts(alert.RuleBand)
}

// Story 2. 425 days out, nine meetings with carriers, under no flag of
// convenience: ranked above the longliner of story 1, with days and transfers
// first. The ninety minutes off a port are in the track, and change nothing.
func TestStoryYearOut(t *testing.T) {
	s := newStory(t)
	messages, truth := s.script(simulate.StoryYearOut, s.clock)
	atSea, offPort := s.nearLand(messages, hero, planted(t, truth, hero, simulate.LongAtSea).From)
	if len(offPort) < 8 {
		t.Fatalf("%d reports close to land since it left; the stop is not in the track", len(offPort))
	}
	s.take(atSea, 2500)
	s.round()
	score := s.score(hero, vessel.Fishers)
	if score.Points < 60 || score.Band != "high" && score.Band != "severe" {
		t.Errorf("%s with %d points, want high or above", score.Band, score.Points)
	}
	e := s.explain(score)
	if len(e.Reasons) < 2 || e.Reasons[0].Indicator != "days_since_call" || e.Reasons[1].Indicator != "transfers" {
		t.Errorf("reasons %+v, want days and transfers first", e.Reasons)
	}
	if days := s.found(score, "days_since_call").Evidence.Summary; !strings.Contains(days, "425 days since the last confirmed call") {
		t.Errorf("%q, want 425 days: the stop of ninety minutes is no call", days)
	}
	if flag := s.found(score, "flag_of_convenience"); flag.Points != 0 {
		t.Errorf("flag of convenience: %+v", flag)
	}
	opened := s.wantSteps(bandAlert(hero, vessel.Fishers), alert.StepOpened)[0]
	for _, text := range []string{"days since the last confirmed call", "transfers", "not_known", `"model":"v1"`} {
		if !strings.Contains(opened.Evidence, text) {
			t.Errorf("the alert does not tell of %q: %s", text, opened.Evidence)
		}
	}
	s.dump(score)

	// What was left out is the ninety minutes, and the way there and back: with
	// them nothing changes.
	s.later(time.Minute)
	s.take(offPort, 2500)
	s.round()
	if again := s.foretell(hero, vessel.Fishers, score.AsOf); again.Total != score.Total || again.Points != score.Points {
		t.Errorf("with the stop %.3f points, without %.3f", again.Total, score.Total)
	}
	s.wantSteps(bandAlert(hero, vessel.Fishers), alert.StepOpened)
}

// nearLand takes out of a story what a ship reported within ten kilometres of
// land since a moment.
func (s *story) nearLand(messages []stream.Message, id vessel.ID, since time.Time) (rest, near []stream.Message) {
	s.Helper()
	key := string(event.KeyPosition(s.claimedMMSI(messages, id)))
	for _, m := range messages {
		var at struct{ Lon, Lat float64 }
		if m.Topic == event.TopicPositions && string(m.Key) == key && m.Header(event.HeaderTime) > event.FormatTime(since.Add(oneDay)) {
			if err := json.Unmarshal(m.Value, &at); err != nil {
				s.Fatal(err)
			}
			if s.chart.At(at.Lon, at.Lat).ShoreM < 10_000 {
				near = append(near, m)
				continue
			}
		}
		rest = append(rest, m)
	}
	return rest, near
}

// Story 5. Home every Friday, and not paid: conditions alone reach elevated,
// without any isolation.
func TestStoryHomeEveryFriday(t *testing.T) {
	s := newStory(t)
	s.tell(simulate.StoryHomeOnFriday)
	score := s.score(hero, vessel.Fishers)
	isolation, _ := score.Pillar("isolation")
	conditions, _ := score.Pillar("conditions")
	t.Logf("%s with %d points, could be %d, %d complete; isolation %.1f, conditions %.1f", score.Band, score.Points, score.CouldBe, score.Completeness, isolation.Points, conditions.Points)
	if isolation.Points != 0 {
		t.Errorf("isolation %.1f for a boat that is home every week", isolation.Points)
	}
	if conditions.Points < 20 {
		t.Errorf("conditions %.1f, want the wage claim's 20 at least", conditions.Points)
	}
	s.dump(score)
	// The crew topic, which is not connected yet, will add the evidence of fees
	// (20) and the visas that bar shore (5): until then both are not known, not
	// absent, and with them the boat is elevated or above.
	for _, id := range []string{"fee_or_debt", "visas_bar_shore"} {
		if x := s.found(score, id); x.State != model.Unknown || x.Could != 1 {
			t.Errorf("%s: %+v, want not known", id, x)
		}
	}
	if score.Points+20 < 40 || score.CouldBe < 60 {
		t.Errorf("with fee evidence %d points, want elevated", score.Points+20)
	}
	recruitment, _ := score.Pillar("recruitment")
	if recruitment.Completeness != 0 || recruitment.CouldBe != 25 {
		t.Errorf("recruitment %+v, want nothing known of it and all of it possible", recruitment)
	}
}

func subjectOf(id vessel.ID) event.Subject {
	n, _ := vessel.ParseIMO(strings.TrimPrefix(string(id), "imo-"))
	return event.Subject{IMO: n}
}

func (s *story) explain(score model.Score) model.Explanation {
	s.Helper()
	e, err := model.Explain(score)
	if err != nil {
		s.Fatal(err)
	}
	return e
}
