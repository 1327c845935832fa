package watch

import (
	"context"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"plimsoll/data/warehouse"
	"plimsoll/risk/alert"
)

// located is where an MMSI was last by the warehouse, and since when it is known
// to be there; the zero Since says that this is not known. Port is empty in none.
type located struct {
	At       time.Time
	Lon, Lat float32
	Port     string
	Since    time.Time
}

// locator reads where MMSIs are, those of some vessels, before a refresh watches
// them. It may take long: nothing waits for it but the refresh itself.
type locator interface {
	locate(ctx context.Context, vessels []string, mmsis []uint32, since time.Time) (map[uint32]located, error)
}

// stored locates by what the warehouse knows.
type stored struct{ w *warehouse.Warehouse }

func (r stored) locate(ctx context.Context, vessels []string, mmsis []uint32, since time.Time) (map[uint32]located, error) {
	ctx = warehouse.Pass(ctx)
	found := map[uint32]located{}
	for part := range slices.Chunk(vessels, 500) {
		if err := r.before(ctx, part, since, found); err != nil {
			return nil, err
		}
	}
	for part := range slices.Chunk(mmsis, 500) {
		if err := r.places(ctx, part, since, found); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// before reads the last places before the hours that are read in detail.
func (r stored) before(ctx context.Context, vessels []string, since time.Time, found map[uint32]located) error {
	return query(ctx, r.w, "before", func(rows driver.Rows) error {
		var mmsi uint32
		var lon, lat float64
		var p located
		if err := rows.Scan(&mmsi, &p.At, &lon, &lat, &p.Port); err != nil {
			return err
		}
		p.Lon, p.Lat = float32(lon), float32(lat)
		found[mmsi] = p
		return nil
	}, clickhouse.Named("vessels", vessels), clickhouse.Named("since", since))
}

// places reads the last hours: where each MMSI is, and since when. Who is where
// it was before those hours did not arrive in them.
func (r stored) places(ctx context.Context, mmsis []uint32, since time.Time, found map[uint32]located) error {
	return query(ctx, r.w, "places", func(rows driver.Rows) error {
		var mmsi uint32
		var changed, first time.Time
		var lon, lat float64
		var p located
		if err := rows.Scan(&mmsi, &p.At, &lon, &lat, &p.Port, &changed, &first); err != nil {
			return err
		}
		p.Lon, p.Lat = float32(lon), float32(lat)
		switch before, known := found[mmsi]; {
		case changed.Unix() > 0:
			p.Since = changed
		case known && before.Port != p.Port:
			p.Since = first
		}
		found[mmsi] = p
		return nil
	}, clickhouse.Named("mmsis", mmsis), clickhouse.Named("since", since))
}

// settled is the place as the watch keeps it.
func (w *Watch) settled(l located) place {
	var p place
	p.settle(l.At.UnixMilli(), l.Lon, l.Lat, w.code(l.Port))
	if !l.Since.IsZero() {
		p.sinceMs = l.Since.UnixMilli()
	}
	return p
}

// merge takes over where the warehouse says that watched MMSIs are. What this
// process saw while that was read is newer and stands; only how a vessel came to
// where it was then first seen may follow from where it had been before.
func (w *Watch) merge(asked []uint32, found map[uint32]located) {
	for _, m := range asked {
		l, ok := found[m]
		if !ok || w.byMMSI[m] == nil {
			continue
		}
		was := w.settled(l)
		is, seen := w.places[m]
		switch {
		case !seen || is.sinceMs == 0 && is.jumpMs == 0 && was.atMs >= is.atMs:
			w.places[m] = was
		case is.sinceMs == 0 && is.jumpMs == 0:
			// Where it was, and then the sight: an arrival, if it was elsewhere and could come.
			if move := was.moveTo(true, is.atMs, is.lon, is.lat, is.port); move != jumped && move != late {
				w.places[m] = was
			}
		}
	}
}

// missed tells of what a vessel did before this process watched it: it came to
// where it is now, or left where it was.
func (w *Watch) missed(report *Report, v *subject) []alert.Assessment {
	var found []alert.Assessment
	for _, m := range v.mmsis {
		p, ok := w.places[m]
		if !ok || w.byMMSI[m] != v {
			continue
		}
		s := Sighting{MMSI: m, ObservedAt: p.atMs, Lon: float64(p.lon), Lat: float64(p.lat)}
		found = append(found, w.leaves(report, v, 0, &p, &s)...)
		if w.now().UnixMilli() >= v.ports[p.port].quietMs {
			found = append(found, w.comes(report, v, stayed, &p, &s)...)
		}
	}
	for i := range found {
		found[i].AcceptedAt = time.Time{} // no message caused it: it was found
	}
	return found
}
