package alert

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// Worse tells at once of vessels that were scored between two passes, by the
// time at which what changed their scores was taken in: those whose band now
// meets its rule, or more of it than was told. Everything else, what got better
// above all, is the next pass's to judge.
func (l *Log) Worse(ctx context.Context, accepted map[string]time.Time) (Taken, error) {
	if err := l.Sync(ctx); err != nil {
		return Taken{}, err
	}
	var worse []Assessment
	err := query(ctx, l.w, "bands_of", func(q driver.Rows) error {
		x, err := scanBand(q)
		if err != nil {
			return err
		}
		current, there := l.Find(x.key)
		a := assessBand(&x, current)
		a.AcceptedAt = accepted[a.Vessel]
		if !there || a.News && tellsMore(&current, &a) {
			worse = append(worse, a)
		}
		return nil
	}, clickhouse.Named("vessels", slices.Sorted(maps.Keys(accepted))), clickhouse.Named("bands", Bands()))
	if err != nil {
		return Taken{}, fmt.Errorf("tell of vessels scored between passes: %w", err)
	}
	return l.Take(ctx, worse)
}

// tellsMore: what a person closed is told again only when it is worse.
func tellsMore(current *Alert, a *Assessment) bool {
	if current.State.Active() || current.State == Resolved {
		return a.Level > current.Level
	}
	return true
}
