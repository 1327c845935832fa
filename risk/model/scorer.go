package model

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"plimsoll/data/reference"
	"plimsoll/data/vessel"
	"plimsoll/data/warehouse"
)

// ErrNoScore says that there is no score: the vessel is not known, is not of a
// kind that is scored, or has nobody of that population at work.
var ErrNoScore = errors.New("no score")

// Options change how a Scorer works. The zero value is the newest model.
type Options struct {
	Model *Model // nil: Latest
	// Threads bounds the cores that one pass may use; 0 leaves it to the engine.
	Threads int
	// Memory bounds the bytes that one pass may use; 0 leaves it to the engine.
	Memory int64
	// Now is the clock that says what is known when one vessel is asked for;
	// nil is the time of day.
	Now func() time.Time
}

// Scorer runs one model over a warehouse. It is safe for concurrent use; two
// passes at once write the same rows twice at worst, which readers do not see.
type Scorer struct {
	w        *warehouse.Warehouse
	facts    Facts
	model    *Model
	settings clickhouse.Settings
	now      func() time.Time
	all, one plan // of the whole fleet what changed; of one vessel everything
	anew     plan // of one vessel what changed

	mirroring sync.Mutex
	mirrored  map[string]bool // vintages that SQL can read
}

// Facts hands out the catalogue in use; a pass or a question asks once and
// keeps it. *reference.Store is one, and so is a *reference.Catalogue.
type Facts interface{ Current() *reference.Catalogue }

// New renders the model's queries. The error names the measurement that is wrong.
func New(w *warehouse.Warehouse, facts Facts, opts Options) (*Scorer, error) {
	m := opts.Model
	if m == nil {
		var err error
		if m, err = Load(Latest); err != nil {
			return nil, err
		}
	}
	s := &Scorer{w: w, facts: facts, model: m, mirrored: map[string]bool{}, settings: clickhouse.Settings{
		"optimize_aggregation_in_order": 1,
		// Expressions name tables of the stage, so none comes twice: compiling one costs more than it saves, a fifth of a
		// pass over 20,000 vessels.
		"compile_expressions": 0, "compile_aggregate_expressions": 0, "compile_sort_description": 0,
		// It looks for comparisons that follow from others, which took longer than all else of planning the combination.
		"optimize_and_compare_chain": 0,
	}}
	if s.now = opts.Now; s.now == nil {
		s.now = time.Now
	}
	if opts.Threads > 0 {
		s.settings["max_threads"] = opts.Threads
	}
	if opts.Memory > 0 {
		s.settings["max_memory_usage"] = opts.Memory
	}
	var err error
	if s.all, err = m.plan(derived(), false, true); err != nil {
		return nil, err
	}
	if s.one, err = m.plan(derived(), true, false); err != nil {
		return nil, err
	}
	if s.anew, err = m.plan(derived(), true, true); err != nil {
		return nil, err
	}
	return s, nil
}

// Model is the version that scores.
func (s *Scorer) Model() *Model { return s.model }

// Report says what a pass did.
type Report struct {
	Scored  int // vessels and populations that have a score from this model
	Written int // of those, the ones whose points, could-be, band or completeness changed
	Took    time.Duration
}

// Pass scores the whole fleet as of a moment, with what is known now, and
// stores what changed. Who is not scored any more gets a row without a band,
// which ends the score. Under facts of another vintage every score is stored
// anew, since it rests on other words. It needs Mirror once before.
func (s *Scorer) Pass(ctx context.Context, asOf, now time.Time) (Report, error) {
	began := time.Now()
	vintage, err := s.inUse(ctx)
	if err != nil {
		return Report{}, err
	}
	ctx = s.with(ctx, vintage, asOf, now, nil)
	if err := s.write(ctx); err != nil {
		return Report{}, fmt.Errorf("scoring pass as of %s: %w", asOf.UTC().Format(time.RFC3339), err)
	}
	var scored, written uint64
	const count = "SELECT uniqExact(vessel_id, population), uniqExactIf((vessel_id, population), scored_at = {now:DateTime64(3, 'UTC')}) FROM scores_current FINAL WHERE model = {model:String}"
	if err := s.w.Conn().QueryRow(ctx, count).Scan(&scored, &written); err != nil {
		return Report{}, fmt.Errorf("count what the pass wrote: %w", err)
	}
	return Report{Scored: int(scored), Written: int(written), Took: time.Since(began)}, nil
}

