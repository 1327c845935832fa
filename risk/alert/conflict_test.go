package alert

import (
	"strings"
	"testing"
	"time"
)

func (r *rig) conflict(id, kind string, knownFrom, knownTo, observedTo time.Time, evidence string) {
	r.Helper()
	r.exec(`INSERT INTO conflicts (vessel_id, kind, subject, observed_from, observed_to, evidence, known_from, known_to, version)
		VALUES ({id:String}, {kind:String}, 'mmsi 150402951', {from:DateTime64(3, 'UTC')}, {to:DateTime64(3, 'UTC')}, {evidence:String}, {known_from:DateTime64(3, 'UTC')}, {known_to:DateTime64(3, 'UTC')}, now64(6))`,
		named("id", id), named("kind", kind), named("from", noon.AddDate(0, -2, 0)), named("to", observedTo), named("evidence", evidence), named("known_from", knownFrom), named("known_to", knownTo))
}

var forever = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)

func TestAnIdentityConflictIsToldAndRetractedWhenDisproved(t *testing.T) {
	r, key := newRig(t), Key{Vessel: "mmsi-150402951", Rule: RuleIdentityConflict}
	r.conflict(key.Vessel, "unallocated_mid", hours(-2), forever, forever, `{"mid":150,"mmsi":150402951}`)
	r.pass()
	if all, _, _ := List(t.Context(), r.w, Filter{}); len(all) != 0 {
		t.Errorf("an alert about what is not scored, as a net buoy: %v", all)
	}
	r.score(key.Vessel, "not_examined", 18, 0, 0)
	r.pass()
	r.pass()
	opened := r.want(key, StepOpened)[0]
	for _, part := range []string{"allocated to no State", "mid 150", "not examined for fishers: at least 18 points of 100, could be 38", `"not_known":[{`} {
		if !strings.Contains(opened.Evidence, part) {
			t.Errorf("evidence lacks %q: %s", part, opened.Evidence)
		}
	}
	if opened.Score.Points != 18 || opened.Score.Band != "not_examined" {
		t.Errorf("seen against score %+v", opened.Score)
	}
	r.later(time.Hour)
	r.conflict(key.Vessel, "two_hulls", hours(0.5), forever, hours(0), `{"hulls":2}`)
	r.pass()
	r.later(time.Hour)
	r.conflict(key.Vessel, "two_hulls", hours(0.5), hours(1.5), hours(0), `{"hulls":2}`)
	r.restart()
	r.pass()
	r.conflict(key.Vessel, "unallocated_mid", hours(-2), hours(1.5), forever, `{"mid":150}`)
	r.pass()
	r.pass()
	history := r.want(key, StepOpened, StepRaised, StepLowered, StepRetracted)
	if !strings.Contains(history[1].Reason, "two or more ships") || !strings.HasPrefix(history[3].Reason, "late data") {
		t.Errorf("raised: %s; retracted: %s", history[1].Reason, history[3].Reason)
	}
}

func TestNamesAndJumpsAloneAreNoConflict(t *testing.T) {
	r := newRig(t)
	r.score("mmsi-412334074", "guarded", 25, 5, 0)
	r.conflict("mmsi-412334074", "alternating_names", hours(-1), forever, hours(0), `{}`)
	r.conflict("mmsi-412334074", "implausible_jump", hours(-1), forever, hours(0), `{}`)
	r.pass()
	if all, _, err := List(t.Context(), r.w, Filter{}); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
}

func TestAConflictOfThePastIsResolvedByTheClock(t *testing.T) {
	r, key := newRig(t), Key{Vessel: "mmsi-412334074", Rule: RuleIdentityConflict}
	r.score(key.Vessel, "guarded", 25, 5, 0)
	r.conflict(key.Vessel, "two_hulls", hours(-1), forever, hours(-1), `{"hulls":2}`)
	r.pass()
	r.clock = noon.AddDate(1, 0, 0)
	r.pass()
	r.want(key, StepOpened)
	r.later(25 * time.Hour)
	r.restart()
	r.pass()
	r.want(key, StepOpened) // seen by one pass of this process
	r.pass()
	r.want(key, StepOpened, StepResolved)
}

// Nobody is told of a vessel that is not scored; who was told of one is told that
// it is not scored any more, and is told again when it is.
func TestAConflictOfAVesselWhoseScoreEndedIsRetracted(t *testing.T) {
	r, key := newRig(t), Key{Vessel: "mmsi-150402951", Rule: RuleIdentityConflict}
	r.conflict(key.Vessel, "unallocated_mid", hours(-2), forever, forever, `{"mid":150}`)
	r.score(key.Vessel, "guarded", 25, 5, 0)
	r.pass()
	r.want(key, StepOpened)
	r.later(time.Hour)
	r.exec(`INSERT INTO scores (vessel_id, population, scored_at, as_of) VALUES ({id:String}, 'fisher', {at:DateTime64(3, 'UTC')}, {at:DateTime64(3, 'UTC')})`, named("id", key.Vessel), named("at", r.clock))
	r.pass()
	r.restart()
	r.pass()
	if history := r.want(key, StepOpened, StepRetracted); !strings.Contains(history[1].Reason, "no score on this vessel any more") {
		t.Errorf("retracted because %q", history[1].Reason)
	}
	r.later(time.Hour)
	r.score(key.Vessel, "guarded", 25, 5, 0)
	r.pass()
	r.want(key, StepOpened, StepRetracted, StepReopened)
}
