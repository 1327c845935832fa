package behaviour

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// beforeAllMarks is earlier than anything this program wrote.
var beforeAllMarks = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// mark is what was written at one moment: how many marks, and a sum over them.
type mark struct{ count, content uint64 }

// start finds out how far earlier passes have read. Without a watermark, or
// with one older than the marks are kept, everything is marked.
func (d *Deriver) start(ctx context.Context) error {
	if d.read {
		return nil
	}
	rows, err := d.watermarks(ctx)
	if err != nil {
		return err
	}
	now, err := d.clock(ctx)
	if err != nil {
		return err
	}
	if len(rows) > 0 && now.Sub(rows[0].Watermark) < markLife {
		d.watermark, d.read = rows[0].Watermark, true
		return nil
	}
	for _, name := range []string{"pass/touch_everything", "pass/touch_claimed"} {
		if err := d.exec(writing(ctx), name); err != nil {
			return err
		}
	}
	d.watermark, d.read = beforeAllMarks, true
	return nil
}

// watermarkRow is how far passes have read, and when that was stored.
type watermarkRow struct {
	Watermark time.Time `ch:"watermark"`
	At        time.Time `ch:"at"`
}

// watermarks reads the stored one; none before the first pass.
func (d *Deriver) watermarks(ctx context.Context) (rows []watermarkRow, err error) {
	return rows, d.selectInto(ctx, &rows, "pass/watermark", clickhouse.Named("name", derivation))
}

// marks finds what was written since the watermark and not derived from yet,
// and the engine's clock before it looked.
func (d *Deriver) marks(ctx context.Context) (map[time.Time]mark, time.Time, error) {
	sql, err := statement("pass/marks")
	if err != nil {
		return nil, time.Time{}, err
	}
	rows, err := d.warehouse.Conn().Query(ctx, sql, clickhouse.Named("watermark", d.watermark), clickhouse.Named("overlap", uint32(overlap/time.Second)))
	if err != nil {
		return nil, time.Time{}, fmt.Errorf("pass/marks: %w", err)
	}
	defer func() { _ = rows.Close() }()
	found := map[time.Time]mark{}
	var until time.Time
	for rows.Next() {
		var at time.Time
		var m mark
		if err := rows.Scan(&at, &m.count, &m.content); err != nil {
			return nil, time.Time{}, fmt.Errorf("pass/marks: %w", err)
		}
		if m.count == 0 {
			until = at
			continue
		}
		sum := found[at]
		found[at] = mark{sum.count + m.count, sum.content + m.content}
	}
	if err := rows.Err(); err != nil {
		return nil, time.Time{}, fmt.Errorf("pass/marks: %w", err)
	}
	for at, m := range d.done {
		if found[at] == m {
			delete(found, at)
		}
	}
	return found, until, nil
}

// finish stores how far this pass has read, once all that it derived is stored:
// less far than the last one, when the clock was set back.
func (d *Deriver) finish(ctx context.Context, fresh map[time.Time]mark, until time.Time) error {
	for at, m := range fresh {
		d.done[at] = m
	}
	before, err := d.watermarks(ctx)
	if err != nil {
		return err
	}
	at := d.version()
	for _, row := range before { // the latest row is the one that is read, whatever the clock says
		at = later(at, row.At.UTC().Add(time.Microsecond))
	}
	err = d.insert(ctx, "INSERT INTO derivations (name, watermark, at)", func(b driver.Batch) error {
		return b.Append(derivation, until, at)
	})
	if err != nil {
		return err
	}
	d.watermark = until
	for at := range d.done {
		if at.Before(until.Add(-overlap)) {
			delete(d.done, at)
		}
	}
	return nil
}

// clock is the engine's, by which marks are written.
func (d *Deriver) clock(ctx context.Context) (at time.Time, err error) {
	if err := d.warehouse.Conn().QueryRow(ctx, "SELECT now64(3, 'UTC')").Scan(&at); err != nil {
		return at, fmt.Errorf("read the engine's clock: %w", err)
	}
	return at.UTC(), nil
}

// version orders two derivations of the same row. It is the machine's clock
// even where the time at which things become known is given.
func (d *Deriver) version() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

func earliest(marks map[time.Time]mark) (first time.Time) {
	for at := range marks {
		if first.IsZero() || at.Before(first) {
			first = at
		}
	}
	return first
}
