package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
	"plimsoll/ingest/simulate"
	"plimsoll/risk/alert"
)

// Story 7. A boat of eleven metres, a net buoy, a platform, boats that share a
// listed name: nobody scores them, and the list points at nobody.
func TestStorySmallFry(t *testing.T) {
	s := newStory(t)
	s.tell(simulate.StorySmallFry)
	if n := s.ask("SELECT count() FROM positions FINAL"); n == "0" {
		t.Fatal("nothing was heard")
	}
	if got := s.ask("SELECT vessel_id, population, points FROM scores_current FINAL"); got != "" {
		t.Errorf("scored: %s", got)
	}
	if got := s.ask("SELECT count() FROM alerts"); got != "0" {
		t.Errorf("%s steps of alerts", got)
	}
	if got := s.ask("SELECT count() FROM vessels FINAL WHERE imo != 0"); got != "0" {
		t.Errorf("%s of them have an IMO number", got)
	}
}

// Story 8. A bareboat registration on record with its new MMSI is lawful: no
// conflict. A flag that its registry denies is a fact: opacity rises.
func TestStoryTwoFlags(t *testing.T) {
	s := newStory(t)
	truth := s.tell(simulate.StoryTwoFlags)
	bareboat := s.score(hero, vessel.Seafarers)
	for _, id := range []string{"two_flags_at_once", "mid_other_than_flag", "registry_denies_flag", "flag_changes"} {
		if x := s.found(bareboat, id); x.Points != 0 {
			t.Errorf("bareboat: %s gives %.1f: %s", id, x.Points, x.Evidence.Summary)
		}
	}
	if got := s.ask("SELECT kind, evidence FROM conflicts FINAL WHERE known_to > '2199-01-01'"); got != "" {
		t.Errorf("conflicts: %s", got)
	}
	if got := s.ask("SELECT length(mmsis) FROM vessels FINAL WHERE vessel_id = '" + string(hero) + "'"); got != "2" {
		t.Errorf("the ship has %s MMSIs, want both", got)
	}
	var denied vessel.ID
	for _, p := range truth {
		if p.Condition == simulate.FlagDenied {
			denied = p.Vessel
		}
	}
	score := s.score(denied, vessel.Seafarers)
	opacity, _ := score.Pillar("opacity")
	other, _ := bareboat.Pillar("opacity")
	if opacity.Points < other.Points+10 {
		t.Errorf("opacity %.1f, of the other ship %.1f", opacity.Points, other.Points)
	}
	if x := s.found(score, "registry_denies_flag"); x.Points < 10 || !strings.Contains(x.Evidence.Summary, "registry") {
		t.Errorf("evidence %+v", x.Evidence)
	}
	s.dump(score)
	s.wantAlerts(alert.RuleIdentityConflict)
	s.wantAlerts(alert.RuleBand) // paper alone reaches no band that is told
}

// Two hulls send on one MMSI in the same second: both positions stay, the
// conflict is stored and told, and there are two tracks.
func TestStoryTwoHulls(t *testing.T) {
	s := newStory(t)
	s.tell(simulate.StoryTwoHulls)
	if got := s.ask("SELECT count() > 0 FROM (SELECT mmsi, observed_at FROM positions FINAL GROUP BY ALL HAVING count() = 2 AND abs(max(lon) - min(lon)) > 20)"); got != "1" {
		t.Error("no second in which both positions are kept")
	}
	fed, kept := s.ask("SELECT uniqExact(mmsi, observed_at, payload_hash) FROM positions"), s.ask("SELECT count() FROM positions FINAL")
	if fed != kept {
		t.Errorf("%s positions fed, %s kept", fed, kept)
	}
	if got := s.ask("SELECT count() FROM conflicts FINAL WHERE kind = 'two_hulls' AND vessel_id = '" + string(hero) + "' AND known_to > '2199-01-01'"); got != "1" {
		t.Errorf("%s conflicts of two hulls", got)
	}
	mmsi := s.ask("SELECT mmsis[1] FROM vessels FINAL WHERE vessel_id = '" + string(hero) + "'")
	tracks := strings.Fields(s.ask("SELECT vessel_id FROM vessel_days FINAL WHERE positions > 0 GROUP BY vessel_id ORDER BY vessel_id"))
	if want := []string{string(hero), "mmsi-" + mmsi + "-2"}; !slices.Equal(tracks, want) {
		t.Errorf("tracks %v, want %v", tracks, want)
	}
	// Each track stays where its ship is: no day of either spans an ocean.
	if got := s.ask("SELECT count() FROM vessel_days FINAL WHERE positions > 0 AND spread_m > 1500000"); got != "0" {
		t.Errorf("%s days on which a track jumps across an ocean", got)
	}
	opened := s.steps(alert.Key{Vessel: string(hero), Rule: alert.RuleIdentityConflict})
	if len(opened) != 1 || !strings.Contains(opened[0].Reason, "two or more ships send under one MMSI") {
		t.Errorf("told: %+v", opened)
	}
	if x := s.found(s.score(hero, vessel.Fishers), "two_hulls"); x.Points == 0 {
		t.Errorf("two hulls: %+v", x)
	}
}

