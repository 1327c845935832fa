package behaviour

import (
	"testing"
	"time"
)

// sailing is a ship that reports at 10 knots eastwards every step.
func sailing(mmsi uint32, from time.Time, n int, step time.Duration, lon, lat float64) []seen {
	var out []seen
	for i := range n {
		at := from.Add(time.Duration(i) * step)
		out = append(out, seen{mmsi: mmsi, at: at, lon: lon + 10*step.Hours()*float64(i)/60, lat: lat, kn: 10, zone: zoneHighSeas, shoreM: 400_000})
	}
	return out
}

func TestPassSmoke(t *testing.T) {
	w := newWorld(t)
	if r := w.pass(t); !r.Empty() {
		t.Fatalf("a pass over nothing did %+v", r)
	}
	store(t, w.Warehouse, sailing(412000001, day(1, 0, 0), 300, 10*time.Minute, 0, 0))
	store(t, w.Warehouse, sailing(150402951, day(1, 0, 0), 300, 10*time.Minute, 0, 0))
	store(t, w.Warehouse, sailing(412000001, day(2, 0, 0), 100, 10*time.Minute, 80, 0))
	t.Logf("%+v", w.pass(t))
	t.Log(w.table(t, "select * from links final"))
	t.Log(w.table(t, "select * from vessels final"))
	t.Log(w.table(t, "select * from conflicts final"))
	t.Log(w.table(t, "select segment, count() from hull_positions final group by all"))
	t.Log(w.table(t, "select * from vessel_days final order by all"))
	for range 3 {
		start := time.Now()
		r := w.pass(t)
		t.Logf("%+v %v", r, time.Since(start))
	}
}
