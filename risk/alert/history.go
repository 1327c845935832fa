package alert

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"plimsoll/data/warehouse"
)

// ErrNotFound says that there is no alert of that id.
var ErrNotFound = errors.New("no such alert")

// Get gives an alert's whole history, the first step first: the last one is how
// it stands. ErrNotFound when there is none.
func Get(ctx context.Context, w *warehouse.Warehouse, id string) ([]Transition, error) {
	history, err := readSteps(ctx, w, "history", clickhouse.Named("id", id))
	if err == nil && len(history) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("alert %s: %w", id, err)
	}
	return history, nil
}

// Since gives the steps after a number, in order, at most limit: what a reader
// who has seen everything up to that number has missed. In one process steps
// become visible in the order of their numbers; where the watch and the scorer
// are processes of their own, one may show up a moment after a later one: see
// Follower.
func Since(ctx context.Context, w *warehouse.Warehouse, number uint64, limit int) ([]Transition, error) {
	steps, err := readSteps(ctx, w, "since", clickhouse.Named("number", number), clickhouse.Named("limit", max(1, limit)))
	if err != nil {
		return nil, fmt.Errorf("alerts since %d: %w", number, err)
	}
	return steps, nil
}

// Latest is the number of the newest step, 0 before the first: where a reader
// starts who wants only what comes.
func Latest(ctx context.Context, w *warehouse.Warehouse) (highest uint64, err error) {
	var own uint64
	err = query(ctx, w, "numbers", func(rows driver.Rows) error { return rows.Scan(&highest, &own) }, clickhouse.Named("rules", names(Rules())))
	return highest, err
}

// Filter picks current alerts. Empty fields pick everything.
type Filter struct {
	States []State
	Rules  []Rule
	Vessel string
	Bands  []string // of the score that it was last seen against
	Place  string   // UN/LOCODE
	Before uint64   // cursor: only alerts whose last step has a lower number; 0: from the newest
	Limit  int      // 1 to 1000; 0: 100
}

// List gives alerts as they stand, the one with the newest step first. Next is
// the cursor of the next page, 0 when there is none. An alert that changes
// while someone turns pages moves to the front and may be missed behind.
func List(ctx context.Context, w *warehouse.Warehouse, f Filter) (page []Transition, next uint64, err error) {
	limit := f.Limit
	if limit <= 0 {
		limit = 100
	}
	limit = min(limit, 1000)
	page, err = readSteps(ctx, w, "list",
		clickhouse.Named("states", names(f.States)), clickhouse.Named("rules", names(f.Rules)), clickhouse.Named("vessel", f.Vessel),
		clickhouse.Named("bands", append([]string{}, f.Bands...)), clickhouse.Named("place", strings.ToUpper(f.Place)), clickhouse.Named("before", f.Before), clickhouse.Named("limit", limit+1))
	if err != nil {
		return nil, 0, fmt.Errorf("list the alerts: %w", err)
	}
	if len(page) > limit {
		page = page[:limit]
		next = page[limit-1].Number
	}
	return page, next, nil
}

// readSteps reads rows of a query that gives a step's columns.
func readSteps(ctx context.Context, w *warehouse.Warehouse, name string, args ...any) ([]Transition, error) {
	steps := []Transition{}
	return steps, query(ctx, w, name, func(rows driver.Rows) error {
		var t Transition
		var rule, step, state string
		if err := rows.Scan(&t.ID, &t.Sequence, &t.Number, &t.Vessel, &t.Population, &rule, &t.Place, &step, &state, &t.Reason, &t.Score.Band, &t.Score.Points,
			&t.Score.CouldBe, &t.Score.Completeness, &t.Score.Model, &t.Score.ScoredAt, &t.Suppressed, &t.Evidence, &t.ObservedAt, &t.AcceptedAt, &t.At); err != nil {
			return err
		}
		t.Rule, t.Step, t.State = Rule(rule), Step(step), State(state)
		t.Score.Population, t.Score.ScoredAt = t.Population, known(t.Score.ScoredAt)
		t.ObservedAt, t.AcceptedAt, t.At = known(t.ObservedAt), known(t.AcceptedAt), t.At.UTC()
		steps = append(steps, t)
		return nil
	}, args...)
}
