package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"plimsoll/data/vessel"
	"plimsoll/ingest/simulate"
	"plimsoll/ingest/stream"
	"plimsoll/risk/model"
)

// shows says which indicator is to show a planted condition. That a ship went
// silent is shown by what is not known of it, not by an indicator.
func shows() map[simulate.Condition]string {
	return map[simulate.Condition]string{
		simulate.LongAtSea: "days_since_call", simulate.CarrierMeetings: "transfers", simulate.PartnerRecord: "transfer_partner_record",
		simulate.Disabling: "likely_disabling", simulate.IdleAtAnchor: "idle_days", simulate.Abandoned: "abandonment", simulate.UnpaidWages: "wage_claim",
		simulate.LabourDetention: "labour_detention", simulate.Deficiencies: "wage_deficiencies", simulate.ForcedLabour: "forced_labour",
		simulate.FlagHopping: "flag_changes", simulate.FlagDenied: "registry_denies_flag", simulate.UnallocatedMID: "mid_unallocated",
		simulate.TwoHulls: "two_hulls", simulate.OwnerWithheld: "owner_withheld",
	}
}

// What was planted is found, and little else is. This tests software: nothing
// here says how well real conditions are found.
func TestStoryPlantedTruth(t *testing.T) {
	s := newStory(t)
	var messages []stream.Message
	truth, err := simulate.Generate(t.Context(), simulate.Demo(s.clock), s.chart, s.cat, collect(&messages))
	if err != nil {
		t.Fatal(err)
	}
	s.take(messages, 20_000)
	s.round()

	points, found := map[vessel.ID]int{}, map[vessel.ID]map[string]bool{}
	for _, id := range strings.Fields(s.ask("SELECT DISTINCT vessel_id FROM scores_current FINAL")) {
		scores, err := s.scorer.Stored(t.Context(), vessel.ID(id), s.clock)
		if err != nil {
			t.Fatal(err)
		}
		found[vessel.ID(id)] = map[string]bool{}
		for _, score := range scores {
			points[vessel.ID(id)] = max(points[vessel.ID(id)], score.Points)
			for _, x := range score.Indicators {
				if x.State == model.Measured && x.Value > 0 {
					found[vessel.ID(id)][x.ID] = true
				}
			}
		}
	}
	planted := map[simulate.Condition]map[vessel.ID]bool{}
	wrong, others := map[vessel.ID]bool{}, map[vessel.ID][]simulate.Condition{}
	for _, p := range truth {
		others[p.Vessel] = append(others[p.Vessel], p.Condition)
		if planted[p.Condition] == nil {
			planted[p.Condition] = map[vessel.ID]bool{}
		}
		planted[p.Condition][p.Vessel], wrong[p.Vessel] = true, true
	}

	t.Logf("%d vessels scored, on %d of them something is planted, %d messages", len(points), len(wrong), len(messages))
	t.Logf("%-20s %-26s %8s %8s %8s", "condition", "indicator", "planted", "found", "besides")
	for _, condition := range simulate.Conditions() {
		indicator := shows()[condition]
		if indicator == "" {
			continue
		}
		var hit int
		var missed, besides []string
		for id := range planted[condition] {
			if found[id][indicator] {
				hit++
			} else {
				missed = append(missed, string(id))
			}
		}
		for id := range found {
			if found[id][indicator] && !planted[condition][id] {
				besides = append(besides, fmt.Sprint(id, " ", others[id]))
			}
		}
		slices.Sort(besides)
		t.Logf("%-20s %-26s %8d %8d %8d %s", condition, indicator, len(planted[condition]), hit, len(besides), strings.Join(besides, " "))
		if len(planted[condition]) == 0 {
			t.Errorf("%s is not planted on any ship", condition)
		}
		if len(missed) > 0 {
			t.Errorf("%s: not found on %v", condition, missed)
		}
		if len(besides) > 1 {
			t.Errorf("%s: found on %d others: %v", condition, len(besides), besides)
		}
	}

	rank := ranked(points, wrong)
	t.Logf("a ship on which something is planted ranks above an ordinary one in %.0f of 100 pairs", 100*rank)
	if rank < 0.9 {
		t.Errorf("rank quality %.2f, want 0.90 or more", rank)
	}
	jigger := one(t, truth, simulate.PartnerRecord)
	fair := vessel.ID(s.ask("SELECT vessel_id FROM vessels FINAL WHERE owner_id = 'sim-owner-fair' ORDER BY vessel_id LIMIT 1"))
	if points[jigger] <= points[fair] || points[fair] == 0 {
		t.Errorf("the jigger of story 2 has %d points, the fair longliner %d", points[jigger], points[fair])
	}
}

// ranked is the share of pairs, one planted and one ordinary, in which the
// planted one has more points; equals count half.
func ranked(points map[vessel.ID]int, wrong map[vessel.ID]bool) float64 {
	var pairs, above float64
	for a, x := range points {
		for b, y := range points {
			if !wrong[a] || wrong[b] {
				continue
			}
			pairs++
			switch {
			case x > y:
				above++
			case x == y:
				above += 0.5
			}
		}
	}
	return above / pairs
}

// one is the ship on which a condition is planted that only one has.
func one(t *testing.T, truth simulate.Truth, what simulate.Condition) vessel.ID {
	t.Helper()
	var ids []string
	for _, p := range truth {
		if p.Condition == what {
			ids = append(ids, fmt.Sprint(p.Vessel))
		}
	}
	if len(ids) != 1 {
		t.Fatalf("%s is planted on %v, want one ship", what, ids)
	}
	return vessel.ID(ids[0])
}
