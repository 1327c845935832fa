package behaviour

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"plimsoll/data/vessel"
	"plimsoll/data/warehouse"
)

func (w world) gapsOf(t *testing.T, vessel string, asOf time.Time) (out []string) {
	t.Helper()
	gaps, err := w.Gaps(t.Context(), vessel, asOf)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range gaps {
		out = append(out, fmt.Sprintf("%s %.1f %v %s", g.From.Format("02T15:04"), g.Hours, g.Open, g.Reception))
	}
	return out
}

func TestGapsOfAFishingVessel(t *testing.T) {
	w := newWorld(t)
	const ship = 150402951
	store(t, w.Warehouse, slices.Concat(
		sailing(ship, day(1, 0, 0), 6, time.Hour, 0, 0),    // to 05:00
		sailing(ship, day(1, 12, 0), 6, time.Hour, 1, 0),   // after 7 hours, to 17:00
		sailing(ship, day(2, 2, 0), 4, time.Hour, 2, 0),    // after 9 hours across midnight, to 05:00
		sailing(ship, day(2, 10, 59), 13, time.Hour, 3, 0), // after 5:59, to 22:59
		sailing(ship, day(4, 23, 0), 2, time.Minute, 4, 0), // after two days
	))
	w.pass(t)
	want := []string{"01T05:00 7.0 false unknown", "01T17:00 9.0 false unknown", "02T22:59 48.0 false unknown"}
	if got := w.gapsOf(t, "mmsi-150402951", day(5, 4, 0)); !slices.Equal(got, want) {
		t.Errorf("gaps %q, want %q", got, want)
	}
	if got := w.gapsOf(t, "mmsi-150402951", day(5, 5, 1)); !slices.Equal(got, append(want, "04T23:01 6.0 true unknown")) {
		t.Errorf("silent now: %q", got)
	}
	if got := w.gapsOf(t, "mmsi-150402951", day(1, 12, 0)); !slices.Equal(got, want[:1]) {
		t.Errorf("as of the first day: %q", got)
	}
}

// fleet is n ships that report every ten minutes.
func fleet(n int, from time.Time, reports int) (out []seen) {
	for i := range n {
		out = append(out, sailing(uint32(412100000+i), from, reports, 10*time.Minute, 0, float64(i*5))...)
	}
	return out
}

func TestGapsLeaveOutOutages(t *testing.T) {
	w := newWorld(t)
	// Six ships until noon of the 1st, again from 04:00 of the 2nd for a day; one falls silent an hour early, for nine hours more.
	store(t, w.Warehouse, fleet(6, day(1, 0, 0), 73))
	store(t, w.Warehouse, fleet(6, day(2, 4, 0), 144))
	store(t, w.Warehouse, slices.Concat(sailing(412200000, day(1, 0, 0), 67, 10*time.Minute, 0, 60), sailing(412200000, day(2, 9, 0), 60, 10*time.Minute, 2, 60)))
	w.pass(t)
	outages, err := w.Outages(t.Context(), day(3, 3, 0))
	if err != nil {
		t.Fatal(err)
	}
	if len(outages) != 1 || !outages[0].From.Equal(day(1, 12, 0)) || !outages[0].To.Equal(day(2, 4, 0)) || outages[0].Open {
		t.Fatalf("outages %+v", outages)
	}
	if got := w.gapsOf(t, "mmsi-412100003", day(3, 3, 0)); len(got) != 0 {
		t.Errorf("the feed's outage is a ship's gap: %q", got)
	}
	if got, want := w.gapsOf(t, "mmsi-412200000", day(3, 0, 0)), []string{"01T11:00 6.0 false good"}; !slices.Equal(got, want) {
		t.Errorf("gaps around the outage %q, want %q", got, want)
	}
	since, stopped, err := w.FeedStopped(t.Context(), day(4, 3, 49))
	if err != nil || stopped {
		t.Errorf("stopped %v since %v: %v", stopped, since, err)
	}
	since, stopped, err = w.FeedStopped(t.Context(), day(4, 3, 51))
	if err != nil || !stopped || !since.Equal(day(3, 3, 50)) {
		t.Errorf("stopped %v since %v: %v", stopped, since, err)
	}
	if got := w.gapsOf(t, "mmsi-412100003", day(6, 0, 0)); len(got) != 0 {
		t.Errorf("a stopped feed is a gap: %q", got)
	}
}

func (w world) callsOf(t *testing.T, vessel string, asOf time.Time) (out []string) {
	t.Helper()
	calls, err := w.Calls(t.Context(), vessel, asOf)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range calls {
		out = append(out, fmt.Sprintf("%s %s %s %s", c.Port, c.From.Format("02T15:04"), c.To.Format("02T15:04"), c.Basis))
	}
	return out
}

