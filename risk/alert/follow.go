package alert

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"plimsoll/data/warehouse"
)

// Late is how far behind the newest step one may still show up that another
// process numbered before it: longer than warehouse.Insert gives an insert.
const Late = 2 * time.Minute

// Follower reads steps as they come to be stored, each once. One process stores
// its steps in the order of their numbers; where several do, a step may show up
// after one with a higher number, and is given then. For one reader.
type Follower struct {
	w     *warehouse.Warehouse
	after uint64            // the highest number given
	late  uint64            // in microseconds, as numbers are
	given map[string]uint64 // numbers by event id, of the steps not longer before
}

// Follow begins after a number. late is 0 where one process stores all steps,
// else Late: then it looks so far back for what others stored late, and begins
// with what was stored shortly before the number, as nobody knows whether that
// was there to be seen with it.
func Follow(w *warehouse.Warehouse, after uint64, late time.Duration) *Follower {
	return &Follower{w: w, after: after, late: uint64(max(0, late).Microseconds()), given: map[string]uint64{}}
}

// FollowNew begins with what is stored from now on.
func FollowNew(ctx context.Context, w *warehouse.Warehouse, late time.Duration) (*Follower, error) {
	after, err := Latest(ctx, w)
	if err != nil {
		return nil, fmt.Errorf("follow the alerts: %w", err)
	}
	f := Follow(w, after, late)
	if f.late == 0 {
		return f, nil
	}
	known, err := f.unseen(ctx, 0)
	for _, k := range known {
		f.given[eventID(k.id, k.sequence)] = k.number
	}
	return f, err
}

// Next gives at most limit steps that were not given yet, none when there are
// none. Those with the lowest numbers come first.
func (f *Follower) Next(ctx context.Context, limit int) ([]Transition, error) {
	limit = max(1, limit)
	if f.late == 0 {
		steps, err := Since(ctx, f.w, f.after, limit)
		if len(steps) > 0 {
			f.after = steps[len(steps)-1].Number
		}
		return steps, err
	}
	unseen, err := f.unseen(ctx, limit)
	if err != nil || len(unseen) == 0 {
		return nil, err
	}
	unseen = unseen[:min(limit, len(unseen))]
	ids, wanted := map[string]bool{}, map[string]bool{}
	for _, k := range unseen {
		ids[k.id], wanted[eventID(k.id, k.sequence)] = true, true
	}
	steps, err := readSteps(ctx, f.w, "steps", clickhouse.Named("ids", slices.Sorted(maps.Keys(ids))))
	if err != nil {
		return nil, fmt.Errorf("alerts since %d: %w", f.after, err)
	}
	for _, k := range unseen {
		f.given[eventID(k.id, k.sequence)] = k.number
		f.after = max(f.after, k.number)
	}
	maps.DeleteFunc(f.given, func(_ string, number uint64) bool { return number <= f.horizon() })
	return slices.DeleteFunc(steps, func(t Transition) bool { return !wanted[t.EventID()] }), nil
}

// horizon is the number up to which nothing shows up any more.
func (f *Follower) horizon() uint64 { return f.after - min(f.after, f.late) }

// numbered is a step's key and the number it was first stored with.
type numbered struct {
	id       string
	sequence uint32
	number   uint64
}

// unseen lists what was not given, in order: all that showed up late, and at
// most limit of what comes after it.
func (f *Follower) unseen(ctx context.Context, limit int) ([]numbered, error) {
	var found []numbered
	err := query(ctx, f.w, "follow", func(rows driver.Rows) error {
		var k numbered
		if err := rows.Scan(&k.id, &k.sequence, &k.number); err != nil {
			return err
		}
		if _, known := f.given[eventID(k.id, k.sequence)]; !known {
			found = append(found, k)
		}
		return nil
	}, clickhouse.Named("from", f.horizon()), clickhouse.Named("after", f.after), clickhouse.Named("limit", limit))
	if err != nil {
		return nil, fmt.Errorf("look for alerts since %d: %w", f.after, err)
	}
	slices.SortFunc(found, func(a, b numbered) int { return cmp.Compare(a.number, b.number) })
	return found, nil
}
