package simulate

import (
	"context"
	"math"
	"slices"
	"testing"
	"time"

	"plimsoll/data/chart"
	"plimsoll/data/reference"
	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
)

// found is a condition that a test sees in the messages, without the plan.
type found struct {
	id   vessel.ID
	what Condition
}

// track is what was heard under one vessel's numbers.
type track struct {
	at       []time.Time
	place    []point
	status   []uint8
	fast     []float32
	lastStay time.Time // last report from a berth, or departure
}

// watch sorts the messages by vessel.
type watch struct {
	*heard
	of     map[vessel.MMSI]vessel.ID
	tracks map[vessel.ID]*track
}

func newWatch(h *heard) *watch {
	w := &watch{heard: h, of: map[vessel.MMSI]vessel.ID{}, tracks: map[vessel.ID]*track{}}
	for _, c := range h.claims {
		if c.IMO != 0 {
			w.of[c.MMSI] = vessel.IDFromIMO(c.IMO)
		}
	}
	for i, m := range h.positions.MMSI {
		t := w.tracks[w.id(0, m)]
		if t == nil {
			t = &track{}
			w.tracks[w.id(0, m)] = t
		}
		at := time.UnixMilli(h.positions.ObservedAt[i]).UTC()
		t.at, t.place = append(t.at, at), append(t.place, point{h.positions.Lon[i], h.positions.Lat[i]})
		t.status, t.fast = append(t.status, h.positions.NavStatus[i]), append(t.fast, h.positions.SpeedKn[i])
		if h.positions.NavStatus[i] == 5 {
			t.lastStay = at
		}
	}
	for _, c := range h.calls {
		if t := w.tracks[w.id(c.IMO, c.MMSI)]; t != nil && c.Kind == event.PortCallDeparted && c.At.After(t.lastStay) {
			t.lastStay = c.At
		}
	}
	return w
}

func (w *watch) id(n vessel.IMO, m vessel.MMSI) vessel.ID {
	if n != 0 {
		return vessel.IDFromIMO(n)
	}
	if id, ok := w.of[m]; ok {
		return id
	}
	return vessel.IDFromMMSI(m, 1)
}

// find looks for every condition.
func (w *watch) find(cat *reference.Catalogue) map[found]float64 {
	out := map[found]float64{}
	for _, r := range w.records {
		kinds := map[string]Condition{event.RecordAbandonment: Abandoned, event.RecordWageClaim: UnpaidWages, event.RecordForcedLabourFinding: ForcedLabour, event.RecordFlagDenied: FlagDenied}
		if what, ok := kinds[r.Kind]; ok && (r.IMO != 0 || r.MMSI != 0) && what != Abandoned {
			out[found{w.id(r.IMO, r.MMSI), what}]++
		} else if ok {
			out[found{w.id(r.IMO, r.MMSI), what}] = math.Round(testEnd.Sub(r.ValidFrom).Hours() / 24)
		}
	}
	for _, i := range w.inspections {
		if i.LabourDetention {
			out[found{w.id(i.IMO, i.MMSI), LabourDetention}] = math.Round(i.ReleasedAt.Sub(i.At).Hours()/2.4) / 10
		}
		for _, d := range i.Deficiencies {
			if d >= "18203" && d <= "18205" {
				out[found{w.id(i.IMO, i.MMSI), Deficiencies}]++
			}
		}
	}
	w.findPapers(out, cat)
	w.findMeetings(out)
	for id, t := range w.tracks {
		w.findTrack(out, id, t)
	}
	w.findHulls(out)
	return out
}

func (w *watch) findPapers(out map[found]float64, cat *reference.Catalogue) {
	for _, c := range w.claims {
		if c.Flag != "" && !c.Bareboat && c.ValidFrom.After(testEnd.AddDate(0, 0, -600)) {
			out[found{w.id(c.IMO, c.MMSI), FlagHopping}]++
		}
		if c.OwnerWithheld {
			out[found{w.id(c.IMO, c.MMSI), OwnerWithheld}] = 1
		}
	}
	for _, m := range w.positions.MMSI {
		if _, ok := cat.MID(m.MID()); !ok {
			out[found{w.id(0, m), UnallocatedMID}] = 1
		}
	}
}

