package behaviour

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"plimsoll/data/vessel"
)

// report is a position's key and where its ship was.
type report struct {
	at   time.Time
	hash uint64
}

// tellHulls tells the hulls apart on some MMSIs, from all their positions, and
// lists those where it came out differently than before.
func (d *Deriver) tellHulls(ctx context.Context, mmsis []vessel.MMSI, r *Report) (changed []vessel.MMSI, err error) {
	for _, m := range mmsis {
		reports, segments, err := d.assign(ctx, m)
		if err != nil {
			return nil, fmt.Errorf("tell hulls apart on MMSI %s: %w", m, err)
		}
		r.Hulls++
		before, err := d.hullsKnown(ctx, m)
		if err != nil {
			return nil, err
		}
		diff := map[report]uint8{}
		for i, key := range reports {
			known, listed := before[key]
			if !listed {
				known = FirstHull
			}
			if segments[i] != known {
				diff[key] = segments[i]
			}
		}
		if len(diff) == 0 {
			continue
		}
		if err := d.exec(writing(ctx), "pass/touch_tracks", clickhouse.Named("mmsis", []uint32{uint32(m)})); err != nil {
			return nil, err
		}
		if err := d.storeHulls(ctx, m, diff); err != nil {
			return nil, err
		}
		changed = append(changed, m)
	}
	return changed, nil
}

func (d *Deriver) assign(ctx context.Context, m vessel.MMSI) ([]report, []uint8, error) {
	sql, err := statement("pass/fixes")
	if err != nil {
		return nil, nil, err
	}
	rows, err := d.warehouse.Conn().Query(ctx, sql, clickhouse.Named("mmsi", uint32(m)))
	if err != nil {
		return nil, nil, fmt.Errorf("pass/fixes: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var reports []report
	var fixes []Fix
	for rows.Next() {
		var key report
		var f Fix
		if err := rows.Scan(&key.at, &key.hash, &f.Lon, &f.Lat); err != nil {
			return nil, nil, fmt.Errorf("pass/fixes: %w", err)
		}
		key.at = key.at.UTC()
		f.AtMs = key.at.UnixMilli()
		reports, fixes = append(reports, key), append(fixes, f)
	}
	if err := rows.Err(); err != nil {
		return nil, nil, fmt.Errorf("pass/fixes: %w", err)
	}
	return reports, AssignHulls(fixes), nil
}

func (d *Deriver) hullsKnown(ctx context.Context, m vessel.MMSI) (map[report]uint8, error) {
	var rows []struct {
		At      time.Time `ch:"observed_at"`
		Hash    uint64    `ch:"payload_hash"`
		Segment uint8     `ch:"segment"`
	}
	if err := d.selectInto(ctx, &rows, "pass/hulls_known", clickhouse.Named("mmsi", uint32(m))); err != nil {
		return nil, err
	}
	known := make(map[report]uint8, len(rows))
	for _, row := range rows {
		known[report{row.At.UTC(), row.Hash}] = row.Segment
	}
	return known, nil
}

func (d *Deriver) storeHulls(ctx context.Context, m vessel.MMSI, segments map[report]uint8) error {
	version := d.version()
	return d.insert(ctx, "INSERT INTO hull_positions (mmsi, observed_at, payload_hash, segment, version)", func(b driver.Batch) error {
		for key, segment := range segments {
			if err := b.Append(uint32(m), key.at, key.hash, segment, version); err != nil {
				return err
			}
		}
		return nil
	})
}
