package simulate

import (
	"fmt"
	"testing"
	"time"

	"plimsoll/data/chart"
	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
)

const first = vessel.ID("imo-2000004") // the first ship of every story with an IMO number

func TestStoriesAreSmallAtSeaAndSynthetic(t *testing.T) {
	c := loadChart(t)
	for _, name := range Stories() {
		t.Run(name, func(t *testing.T) {
			h := hearStory(t, c, name)
			if h.messages > 12_000 {
				t.Errorf("%d messages; a scenario is to be small", h.messages)
			}
			h.checkAtSea(t, c)
			h.checkSpeeds(t)
			h.checkNumbers(t)
			h.checkTimes(t)
		})
	}
}

// Two tracks of a meeting are side by side for as long as it is said to last.
func TestShipsThatMeetAreSideBySide(t *testing.T) {
	h := hearStory(t, loadChart(t), StoryYearOut)
	type second struct {
		m  vessel.MMSI
		at int64
	}
	where := map[second]point{}
	for i, m := range h.positions.MMSI {
		where[second{m, h.positions.ObservedAt[i]}] = point{h.positions.Lon[i], h.positions.Lat[i]}
	}
	for _, e := range h.encounters {
		if e.Kind != event.EncounterMeeting {
			continue
		}
		var both, near []time.Time
		for at := e.From.Truncate(20 * time.Minute); !at.After(e.To); at = at.Add(20 * time.Minute) {
			p, here := where[second{e.MMSI, at.UnixMilli()}]
			q, there := where[second{e.Other.MMSI, at.UnixMilli()}]
			if !here || !there || at.Before(e.From) {
				continue
			}
			both = append(both, at)
			if p.metres(q) < 200 {
				near = append(near, at)
			}
		}
		if len(near) < 5 || len(near) != len(both) {
			t.Errorf("meeting at %s: side by side in %d of %d reports", e.From, len(near), len(both))
		}
		if e.To.Sub(e.From) < 2*time.Hour {
			t.Errorf("meeting at %s lasts %s", e.From, e.To.Sub(e.From))
		}
	}
}

// The jigger lies still two kilometres off a port for ninety minutes, once, and
// is never moored after it left.
func TestYearOutStopsOnceOffThePort(t *testing.T) {
	c := loadChart(t)
	h := hearStory(t, c, StoryYearOut)
	ship := newWatch(h).tracks[first]
	port, _ := c.Port(distantGrounds()[1].port)
	var still []time.Time
	for i, at := range ship.at {
		off := ship.place[i].metres(point{port.Lon, port.Lat})
		if at.Before(testEnd.AddDate(0, 0, -424)) || off > 5000 {
			continue
		}
		if ship.status[i] == 5 {
			t.Errorf("moored at %s", at)
		}
		if ship.fast[i] < 0.2 && off > 1800 && off < 2200 {
			still = append(still, at)
		}
	}
	if len(still) < 8 || still[len(still)-1].Sub(still[0]) > 90*time.Minute || still[len(still)-1].Sub(still[0]) < 75*time.Minute {
		t.Errorf("it lies still off the port at %v", still)
	}
}

// Each silence is a gap in the positions, and outside of them the ship is heard
// several times a day.
func TestSilencesAreGaps(t *testing.T) {
	h := hearStory(t, loadChart(t), StoryDisabling)
	ship := newWatch(h).tracks[first]
	var gaps []string
	for i := 1; i < len(ship.at); i++ {
		if d := ship.at[i].Sub(ship.at[i-1]); d > 6*time.Hour {
			gaps = append(gaps, fmt.Sprint(ship.at[i-1].Truncate(24*time.Hour).Format(time.DateOnly)))
			if d < 16*time.Hour {
				t.Errorf("a gap of %s at %s that nobody planted", d, ship.at[i-1])
			}
		}
	}
	if len(gaps) != 5 || len(h.encounters) != 5 {
		t.Errorf("gaps at %v, %d told; want 5", gaps, len(h.encounters))
	}
}

// Fair ships berth for two days between trips of eighty; the twins differ in
// the inspection alone.
func TestFairLonglinersDifferByAnInspection(t *testing.T) {
	h := hearStory(t, loadChart(t), StoryFairLongliner)
	if len(h.truth) != 0 {
		t.Errorf("%v is planted on ships that are fair", h.truth)
	}
	if len(h.inspections) != 1 || h.inspections[0].CrewInterviewed == nil || !*h.inspections[0].CrewInterviewed || !h.inspections[0].Labour {
		t.Fatalf("inspections %+v; want one with interviews", h.inspections)
	}
	if ago := testEnd.Sub(h.inspections[0].At).Hours() / 24; ago < 120 || ago > 190 {
		t.Errorf("the inspection was %v days ago", ago)
	}
	calls := map[vessel.IMO]int{}
	var left time.Time
	for _, call := range h.calls {
		if call.Kind != event.PortCallDeparted {
			continue
		}
		calls[call.IMO]++
		if stay := call.At.Sub(call.ArrivedAt); stay < 47*time.Hour || stay > 50*time.Hour {
			t.Errorf("a stay of %s", stay)
		}
		left = call.At
	}
	if out := testEnd.Sub(left).Hours() / 24; len(calls) != 2 || out < 59 || out > 62 {
		t.Errorf("%d ships called, the last left %v days ago", len(calls), out)
	}
}

