package api

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"slices"
	"strconv"
	"time"

	"plimsoll/data/vessel"
	"plimsoll/risk/model"
)

const scoreNote = "Points say which conditions were observed; they are no probability, and say nothing of what any person did. What is not known lowers completeness, never the points."

func (s *Server) getScores(ctx context.Context, in *scoresInput) (*scoresOutput, error) {
	if in.AsOf != "" && in.KnownAt != "" {
		return nil, invalid("query.known_at", in.KnownAt, "send as_of (computed with what is known now) or known_at (as it was stored), not both")
	}
	asOf, err := s.moment("as_of", in.AsOf, s.AsOf())
	if err != nil {
		return nil, err
	}
	knownAt, err := s.moment("known_at", in.KnownAt, s.Now())
	if err != nil {
		return nil, err
	}
	v, err := s.vessel(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	scores, err := s.scores(ctx, v, asOf, knownAt, in.AsOf != "")
	if err != nil {
		return nil, err
	}
	out := scoresDTO{VesselID: v.ID, Scores: []scoreDTO{}, Note: scoreNote}
	if in.ID != v.ID {
		out.AskedFor = in.ID
	}
	for _, score := range scores {
		if in.Population == "" || score.Population.String() == in.Population {
			out.Scores = append(out.Scores, s.score(score))
		}
	}
	out.History, err = s.history(ctx, v.ID, in.Population, knownAt, max(in.Limit, 1))
	return &scoresOutput{out}, err
}

// history lists the changes of a vessel's scores that were stored by a moment,
// the newest first.
func (s *Server) history(ctx context.Context, id, population string, knownAt time.Time, limit int) ([]historyDTO, error) {
	rows, err := read[historyDTO](ctx, s, "score_history", parameters{
		"vessel": id, "population": population, "known_at": instant(knownAt), "limit": strconv.Itoa(limit),
	})
	for i := range rows {
		rows[i].ScoredAt, rows[i].AsOf = rows[i].ScoredAt.UTC(), rows[i].AsOf.UTC()
	}
	return some(rows, limit), err
}

// bandSince is since when a population's band has been what it is, as far as
// the history goes; nil where nothing is stored.
func bandSince(history []historyDTO, population, band string) *time.Time {
	var since *time.Time
	for i := range history {
		if history[i].Population != population {
			continue
		}
		if history[i].Band != band {
			break
		}
		since = &history[i].AsOf
	}
	return since
}

// scores gives those that were stored by knownAt, which is quick and what alerts
// rest on, or those computed as of a moment, of each population that has one.
func (s *Server) scores(ctx context.Context, v *vesselRow, asOf, knownAt time.Time, computed bool) ([]model.Score, error) {
	if !computed {
		return s.Scorer.Stored(ctx, vessel.ID(v.ID), knownAt)
	}
	return s.Scorer.AllAt(ctx, vessel.ID(v.ID), asOf)
}

// score explains one.
func (s *Server) score(score model.Score) scoreDTO {
	told := s.explain(score)
	out := scoreDTO{
		Population: score.Population.String(), Basis: "computed", Band: score.Band, Words: scoreWords(score), AtLeast: score.Points, CouldBe: score.CouldBe,
		Completeness: score.Completeness, Model: score.Model, Vintage: score.Vintage, AsOf: score.AsOf, Floors: texts(told.Floors), Gate: told.Gate,
		Pillars: []pillarDTO{}, Indicators: []indicatorDTO{}, NotKnown: s.notKnown(score), WouldHelp: changesOf(told),
	}
	if !score.ScoredAt.IsZero() {
		out.Basis, out.ScoredAt = "stored", &score.ScoredAt
	}
	for _, p := range score.Pillars {
		d := pillarDTO{ID: p.ID, Title: p.ID, Points: rounded(p.Points), CouldBe: rounded(p.CouldBe)}
		if !math.IsNaN(p.Completeness) {
			c := rounded(p.Completeness)
			d.Completeness = &c
		}
		for _, m := range s.Scorer.Model().Pillars {
			if m.ID == p.ID {
				d.Title, d.Cap = m.Title, m.Cap
			}
		}
		out.Pillars = append(out.Pillars, d)
	}
	for _, x := range score.Indicators {
		out.Indicators = append(out.Indicators, s.indicator(x))
	}
	return out
}

func (s *Server) indicator(x model.IndicatorScore) indicatorDTO {
	def := s.definitions[x.ID]
	d := indicatorDTO{
		ID: x.ID, Title: def.Title, Question: def.Question, Pillar: s.pillarOf(x.ID), State: x.State, Value: rounded(x.Value), Weight: x.Weight, Decay: rounded(x.Decay),
		Points: rounded(x.Points), CouldBe: rounded(x.Could * x.Weight), Known: rounded(x.Known), Summary: s.summary(x), Facts: []factDTO{},
		ObservedFrom: known(x.ObservedFrom), ObservedTo: known(x.ObservedTo),
		Window: def.Window, Rationale: def.Rationale, Source: def.Source, Strength: def.Strength, Bias: def.Bias,
	}
	for _, f := range x.Evidence.Facts {
		d.Facts = append(d.Facts, factDTO{datedFrom(f.At), f.Text, f.Source})
	}
	return d
}

// summary is what was found, or what it means that nothing was.
func (s *Server) summary(x model.IndicatorScore) string {
	def := s.definitions[x.ID]
	switch {
	case x.Evidence.Summary != "":
		return x.Evidence.Summary
	case x.State == model.Unknown:
		return "not known: " + def.Unknown
	case x.State == model.NotApplicable:
		return "does not apply to this vessel"
	case def.None != "":
		return def.None
	}
	return "nothing was observed"
}

func (s *Server) pillarOf(indicator string) string {
	for _, x := range s.Scorer.Model().Indicators {
		if x.ID == indicator {
			return x.Pillar
		}
	}
	return ""
}

// notKnown lists what could raise the score, that which could add most first.
func (s *Server) notKnown(score model.Score) []unknownDTO {
	out := []unknownDTO{}
	for _, x := range score.Indicators {
		add := x.Could*x.Weight - x.Points
		if x.State == model.NotApplicable || x.Known >= 1 || add <= 0 && x.Weight > 0 {
			continue
		}
		def := s.definitions[x.ID]
		why := def.Unknown
		if x.State == model.Measured && x.Evidence.Summary != "" { // part of it was measured, and the summary says which
			why = fmt.Sprintf("known in part (%.0f %%): %s", 100*x.Known, x.Evidence.Summary)
		}
		out = append(out, unknownDTO{Indicator: x.ID, Title: def.Title, Why: why, CouldAdd: rounded(max(add, 0))})
	}
	slices.SortStableFunc(out, func(a, b unknownDTO) int { return compareDown(a.CouldAdd, b.CouldAdd) })
	return out
}

// explain is the model's own words. A score whose model is no longer in the
// program is shown without them.
func (s *Server) explain(score model.Score) model.Explanation {
	told, err := model.Explain(score)
	if err != nil {
		s.Log.Warn("a score cannot be put into words", slog.String("vessel", string(score.Vessel)), slog.Any("error", err))
	}
	return told
}

func changesOf(told model.Explanation) []changeDTO {
	out := []changeDTO{}
	for _, c := range told.Changes {
		out = append(out, changeDTO{c.Indicator, c.Text, c.Band, c.Points})
	}
	return out
}

// observed lists what gave points, the most first.
func (s *Server) observed(score model.Score) []model.IndicatorScore {
	var out []model.IndicatorScore
	for _, x := range score.Indicators {
		if x.State == model.Measured && x.Points > 0 {
			out = append(out, x)
		}
	}
	slices.SortStableFunc(out, func(a, b model.IndicatorScore) int { return compareDown(a.Points, b.Points) })
	return out
}

func compareDown(a, b float64) int {
	switch {
	case a > b:
		return -1
	case a < b:
		return 1
	}
	return 0
}

func rounded(x float64) float64 { return math.Round(x*100) / 100 }

// texts keeps an empty list from becoming null.
func texts(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
