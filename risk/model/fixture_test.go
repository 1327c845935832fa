package model

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"plimsoll/data/reference"
	"plimsoll/data/vessel"
	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/warehousetest"
)

// world is a warehouse into which a test writes what others would derive.
type world struct {
	t      testing.TB
	w      *warehouse.Warehouse
	scorer *Scorer
	now    time.Time
	serial int
}

var testNow = time.Date(2025, 6, 15, 12, 0, 0, 0, time.UTC)

// theFacts are read once: under the race detector that takes as long as a pass.
var theFacts = sync.OnceValues(reference.Load)

func newWorld(t testing.TB) *world {
	t.Helper()
	w := warehousetest.New(t)
	cat, err := theFacts()
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(w, cat, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Mirror(t.Context()); err != nil {
		t.Fatal(err)
	}
	return &world{t: t, w: w, scorer: s, now: testNow}
}

func (w *world) exec(query string) {
	w.t.Helper()
	if err := w.w.Conn().Exec(w.t.Context(), query); err != nil {
		w.t.Fatalf("%v\n%s", err, query)
	}
}

func (w *world) ago(days int) time.Time { return w.now.AddDate(0, 0, -days) }

func at(t time.Time) string { return "'" + t.UTC().Format("2006-01-02 15:04:05.000") + "'" }

// ship is a vessel's row; zero fields are not known.
type ship struct {
	id       string
	imo      uint32
	mmsi     uint32
	class    string
	flag     string
	register string
	source   string // of the flag; registry when empty
	bareboat bool
	length   float64
	gt       float64
	owner    string
	kind     string
	merged   string
}

func (w *world) ship(s ship) {
	w.t.Helper()
	if s.kind == "" {
		s.kind = "vessel"
	}
	if s.source == "" {
		s.source = "registry"
	}
	const always = "toDateTime64('2010-01-01 00:00:00', 3, 'UTC'), toDateTime64('2200-01-01 00:00:00', 3, 'UTC')"
	flags, classes, mmsis := "[]", "[]", "[]"
	if s.flag != "" {
		flags = fmt.Sprintf("[('%s', '%s', %t, '%s', %s)]", s.flag, s.register, s.bareboat, s.source, always)
	}
	if s.class != "" {
		classes = fmt.Sprintf("[('%s', 'registry', %s)]", s.class, always)
	}
	if s.mmsi != 0 {
		mmsis = fmt.Sprintf("[%d]", s.mmsi)
		w.exec(fmt.Sprintf("INSERT INTO links (mmsi, segment, vessel_id, valid_from, valid_to, basis, known_from, known_to, version) VALUES (%d, 1, '%s', '1970-01-01 00:00:00', '2200-01-01 00:00:00', 'test', '2020-01-01 00:00:00', '2200-01-01 00:00:00', '2020-01-01 00:00:00')", s.mmsi, s.id))
	}
	w.exec(fmt.Sprintf(`INSERT INTO vessels (vessel_id, imo, mmsis, flags, classes, length_m, gt, owner_id, kind, merged_into, first_known, version)
VALUES ('%s', %d, %s, %s, %s, %g, %g, '%s', '%s', '%s', '2020-01-01 00:00:00', '2020-01-01 00:00:00')`, s.id, s.imo, mmsis, flags, classes, s.length, s.gt, s.owner, s.kind, s.merged))
}

// days writes one day each from firstAgo to lastAgo days ago. extra sets further
// columns, as in "spread_m = 100".
func (w *world) days(id string, firstAgo, lastAgo int, extra ...string) {
	w.t.Helper()
	set := map[string]string{
		"shore": "500000", "spread": "200000", "speed": "11", "distance": "400000", "moored": "0", "port": "''", "zones": "[('high_seas', '', 24)]",
		"stops": "[]", "gaps": "[]", "ship_like": "20", "ab": "24", "hours": "16777215",
	}
	for _, e := range extra {
		k, v, _ := strings.Cut(e, "=")
		set[strings.TrimSpace(k)] = strings.TrimSpace(v)
	}
	w.exec(fmt.Sprintf(`INSERT INTO vessel_days (vessel_id, day, mmsi, segment, positions, from_class_a_or_b, ship_like, first_at, last_at, first_shore_m, first_port, last_shore_m, last_port,
    outside_first_at, outside_last_at, hours_seen, distance_m, spread_m, max_speed_kn, min_shore_m, max_shore_m, moored, zones, gaps, stops, version)
SELECT '%s', toDate(%s) - number, 1, 1, 24, %s, %s, toDateTime64(toDate(%s) - number, 3, 'UTC'), toDateTime64(toDate(%s) - number, 3, 'UTC') + INTERVAL 23 HOUR,
    %s, %s, %s, %s, toDateTime64(toDate(%s) - number, 3, 'UTC'), toDateTime64(toDate(%s) - number, 3, 'UTC') + INTERVAL 23 HOUR, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, '2020-01-01 00:00:00'
FROM numbers(%d)`,
		id, at(w.ago(lastAgo)), set["ab"], set["ship_like"], at(w.ago(lastAgo)), at(w.ago(lastAgo)), set["shore"], set["port"], set["shore"], set["port"],
		at(w.ago(lastAgo)), at(w.ago(lastAgo)), set["hours"], set["distance"], set["spread"], set["speed"], set["shore"], set["shore"], set["moored"], set["zones"], set["gaps"], set["stops"], firstAgo-lastAgo+1))
}

// record writes one statement about a case.
func (w *world) record(source, caseID, kind, status string, imo, mmsi uint32, name string, stated, from time.Time, covers ...string) {
	w.t.Helper()
	w.serial++
	list := "[]"
	if len(covers) > 0 {
		list = "['" + strings.Join(covers, "', '") + "']"
	}
	w.exec(fmt.Sprintf(`INSERT INTO records (source, event_id, received_at, case_id, imo, mmsi, name, kind, status, stated_at, valid_from, valid_to, review_on, covers)
VALUES ('%s', '%d', %s, '%s', %d, %d, '%s', '%s', '%s', %s, %s, '2200-01-01 00:00:00', '1970-01-01', %s)`,
		source, w.serial, at(stated), caseID, imo, mmsi, name, kind, status, at(stated), at(from), list))
}

// meeting writes an encounter with a carrier, told from the fishing vessel's side.
func (w *world) meeting(imo, carrier uint32, when time.Time) {
	w.t.Helper()
	w.serial++
	w.exec(fmt.Sprintf(`INSERT INTO encounters (source, event_id, received_at, kind, imo, other_imo, other_class, from_at, to_at, lon, lat, median_distance_m, median_speed_kn, shore_m)
VALUES ('gfw', '%d', %s, 'encounter', %d, %d, 'fish_carrier', %s, %s, nan, nan, 30, 1, nan)`, w.serial, at(when), imo, carrier, at(when), at(when.Add(6*time.Hour))))
}

// disabling writes a silence that others judged deliberate.
func (w *world) disabling(imo uint32, when time.Time) {
	w.t.Helper()
	w.serial++
	w.exec(fmt.Sprintf(`INSERT INTO encounters (source, event_id, received_at, kind, imo, from_at, to_at, lon, lat, median_distance_m, median_speed_kn, intentional_disabling, shore_m)
VALUES ('gfw', '%d', %s, 'gap', %d, %s, %s, nan, nan, nan, nan, 'yes', nan)`, w.serial, at(when), imo, at(when), at(when.Add(30*time.Hour))))
}

// inspection writes one with its deficiencies.
func (w *world) inspection(imo uint32, when time.Time, labour, interviewed, detained bool, codes ...string) {
	w.t.Helper()
	w.serial++
	list, asked := "[]", "no"
	if len(codes) > 0 {
		list = "['" + strings.Join(codes, "', '") + "']"
	}
	if interviewed {
		asked = "yes"
	}
	w.exec(fmt.Sprintf(`INSERT INTO inspections (source, event_id, received_at, imo, at, port, labour, crew_interviewed, deficiencies, detained, labour_detention, released_at)
VALUES ('psc', '%d', %s, %d, %s, 'NLRTM', %t, '%s', %s, %t, %t, %s)`, w.serial, at(when), imo, at(when), labour, asked, list, detained, detained, at(when.Add(72*time.Hour))))
}

// pass scores the fleet and gives the report.
func (w *world) pass() Report {
	w.t.Helper()
	r, err := w.scorer.Pass(w.t.Context(), w.now, w.now)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// score reads the stored score of a vessel, as known at the world's time.
func (w *world) score(id string, p vessel.Population) Score {
	w.t.Helper()
	scores, err := w.scorer.Stored(w.t.Context(), vessel.ID(id), w.now)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, s := range scores {
		if s.Population == p {
			return s
		}
	}
	w.t.Fatalf("no score of %s for %s", id, p)
	return Score{}
}
