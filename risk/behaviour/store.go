package behaviour

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"plimsoll/data/vessel"
	"plimsoll/data/warehouse"
)

// linkRow is a row of links.
type linkRow struct {
	MMSI      uint32    `ch:"mmsi"`
	Segment   uint8     `ch:"segment"`
	VesselID  string    `ch:"vessel_id"`
	From      time.Time `ch:"valid_from"`
	To        time.Time `ch:"valid_to"`
	Basis     string    `ch:"basis"`
	KnownFrom time.Time `ch:"known_from"`
	KnownTo   time.Time `ch:"known_to"`
}

func (l linkRow) believed() bool { return !l.KnownTo.Before(warehouse.Forever) }

func (l linkRow) link() Link {
	return Link{vessel.MMSI(l.MMSI), l.Segment, vessel.ID(l.VesselID), l.From.UTC(), l.To.UTC(), l.Basis}
}

func (d *Deriver) linksOf(ctx context.Context, tracks []vessel.MMSI) ([]linkRow, error) {
	var rows []linkRow
	err := d.selectInto(ctx, &rows, "pass/links", clickhouse.Named("mmsis", numbersOf(tracks)))
	return rows, err
}

// compareLinks finds which links are new and which stored ones no longer hold.
func compareLinks(before []linkRow, found []Link) (opened []Link, closed []linkRow) {
	holds := make(map[Link]bool, len(found))
	for _, l := range found {
		holds[l] = true
	}
	for _, b := range before {
		switch {
		case !b.believed():
		case holds[b.link()]:
			delete(holds, b.link())
		default:
			closed = append(closed, b)
		}
	}
	for _, l := range found {
		if holds[l] {
			opened = append(opened, l)
		}
	}
	return opened, closed
}

// tracksMoved are the MMSIs whose days have to be derived again. One that is
// linked for the first time is not among them: its days are marked as new.
func tracksMoved(before []linkRow, opened []Link, closed []linkRow) []uint32 {
	linked := map[vessel.MMSI]bool{}
	for _, b := range before {
		linked[vessel.MMSI(b.MMSI)] = true
	}
	moved := map[vessel.MMSI]bool{}
	for _, l := range opened {
		if linked[l.MMSI] {
			moved[l.MMSI] = true
		}
	}
	for _, l := range closed {
		moved[vessel.MMSI(l.MMSI)] = true
	}
	return numbersOf(keys(moved))
}

func (d *Deriver) storeLinks(ctx context.Context, opened []Link, closed []linkRow, now, version time.Time) error {
	if len(opened)+len(closed) == 0 {
		return nil
	}
	const sql = "INSERT INTO links (mmsi, segment, vessel_id, valid_from, valid_to, basis, known_from, known_to, version)"
	return d.insert(ctx, sql, func(b driver.Batch) error {
		for _, l := range closed {
			if err := b.Append(l.MMSI, l.Segment, l.VesselID, l.From, l.To, l.Basis, l.KnownFrom, now, version); err != nil {
				return err
			}
		}
		// Later than the closing of a link with the same key at the same moment.
		version = version.Add(time.Microsecond)
		for _, l := range opened {
			if err := b.Append(uint32(l.MMSI), l.Segment, string(l.VesselID), l.From, l.To, l.Basis, now, warehouse.Forever, version); err != nil {
				return err
			}
		}
		return nil
	})
}

func (d *Deriver) storeVessels(ctx context.Context, vessels []Vessel, now, version time.Time) error {
	if len(vessels) == 0 {
		return nil
	}
	ids := make([]string, len(vessels))
	for i, v := range vessels {
		ids[i] = string(v.ID)
	}
	var rows []struct {
		ID    string    `ch:"vessel_id"`
		Known time.Time `ch:"first_known"`
	}
	if err := d.selectInto(ctx, &rows, "pass/first_known", clickhouse.Named("vessels", ids)); err != nil {
		return err
	}
	known := make(map[string]time.Time, len(rows))
	for _, row := range rows {
		known[row.ID] = row.Known
	}
	const sql = `INSERT INTO vessels (vessel_id, imo, mmsis, names, callsigns, flags, classes, gear, length_m, gt, built_year,
		owner_id, owner_state, owner_withheld, kind, merged_into, first_known, version)`
	return d.insert(ctx, sql, func(b driver.Batch) error {
		for _, v := range vessels {
			first, ok := known[string(v.ID)]
			if !ok {
				first = now
			}
			if err := b.Append(string(v.ID), uint32(v.IMO), numbersOf(v.MMSIs), tuples(v.Names), tuples(v.CallSigns), flagTuples(v.Flags),
				tuples(v.Classes), v.Gear, v.LengthM, v.GT, v.BuiltYear, v.OwnerID, v.OwnerState, v.OwnerWithheld, string(v.Kind),
				string(v.MergedInto), first, version); err != nil {
				return err
			}
		}
		return nil
	})
}

func tuples(spans []Span) [][]any {
	out := make([][]any, len(spans))
	for i, s := range spans {
		out[i] = []any{s.Value, s.Source, storable(s.From), s.To}
	}
	return out
}

func flagTuples(spans []Span) [][]any {
	out := make([][]any, len(spans))
	for i, s := range spans {
		out[i] = []any{s.Value, s.Register, s.Bareboat, s.Source, storable(s.From), s.To}
	}
	return out
}

// storable keeps a time within what the engine's column holds.
func storable(t time.Time) time.Time { return later(t, time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)) }

func (d *Deriver) insert(ctx context.Context, sql string, fill func(driver.Batch) error) error {
	batch, err := d.warehouse.Conn().PrepareBatch(warehouse.Insert(ctx), sql)
	if err != nil {
		return fmt.Errorf("%s: %w", sql, err)
	}
	if err := fill(batch); err != nil {
		_ = batch.Abort() // the failure that matters is the one being returned
		return fmt.Errorf("%s: %w", sql, err)
	}
	if err := batch.Send(); err != nil {
		return fmt.Errorf("%s: %w", sql, err)
	}
	return nil
}
