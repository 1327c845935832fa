package behaviour

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"plimsoll/data/reference"
	"plimsoll/data/vessel"
	"plimsoll/data/warehouse"
)

const (
	derivation = "behaviour"
	// overlap is how far before its watermark a pass looks again: a row becomes
	// visible some time after the moment that it was marked with, at most the
	// time that warehouse.Insert gives an insert.
	overlap = 2 * time.Minute
	// markLife is how old a watermark may be before marks written since may
	// have expired in the warehouse, where they are kept for 30 days.
	markLife = 29 * 24 * time.Hour
	// chunkRows is about how many positions one statement takes on.
	chunkRows = 1_000_000
	// foldTracks is of how many MMSIs the identity is folded at once.
	foldTracks = 5000
)

// Deriver derives identity, hulls and vessel-days from observations. It may be
// used by one goroutine at a time; one process at a time should run passes,
// though two that do only repeat each other's work.
type Deriver struct {
	warehouse *warehouse.Warehouse
	facts     Facts
	now       func() time.Time
	chunkRows uint64

	book   *reference.Catalogue // of this pass
	folded string               // name of the book that identities were last folded with

	watermark time.Time
	read      bool // watermark was read from the warehouse
	// done holds the marks of the overlap that were derived from, so that a
	// pass right after another finds nothing to do.
	done map[time.Time]mark
}

// New makes a deriver. now gives the moment at which what is derived becomes
// known; it does not bound what is read.
func New(w *warehouse.Warehouse, facts Facts, now func() time.Time) *Deriver {
	return &Deriver{warehouse: w, facts: facts, now: now, chunkRows: chunkRows, done: map[time.Time]mark{}}
}

// Report says what a pass did.
type Report struct {
	Identities int    // MMSIs and IMO numbers folded
	Vessels    int    // rows written
	Links      int    // opened and closed
	Conflicts  int    // found, changed and ended
	Hulls      int    // MMSIs whose hulls were told apart
	Days       uint64 // vessel-days derived
	Watermark  time.Time
}

// Empty says that the pass had nothing to do.
func (r Report) Empty() bool { return r.Identities == 0 && r.Days == 0 && r.Hulls == 0 }

// Pass derives everything that observations written since the last pass have
// changed. It may be stopped or fail at any point and be called again: nothing
// is skipped, and what was done already comes out the same.
func (d *Deriver) Pass(ctx context.Context) (Report, error) {
	ctx = warehouse.Pass(ctx)
	var r Report
	if err := d.start(ctx); err != nil {
		return r, err
	}
	if err := d.open(ctx); err != nil {
		return r, err
	}
	fresh, until, err := d.marks(ctx)
	if err != nil {
		return r, err
	}
	r.Watermark = until
	if len(fresh) == 0 {
		return r, nil
	}
	if err := d.derive(ctx, earliest(fresh), &r); err != nil {
		return r, err
	}
	return r, d.finish(ctx, fresh, until)
}

// derive runs the steps over everything marked at since or later: hulls that
// are known to be several, then who is who, then the days, which show on which
// further MMSIs there must be more than one hull.
func (d *Deriver) derive(ctx context.Context, since time.Time, r *Report) error {
	several, err := d.mmsis(ctx, "pass/conflicted", clickhouse.Named("since", since))
	if err != nil {
		return err
	}
	changed, err := d.tellHulls(ctx, several, r)
	if err != nil {
		return err
	}
	tracks, numbers, err := d.unidentified(ctx, since)
	if err != nil {
		return err
	}
	if err := d.identify(ctx, append(tracks, changed...), numbers, r); err != nil {
		return err
	}
	version, err := d.days(ctx, since, r)
	if err != nil {
		return err
	}
	jumped, err := d.mmsis(ctx, "pass/jumps", clickhouse.Named("version", version))
	if err != nil {
		return err
	}
	second, err := d.clock(ctx)
	if err != nil {
		return err
	}
	if changed, err = d.tellHulls(ctx, without(jumped, several), r); err != nil || len(changed) == 0 {
		return err
	}
	if err := d.identify(ctx, changed, nil, r); err != nil {
		return err
	}
	_, err = d.days(ctx, second, r)
	return err
}

// mmsis runs a statement that lists MMSIs.
func (d *Deriver) mmsis(ctx context.Context, name string, args ...any) ([]vessel.MMSI, error) {
	var rows []struct {
		MMSI uint32 `ch:"mmsi"`
	}
	if err := d.selectInto(ctx, &rows, name, args...); err != nil {
		return nil, err
	}
	out := make([]vessel.MMSI, len(rows))
	for i, row := range rows {
		out[i] = vessel.MMSI(row.MMSI)
	}
	return out, nil
}

func (d *Deriver) unidentified(ctx context.Context, since time.Time) (tracks []vessel.MMSI, numbers []vessel.IMO, err error) {
	var rows []struct {
		MMSI uint32 `ch:"mmsi"`
		IMO  uint32 `ch:"imo"`
	}
	if err := d.selectInto(ctx, &rows, "pass/unidentified", clickhouse.Named("since", since)); err != nil {
		return nil, nil, err
	}
	for _, row := range rows {
		if m := vessel.MMSI(row.MMSI); m != 0 && makesVessel(m) {
			tracks = append(tracks, m)
		}
		if n := vessel.IMO(row.IMO); n.Valid() {
			numbers = append(numbers, n)
		}
	}
	return tracks, numbers, nil
}

func (d *Deriver) selectInto(ctx context.Context, rows any, name string, args ...any) error {
	sql, err := statement(name)
	if err != nil {
		return err
	}
	if err := d.warehouse.Conn().Select(ctx, rows, sql, args...); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (d *Deriver) exec(ctx context.Context, name string, args ...any) error {
	sql, err := statement(name)
	if err != nil {
		return err
	}
	if err := d.warehouse.Conn().Exec(ctx, sql, args...); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func without(all, some []vessel.MMSI) []vessel.MMSI {
	drop := make(map[vessel.MMSI]bool, len(some))
	for _, m := range some {
		drop[m] = true
	}
	var out []vessel.MMSI
	for _, m := range all {
		if !drop[m] {
			out = append(out, m)
		}
	}
	return out
}