// write stages the pass and inserts the scores that changed.
func (s *Scorer) write(ctx context.Context) (err error) {
	stage, err := s.stage(ctx, s.all)
	defer func() { err = errors.Join(err, stage.Drop(ctx)) }()
	if err != nil {
		return err
	}
	if err := s.w.Conn().Exec(ctx, "INSERT INTO scores ("+columns+")\n"+stage.With()+"SELECT "+columns+" FROM (\n"+s.all.scores+"\n)"); err != nil {
		return err
	}
	return s.w.Conn().Exec(ctx, "INSERT INTO scores (vessel_id, population, scored_at, as_of, vintage)\n"+stage.With()+s.all.ended)
}

// stage runs a plan's steps. The stage is to be dropped even after an error.
func (s *Scorer) stage(ctx context.Context, p plan) (*warehouse.Stage, error) {
	stage := s.w.NewStage()
	for _, step := range p.steps {
		if err := stage.Add(ctx, step.Name, step.SQL); err != nil {
			return stage, err
		}
	}
	return stage, nil
}

// At computes the score of one vessel and population as of a moment with what is
// known now. It is not stored. ErrNoScore when there is none.
func (s *Scorer) At(ctx context.Context, id vessel.ID, p vessel.Population, asOf time.Time) (Score, error) {
	scores, err := s.AllAt(ctx, id, asOf)
	if err != nil {
		return Score{}, err
	}
	for _, score := range scores {
		if score.Population == p {
			return score, nil
		}
	}
	return Score{}, fmt.Errorf("score %s (%s) as of %s: %w", id, p, asOf.UTC().Format(time.RFC3339), ErrNoScore)
}

// AllAt is At for every population that has a score, at the cost of one. None
// is no error.
func (s *Scorer) AllAt(ctx context.Context, id vessel.ID, asOf time.Time) (scores []Score, err error) {
	vintage, err := s.inUse(ctx)
	if err != nil {
		return nil, err
	}
	ctx = s.with(ctx, vintage, asOf, s.now(), clickhouse.Parameters{"vessel": string(id)})
	stage, err := s.stage(ctx, s.one)
	defer func() { err = errors.Join(err, stage.Drop(ctx)) }()
	if err != nil {
		return nil, fmt.Errorf("score %s as of %s: %w", id, asOf.UTC().Format(time.RFC3339), err)
	}
	scores, err = s.read(ctx, stage.With()+selection+"(\n"+s.one.scores+"\n) ORDER BY population")
	if err != nil {
		return nil, fmt.Errorf("score %s as of %s: %w", id, asOf.UTC().Format(time.RFC3339), err)
	}
	for i := range scores {
		scores[i].ScoredAt = time.Time{}
	}
	return scores, nil
}

// Stored reads the scores of a vessel as they stood at a moment: at most one for
// each population, none when none was stored by then.
func (s *Scorer) Stored(ctx context.Context, id vessel.ID, knownAt time.Time) ([]Score, error) {
	ctx = s.with(ctx, "", knownAt, knownAt, clickhouse.Parameters{"vessel": string(id)})
	scores, err := s.read(ctx, selection+`scores WHERE vessel_id = {vessel:String} AND scored_at <= {now:DateTime64(3, 'UTC')}
ORDER BY scores.population, scored_at DESC LIMIT 1 BY scores.population`)
	if err != nil {
		return nil, fmt.Errorf("read the scores of %s: %w", id, err)
	}
	return slices.DeleteFunc(scores, func(x Score) bool { return x.Band == "" }), nil // it had ended by then
}

// read scans scores, as columns in the order of selection.
func (s *Scorer) read(ctx context.Context, query string) ([]Score, error) {
	rows, err := s.w.Conn().Query(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var scores []Score
	for rows.Next() {
		var r row
		if err := rows.Scan(r.targets()...); err != nil {
			return nil, err
		}
		score, err := r.score()
		if err != nil {
			return nil, err
		}
		scores = append(scores, score)
	}
	return scores, rows.Err()
}

// with adds the parameters that every query of the pass takes. Moments go as
// seconds since 1970, which no server's time zone can shift.
func (s *Scorer) with(ctx context.Context, vintage string, asOf, now time.Time, more clickhouse.Parameters) context.Context {
	parameters := clickhouse.Parameters{"as_of": instant(asOf), "now": instant(now), "vintage": vintage, "facts": warehouse.FactsName(vintage), "model": s.model.Version}
	for k, v := range more {
		parameters[k] = v
	}
	return clickhouse.Context(ctx, clickhouse.WithParameters(parameters), clickhouse.WithSettings(s.settings))
}

func instant(t time.Time) string {
	ms := t.UnixMilli()
	sign := ""
	if ms < 0 {
		sign, ms = "-", -ms
	}
	return sign + strconv.FormatInt(ms/1000, 10) + "." + fmt.Sprintf("%03d", ms%1000)
}
