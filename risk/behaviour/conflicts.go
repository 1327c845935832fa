package behaviour

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"plimsoll/data/vessel"
	"plimsoll/data/warehouse"
)

// conflictRow is a row of conflicts that is still believed.
type conflictRow struct {
	VesselID  string    `ch:"vessel_id"`
	Kind      string    `ch:"kind"`
	Subject   string    `ch:"subject"`
	From      time.Time `ch:"observed_from"`
	To        time.Time `ch:"observed_to"`
	Evidence  string    `ch:"evidence"`
	KnownFrom time.Time `ch:"known_from"`
}

func (c conflictRow) conflict() Conflict {
	return Conflict{vessel.ID(c.VesselID), ConflictKind(c.Kind), c.Subject, c.From.UTC(), c.To.UTC(), c.Evidence}
}

// storeConflicts writes what is new or has changed, which keeps the time since
// when it is known, and ends what is no longer so.
func (d *Deriver) storeConflicts(ctx context.Context, found Identity, now, version time.Time, r *Report) error {
	ids := make([]string, 0, len(found.Vessels))
	for _, v := range found.Vessels {
		ids = append(ids, string(v.ID))
	}
	if len(ids) == 0 {
		return nil
	}
	var before []conflictRow
	if err := d.selectInto(ctx, &before, "pass/conflicts", clickhouse.Named("vessels", ids)); err != nil {
		return err
	}
	type key struct {
		id      vessel.ID
		kind    ConflictKind
		subject string
	}
	known := make(map[key]conflictRow, len(before))
	for _, b := range before {
		known[key{vessel.ID(b.VesselID), ConflictKind(b.Kind), b.Subject}] = b
	}
	var rows []conflictRow
	var until []time.Time
	for _, c := range found.Conflicts {
		k := key{c.VesselID, c.Kind, c.Subject}
		b, ok := known[k]
		delete(known, k)
		if ok && b.conflict() == c {
			continue
		}
		if !ok {
			b.KnownFrom = now
		}
		rows = append(rows, conflictRow{string(c.VesselID), string(c.Kind), c.Subject, c.From, c.To, c.Evidence, b.KnownFrom})
		until = append(until, warehouse.Forever)
	}
	for _, b := range known {
		rows, until = append(rows, b), append(until, now)
	}
	if len(rows) == 0 {
		return nil
	}
	r.Conflicts += len(rows)
	const sql = "INSERT INTO conflicts (vessel_id, kind, subject, observed_from, observed_to, evidence, known_from, known_to, version)"
	return d.insert(ctx, sql, func(b driver.Batch) error {
		for i, c := range rows {
			if err := b.Append(c.VesselID, c.Kind, c.Subject, storable(c.From), c.To, c.Evidence, c.KnownFrom, until[i], version); err != nil {
				return err
			}
		}
		return nil
	})
}
