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

// locate reads where vessels that are watched from now on are, and how long
// they have been there, as far as this process has not seen that itself.
func (w *Watch) locate(ctx context.Context, added []*subject) error {
	var ids []string
	var mmsis []uint32
	for _, v := range added {
		for _, m := range v.mmsis {
			if _, seen := w.places[m]; !seen && w.byMMSI[m] == v {
				mmsis = append(mmsis, m)
				ids = append(ids, v.id)
			}
		}
	}
	since := w.now().Add(-overstay)
	ctx = warehouse.Pass(ctx)
	for part := range slices.Chunk(slices.Compact(ids), 500) {
		if err := w.readBefore(ctx, part, since); err != nil {
			return err
		}
	}
	for part := range slices.Chunk(mmsis, 500) {
		if err := w.readPlaces(ctx, part, since); err != nil {
			return err
		}
	}
	return nil
}

// readBefore reads the last places before the hours that are read in detail.
func (w *Watch) readBefore(ctx context.Context, ids []string, since time.Time) error {
	return query(ctx, w.w, "before", func(rows driver.Rows) error {
		var mmsi uint32
		var at time.Time
		var lon, lat float64
		var port string
		if err := rows.Scan(&mmsi, &at, &lon, &lat, &port); err != nil {
			return err
		}
		if _, seen := w.places[mmsi]; !seen && w.byMMSI[mmsi] != nil {
			var p place
			p.settle(at.UnixMilli(), float32(lon), float32(lat), w.code(port))
			w.places[mmsi] = p
		}
		return nil
	}, clickhouse.Named("vessels", ids), clickhouse.Named("since", since))
}

// readPlaces reads the last hours: where each MMSI is, and since when. Who is
// where it was before those hours did not arrive in them.
func (w *Watch) readPlaces(ctx context.Context, mmsis []uint32, since time.Time) error {
	return query(ctx, w.w, "places", func(rows driver.Rows) error {
		var mmsi uint32
		var last, changed, first time.Time
		var lon, lat float64
		var port string
		if err := rows.Scan(&mmsi, &last, &lon, &lat, &port, &changed, &first); err != nil {
			return err
		}
		before, known := w.places[mmsi]
		var p place
		p.settle(last.UnixMilli(), float32(lon), float32(lat), w.code(port))
		switch {
		case changed.Unix() > 0:
			p.sinceMs = changed.UnixMilli()
		case known && before.port != p.port:
			p.sinceMs = first.UnixMilli()
		}
		w.places[mmsi] = p
		return nil
	}, clickhouse.Named("mmsis", mmsis), clickhouse.Named("since", since))
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
