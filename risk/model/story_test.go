package model

import (
	"errors"
	"strings"
	"testing"
	"time"

	"plimsoll/data/vessel"
)

// want is what a story says of a score; empty fields say nothing.
type want struct {
	points, least, most int
	bands               []string
	floors              string
}

func check(t *testing.T, s Score, w want) {
	t.Helper()
	if w.points != 0 && s.Points != w.points {
		t.Errorf("%s: %d points, want %d", s.Vessel, s.Points, w.points)
	}
	if s.Points < w.least || (w.most != 0 && s.Points > w.most) {
		t.Errorf("%s: %d points, want %d to %d", s.Vessel, s.Points, w.least, w.most)
	}
	found := len(w.bands) == 0
	for _, b := range w.bands {
		found = found || s.Band == b
	}
	if !found {
		t.Errorf("%s: band %s, want %v", s.Vessel, s.Band, w.bands)
	}
	if got := strings.Join(s.Floors, ","); got != w.floors {
		t.Errorf("%s: floors %q, want %q", s.Vessel, got, w.floors)
	}
	if t.Failed() {
		for _, x := range s.Indicators {
			if x.Points > 0 || x.State == Measured {
				t.Logf("  %-36s %-9s value %.3f weight %g points %.2f known %.2f %s", x.ID, x.State, x.Value, x.Weight, x.Points, x.Known, x.Evidence.Summary)
			}
		}
	}
}

// berth is a stay of two days that confirms a call, ended some days ago.
func (w *world) berth(id, port string, endedAgo int) {
	w.t.Helper()
	stay := func(day int) string {
		start := w.ago(day).Truncate(24 * time.Hour)
		return "stops=[('" + port + "', toDateTime64(" + at(start) + ", 3, 'UTC'), toDateTime64(" + at(start.Add(23*time.Hour)) + ", 3, 'UTC'), toDateTime64(0, 3, 'UTC'), 24, 24, 100, 24)]"
	}
	for _, day := range []int{endedAgo + 1, endedAgo} {
		w.days(id, day, day, "moored=24", "port='"+port+"'", "shore=100", "speed=0.1", "spread=50", "zones=[('port', 'CHN', 24)]", stay(day))
	}
}

const squid, carrier = 2000019, 2000021

// squidJigger is design's first worked example: 425 days since a confirmed call,
// nine transfers, one with a vessel that has a record, one disabling.
func squidJigger(w *world) {
	w.ship(ship{id: "imo-2000019", imo: squid, class: "fishing", flag: "CHN", owner: "o", length: 65, gt: 900})
	w.ship(ship{id: "imo-2000021", imo: carrier, class: "fish_carrier", flag: "PAN"})
	w.days("imo-2000019", 430, 427)
	w.berth("imo-2000019", "CNZHA", 425)
	w.days("imo-2000019", 424, 0)
	for i := range 9 {
		w.meeting(squid, carrier+uint32(i)*10, w.ago(20+i*20))
	}
	w.record("court", "c1", "wage_claim", "resolved", carrier, 0, "", w.ago(300), w.ago(900))
	w.disabling(squid, w.ago(100))
}

func TestStoryYearOut(t *testing.T) {
	w := newWorld(t)
	squidJigger(w)
	w.pass()
	s := w.score("imo-2000019", vessel.Fishers)
	check(t, s, want{points: 60, bands: []string{"high"}, floors: "isolated_year"})
	if half := halfUp(s.Total); half != 53 {
		t.Errorf("%.2f points before the floor, want 53", s.Total)
	}
	e, err := Explain(s)
	if err != nil {
		t.Fatal(err)
	}
	if len(e.Reasons) < 2 || e.Reasons[0].Indicator != "days_since_call" || e.Reasons[1].Indicator != "transfers" {
		t.Errorf("reasons %+v, want days and transfers first", e.Reasons)
	}
	if !strings.Contains(e.Headline, "at least 60") || !strings.Contains(e.Headline, "could be") || !strings.Contains(e.Headline, "v1") || !strings.Contains(e.Headline, "2025-06-15") {
		t.Errorf("headline %q", e.Headline)
	}
	// A stop of 90 minutes 2 km off a port changes nothing.
	before := s
	stop := w.ago(0).Truncate(24 * time.Hour)
	w.days("imo-2000019", 0, 0, "stops=[('CNZHA', toDateTime64("+at(stop.Add(time.Hour))+", 3, 'UTC'), toDateTime64("+at(stop.Add(150*time.Minute))+", 3, 'UTC'), toDateTime64(0, 3, 'UTC'), 0, 0, 2000, 3)]", "shore=2000")
	w.exec("OPTIMIZE TABLE vessel_days FINAL")
	if r := w.pass(); r.Written != 2 && r.Written != 0 { // the carrier, and a score that stays, are not written again
		t.Logf("written %d", r.Written)
	}
	after, err := w.scorer.At(t.Context(), "imo-2000019", vessel.Fishers, w.now)
	if err != nil {
		t.Fatal(err)
	}
	if after.Total != before.Total || after.Points != before.Points {
		t.Errorf("after a stop of 90 minutes: %.3f points, before %.3f", after.Total, before.Total)
	}
}

