package behaviour

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"plimsoll/data/vessel"
	"plimsoll/data/warehouse"
)

// sailing is a ship that reports at 10 knots eastwards every step.
func sailing(mmsi uint32, from time.Time, n int, step time.Duration, lon, lat float64) []seen {
	var out []seen
	for i := range n {
		at := from.Add(time.Duration(i) * step)
		out = append(out, seen{mmsi: mmsi, at: at, lon: lon + 10*step.Hours()*float64(i)/60, lat: lat, kn: 10, status: 15, zone: zoneHighSeas, shoreM: 400_000})
	}
	return out
}

// lying is a ship that lies in a port and reports every step.
func lying(mmsi uint32, from time.Time, n int, step time.Duration, port string, status uint8, shoreM float32) []seen {
	var out []seen
	for i := range n {
		out = append(out, seen{mmsi: mmsi, at: from.Add(time.Duration(i) * step), lon: -56, lat: -35, kn: 0.1, status: status, zone: zonePort, state: "URY", port: port, shoreM: shoreM})
	}
	return out
}

func claim(t testing.TB, w world, claims ...warehouse.Claim) {
	t.Helper()
	for i := range claims {
		c := &claims[i]
		c.ReceivedAt = testNow
		if c.ValidTo.IsZero() {
			c.ValidTo = warehouse.Forever
		}
		if c.Class == "" {
			c.Class = "unknown"
		}
		if c.EventID == "" {
			c.EventID = fmt.Sprint(c.Source, c.MMSI, c.IMO, c.ValidFrom, c.Name, c.Flag)
		}
	}
	if err := warehouse.InsertRows(t.Context(), w.Warehouse, claims); err != nil {
		t.Fatal(err)
	}
}

// settled is what readers see, without since when it is known and versions.
func (w world) settled(t testing.TB) string {
	t.Helper()
	var out []string
	for _, sql := range []string{
		"SELECT * EXCEPT (known_from, known_to, version) FROM links FINAL WHERE known_to = toDateTime64('2200-01-01 00:00:00', 3, 'UTC') ORDER BY ALL",
		"SELECT * EXCEPT (first_known, version) FROM vessels FINAL WHERE merged_into = '' ORDER BY ALL",
		"SELECT * EXCEPT (known_from, known_to, version) FROM conflicts FINAL WHERE known_to = toDateTime64('2200-01-01 00:00:00', 3, 'UTC') ORDER BY ALL",
		"SELECT * EXCEPT version FROM hull_positions FINAL WHERE segment != 1 ORDER BY ALL",
		"SELECT * EXCEPT version FROM vessel_days FINAL WHERE positions > 0 ORDER BY ALL",
	} {
		out = append(out, w.text(t, sql))
	}
	return strings.Join(out, "\n--\n")
}

// story is a fleet with everything that can go wrong with identity.
func story() (reports []seen, claims []warehouse.Claim) {
	reports = slices.Concat(
		sailing(412000001, day(1, 0, 0), 200, 17*time.Minute, 0, 0),
		sailing(412000001, day(1, 12, 0), 60, 17*time.Minute, 60, 10), // a second hull, in the same second now and then
		sailing(150402951, day(1, 3, 0), 40, 50*time.Minute, 20, 0),
		sailing(150402951, day(4, 3, 0), 10, 50*time.Minute, 140, 0), // 12,000 km in two days
		sailing(351000001, day(1, 0, 0), 50, time.Hour, -30, 20),
		lying(351000001, day(3, 12, 0), 40, time.Hour, "UYMVD", 5, 200),
		sailing(351000001, day(5, 8, 0), 10, time.Hour, -50, -36),
		sailing(993672001, day(1, 0, 0), 5, time.Hour, 5, 5), // an aid to navigation
	)
	reports = append(reports, seen{mmsi: 351000001, at: day(2, 0, 30), lon: 100, lat: 50, kn: 3, status: 15})
	imo := uint32(vessel.WithCheckDigit(907472))
	claims = []warehouse.Claim{
		{Source: "ais", MMSI: 351000001, IMO: imo, Name: "Ocean  pearl", ValidFrom: day(2, 0, 0)},
		{Source: "registry:PA", IMO: imo, Flag: "PAN", Class: "merchant", Name: "OCEAN PEARL", LengthM: 180, ValidFrom: day(1, 0, 0)},
		{Source: "ais", MMSI: 412000001, Name: "LU YAN 5", ValidFrom: day(1, 0, 0)},
		{Source: "ais", MMSI: 412000001, Name: "BO HAI 9", ValidFrom: day(1, 13, 0)},
		{Source: "ais", MMSI: 412000001, Name: "LU YAN 5", ValidFrom: day(1, 14, 0)},
	}
	return reports, claims
}

func TestPassDerivesTheSameInAnyBatches(t *testing.T) {
	reports, claims := story()
	whole := newWorld(t)
	store(t, whole.Warehouse, reports)
	claim(t, whole, claims...)
	whole.pass(t)
	want := whole.settled(t)
	for _, part := range []string{"imo-9074729\t9074729", "two_hulls", "alternating_names", "implausible_jump", "unallocated_mid", "mmsi-412000001-2"} {
		if !strings.Contains(want, part) {
			t.Errorf("%s is not in what the story gives:\n%s", part, want)
		}
	}
	if strings.Contains(want, "993672001") {
		t.Error("an aid to navigation became a vessel")
	}
	for seed := range 4 {
		plan := batches(reports, claims).Example(seed)
		w := newWorld(t)
		w.chunkRows = plan.chunkRows
		for _, b := range plan.batches {
			store(t, w.Warehouse, b.reports)
			store(t, w.Warehouse, b.reports[b.again:]) // delivered twice
			claim(t, w, b.claims...)
			w.pass(t)
		}
		if got := w.settled(t); got != want {
			t.Fatalf("plan %d: other batches gave\n%s\nwant\n%s", seed, got, want)
		}
	}
}

