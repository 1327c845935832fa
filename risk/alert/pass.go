package alert

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"plimsoll/data/warehouse"
)

// Options change how a Runner works.
type Options struct {
	// Rescore tells what late data disproves from what merely passed; nil: nothing
	// is retracted on late data but conflicts.
	Rescore Rescorer
	// Behind says whether positions are on their way that nobody could read yet;
	// nil: never. Asked in a pass that would say that the feed stopped: while a
	// backlog is read in, the newest position known is not the newest there is.
	Behind func(ctx context.Context) (bool, error)
}

// Runner assesses the built-in rules after each scoring pass: bands, identity
// conflicts, the feed. Arrivals are risk/watch's. One pass at a time.
type Runner struct {
	log     *Log
	rescore Rescorer
	behind  func(ctx context.Context) (bool, error)

	identities identities
	lower      map[string]int       // passes in a row that found an alert's level too high
	personal   map[string]bool      // alerts that only a person closes
	checked    map[string]grounds   // what alerts were last rescored for
	settled    map[string]time.Time // ScoredAt of the score that did not reopen what a person closed
	postponed  int
	failures   []error
}

// New makes a runner that writes to a log.
func New(log *Log, opts Options) *Runner {
	return &Runner{log: log, rescore: opts.Rescore, behind: opts.Behind, lower: map[string]int{}, personal: map[string]bool{}, checked: map[string]grounds{}, settled: map[string]time.Time{}}
}

// Report says what a pass did.
type Report struct {
	Assessed   int
	Steps      map[Step]int
	Suppressed int // repeats that changed nothing
	Postponed  int // alerts that the next pass will check against late data
	Took       time.Duration
}

// blockOf bounds the steps of one insert, and with them the evidence in memory
// and the time that an arrival, which goes through the same log, has to wait.
const blockOf = 25

// Pass assesses everything as of a moment. Every step is stored before the next
// block is assessed, so a pass that was cut short is simply made again: what it
// did is seen, the rest is done. The error may tell of single alerts that could
// not be checked against late data; the rest of the pass was made.
func (r *Runner) Pass(ctx context.Context, asOf time.Time) (Report, error) {
	began := time.Now()
	report := Report{Steps: map[Step]int{}}
	assessments, err := r.assess(warehouse.Pass(ctx), asOf.UTC())
	if err != nil {
		return report, fmt.Errorf("alert pass as of %s: %w", moment(asOf), err)
	}
	report.Assessed, report.Postponed = len(assessments), r.postponed
	for block := range slices.Chunk(assessments, blockOf) {
		taken, err := r.log.Take(ctx, block)
		if err != nil {
			return report, fmt.Errorf("alert pass as of %s: %w", moment(asOf), err)
		}
		report.Suppressed += taken.Suppressed
		for i := range taken.Steps {
			report.Steps[taken.Steps[i].Step]++
			r.note(&taken.Steps[i])
		}
	}
	report.Took = time.Since(began)
	return report, errors.Join(r.failures...)
}

// note keeps up what is remembered between passes.
func (r *Runner) note(t *Transition) {
	if t.Step != StepLowered {
		delete(r.lower, t.ID)
	}
	if t.Step.Closing() || t.Step == StepReopened {
		delete(r.personal, t.ID)
	}
	if t.Step.upward() || t.Step.Closing() { // as it was just scored, or checked
		r.checked[t.ID] = grounds{scoredAt: t.Score.ScoredAt, what: r.identities[t.Vessel].what}
	}
}

// assess gathers what the rules find.
func (r *Runner) assess(ctx context.Context, asOf time.Time) ([]Assessment, error) {
	r.postponed, r.failures = 0, nil
	if err := r.log.Sync(ctx); err != nil {
		return nil, err
	}
	known, err := r.readIdentities(ctx)
	if err != nil {
		return nil, err
	}
	r.identities = known
	now := r.log.now().UTC()
	bands, err := r.bands(ctx, known, asOf)
	if err != nil {
		return nil, err
	}
	conflicts, err := r.conflicts(ctx, asOf, now, known)
	if err != nil {
		return nil, err
	}
	feed, err := r.feed(ctx, asOf)
	if err != nil {
		return nil, err
	}
	return slices.Concat(bands, conflicts, feed), nil
}

// readIdentities reads what the vessels in question turned out to be.
func (r *Runner) readIdentities(ctx context.Context) (identities, error) {
	known := identities{}
	return known, query(ctx, r.log.w, "identities", func(q driver.Rows) error {
		var id string
		var x identity
		if err := q.Scan(&id, &x.mergedInto, &x.what, &x.version); err != nil {
			return err
		}
		known[id] = x
		return nil
	}, clickhouse.Named("bands", Bands()))
}
