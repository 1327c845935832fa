package model

import (
	"fmt"
	"time"

	"plimsoll/data/vessel"
)

// columns are a score's, in the order in which combine.sql gives them and the
// table scores takes them.
const columns = `vessel_id, population, scored_at, as_of, model, vintage, points, could_be, band, gate, floors, completeness, total,
    pillars, pillar_points, pillar_could_be, pillar_completeness, indicators, states, indicator_values, weights, indicator_points,
    indicator_could_be, indicator_known, indicator_decays, evidence, observed_from, observed_to`

// row is a score as the driver reads it.
type row struct {
	Vessel       string
	Population   uint8
	ScoredAt     time.Time
	AsOf         time.Time
	Model        string
	Vintage      string
	Points       uint8
	CouldBe      uint8
	Band, Gate   string
	Floors       []string
	Completeness uint8
	Total        float64
	Pillars      []string
	PillarPoints, PillarCouldBe, PillarCompleteness,
	Values, Weights, IndicatorPoints, Could, Known, Decays []float64
	Indicators, States, Evidence []string
	From, To                     []time.Time
}

// selection casts what the driver would read as something else.
const selection = `SELECT vessel_id, toUInt8(population), scored_at, as_of, toString(model), toString(vintage), points, could_be, toString(band), toString(gate),
    CAST(floors, 'Array(String)'), completeness, total, CAST(pillars, 'Array(String)'), pillar_points, pillar_could_be, pillar_completeness,
    CAST(indicators, 'Array(String)'), CAST(states, 'Array(String)'), indicator_values, weights, indicator_points,
    indicator_could_be, indicator_known, indicator_decays, evidence, observed_from, observed_to FROM `

func (r *row) targets() []any {
	return []any{
		&r.Vessel, &r.Population, &r.ScoredAt, &r.AsOf, &r.Model, &r.Vintage, &r.Points, &r.CouldBe, &r.Band, &r.Gate, &r.Floors, &r.Completeness, &r.Total,
		&r.Pillars, &r.PillarPoints, &r.PillarCouldBe, &r.PillarCompleteness, &r.Indicators, &r.States, &r.Values, &r.Weights, &r.IndicatorPoints,
		&r.Could, &r.Known, &r.Decays, &r.Evidence, &r.From, &r.To,
	}
}

func (r *row) score() (Score, error) {
	s := Score{
		Vessel: vessel.ID(r.Vessel), Population: vessel.Population(r.Population), ScoredAt: r.ScoredAt.UTC(), AsOf: r.AsOf.UTC(), Model: r.Model, Vintage: r.Vintage,
		Points: int(r.Points), CouldBe: int(r.CouldBe), Band: r.Band, Gate: r.Gate, Floors: r.Floors, Completeness: int(r.Completeness), Total: r.Total,
	}
	for i, id := range r.Pillars {
		s.Pillars = append(s.Pillars, PillarScore{ID: id, Points: r.PillarPoints[i], CouldBe: r.PillarCouldBe[i], Completeness: r.PillarCompleteness[i]})
	}
	for i, id := range r.Indicators {
		evidence, err := parseEvidence(r.Evidence[i])
		if err != nil {
			return Score{}, fmt.Errorf("score of %s, %s: %w", r.Vessel, id, err)
		}
		s.Indicators = append(s.Indicators, IndicatorScore{
			ID: id, State: r.States[i], Value: r.Values[i], Weight: r.Weights[i], Points: r.IndicatorPoints[i], Could: r.Could[i], Known: r.Known[i], Decay: r.Decays[i],
			Evidence: evidence, ObservedFrom: r.From[i].UTC(), ObservedTo: r.To[i].UTC(),
		})
	}
	return s, nil
}