func (w *watch) findMeetings(out map[found]float64) {
	guilty := map[vessel.ID]bool{}
	for _, r := range w.records {
		guilty[w.id(r.IMO, r.MMSI)] = guilty[w.id(r.IMO, r.MMSI)] || r.Kind == event.RecordForcedLabourFinding
	}
	for _, e := range w.encounters {
		id := w.id(e.IMO, e.MMSI)
		switch {
		case e.Kind == event.EncounterGap && *e.IntentionalDisabling:
			out[found{id, Disabling}]++
		case e.Kind == event.EncounterMeeting:
			out[found{id, CarrierMeetings}]++
			if guilty[w.id(e.Other.IMO, e.Other.MMSI)] {
				out[found{id, PartnerRecord}]++
			}
		}
	}
	for k, n := range out {
		if k.what == CarrierMeetings && n < 2 {
			delete(out, k) // one is nothing unusual
		}
	}
}

func (w *watch) findTrack(out map[found]float64, id vessel.ID, t *track) {
	long := func(d time.Duration) float64 { return math.Round(d.Hours() / 24) }
	last := t.at[len(t.at)-1]
	if silent := testEnd.Sub(last); silent > 30*time.Hour {
		out[found{id, GoneSilent}] = long(silent)
	}
	anchored := time.Duration(0)
	for i := 1; i < len(t.at); i++ {
		if t.status[i] == 1 && t.status[i-1] == 1 && t.place[i].metres(t.place[i-1]) < 500 {
			anchored += t.at[i].Sub(t.at[i-1])
		}
	}
	switch {
	case anchored > 20*24*time.Hour:
		anchored += testEnd.Sub(last)
		out[found{id, IdleAtAnchor}] = long(anchored)
	case slices.Contains(t.status, 5) && testEnd.Sub(t.lastStay) > 100*24*time.Hour:
		out[found{id, LongAtSea}] = long(testEnd.Sub(t.lastStay))
	}
}

// findHulls looks for one number in two places in the same second.
func (w *watch) findHulls(out map[found]float64) {
	type second struct {
		m  vessel.MMSI
		at int64
	}
	at := map[second]point{}
	for i, m := range w.positions.MMSI {
		p, k := point{w.positions.Lon[i], w.positions.Lat[i]}, second{m, w.positions.ObservedAt[i]}
		if q, ok := at[k]; ok && p.metres(q) > 500e3 {
			out[found{w.id(0, m), TwoHulls}] = 1
		}
		at[k] = p
	}
}

// What is found without the plan is what the truth says, no more and no less.
func TestTruthIsWhatTheMessagesShow(t *testing.T) {
	c, cat := loadChart(t), loadCatalogue(t)
	check := func(t *testing.T, h *heard) {
		t.Helper()
		seen := newWatch(h).find(cat)
		told := map[found]float64{}
		for _, p := range h.truth {
			told[found{p.Vessel, p.Condition}] += p.Strength
			if p.From.After(p.To) || p.To.After(testEnd) || p.Strength <= 0 {
				t.Errorf("%+v: its times or strength make no sense", p)
			}
			if !slices.Contains(Conditions(), p.Condition) {
				t.Errorf("condition %q is not listed", p.Condition)
			}
		}
		for k, n := range told {
			if math.Abs(seen[k]-n) > slack(k.what) && !(k.what == Abandoned && seen[k] > n) {
				t.Errorf("%s %s: planted %v, found %v", k.id, k.what, n, seen[k])
			}
		}
		for k, n := range seen {
			if told[k] == 0 {
				t.Errorf("%s %s: found %v, and it is not in the truth", k.id, k.what, n)
			}
		}
	}
	for _, opt := range []Options{Demo(testEnd), {Vessels: 50, Days: 427, Seed: 11, End: testEnd}, {Vessels: 100, Days: 60, Seed: 12, End: testEnd}} {
		check(t, hearFleet(t, c, opt))
	}
	for _, name := range Stories() {
		if name != StoryFeedStops {
			t.Run(name, func(t *testing.T) { check(t, hearStory(t, c, name)) })
		}
	}
}

// slack is how far a strength in days may be off: reports are hours apart.
func slack(c Condition) float64 {
	switch c {
	case LongAtSea, IdleAtAnchor, GoneSilent, Abandoned, LabourDetention:
		return 1.1
	}
	return 0
}

func hearStory(t testing.TB, c *chart.Chart, name string) *heard {
	t.Helper()
	h := &heard{ids: map[string]bool{}}
	truth, err := GenerateStory(context.Background(), name, testEnd, c, loadCatalogue(t), h.hear)
	if err != nil {
		t.Fatal(err)
	}
	h.truth = truth
	return h
}
