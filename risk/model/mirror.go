package model

import (
	"context"
	"fmt"
	"time"

	"plimsoll/data/reference"
)

// openEnd stands for no end in the warehouse.
var openEnd = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)

// staleStage is longer than any pass takes.
const staleStage = time.Hour

// Mirror writes the model and the catalogue's dated facts to where SQL reads
// them, and clears away what a pass that was killed left. Repeating it changes
// nothing. Facts that are put in use later are mirrored before they are scored
// with; those of older vintages stay, and explain the scores that rest on them.
//
// They are a table, which keeps them, and above it a dictionary for each
// vintage, which SQL looks them up in: scoring, and whoever asks the warehouse
// himself (warehouse.FactsName). A dictionary that is not there is an error, and
// one that is not whole is refused, so that no pass takes a fact for unknown
// because it had not arrived.
func (s *Scorer) Mirror(ctx context.Context) error {
	if err := s.w.DropStaleStages(ctx, staleStage); err != nil {
		return err
	}
	if err := s.mirrorModel(ctx); err != nil {
		return fmt.Errorf("mirror model %s: %w", s.model.Version, err)
	}
	_, err := s.inUse(ctx)
	return err
}

// inUse is the vintage of the catalogue in use, once SQL can read it.
func (s *Scorer) inUse(ctx context.Context) (string, error) {
	cat := s.facts.Current()
	vintage := cat.Vintage()
	if err := s.mirrorOnce(ctx, cat); err != nil {
		return "", fmt.Errorf("mirror reference facts %s: %w", vintage, err)
	}
	// Outside the lock: who asks about one vessel need not wait for another's look.
	if err := s.w.LoadFacts(ctx, vintage, cat.SpanCount()); err != nil {
		return "", fmt.Errorf("look up reference facts %s: %w", vintage, err)
	}
	return vintage, nil
}

// mirrorOnce writes a vintage that this process has not written.
func (s *Scorer) mirrorOnce(ctx context.Context, cat *reference.Catalogue) error {
	s.mirroring.Lock()
	defer s.mirroring.Unlock()
	if s.mirrored[cat.Vintage()] {
		return nil
	}
	if err := s.mirrorSpans(ctx, cat); err != nil {
		return err
	}
	s.mirrored[cat.Vintage()] = true
	return nil
}

func (s *Scorer) mirrorModel(ctx context.Context) error {
	batch, err := s.w.Conn().PrepareBatch(ctx, "INSERT INTO model_indicators (model, indicator, population, pillar, weight, position, state_lookup, covered_by, flags)")
	if err != nil {
		return err
	}
	defer func() { _ = batch.Close() }()
	for slot, x := range s.model.Indicators {
		for p, weight := range x.Weights {
			if err := batch.Append(s.model.Version, x.ID, p.String(), x.Pillar, weight, uint16(slot), x.Lookup, x.CoveredBy, s.model.bits(x.Flags)); err != nil {
				return err
			}
		}
	}
	return batch.Send()
}

func (s *Scorer) mirrorSpans(ctx context.Context, cat *reference.Catalogue) error {
	batch, err := s.w.Conn().PrepareBatch(ctx, "INSERT INTO reference_spans (vintage, topic, subject, from_at, to_at, value, stale, last_known, note, source, status)")
	if err != nil {
		return err
	}
	defer func() { _ = batch.Close() }()
	for _, x := range cat.Spans() {
		to, known := x.To, x.LastKnown
		if to.IsZero() {
			to = openEnd
		}
		if known.IsZero() {
			known = time.Unix(0, 0).UTC()
		}
		if err := batch.Append(cat.Vintage(), x.Topic, x.Subject, x.From, to, x.Value, x.Stale, known, x.Note, x.Source, x.Status); err != nil {
			return err
		}
	}
	return batch.Send()
}
