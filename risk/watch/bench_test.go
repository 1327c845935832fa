package watch

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"plimsoll/data/warehouse/warehousetest"
	"plimsoll/risk/alert"
)

// BenchmarkObserve takes in 50,000 positions of as many vessels, a hundredth of
// them watched; nobody arrives.
func BenchmarkObserve(b *testing.B) {
	w := New(nil, func() time.Time { return noon }, nil, Options{})
	sightings := make([]Sighting, 50_000)
	for i := range sightings {
		sightings[i] = Sighting{MMSI: 201_000_000 + uint32(i), ObservedAt: noon.UnixMilli(), Lon: float64(i%360) - 180, Lat: float64(i%120) - 60}
		if i%7 == 0 {
			sightings[i].Port = fmt.Sprintf("XX%03d", i%900)
		}
		if i%100 == 0 {
			w.byMMSI[sightings[i].MMSI] = &subject{ports: map[uint32]told{}, risky: true}
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		for i := range sightings {
			sightings[i].ObservedAt += 10_000
			sightings[i].Lon += 0.0005
		}
		if _, err := w.Observe(context.Background(), sightings); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(sightings))*float64(b.N)/b.Elapsed().Seconds(), "positions/s")
}

// BenchmarkArrival is what one arrival costs from the position to the step on
// disk, and to the step handed to a channel and recorded as sent.
func BenchmarkArrival(b *testing.B) {
	w := warehousetest.New(b)
	const vessels = 500
	for _, sql := range []string{
		`INSERT INTO vessels (vessel_id, mmsis, kind, version) SELECT concat('mmsi-', toString(412000000 + number)), [412000000 + number], 'vessel', now64(6) FROM numbers({n:UInt32})`,
		`INSERT INTO links (mmsi, segment, vessel_id, valid_to, known_to, version) SELECT 412000000 + number, 1, concat('mmsi-', toString(412000000 + number)), '2200-01-01 00:00:00', '2200-01-01 00:00:00', now64(6) FROM numbers({n:UInt32})`,
		`INSERT INTO scores (vessel_id, population, scored_at, as_of, model, points, could_be, band) SELECT concat('mmsi-', toString(412000000 + number)), 'fisher', now64(3), now64(3), 'v1', 60, 80, 'high' FROM numbers({n:UInt32})`,
	} {
		if err := w.Conn().Exec(b.Context(), sql, clickhouse.Named("n", vessels)); err != nil {
			b.Fatal(err)
		}
	}
	log, err := alert.NewLog(w, time.Now)
	if err != nil {
		b.Fatal(err)
	}
	watch, outbox := New(w, time.Now, log, Options{}), alert.NewOutbox(w, time.Now, alert.ChannelKafka)
	if _, err := watch.Assigned(b.Context()); err != nil {
		b.Fatal(err)
	}
	var stored, sent time.Duration
	n := 0
	for b.Loop() {
		mmsi, at := uint32(412000000+n%vessels), time.Now().Add(-time.Hour+time.Duration(n/vessels)*time.Minute).UnixMilli()
		began := time.Now()
		report, err := watch.Observe(b.Context(), []Sighting{
			{MMSI: mmsi, ObservedAt: at, Lon: 10, Lat: 40}, {MMSI: mmsi, ObservedAt: at + 1000, Lon: 10, Lat: 40, Port: fmt.Sprintf("XX%03d", n/vessels)},
		})
		if err != nil || (n < vessels && len(report.Steps) != 1) {
			b.Fatal(report, err)
		}
		stored += time.Since(began)
		if _, err := outbox.Publish(b.Context(), discard{}); err != nil {
			b.Fatal(err)
		}
		sent += time.Since(began)
		n++
	}
	b.ReportMetric(float64(stored.Milliseconds())/float64(n), "ms-stored/op")
	b.ReportMetric(float64(sent.Milliseconds())/float64(n), "ms-sent/op")
}

type discard struct{}

func (discard) Publish(context.Context, []alert.Transition) error { return nil }
