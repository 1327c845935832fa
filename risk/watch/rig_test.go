package watch

import (
	"os"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"plimsoll/data/chart"
	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/warehousetest"
	"plimsoll/risk/alert"
)

func TestMain(m *testing.M) { os.Exit(warehousetest.Main(m)) }

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

const (
	ship    = uint32(412334074)
	id      = "imo-9074729"
	imo     = uint32(9074729)
	harbour = "CLPUQ"
)

type names struct{}

func (names) Port(locode string) (chart.Port, bool) {
	return chart.Port{Locode: locode, Name: "Punta Arenas"}, locode == harbour
}

// rig is a warehouse with one vessel, a clock and a watch. Minutes count from
// noon; the harbour is at 10 E 40 N, open sea is a quarter of a degree away.
type rig struct {
	*testing.T
	w     *warehouse.Warehouse
	clock time.Time
	log   *alert.Log
	watch *Watch
}

func newRig(t *testing.T, band string) *rig {
	r := &rig{T: t, w: warehousetest.New(t), clock: noon}
	r.vessel(id, imo, ship, "", time.Second)
	r.score(id, band, "fisher")
	r.restart()
	return r
}

func (r *rig) exec(sql string, args ...any) {
	r.Helper()
	if err := r.w.Conn().Exec(r.Context(), sql, args...); err != nil {
		r.Fatalf("%v\n%s", err, sql)
	}
}

func (r *rig) vessel(id string, imo, mmsi uint32, into string, version time.Duration) {
	r.Helper()
	r.exec(`INSERT INTO vessels (vessel_id, imo, mmsis, kind, merged_into, version) VALUES ({id:String}, {imo:UInt32}, [{mmsi:UInt32}], 'vessel', {into:String}, {v:DateTime64(6, 'UTC')})`,
		clickhouse.Named("id", id), clickhouse.Named("imo", imo), clickhouse.Named("mmsi", mmsi), clickhouse.Named("into", into), clickhouse.Named("v", noon.Add(version)))
	r.exec(`INSERT INTO links (mmsi, segment, vessel_id, valid_from, valid_to, basis, known_from, known_to, version)
		VALUES ({mmsi:UInt32}, 1, {id:String}, '1970-01-01 00:00:00', '2200-01-01 00:00:00', 'imo', '2026-01-01 00:00:00', '2200-01-01 00:00:00', now64(6))`,
		clickhouse.Named("id", id), clickhouse.Named("mmsi", mmsi))
}

func (r *rig) score(id, band, population string) {
	r.Helper()
	r.exec(`INSERT INTO scores (vessel_id, population, scored_at, as_of, model, points, could_be, band, completeness)
		VALUES ({id:String}, {population:String}, {at:DateTime64(3, 'UTC')}, {at:DateTime64(3, 'UTC')}, 'v1', 60, 75, {band:String}, 55)`,
		clickhouse.Named("id", id), clickhouse.Named("band", band), clickhouse.Named("population", population), clickhouse.Named("at", r.clock))
}

// restart forgets everything that is in memory, as a killed process does, and
// has the partitions assigned.
func (r *rig) restart() Report {
	r.Helper()
	now := func() time.Time { return r.clock }
	log, err := alert.NewLog(r.w, now, alert.RuleArrival)
	if err != nil {
		r.Fatal(err)
	}
	r.log, r.watch = log, New(r.w, now, log, Options{Ports: names{}})
	report, err := r.watch.Assigned(r.Context())
	if err != nil {
		r.Fatal(err)
	}
	return report
}

func (r *rig) refresh() Report {
	r.Helper()
	report, err := r.watch.Refresh(r.Context())
	if err != nil {
		r.Fatal(err)
	}
	return report
}

func minute(m float64) time.Time { return noon.Add(time.Duration(m * float64(time.Minute))) }

// at is a sighting at a minute; east says how many degrees off the harbour.
func at(mmsi uint32, m, east float64) Sighting {
	s := Sighting{MMSI: mmsi, ObservedAt: minute(m).UnixMilli(), ReceivedAt: minute(m).UnixMilli() + 500, Lon: 10 + east, Lat: 40}
	if east > -0.03 && east < 0.03 {
		s.Port = harbour
	}
	return s
}

// see moves the clock to the last sighting, and observes.
func (r *rig) see(s ...Sighting) Report {
	r.Helper()
	if t := time.UnixMilli(s[len(s)-1].ReceivedAt).UTC(); t.After(r.clock) {
		r.clock = t
	}
	report, err := r.watch.Observe(r.Context(), s)
	if err != nil {
		r.Fatal(err)
	}
	return report
}

// store writes sightings as the ingester does.
func (r *rig) store(s ...Sighting) {
	r.Helper()
	p := &warehouse.Positions{}
	for i, x := range s {
		p.MMSI, p.ObservedAt, p.ReceivedAt = append(p.MMSI, x.MMSI), append(p.ObservedAt, x.ObservedAt), append(p.ReceivedAt, x.ReceivedAt)
		p.PayloadHash, p.Lon, p.Lat = append(p.PayloadHash, uint64(i)), append(p.Lon, x.Lon), append(p.Lat, x.Lat)
		p.SpeedKn, p.CourseDeg, p.HeadingDeg, p.NavStatus = append(p.SpeedKn, 1), append(p.CourseDeg, 1), append(p.HeadingDeg, 511), append(p.NavStatus, 15)
		p.Transmitter, p.Receiver, p.Source, p.Zone = append(p.Transmitter, 1), append(p.Receiver, 0), append(p.Source, "test"), append(p.Zone, 2)
		p.CoastalState, p.ShoreM, p.Port, p.Chart = append(p.CoastalState, "CHL"), append(p.ShoreM, 100), append(p.Port, x.Port), append(p.Chart, "1")
	}
	if err := r.w.InsertPositions(r.Context(), p); err != nil {
		r.Fatal(err)
	}
}

// want compares the steps of the vessel's arrival at the harbour.
func (r *rig) want(steps ...alert.Step) []alert.Transition {
	r.Helper()
	history, err := alert.Get(r.Context(), r.w, alert.Key{Vessel: id, Rule: alert.RuleArrival, Place: harbour}.ID())
	if err != nil && len(steps) > 0 {
		r.Fatal(err)
	}
	var got []alert.Step
	for i := range history {
		got = append(got, history[i].Step)
	}
	if len(got) != len(steps) {
		r.Fatalf("steps %v, want %v", got, steps)
	}
	for i := range got {
		if got[i] != steps[i] {
			r.Fatalf("steps %v, want %v", got, steps)
		}
	}
	return history
}
