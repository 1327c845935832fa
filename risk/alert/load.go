package alert

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// load reads every alert of the log's rules as it stands.
func (l *Log) load(ctx context.Context) error {
	alerts, err := l.readCurrent(ctx)
	if err != nil {
		return fmt.Errorf("load the alerts: %w", err)
	}
	highest, own, err := l.numbers(ctx)
	if err != nil {
		return fmt.Errorf("load the alerts: %w", err)
	}
	l.alerts, l.highest, l.own, l.loaded = alerts, highest, own, true
	return nil
}

func (l *Log) readCurrent(ctx context.Context) (map[string]Alert, error) {
	alerts := map[string]Alert{}
	rules := clickhouse.Named("rules", names(l.rules))
	err := query(ctx, l.w, "current", func(rows driver.Rows) error {
		var a Alert
		var rule, state string
		var level int64
		var number uint64
		var score []any
		if err := rows.Scan(&a.ID, &a.Vessel, &a.Population, &rule, &a.Place, &a.Sequence, &state, &level, &score,
			&a.At, &a.OpenedAt, &a.OpenedBy, &a.SpokeAt, &a.HeldAt, &number); err != nil {
			return err
		}
		a.Rule, a.State, a.Level = Rule(rule), State(state), int(level)
		var err error
		if a.Score, err = scoreOf(score); err != nil {
			return fmt.Errorf("alert %s: %w", a.ID, err)
		}
		a.Score.Population = a.Population
		a.At, a.OpenedAt, a.SpokeAt, a.HeldAt = a.At.UTC(), a.OpenedAt.UTC(), a.SpokeAt.UTC(), known(a.HeldAt)
		a.OpenedBy, a.SeenAt = known(a.OpenedBy), a.Score.ScoredAt
		alerts[a.ID] = a
		return nil
	}, rules)
	if err != nil {
		return nil, err
	}
	return alerts, query(ctx, l.w, "repeats", func(rows driver.Rows) error {
		var id string
		var repeats uint32
		var seen time.Time
		if err := rows.Scan(&id, &repeats, &seen); err != nil {
			return err
		}
		if a, ok := alerts[id]; ok {
			a.Suppressed, a.SeenAt = repeats, seen.UTC()
			alerts[id] = a
		}
		return nil
	})
}

// scoreOf reads the tuple (band, points, could_be, completeness, model, scored_at).
func scoreOf(tuple []any) (Score, error) {
	if len(tuple) == 6 {
		band, a := tuple[0].(string)
		points, b := tuple[1].(uint8)
		could, c := tuple[2].(uint8)
		completeness, d := tuple[3].(uint8)
		model, e := tuple[4].(string)
		at, f := tuple[5].(time.Time)
		if a && b && c && d && e && f {
			return Score{Band: band, Points: points, CouldBe: could, Completeness: completeness, Model: model, ScoredAt: known(at)}, nil
		}
	}
	return Score{}, fmt.Errorf("its score reads as %v", tuple)
}

// numbers gives the highest number of any step, and of the log's own rules.
func (l *Log) numbers(ctx context.Context) (highest, own uint64, err error) {
	err = query(ctx, l.w, "numbers", func(rows driver.Rows) error { return rows.Scan(&highest, &own) }, clickhouse.Named("rules", names(l.rules)))
	return highest, own, err
}

// known is the zero time for the warehouse's word for "not known".
func known(t time.Time) time.Time {
	if t.Unix() <= 0 {
		return time.Time{}
	}
	return t.UTC()
}

// stored is the warehouse's word for a time that may not be known.
func stored(t time.Time) time.Time {
	if t.IsZero() {
		return time.Unix(0, 0).UTC()
	}
	return t
}
