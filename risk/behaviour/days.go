package behaviour

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"golang.org/x/sync/errgroup"
)

// maxChunks is how many pieces are worked on at once, each by one thread: the
// positions come in order, and dealing them out over threads would lose it.
const maxChunks = 4

// chunk is a piece of the days to be derived: a range of MMSIs in one month.
type chunk struct {
	Month      time.Time `ch:"month"`
	Lo         uint32    `ch:"lo"`
	Hi         uint32    `ch:"hi"`
	FromDay    time.Time `ch:"from_day"`
	ToDay      time.Time `ch:"to_day"`
	VesselDays uint64    `ch:"vessel_days"`
	Several    bool      `ch:"several"`
}

// days derives all days marked at since or later, and says under which version.
func (d *Deriver) days(ctx context.Context, since time.Time, r *Report) (version string, err error) {
	version = d.version().Format("2006-01-02 15:04:05.000000")
	var chunks []chunk
	if err := d.selectInto(ctx, &chunks, "pass/chunks", clickhouse.Named("since", since), clickhouse.Named("rows", d.chunkRows)); err != nil {
		return version, err
	}
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(min(maxChunks, runtime.GOMAXPROCS(0)))
	for _, c := range chunks {
		r.Days += c.VesselDays
		work.Go(func() error {
			args := []any{
				clickhouse.Named("since", since), clickhouse.Named("version", version),
				clickhouse.Named("lo", c.Lo), clickhouse.Named("hi", c.Hi),
				clickhouse.Named("from", c.FromDay.Format(time.DateOnly)), clickhouse.Named("to", c.ToDay.Format(time.DateOnly)),
			}
			if err := d.chunk(ctx, c, args); err != nil {
				return fmt.Errorf("%s, MMSI %d to %d: %w", c.Month.Format("2006-01"), c.Lo, c.Hi, err)
			}
			return nil
		})
	}
	return version, work.Wait()
}

// chunk derives the days of one piece, then empties those that it replaces.
func (d *Deriver) chunk(ctx context.Context, c chunk, args []any) error {
	sources := []string{"pass/tracks_single"}
	if c.Several {
		sources = append(sources, "pass/tracks_several")
	}
	sql, err := statement("pass/days")
	if err != nil {
		return err
	}
	for _, name := range sources {
		tracks, err := statement(name)
		if err != nil {
			return err
		}
		if err := d.warehouse.Conn().Exec(chunkwise(ctx), strings.Replace(sql, "\n{{tracks}}\n", "\n"+tracks, 1), args...); err != nil {
			return fmt.Errorf("pass/days of %s: %w", name, err)
		}
	}
	return d.exec(writing(ctx), "pass/stale_days", args...)
}