func TestCalls(t *testing.T) {
	const ship = 412000001
	before, after := sailing(ship, day(1, 0, 0), 5, time.Hour, -57, -36), sailing(ship, day(8, 0, 0), 5, time.Hour, -57, -36)
	slow := lying(ship, day(3, 20, 0), 40, time.Hour, "UYMVD", 5, 300)
	for i := range slow { // drifts at its moorings, over midnight too
		slow[i].kn = []float32{0.1, 0.4, 0.45}[min(i, 2)]
	}
	mute := lying(ship, day(3, 0, 0), 40, time.Hour, "UYMVD", 15, 300)
	for i := range mute {
		mute[i].kn = float32(math.NaN())
	}
	cases := []struct {
		name string
		stay []seen
		want []string
	}{
		{"moored for 39 hours", lying(ship, day(3, 0, 0), 40, time.Hour, "UYMVD", 5, 900), []string{"UYMVD 03T00:00 04T15:00 berth"}},
		{"90 minutes", lying(ship, day(3, 0, 0), 10, 10*time.Minute, "UYMVD", 5, 100), nil},
		{"23 hours", lying(ship, day(3, 0, 0), 24, time.Hour, "UYMVD", 5, 100), nil},
		{"at anchor in the roads", lying(ship, day(3, 0, 0), 40, time.Hour, "UYMVD", 1, 100), nil},
		{"no status, at the quay", lying(ship, day(3, 0, 0), 40, time.Hour, "UYMVD", 15, 400), []string{"UYMVD 03T00:00 04T15:00 berth"}},
		{"no status, 900 m off", lying(ship, day(3, 0, 0), 40, time.Hour, "UYMVD", 15, 900), nil},
		{"no speed, but no movement", mute, []string{"UYMVD 03T01:00 04T15:00 berth"}},
		{"between 0.2 and 0.5 knots", slow, []string{"UYMVD 03T20:00 05T11:00 berth"}},
		{"silent for 20 hours of it", slices.Concat(lying(ship, day(3, 0, 0), 20, time.Hour, "UYMVD", 5, 100), lying(ship, day(4, 15, 0), 5, time.Hour, "UYMVD", 5, 100)), []string{"UYMVD 03T00:00 04T19:00 berth"}},
		{"silent for 26 hours of it", slices.Concat(lying(ship, day(3, 0, 0), 20, time.Hour, "UYMVD", 5, 100), lying(ship, day(4, 21, 0), 3, time.Hour, "UYMVD", 5, 100)), nil},
		{"shifted for an hour", slices.Concat(lying(ship, day(3, 0, 0), 15, time.Hour, "UYMVD", 5, 100), []seen{{mmsi: ship, at: day(3, 15, 0), kn: 3, lon: -56, lat: -35, port: "UYMVD", status: 0}}, lying(ship, day(3, 16, 0), 15, time.Hour, "UYMVD", 5, 100)), []string{"UYMVD 03T00:00 04T06:00 berth"}},
	}
	w := newWorld(t)
	for i, c := range cases {
		reports := slices.Concat(before, c.stay, after)
		for k := range reports {
			reports[k].mmsi += uint32(i)
		}
		store(t, w.Warehouse, reports)
	}
	w.pass(t)
	for i, c := range cases {
		id := string(vessel.IDFromMMSI(vessel.MMSI(ship+i), 1))
		if got := w.callsOf(t, id, day(9, 0, 0)); !slices.Equal(got, c.want) {
			t.Errorf("%s: calls %q, want %q", c.name, got, c.want)
		}
		if got := w.callsOf(t, id, day(7, 0, 0)); len(got) != 0 {
			t.Errorf("%s: confirmed before it was seen leaving: %q", c.name, got)
		}
	}
}

func TestCallsByThePort(t *testing.T) {
	w := newWorld(t)
	store(t, w.Warehouse, sailing(412000001, day(1, 0, 0), 5, time.Hour, 0, 0))
	var rows []warehouse.PortCall
	for i, c := range []warehouse.PortCall{
		{IMO: 9074729, Kind: "arrived", At: day(2, 3, 0), ByThePort: true},
		{IMO: 9074729, Kind: "departed", At: day(2, 9, 0), ByThePort: true},
		{IMO: 9074729, Kind: "departed", At: day(5, 9, 0), ArrivedAt: day(4, 1, 0), ByThePort: true},
		{MMSI: 412000001, Kind: "arrived", At: day(3, 3, 0), ByThePort: true},
		{MMSI: 412000001, Kind: "announced", At: day(4, 3, 0), ByThePort: true},
		{MMSI: 412000001, Kind: "arrived", At: day(6, 3, 0)}, // an agent's word
	} {
		c.Source, c.EventID, c.ReceivedAt, c.Port = "port", fmt.Sprint(i), testNow, "UYMVD"
		if c.ArrivedAt.IsZero() {
			c.ArrivedAt = warehouse.Beginning
		}
		rows = append(rows, c)
	}
	if err := warehouse.InsertRows(t.Context(), w.Warehouse, rows); err != nil {
		t.Fatal(err)
	}
	w.pass(t)
	if got, want := w.callsOf(t, "imo-9074729", day(9, 0, 0)), []string{"UYMVD 02T03:00 02T09:00 port_record", "UYMVD 04T01:00 05T09:00 port_record"}; !slices.Equal(got, want) {
		t.Errorf("calls by IMO number %q, want %q", got, want)
	}
	if got, want := w.callsOf(t, "mmsi-412000001", day(9, 0, 0)), []string{"UYMVD 03T03:00 03T03:00 port_record"}; !slices.Equal(got, want) {
		t.Errorf("calls by MMSI %q, want %q", got, want)
	}
}
