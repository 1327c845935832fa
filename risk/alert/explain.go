package alert

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// explain writes the evidence of steps: the scores as they are now, with the
// indicators that count most, and what is not known.
func (l *Log) explain(ctx context.Context, steps []Transition) error {
	scores, err := l.scoresOf(ctx, steps)
	if err != nil {
		return err
	}
	for i := range steps {
		t := &steps[i]
		e := evidence{Level: t.Level, Closes: closes(t), Facts: factsOf(t.Facts), Scores: []scoreDTO{}}
		for _, s := range scores[t.Vessel] {
			if t.Population == "" || t.Population == s.Population {
				e.Scores = append(e.Scores, s)
			}
		}
		e.Summary = summary(t, e.Scores)
		if t.Rule != RuleBand {
			t.Score = worst(e.Scores, t.Score)
		}
		text, err := json.Marshal(e)
		if err != nil {
			return fmt.Errorf("evidence of alert %s: %w", t.ID, err)
		}
		t.Evidence = string(text)
	}
	return nil
}

// worst is the score with the most points, for a rule that is about the vessel
// and not one population.
func worst(scores []scoreDTO, s Score) Score {
	for i, x := range scores {
		if i > 0 && x.Points <= int(s.Points) {
			continue
		}
		s = Score{Population: x.Population, Band: x.Band, Points: uint8(x.Points), CouldBe: uint8(x.CouldBe), Completeness: uint8(x.Completeness), Model: x.Model, ScoredAt: x.scoredAt}
	}
	return s
}

// summary says in a few sentences why, and what weighs most.
func summary(t *Transition, scores []scoreDTO) string {
	parts := []string{t.Reason}
	for _, s := range scores {
		if t.Rule != RuleBand {
			parts = append(parts, s.Summary)
		}
		var most []string
		for _, x := range s.Indicators[:min(3, len(s.Indicators))] {
			most = append(most, x.Summary)
		}
		if len(most) > 0 {
			parts = append(parts, "what counts most: "+strings.Join(most, "; "))
		}
		if len(s.NotKnown) > 0 {
			var gaps []string
			for _, x := range s.NotKnown[:min(3, len(s.NotKnown))] {
				gaps = append(gaps, x.Title)
			}
			parts = append(parts, "not known, among others: "+strings.Join(gaps, "; "))
		}
	}
	return strings.Join(parts, ". ")
}

// scoresOf reads the newest scores of the steps' vessels, by vessel.
func (l *Log) scoresOf(ctx context.Context, steps []Transition) (map[string][]scoreDTO, error) {
	var vessels []string
	for i := range steps {
		if steps[i].Vessel != "" {
			vessels = append(vessels, steps[i].Vessel)
		}
	}
	slices.Sort(vessels)
	out := map[string][]scoreDTO{}
	for part := range slices.Chunk(slices.Compact(vessels), 500) {
		if err := query(ctx, l.w, "explanations", func(rows driver.Rows) error {
			var r scoreRow
			if err := rows.Scan(r.targets()...); err != nil {
				return err
			}
			s, err := l.scoreDTO(&r)
			out[r.vessel] = append(out[r.vessel], s)
			return err
		}, clickhouse.Named("vessels", part)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// scoreRow is a row of explanations.sql.
type scoreRow struct {
	vessel, population              string
	scoredAt, asOf                  time.Time
	model, vintage                  string
	points, couldBe                 uint8
	band, gate                      string
	floors                          []string
	completeness                    uint8
	pillars                         []string
	pillarPoints, pillarCould       []float64
	pillarCompleteness              []float64
	indicators, states              []string
	weights, indicatorPoints, could []float64
	evidence                        []string
	from, to                        []time.Time
}

func (r *scoreRow) targets() []any {
	return []any{
		&r.vessel, &r.population, &r.scoredAt, &r.asOf, &r.model, &r.vintage, &r.points, &r.couldBe, &r.band, &r.gate, &r.floors, &r.completeness,
		&r.pillars, &r.pillarPoints, &r.pillarCould, &r.pillarCompleteness, &r.indicators, &r.states, &r.weights, &r.indicatorPoints, &r.could,
		&r.evidence, &r.from, &r.to,
	}
}

func (l *Log) scoreDTO(r *scoreRow) (scoreDTO, error) {
	s := scoreDTO{
		Population: r.population, Band: r.band, Points: int(r.points), CouldBe: int(r.couldBe), Completeness: int(r.completeness), Model: r.model,
		Vintage: r.vintage, AsOf: moment(r.asOf), ScoredAt: moment(r.scoredAt), Gate: r.gate, Floors: r.floors,
		scoredAt: r.scoredAt.UTC(), Pillars: []pillarDTO{}, Indicators: []indicatorDTO{}, NotKnown: []notKnownDTO{},
	}
	s.Summary = s.sentence()
	for i, id := range r.pillars {
		p := pillarDTO{ID: id, Points: tenth(r.pillarPoints[i]), CouldBe: tenth(r.pillarCould[i])}
		if c := tenth(r.pillarCompleteness[i]); c == c {
			p.Completeness = &c
		}
		s.Pillars = append(s.Pillars, p)
	}
	for i, id := range r.indicators {
		if err := l.addIndicator(&s, r, i); err != nil {
			return s, fmt.Errorf("score of %s, indicator %s: %w", r.vessel, id, err)
		}
	}
	slices.SortStableFunc(s.Indicators, func(a, b indicatorDTO) int { return cmp.Compare(b.Points, a.Points) })
	slices.SortStableFunc(s.NotKnown, func(a, b notKnownDTO) int { return cmp.Compare(b.CouldAdd, a.CouldAdd) })
	s.Indicators = s.Indicators[:min(mostIndicators, len(s.Indicators))]
	s.NotKnown = s.NotKnown[:min(mostNotKnown, len(s.NotKnown))]
	return s, nil
}

func (l *Log) addIndicator(s *scoreDTO, r *scoreRow, i int) error {
	id := r.indicators[i]
	def := l.defs[id]
	title := cmp.Or(def.Title, words(id))
	var m measured
	if r.evidence[i] != "" {
		if err := json.Unmarshal([]byte(r.evidence[i]), &m); err != nil {
			return fmt.Errorf("evidence %.60q: %w", r.evidence[i], err)
		}
	}
	if r.indicatorPoints[i] > 0 {
		s.Indicators = append(s.Indicators, indicatorDTO{
			ID: id, Title: title, Points: tenth(r.indicatorPoints[i]), Summary: cmp.Or(m.Summary, title), Facts: m.Facts,
			ObservedFrom: observed(r.from[i]), ObservedTo: observed(r.to[i]),
		})
	}
	if more := tenth(r.could[i]*r.weights[i] - r.indicatorPoints[i]); more > 0 {
		s.NotKnown = append(s.NotKnown, notKnownDTO{ID: id, Title: title, Why: cmp.Or(def.Unknown, "it could not be measured"), CouldAdd: more})
	}
	return nil
}
