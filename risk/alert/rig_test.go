package alert

import (
	"context"
	"encoding/json"
	"os"
	"testing"
	"time"

	"plimsoll/data/vessel"
	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/warehousetest"
	"plimsoll/risk/model"
)

func TestMain(m *testing.M) { os.Exit(warehousetest.Main(m)) }

// rig is a warehouse, a clock and a runner.
type rig struct {
	*testing.T
	w       *warehouse.Warehouse
	clock   time.Time
	log     *Log
	runner  *Runner
	rescore rescored
}

// rescored answers as a scorer does, from a table of bands.
type rescored map[string]string

func (r rescored) At(_ context.Context, id vessel.ID, _ vessel.Population, asOf time.Time) (model.Score, error) {
	band, ok := r[string(id)+" "+asOf.Format(time.DateOnly)]
	if !ok {
		band, ok = r[string(id)]
	}
	if !ok {
		return model.Score{}, model.ErrNoScore
	}
	return model.Score{Band: band, Points: 14}, nil
}

func newRig(t *testing.T) *rig {
	r := &rig{T: t, w: warehousetest.New(t), clock: noon, rescore: rescored{}}
	r.restart()
	return r
}

// restart forgets everything that is in memory, as a killed process does.
func (r *rig) restart() {
	r.Helper()
	log, err := NewLog(r.w, func() time.Time { return r.clock })
	if err != nil {
		r.Fatal(err)
	}
	r.log, r.runner = log, New(log, Options{Rescore: r.rescore})
}

func (r *rig) exec(sql string, args ...any) {
	r.Helper()
	if err := r.w.Conn().Exec(r.Context(), sql, args...); err != nil {
		r.Fatalf("%v\n%s", err, sql)
	}
}

// score stores a score as the scoring pass does, at the clock's time.
func (r *rig) score(id, band string, points int, isolation, conditions float64) {
	r.Helper()
	r.rescore[id] = band
	batch, err := r.w.Conn().PrepareBatch(r.Context(), `INSERT INTO scores (vessel_id, population, scored_at, as_of, model, vintage, points, could_be, band, completeness,
		pillars, pillar_points, pillar_could_be, pillar_completeness, indicators, states, indicator_values, weights, indicator_points, indicator_could_be, indicator_known, indicator_decays, evidence, observed_from, observed_to)`)
	if err != nil {
		r.Fatal(err)
	}
	open := time.Unix(0, 0).UTC()
	if err := batch.Append(id, "fisher", r.clock, r.clock, "v1", "2026", uint8(points), uint8(min(100, points+20)), band, uint8(55),
		[]string{"protection_gap", "isolation", "conditions", "recruitment"}, []float64{9, isolation, conditions, 0}, []float64{9, 45, 60, 25}, []float64{100, 80, 40, 0},
		[]string{"days_since_call", "abandonment", "fee_or_debt"}, []string{"measured", "measured", "unknown"},
		[]float64{isolation / 30, conditions / 60, 0}, []float64{30, 60, 20}, []float64{isolation, conditions, 0}, []float64{isolation / 30, 1, 1}, []float64{1, 0, 0}, []float64{1, 1, 1},
		[]string{`{"summary":"at least 425 days since the last confirmed call","facts":[{"at":"2025-01-01","text":"last confirmed call, CLPUQ","source":"stop"}]}`, "", ""},
		[]time.Time{open, open, open}, []time.Time{open, open, open}); err != nil {
		r.Fatal(err)
	}
	if err := batch.Send(); err != nil {
		r.Fatal(err)
	}
}

func (r *rig) pass() Report {
	r.Helper()
	report, err := r.runner.Pass(r.Context(), r.clock)
	if err != nil {
		r.Fatal(err)
	}
	return report
}

func (r *rig) later(d time.Duration) { r.clock = r.clock.Add(d) }

// want compares an alert's steps, as they are stored, with those expected.
func (r *rig) want(k Key, steps ...Step) []Transition {
	r.Helper()
	history, err := Get(r.Context(), r.w, k.ID())
	if err != nil {
		r.Fatal(err)
	}
	var got []Step
	var number uint64
	for i, t := range history {
		got = append(got, t.Step)
		if t.Key != k || t.Sequence != uint32(i+1) || t.Number <= number || t.Reason == "" || !json.Valid([]byte(t.Evidence)) {
			r.Errorf("step %d of %v: %+v", i+1, k, t)
		}
		r.keepsContract(&history[i])
		number = t.Number
	}
	if len(got) != len(steps) {
		r.Fatalf("steps of %v: %v, want %v", k, got, steps)
	}
	for i := range steps {
		if got[i] != steps[i] {
			r.Fatalf("steps of %v: %v, want %v", k, got, steps)
		}
	}
	return history
}

func bandOf(id string) Key { return Key{Vessel: id, Population: "fisher", Rule: RuleBand} }