// An MMSI that nobody has, on an alert, turns out to be a ship with an IMO
// number: the track is that ship's from then on, and what was told of the
// provisional vessel is retracted with the reason.
func TestStoryMerge(t *testing.T) {
	s := newStory(t)
	truth := s.tell(simulate.StoryUnallocatedMID)
	was := truth[0].Vessel
	key := alert.Key{Vessel: string(was), Rule: alert.RuleIdentityConflict}
	s.wantSteps(key, alert.StepOpened)
	wage := event.Record{Kind: event.RecordWageClaim, CaseID: "claim-1", Status: event.RecordOpen, ValidFrom: s.clock.AddDate(0, -1, 0)}
	var number uint32
	if _, err := fmt.Sscanf(string(was), "mmsi-%d", &number); err != nil {
		t.Fatal(err)
	}
	wage.MMSI = vessel.MMSI(number)
	s.say(event.TopicRecords, "records:sim", event.EncodeRecord(wage))
	finding := wage
	finding.Kind, finding.CaseID = event.RecordForcedLabourFinding, "finding-1"
	s.say(event.TopicRecords, "records:sim", event.EncodeRecord(finding))
	s.round()
	var band []alert.Key
	for _, p := range []vessel.Population{vessel.Fishers, vessel.Seafarers} {
		if k := bandAlert(was, p); len(s.steps(k)) > 0 {
			band = append(band, k)
		}
	}
	if len(band) != 2 {
		t.Fatalf("%d band alerts about a vessel of unknown class with a finding, want both populations", len(band))
	}

	s.later(oneDay)
	ship := vessel.WithCheckDigit(234567)
	s.say(event.TopicVessels, "ais", event.EncodeVessel(event.IdentityClaim{
		Subject: event.Subject{IMO: ship, MMSI: vessel.MMSI(number), Name: "SIM FOUND OUT"}, Class: vessel.Fishing, LengthM: 60, ValidFrom: s.clock.AddDate(0, -6, 0),
	}))
	s.round()
	now := vessel.IDFromIMO(ship)
	if got := s.ask("SELECT merged_into FROM vessels FINAL WHERE vessel_id = '" + string(was) + "'"); got != string(now) {
		t.Errorf("%s is merged into %q, want %s", was, got, now)
	}
	for _, k := range append(band, key) {
		history := s.steps(k)
		last := history[len(history)-1]
		if last.Step != alert.StepRetracted || last.State != alert.Retracted || !strings.HasPrefix(last.Reason, "merged") || !strings.Contains(last.Reason, string(now)) {
			t.Errorf("%s %s: %s because %q, want retracted because merged", k.Rule, k.Population, last.Step, last.Reason)
		}
	}
	if got := s.ask("SELECT uniqExact(vessel_id) FROM vessel_days FINAL WHERE positions > 0 AND vessel_id = '" + string(was) + "'"); got != "0" {
		t.Error("days are still those of the provisional vessel")
	}
	score := s.score(now, vessel.Fishers)
	if x := s.found(score, "forced_labour"); x.Points == 0 {
		t.Errorf("the finding under the MMSI is not the ship's: %+v", x)
	}
	s.wantAlerts(alert.RuleBand, now)
	s.wantAlerts(alert.RuleIdentityConflict, now)
}
