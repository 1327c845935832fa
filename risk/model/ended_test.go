package model

import (
	"testing"
	"time"

	"plimsoll/data/vessel"
)

// A vessel that turns out to be too small to be scored keeps no score in force,
// and what was stored before can still be read as it stood.
func TestAScoreEndsWhenTheVesselIsNotScoredAnyMore(t *testing.T) {
	w := newWorld(t)
	const id = "mmsi-224000001"
	w.ship(ship{id: id, mmsi: 224000001, class: "fishing", flag: "ESP", length: 30})
	w.days(id, 60, 0)
	if r := w.pass(); r.Scored != 1 || r.Written != 1 {
		t.Fatalf("%+v, want one score", r)
	}
	was, first := w.score(id, vessel.Fishers), w.now
	set := func(length, version string) {
		w.exec("INSERT INTO vessels SELECT * REPLACE (toFloat32(" + length + ") AS length_m, toDateTime64('" + version + "', 6, 'UTC') AS version) FROM vessels FINAL WHERE vessel_id = '" + id + "'")
	}
	stored := func(when time.Time) int {
		t.Helper()
		scores, err := w.scorer.Stored(t.Context(), id, when)
		if err != nil {
			t.Fatal(err)
		}
		return len(scores)
	}

	set("11", "2021-01-01 00:00:00")
	for range 2 { // the end is stored once
		w.now = w.now.Add(time.Minute)
		if r := w.pass(); r.Scored != 0 || r.Written != 0 {
			t.Fatalf("%+v of a vessel of 11 m", r)
		}
	}
	var rows uint64
	if err := w.w.Conn().QueryRow(t.Context(), "SELECT count() FROM scores").Scan(&rows); err != nil || rows != 2 {
		t.Fatalf("%d rows, %v; want the score and its end", rows, err)
	}
	if now, then := stored(w.now), stored(first); now != 0 || then != 1 {
		t.Fatalf("%d scores now and %d as it stood, want 0 and 1", now, then)
	}

	set("30", "2022-01-01 00:00:00")
	w.now = w.now.Add(time.Minute)
	if r := w.pass(); r.Scored != 1 || r.Written != 1 {
		t.Fatalf("%+v, want the score again", r)
	}
	if again := w.score(id, vessel.Fishers); again.Points != was.Points || again.Band != was.Band {
		t.Fatalf("%d points, %s; before %d, %s", again.Points, again.Band, was.Points, was.Band)
	}
}
