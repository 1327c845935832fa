package model

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"plimsoll/data/vessel"
)

// Rescore scores one vessel as a pass does, and stores what changed, so that
// what came in about it does not wait for the next pass. What it means for other
// vessels, and the end of a score, is left to that. A pass that began before may
// store what it found afterwards; that is older, and not read as the newest.
func (s *Scorer) Rescore(ctx context.Context, id vessel.ID, asOf, now time.Time) (err error) {
	vintage, err := s.inUse(ctx)
	if err != nil {
		return err
	}
	ctx = s.with(ctx, vintage, asOf, now, clickhouse.Parameters{"vessel": string(id)})
	// There is little to read: more threads only cost.
	settings := maps.Clone(s.settings)
	maps.Copy(settings, clickhouse.Settings{"max_threads": 1})
	ctx = clickhouse.Context(ctx, clickhouse.WithSettings(settings))
	stage, err := s.stage(ctx, s.anew)
	defer func() { err = errors.Join(err, stage.Drop(ctx)) }()
	if err == nil {
		err = s.w.Conn().Exec(ctx, "INSERT INTO scores ("+columns+")\n"+stage.With()+"SELECT "+columns+" FROM (\n"+s.anew.scores+"\n)")
	}
	if err != nil {
		return fmt.Errorf("score %s anew: %w", id, err)
	}
	return nil
}