func TestStoryForgottenBulkCarrier(t *testing.T) {
	w := newWorld(t)
	const imo = 2000033
	w.ship(ship{id: "imo-2000033", imo: imo, class: "merchant", flag: "NOR", owner: "o", length: 180, gt: 20000})
	abandoned := w.ago(395)
	w.days("imo-2000033", 440, 396)
	w.days("imo-2000033", 395, 40, "spread=200", "speed=0.3", "distance=300", "shore=4000", "zones=[('territorial_sea', 'ESP', 24)]")
	w.record("ilo", "a1", "abandonment", "open", imo, 0, "", abandoned, abandoned)
	w.record("ilo", "cover", "coverage", "open", 0, 0, "", w.ago(10), w.ago(900), "abandonment")
	w.pass()
	severe := want{points: 85, bands: []string{"severe"}, floors: "open_abandonment"}
	check(t, w.score("imo-2000033", vessel.Seafarers), severe)

	w.record("ilo", "a1", "abandonment", "inactive", imo, 0, "", w.ago(5), abandoned)
	w.pass()
	check(t, w.score("imo-2000033", vessel.Seafarers), severe)

	later, err := w.scorer.At(t.Context(), "imo-2000033", vessel.Seafarers, w.now.AddDate(1, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	check(t, later, severe)
	if now := w.score("imo-2000033", vessel.Seafarers); later.Completeness >= now.Completeness {
		t.Errorf("completeness %d a year later, unseen; want less than %d", later.Completeness, now.Completeness)
	}

	w.record("ilo", "a1", "abandonment", "resolved", imo, 0, "", w.ago(1), abandoned)
	w.now = w.now.Add(time.Minute)
	w.pass()
	check(t, w.score("imo-2000033", vessel.Seafarers), want{most: 40})
	stood, err := w.scorer.Stored(t.Context(), "imo-2000033", testNow)
	if err != nil || len(stood) != 1 || stood[0].Band != "severe" {
		t.Errorf("as it stood before: %+v, %v; want severe", stood, err)
	}
}

func TestStoryFairLongliner(t *testing.T) {
	w := newWorld(t)
	for i, id := range []string{"imo-2000045", "imo-2000057"} {
		imo := uint32(2000045 + 12*i)
		w.ship(ship{id: id, imo: imo, class: "fishing", flag: "PAN", owner: "o", length: 50, gt: 400})
		w.days(id, 300, 62)
		w.berth(id, "ESVGO", 60)
		w.days(id, 59, 0)
	}
	w.inspection(2000045, w.ago(150), true, true, false)
	w.pass()
	check(t, w.score("imo-2000045", vessel.Fishers), want{most: 14, bands: []string{"low"}})
	check(t, w.score("imo-2000057", vessel.Fishers), want{most: 14, bands: []string{"not_examined"}})
	e, err := Explain(w.score("imo-2000057", vessel.Fishers))
	if err != nil {
		t.Fatal(err)
	}
	if len(e.Changes) == 0 || e.Changes[0].Band != "low" {
		t.Errorf("changes %+v, want an inspection with interviews that earns low", e.Changes)
	}
	// A ship hardly seen is not called unexamined, though it was not examined.
	w.ship(ship{id: "imo-2000069", imo: 2000069, class: "fishing", flag: "ESP", owner: "o", length: 50, gt: 400})
	w.days("imo-2000069", 60, 0)
	w.inspection(2000069, w.ago(50), true, true, false)
	w.pass()
	check(t, w.score("imo-2000069", vessel.Fishers), want{bands: []string{"not_seen"}})
}

func TestStorySilence(t *testing.T) {
	w := newWorld(t)
	squidJigger(w)
	w.pass()
	before := w.score("imo-2000019", vessel.Fishers)
	for _, months := range []int{1, 6, 13} {
		later, err := w.scorer.At(t.Context(), "imo-2000019", vessel.Fishers, w.now.AddDate(0, months, 0))
		if err != nil {
			t.Fatal(err)
		}
		if later.Points < 60 || later.Band != "high" && later.Band != "severe" {
			t.Errorf("dark for %d months: %d points, %s; want high or above", months, later.Points, later.Band)
		}
		if later.Completeness >= before.Completeness {
			t.Errorf("dark for %d months: completeness %d, before %d", months, later.Completeness, before.Completeness)
		}
		call, _ := later.Indicator("days_since_call")
		if !strings.HasPrefix(call.Evidence.Summary, "at least ") || !strings.Contains(call.Evidence.Summary, "of them unseen") {
			t.Errorf("evidence %q", call.Evidence.Summary)
		}
	}
}

func TestStorySmallFry(t *testing.T) {
	w := newWorld(t)
	w.ship(ship{id: "mmsi-224000001", mmsi: 224000001, class: "fishing", flag: "ESP", length: 11})
	w.days("mmsi-224000001", 60, 0)
	w.ship(ship{id: "mmsi-224000002", mmsi: 224000002, class: "fishing", flag: "ESP", kind: "gear"})
	w.days("mmsi-224000002", 60, 0)
	w.ship(ship{id: "mmsi-150000001", mmsi: 150000001, kind: "if_it_moves"})
	w.days("mmsi-150000001", 60, 0, "ship_like=0", "speed=0.5")
	w.ship(ship{id: "mmsi-150000002", mmsi: 150000002, kind: "if_it_moves"})
	w.days("mmsi-150000002", 60, 0)
	w.ship(ship{id: "mmsi-224000003", mmsi: 224000003, class: "fishing", flag: "ESP", length: 14})
	w.days("mmsi-224000003", 60, 0, "shore=800", "port='ESVGO'", "zones=[('territorial_sea', 'ESP', 20), ('port', 'ESP', 4)]", "distance=30000")
	w.ship(ship{id: "mmsi-224000004", mmsi: 224000004, class: "government", flag: "ESP", length: 60})
	w.days("mmsi-224000004", 60, 0)
	w.ship(ship{id: "mmsi-224000005", mmsi: 224000005, class: "merchant", flag: "ESP", merged: "imo-1"})
	for _, id := range []uint32{224000010, 224000011} {
		w.ship(ship{id: "mmsi-" + vessel.MMSI(id).String(), mmsi: id, class: "fishing", flag: "ESP", length: 30})
		w.days("mmsi-"+vessel.MMSI(id).String(), 60, 0)
	}
	w.record("list", "l1", "forced_labour_finding", "open", 0, 0, "SAME NAME", w.ago(30), w.ago(30))
	r := w.pass()
	if r.Scored != 4 { // the unknown mover twice, and the two of one name
		t.Errorf("scored %d, want 4", r.Scored)
	}
	for _, id := range []vessel.ID{"mmsi-224000001", "mmsi-224000002", "mmsi-150000001", "mmsi-224000003", "mmsi-224000004", "mmsi-224000005"} {
		if _, err := w.scorer.At(t.Context(), id, vessel.Fishers, w.now); !errors.Is(err, ErrNoScore) {
			t.Errorf("%s: %v, want no score", id, err)
		}
	}
	for _, id := range []string{"mmsi-224000010", "mmsi-224000011"} {
		s := w.score(id, vessel.Fishers)
		if x, _ := s.Indicator("forced_labour"); x.Points != 0 || x.State != Unknown {
			t.Errorf("%s: forced labour %+v from a name alone", id, x)
		}
	}
	s := w.score("mmsi-150000002", vessel.Seafarers)
	f := w.score("mmsi-150000002", vessel.Fishers)
	if s.Completeness == 0 || f.Completeness > 50 {
		t.Errorf("class not known: completeness %d and %d", s.Completeness, f.Completeness)
	}
}

// A pass that finds nothing new writes nothing; one that does writes that alone.
func TestOnlyWhatChangedIsWritten(t *testing.T) {
	w := newWorld(t)
	squidJigger(w)
	first := w.pass()
	if first.Scored != 2 || first.Written != 2 {
		t.Errorf("first pass %+v, want 2 scored and written", first)
	}
	w.now = w.now.Add(time.Second)
	if r := w.pass(); r.Scored != 2 || r.Written != 0 {
		t.Errorf("second pass %+v, want nothing written", r)
	}
	w.record("court", "c2", "wage_claim", "open", squid, 0, "", w.now, w.ago(3))
	w.now = w.now.Add(time.Second)
	if r := w.pass(); r.Written != 1 {
		t.Errorf("after a wage claim %+v, want one written", r)
	}
	if s := w.score("imo-2000019", vessel.Fishers); s.Points != 73 {
		t.Errorf("%d points with a wage claim, want 73", s.Points)
	}
	// No table of a stage is left behind.
	var left uint64
	if err := w.w.Conn().QueryRow(t.Context(), "SELECT count() FROM system.tables WHERE database = currentDatabase() AND startsWith(name, 'stage_')").Scan(&left); err != nil || left != 0 {
		t.Errorf("%d stage tables left, %v", left, err)
	}
}
