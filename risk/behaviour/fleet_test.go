package behaviour

import (
	"context"
	"encoding/binary"
	"hash/fnv"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"plimsoll/data/reference"
	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/warehousetest"
)

// seen is a position as a test tells it.
type seen struct {
	mmsi     uint32
	at       time.Time
	lon, lat float64
	kn       float32
	status   uint8
	port     string
	shoreM   float32
	zone     int8
	state    string
}

const (
	zonePort     = 1
	zoneEEZ      = 5
	zoneHighSeas = 6
)

func (s seen) hash() uint64 {
	h := fnv.New64a()
	for _, v := range []float64{s.lon, s.lat, float64(s.kn), float64(s.status)} {
		_ = binary.Write(h, binary.LittleEndian, math.Float64bits(v))
	}
	return h.Sum64()
}

func store(t testing.TB, w *warehouse.Warehouse, reports []seen) {
	t.Helper()
	if len(reports) == 0 {
		return
	}
	var p warehouse.Positions
	received := time.Now().UnixMilli() // what was received two years ago has expired
	for _, s := range reports {
		p.MMSI = append(p.MMSI, s.mmsi)
		p.ObservedAt = append(p.ObservedAt, s.at.UnixMilli())
		p.ReceivedAt = append(p.ReceivedAt, received)
		p.PayloadHash = append(p.PayloadHash, s.hash())
		p.Lon, p.Lat = append(p.Lon, s.lon), append(p.Lat, s.lat)
		p.SpeedKn, p.CourseDeg = append(p.SpeedKn, s.kn), append(p.CourseDeg, 0)
		p.HeadingDeg, p.NavStatus = append(p.HeadingDeg, 511), append(p.NavStatus, s.status)
		p.Transmitter, p.Receiver = append(p.Transmitter, 1), append(p.Receiver, 2)
		p.Source = append(p.Source, "test")
		p.Zone, p.CoastalState = append(p.Zone, s.zone), append(p.CoastalState, s.state)
		p.ShoreM, p.Port, p.Chart = append(p.ShoreM, s.shoreM), append(p.Port, s.port), append(p.Chart, "test")
	}
	if err := w.InsertPositions(t.Context(), &p); err != nil {
		t.Fatal(err)
	}
}

// world is a warehouse and a deriver whose clock stands still.
type world struct {
	*warehouse.Warehouse
	*Deriver
}

var testNow = time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)

// theFacts are read once: under the race detector that takes as long as a pass.
var theFacts = sync.OnceValues(reference.Load)

func newWorld(t testing.TB) world {
	t.Helper()
	w := warehousetest.New(t)
	cat, err := theFacts()
	if err != nil {
		t.Fatal(err)
	}
	return world{w, New(w, cat, func() time.Time { return testNow })}
}

func (w world) pass(t testing.TB) Report {
	t.Helper()
	r, err := w.Pass(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// text reads the rows of a statement as text, one line each.
func (w world) text(t testing.TB, sql string) string {
	t.Helper()
	var out textOf
	if err := w.QueryFormat(context.Background(), &out, "TSV", sql, nil); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(string(out), "\n")
}

type textOf []byte

func (o *textOf) Write(p []byte) (int, error) { *o = append(*o, p...); return len(p), nil }

func day(d, hour, minute int) time.Time { return time.Date(2026, 3, d, hour, minute, 0, 0, time.UTC) }
