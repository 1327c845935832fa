package alert

import (
	"context"

	"plimsoll/data/warehouse"
)

const insertSteps = `INSERT INTO alerts (alert_id, sequence, number, vessel_id, population, rule, place, step, state, reason, band, points,
	could_be, completeness, model, scored_at, suppressed, evidence, observed_at, accepted_at, at)`

// insert stores steps in one block. The same steps again change nothing.
func (l *Log) insert(ctx context.Context, steps []Transition) error {
	batch, err := l.w.Conn().PrepareBatch(warehouse.Insert(ctx), insertSteps)
	if err != nil {
		return err
	}
	for i := range steps {
		t := &steps[i]
		if err := batch.Append(t.ID, t.Sequence, t.Number, t.Vessel, t.Population, string(t.Rule), t.Place, string(t.Step), string(t.State), t.Reason,
			t.Score.Band, t.Score.Points, t.Score.CouldBe, t.Score.Completeness, t.Score.Model, stored(t.Score.ScoredAt), t.Suppressed,
			t.Evidence, stored(t.ObservedAt), stored(t.AcceptedAt), t.At); err != nil {
			_ = batch.Abort() // the failure that matters is the one being returned
			return err
		}
	}
	return batch.Send()
}