// What is said about the abandoned ship's case comes in order, and only the
// last statement differs between the three tellings.
func TestForgottenTellings(t *testing.T) {
	c := loadChart(t)
	for name, want := range map[string][]string{
		StoryForgotten:         {event.RecordOpen},
		StoryForgottenInactive: {event.RecordOpen, event.RecordInactive},
		StoryForgottenPaid:     {event.RecordOpen, event.RecordResolved},
	} {
		h := hearStory(t, c, name)
		var got []string
		cases := map[string]bool{}
		var last time.Time
		for i, r := range h.records {
			if r.Kind != event.RecordAbandonment {
				continue
			}
			got, cases[r.CaseID] = append(got, r.Status), true
			if !h.stated[i].After(last) {
				t.Errorf("%s: stated %s after %s", name, h.stated[i], last)
			}
			last = h.stated[i]
		}
		if fmt.Sprint(got) != fmt.Sprint(want) || len(cases) != 1 {
			t.Errorf("%s: %v about %d cases, want %v about one", name, got, len(cases), want)
		}
	}
}

// A bareboat registration comes with its MMSI, and the ship is told under it
// from that day on, under the former one before.
func TestBareboatChangesItsNumberOnTheDay(t *testing.T) {
	h := hearStory(t, loadChart(t), StoryTwoFlags)
	var since time.Time
	var to vessel.MMSI
	for _, claim := range h.claims {
		if claim.Bareboat {
			since, to = claim.ValidFrom, claim.MMSI
		}
	}
	before, after := 0, 0
	for i, m := range h.positions.MMSI {
		if m/1_000_000 != 211 && m/1_000_000 != 218 && m != to {
			continue
		}
		if late := h.positions.ObservedAt[i] >= since.UnixMilli(); late != (m == to) {
			t.Fatalf("MMSI %s at %s", m, time.UnixMilli(h.positions.ObservedAt[i]))
		} else if late {
			after++
		} else {
			before++
		}
	}
	if before < 100 || after < 100 {
		t.Errorf("%d reports before, %d after", before, after)
	}
}

// The feed's end is everybody's: nobody is heard in the last day, everybody the
// day before.
func TestFeedStopsForAll(t *testing.T) {
	h := hearStory(t, loadChart(t), StoryFeedStops)
	w := newWatch(h)
	for id, ship := range w.tracks {
		if ago := testEnd.Sub(ship.at[len(ship.at)-1]); ago < 24*time.Hour || ago > 33*time.Hour {
			t.Errorf("%s was last heard %s ago", id, ago)
		}
	}
	if len(w.tracks) != 12 || len(h.truth) != 0 {
		t.Errorf("%d ships, %v planted", len(w.tracks), h.truth)
	}
}

// A ship with planted conditions berths within the last half hour.
func TestArrivingArrives(t *testing.T) {
	c := loadChart(t)
	h := hearStory(t, c, StoryArriving)
	ship := newWatch(h).tracks[first]
	last := len(ship.at) - 1
	at := c.At(ship.place[last].lon, ship.place[last].lat)
	if at.Zone != chart.ZonePort || ship.status[last] != 5 {
		t.Errorf("at the end it is in %s with status %d", at.Zone, ship.status[last])
	}
	for i, when := range ship.at {
		if testEnd.Sub(when) > time.Hour && testEnd.Sub(when) < 24*time.Hour && c.At(ship.place[i].lon, ship.place[i].lat).Zone == chart.ZonePort {
			t.Errorf("it was in port before, at %s", when)
		}
	}
	var kinds []string
	for _, call := range h.calls {
		if testEnd.Sub(call.At) < time.Hour {
			kinds = append(kinds, call.Kind+" "+call.Port)
		}
	}
	if fmt.Sprint(kinds) != fmt.Sprintf("[arrived %[1]s announced %[1]s]", at.Port) && fmt.Sprint(kinds) != fmt.Sprintf("[announced %[1]s arrived %[1]s]", at.Port) {
		t.Errorf("calls of the last hour: %v", kinds)
	}
}