type batch struct {
	reports []seen
	again   int
	claims  []warehouse.Claim
}

type plan struct {
	chunkRows uint64
	batches   []batch
}

// batches deals what happened in any order over up to six batches.
func batches(reports []seen, claims []warehouse.Claim) *rapid.Generator[plan] {
	return rapid.Custom(func(t *rapid.T) plan {
		p := plan{chunkRows: uint64(rapid.IntRange(20, 500).Draw(t, "chunk rows")), batches: make([]batch, rapid.IntRange(2, 6).Draw(t, "batches"))}
		for _, r := range rapid.Permutation(reports).Draw(t, "order") {
			b := &p.batches[rapid.IntRange(0, len(p.batches)-1).Draw(t, "report in")]
			b.reports = append(b.reports, r)
		}
		for _, c := range claims {
			b := &p.batches[rapid.IntRange(0, len(p.batches)-1).Draw(t, "claim in")]
			b.claims = append(b.claims, c)
		}
		for i := range p.batches {
			p.batches[i].again = rapid.IntRange(0, len(p.batches[i].reports)).Draw(t, "again")
		}
		return p
	})
}

func TestPassAfterARestartAndWithoutMarks(t *testing.T) {
	reports, claims := story()
	w := newWorld(t)
	store(t, w.Warehouse, reports)
	claim(t, w, claims...)
	w.pass(t)
	want := w.settled(t)
	again := world{w.Warehouse, New(w.Warehouse, w.facts, w.now)}
	again.pass(t)
	if got := again.settled(t); got != want {
		t.Errorf("after a restart\n%s\nwant\n%s", got, want)
	}
	for _, table := range []string{"touched_days", "touched_identities", "derivations", "links", "vessels", "conflicts", "hull_positions", "vessel_days"} {
		if err := w.Conn().Exec(t.Context(), "TRUNCATE TABLE "+table); err != nil {
			t.Fatal(err)
		}
	}
	restored := world{w.Warehouse, New(w.Warehouse, w.facts, w.now)}
	restored.pass(t)
	if got := restored.settled(t); got != want {
		t.Errorf("from the observations alone\n%s\nwant\n%s", got, want)
	}
}

func TestPassMergesAndMovesDays(t *testing.T) {
	w := newWorld(t)
	store(t, w.Warehouse, sailing(351000001, day(1, 0, 0), 50, time.Hour, -30, 20))
	w.pass(t)
	if got := w.text(t, "SELECT vessel_id, sum(positions) FROM vessel_days FINAL GROUP BY 1"); got != "mmsi-351000001\t50" {
		t.Fatalf("before: %q", got)
	}
	imo := vessel.WithCheckDigit(907472)
	claim(t, w, warehouse.Claim{Source: "ais", MMSI: 351000001, IMO: uint32(imo), ValidFrom: day(2, 0, 0)})
	w.pass(t)
	if got := w.text(t, "SELECT vessel_id, sum(positions) FROM vessel_days FINAL WHERE positions > 0 GROUP BY 1"); got != "imo-9074729\t50" {
		t.Errorf("days after the merge: %q", got)
	}
	if got := w.text(t, "SELECT merged_into FROM vessels FINAL WHERE vessel_id = 'mmsi-351000001'"); got != "imo-9074729" {
		t.Errorf("merged into %q", got)
	}
	if got := w.text(t, "SELECT vessel_id, known_to < toDateTime64('2200-01-01 00:00:00', 3, 'UTC') FROM links FINAL ORDER BY 1"); got != "imo-9074729\t0\nmmsi-351000001\t1" {
		t.Errorf("links %q", got)
	}
	// A later, other number: the first vessel ends there, with its days.
	other := vessel.WithCheckDigit(934512)
	claim(t, w, warehouse.Claim{Source: "ais", MMSI: 351000001, IMO: uint32(other), ValidFrom: day(2, 12, 0)})
	w.pass(t)
	if got := w.text(t, "SELECT vessel_id, sum(positions) FROM vessel_days FINAL WHERE positions > 0 GROUP BY 1 ORDER BY 2"); got != string(vessel.IDFromIMO(other))+"\t14\nimo-9074729\t36" {
		t.Errorf("days of two vessels: %q", got)
	}
	if r := w.pass(t); r.Links+r.Conflicts+r.Vessels != 0 {
		t.Errorf("a pass over what it marked itself found %+v", r)
	}
	if r := w.pass(t); !r.Empty() {
		t.Errorf("a pass over nothing did %+v", r)
	}
}

func TestPassSecondHullInTheSameSecond(t *testing.T) {
	w := newWorld(t)
	store(t, w.Warehouse, sailing(412000001, day(1, 0, 0), 20, time.Minute, 0, 0))
	store(t, w.Warehouse, sailing(412000001, day(1, 0, 0), 20, time.Minute, 60, 10))
	w.pass(t)
	if got := w.text(t, "SELECT vessel_id, segment, positions, jumps FROM vessel_days FINAL ORDER BY 1"); got != "mmsi-412000001\t1\t20\t0\nmmsi-412000001-2\t2\t20\t0" {
		t.Errorf("days %q", got)
	}
	if got := w.text(t, "SELECT vessel_id, kind FROM conflicts FINAL ORDER BY 1"); got != "mmsi-412000001\ttwo_hulls\nmmsi-412000001-2\ttwo_hulls" {
		t.Errorf("conflicts %q", got)
	}
}
