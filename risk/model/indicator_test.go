package model

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"plimsoll/data/vessel"
)

// told is one indicator's expected outcome.
type told struct {
	ship       string
	population vessel.Population
	indicator  string
	state      string
	points     float64
	says       string // part of the evidence; empty: anything
}

// One fleet, one pass, and what each indicator makes of it.
func TestIndicators(t *testing.T) {
	w := newWorld(t)
	const S, F = vessel.Seafarers, vessel.Fishers
	plain := func(n uint32, s ship) string {
		s.id, s.imo, s.mmsi = fmt.Sprintf("imo-%d", n), n, 224000000+n%1000
		w.ship(s)
		w.days(s.id, 200, 0)
		return s.id
	}
	w.record("ilo", "cover", "coverage", "open", 0, 0, "", w.ago(10), w.ago(900), "wage_claim")
	w.record("old", "cover", "coverage", "open", 0, 0, "", w.ago(800), w.ago(900), "class_withdrawn")
	w.exec("ALTER TABLE records UPDATE valid_to = " + at(w.ago(500)) + " WHERE source = 'old' SETTINGS mutations_sync = 2")

	quiet := plain(3000001, ship{class: "merchant", flag: "NOR", owner: "o", gt: 5000})
	claimed := plain(3000002, ship{class: "merchant", flag: "NOR"})
	w.record("court", "w1", "wage_claim", "open", 3000002, 0, "", w.ago(20), w.ago(30))
	settled := plain(3000003, ship{class: "merchant", flag: "NOR"})
	w.record("court", "w2", "wage_claim", "open", 3000003, 0, "", w.ago(40), w.ago(50))
	w.record("court", "w2", "wage_claim", "resolved", 3000003, 0, "", w.ago(10), w.ago(50))
	byMMSI := plain(3000004, ship{class: "fishing", flag: "NOR"})
	w.record("court", "w3", "wage_claim", "disputed", 0, 224000004, "", w.ago(20), w.ago(30))
	detained := plain(3000005, ship{class: "merchant", flag: "NOR"})
	w.inspection(3000005, w.ago(103), true, false, true, "18203", "18204", "01330") // released 100 days ago
	idle := plain(3000006, ship{class: "merchant", flag: "NOR"})
	w.exec("ALTER TABLE vessel_days UPDATE spread_m = 100, max_speed_kn = 0.4 WHERE vessel_id = '" + idle + "' AND day > toDate(" + at(w.ago(90)) + ") SETTINGS mutations_sync = 2")
	convenience := plain(3000007, ship{class: "fishing", flag: "PAN"})
	byDigits := plain(3000008, ship{class: "merchant", flag: "PAN", source: "mid"})
	found := plain(3000009, ship{class: "fishing", flag: "NOR"})
	w.record("labour", "f1", "forced_labour_finding", "open", 3000009, 0, "", w.ago(730), w.ago(800))
	w.record("labour", "f1", "forced_labour_finding", "resolved", 3000009, 0, "", w.ago(365), w.ago(800))
	w.days(found, 364, 201)
	hopper := plain(3000010, ship{class: "merchant"})
	w.exec(fmt.Sprintf("ALTER TABLE vessels UPDATE flags = [('NOR', '', false, 'registry', %s, %s), ('PAN', '', false, 'registry', %s, %s), ('LBR', '', false, 'registry', %s, %s)] WHERE vessel_id = '%s' SETTINGS mutations_sync = 2",
		at(w.ago(2000)), at(w.ago(300)), at(w.ago(300)), at(w.ago(100)), at(w.ago(100)), at(w.now.AddDate(150, 0, 0)), hopper))
	conflicted := plain(3000011, ship{class: "merchant", flag: "NOR"})
	bareboat := plain(3000012, ship{class: "merchant", flag: "NOR", bareboat: true})
	for _, id := range []string{conflicted, bareboat} {
		w.exec("INSERT INTO conflicts (vessel_id, kind, subject, observed_from, observed_to, known_from, known_to, version) VALUES ('" + id + "', 'mid_not_flag', 'mmsi 1', " + at(w.ago(90)) + ", '2200-01-01 00:00:00', " + at(w.ago(90)) + ", '2200-01-01 00:00:00', '2024-01-01 00:00:00')")
	}
	unnumbered := "mmsi-224999999"
	w.ship(ship{id: unnumbered, mmsi: 224999999, class: "merchant", flag: "NOR", gt: 4000})
	w.days(unnumbered, 200, 0)

	r := w.pass()
	if r.Scored != 13 {
		t.Errorf("scored %d, want 13", r.Scored)
	}
	for _, x := range []told{
		{quiet, S, "wage_claim", Measured, 0, ""},
		{quiet, S, "abandonment", Unknown, 0, ""},
		{quiet, S, "class_withdrawn", Unknown, 0, ""}, // its source's list ended more than a year ago
		{quiet, S, "labour_detention", Unknown, 0, ""},
		{quiet, S, "fee_or_debt", Unknown, 0, ""},
		{quiet, S, "complaints", Unknown, 0, ""},
		{quiet, S, "labour_instrument_not_in_force", Measured, 0, "MLC 2006 is in force for NOR"},
		{quiet, S, "owner_withheld", Measured, 0, ""},
		{quiet, S, "no_imo_number", Measured, 0, ""},
		{quiet, S, "idle_days", Measured, 0, ""},
		{quiet, S, "flag_changes", Measured, 0, ""},
		{claimed, S, "wage_claim", Measured, 20, "wage claim on record"},
		{claimed, S, "owner_withheld", Unknown, 0, ""},
		{settled, S, "wage_claim", Measured, 0, "0 not ended"},
		{byMMSI, F, "wage_claim", Measured, 20, ""},
		{detained, S, "labour_detention", Measured, 15 * math.Pow(0.5, 100.0/365), "detained on labour grounds"},
		{detained, S, "wage_deficiencies", Measured, 10 * math.Pow(0.5, 103.0/365), "2 wage or contract"},
		{idle, S, "idle_days", Measured, 8 + 10*29.0/60, "89 days idle"},
		{convenience, F, "flag_of_convenience", Measured, 3, "PAN is on the list"},
		{convenience, F, "days_since_call", Measured, 10 + 15*20.0/185, "at least 200 days"},
		{byDigits, S, "flag_of_convenience", Measured, 6, "known from the MMSI alone"},
		{byDigits, S, "flag_changes", Unknown, 0, ""},
		{byDigits, S, "mid_other_than_flag", Unknown, 0, ""},
		{found, F, "forced_labour", Measured, 60 * 0.5, "ended"},
		{hopper, S, "flag_changes", Measured, 6, "2 change(s) of flag"},
		{conflicted, S, "mid_other_than_flag", Measured, 4, "another State"},
		{bareboat, S, "mid_other_than_flag", Measured, 0, ""},
		{bareboat, S, "mid_unallocated", Measured, 0, ""},
		{unnumbered, S, "no_imo_number", Measured, 5, "no IMO number"},
	} {
		got, ok := w.score(x.ship, x.population).Indicator(x.indicator)
		if !ok || got.State != x.state || math.Abs(got.Points-x.points) > 0.02 || !strings.Contains(got.Evidence.Summary, x.says) {
			t.Errorf("%s of %s: %+v\nwant %s with %.3f points, saying %q", x.indicator, x.ship, got, x.state, x.points, x.says)
		}
	}
	if s := w.score(found, F); len(s.Floors) != 0 {
		t.Errorf("floors %v from a finding that has ended", s.Floors)
	}
	if past, err := w.scorer.At(t.Context(), vessel.ID(settled), S, w.ago(20)); err != nil || !has(past, "wage_claim", 20) {
		t.Errorf("as of before it was settled: %+v, %v; want the claim to count", past, err)
	}
}

func has(s Score, indicator string, points float64) bool {
	x, ok := s.Indicator(indicator)
	return ok && x.Points == points
}

// Every indicator measures something when nothing at all is known.
func TestNothingKnown(t *testing.T) {
	w := newWorld(t)
	if r := w.pass(); r.Scored != 0 || r.Written != 0 {
		t.Errorf("an empty warehouse: %+v", r)
	}
	w.ship(ship{id: "imo-3000013", imo: 3000013})
	w.pass()
	for _, p := range []vessel.Population{vessel.Seafarers, vessel.Fishers} {
		s := w.score("imo-3000013", p)
		if s.Points != 0 || s.CouldBe != 100 || s.Band != "not_seen" || s.Completeness > 10 {
			t.Errorf("%s: %d points, could be %d, %s, completeness %d", p, s.Points, s.CouldBe, s.Band, s.Completeness)
		}
		if !s.ScoredAt.Equal(w.now) || !s.AsOf.Equal(w.now) || s.Model != "v1" || s.Vintage == "" {
			t.Errorf("%s: %+v", p, s)
		}
	}
	if _, err := w.scorer.At(t.Context(), "imo-3000025", vessel.Fishers, time.Now()); err == nil {
		t.Error("a vessel that is not known has a score")
	}
}
