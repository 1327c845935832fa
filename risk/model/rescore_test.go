package model

import (
	"testing"
	"time"

	"plimsoll/data/vessel"
)

// A vessel that is scored by itself gets what a pass over everybody would have
// given it, once; the others keep what they have.
func TestRescoreIsAPassOverOneVessel(t *testing.T) {
	w := newWorld(t)
	const id, other = "imo-9074729", "imo-9074731"
	for _, s := range []ship{{id: id, imo: 9074729}, {id: other, imo: 9074731}} {
		s.class, s.flag, s.length, s.gt, s.owner = "merchant", "GBR", 190, 30000, "o"
		w.ship(s)
	}
	w.pass()
	before := w.score(id, vessel.Seafarers)
	w.now = w.now.Add(time.Minute)
	w.record("itf", "a-1", "abandonment", "open", 9074729, 0, "", w.now, w.ago(30))
	w.record("itf", "a-2", "abandonment", "open", 9074731, 0, "", w.now, w.ago(30))
	rows := func() (n uint64) {
		if err := w.w.Conn().QueryRow(t.Context(), "SELECT count() FROM scores").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	stored := rows()
	for range 2 {
		w.now = w.now.Add(time.Second)
		if err := w.scorer.Rescore(t.Context(), id, w.now, w.now); err != nil {
			t.Fatal(err)
		}
	}
	if after := w.score(id, vessel.Seafarers); after.Band != "severe" || before.Band == "severe" {
		t.Errorf("scored %s before and %s with an abandonment", before.Band, after.Band)
	}
	if band := w.score(other, vessel.Seafarers).Band; band == "severe" {
		t.Error("the other vessel was scored too")
	}
	if n := rows(); n != stored+1 {
		t.Errorf("%d rows were stored, want one", n-stored)
	}
	w.now = w.now.Add(time.Second)
	if r := w.pass(); r.Written != 1 || w.score(other, vessel.Seafarers).Band != "severe" {
		t.Errorf("the pass wrote %d scores, want the other vessel's alone", r.Written)
	}
	if err := w.scorer.Rescore(t.Context(), "imo-9999999", w.now, w.now); err != nil {
		t.Errorf("a vessel that nobody knows: %v", err)
	}
}
