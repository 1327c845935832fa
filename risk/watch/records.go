package watch

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"plimsoll/data/vessel"
	"plimsoll/data/warehouse"
	"plimsoll/risk/alert"
)

const (
	// recordsRecent is how long ago a record may have been received to be looked
	// at by itself. An older one comes out of a backlog: the next pass is in time.
	recordsRecent = 10 * time.Minute
	// recordsAtOnce is of how many vessels one look scores; when more were named
	// a pass over everybody is the faster way.
	recordsAtOnce = 16
)

// Rescorer scores one vessel and stores what changed. *model.Scorer is one.
type Rescorer interface {
	Rescore(ctx context.Context, id vessel.ID, asOf, now time.Time) error
}

// Records scores vessels at once when an adverse record of them was stored, and
// tells when that made their band worse, without waiting for a pass over
// everybody. It runs where passes do, since who scores also tells of bands. It
// looks at what is stored, not at the topic: a score can rest on nothing else.
// One goroutine at a time.
type Records struct {
	w      *warehouse.Warehouse
	now    func() time.Time
	scorer Rescorer
	log    *alert.Log

	begun bool
	rows  uint64               // of records, when they were last looked through
	seen  map[string]time.Time // received_at by source and id, while recent
}

// NewRecords makes one. Its first look only learns what is there.
func NewRecords(w *warehouse.Warehouse, now func() time.Time, scorer Rescorer, log *alert.Log) *Records {
	return &Records{w: w, now: now, scorer: scorer, log: log, seen: map[string]time.Time{}}
}

// RecordsReport says what a look did.
type RecordsReport struct {
	Records int // that were not there before
	Scored  int // vessels
	// Rest: not everything was scored that has to be. Make a pass soon.
	Rest  bool
	Steps []alert.Transition
}

// Look does what follows from records stored since the last look. After an error
// the next pass makes it good: no look comes back to them.
func (r *Records) Look(ctx context.Context, asOf time.Time) (RecordsReport, error) {
	var report RecordsReport
	accepted, order, err := r.fresh(ctx, &report)
	if err != nil || len(accepted) == 0 {
		return report, err
	}
	report.Rest = len(order) > recordsAtOnce
	var failed []error
	for _, id := range order[:min(len(order), recordsAtOnce)] {
		if err := r.scorer.Rescore(ctx, vessel.ID(id), asOf, r.now()); err != nil {
			failed, report.Rest = append(failed, err), true
			continue
		}
		report.Scored++
	}
	taken, err := r.log.Worse(ctx, accepted)
	report.Steps = taken.Steps
	if err = errors.Join(append(failed, err)...); err != nil {
		report.Rest = true
		return report, fmt.Errorf("score vessels that a record names: %w", err)
	}
	return report, nil
}

// fresh reads the records that were not there at the last look: whom they name,
// the first first, and when they were taken in.
func (r *Records) fresh(ctx context.Context, report *RecordsReport) (accepted map[string]time.Time, order []string, err error) {
	var rows uint64
	if err := query(ctx, r.w, "records_stored", func(q driver.Rows) error { return q.Scan(&rows) }); err != nil {
		return nil, nil, fmt.Errorf("look for records: %w", err)
	}
	if r.begun && rows == r.rows {
		return nil, nil, nil
	}
	now := r.now()
	since := now.Add(-recordsRecent)
	accepted = map[string]time.Time{}
	found := map[string]time.Time{}
	err = query(ctx, r.w, "records", func(rows driver.Rows) error {
		var source, event, linked string
		var at time.Time
		var imo uint32
		if err := rows.Scan(&source, &event, &at, &imo, &linked); err != nil {
			return err
		}
		key, id := source+"\x00"+event, linked
		if n := vessel.IMO(imo); n.Valid() {
			id = string(vessel.IDFromIMO(n))
		}
		found[key] = at
		if _, known := r.seen[key]; known || !r.begun {
			return nil
		}
		report.Records++
		if id != "" && !slices.Contains(order, id) {
			order = append(order, id)
			accepted[id] = at.UTC()
		}
		return nil
	}, clickhouse.Named("since", since), clickhouse.Named("now", now))
	if err != nil {
		return nil, nil, fmt.Errorf("look for records: %w", err)
	}
	r.seen, r.rows, r.begun = found, rows, true
	return accepted, order, nil
}
