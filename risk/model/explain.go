package model

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"plimsoll/risk/indicator"
)

// Explanation is a score in words. It says what was observed and what is not
// known, never what a crew or an owner did.
type Explanation struct {
	Headline string // points, what they could be, band, model, date, completeness
	Floors   []string
	Gate     string   // why the band is lower than the points; empty: it is not
	Reasons  []Reason // what gave points, the most first
	Pillars  []PillarWords
	NotKnown []string // what is not known, what could add most first
	Changes  []Change // changes for the crew that would lower the band
	Caveat   string
}

// Reason is one indicator that gave points.
type Reason struct {
	Indicator, Text string
	Points          float64
}

// PillarWords is a pillar and its indicators in words.
type PillarWords struct {
	ID, Text   string
	Indicators []IndicatorWords
}

// IndicatorWords is one indicator in words.
type IndicatorWords struct {
	ID, Title, Text string
	Points, CouldBe float64
	Facts           []Fact
}

// Change is something that would help the crew, and the band it would give.
type Change struct {
	Indicator string // empty: all of the changes named together
	Text      string
	Band      string
	Points    int
}

const caveat = "Points count conditions associated with forced labour; they are no probability and no finding about any person."

// Explain puts a score into words, with the model that made it.
func Explain(s Score) (Explanation, error) {
	m, err := Load(s.Model)
	if err != nil {
		return Explanation{}, fmt.Errorf("explain the score of %s: %w", s.Vessel, err)
	}
	definitions, err := indicator.Definitions()
	if err != nil {
		return Explanation{}, fmt.Errorf("explain the score of %s: %w", s.Vessel, err)
	}
	return m.explain(s, definitions), nil
}

func (m *Model) explain(s Score, definitions map[string]indicator.Definition) Explanation {
	e := Explanation{
		Headline: fmt.Sprintf("%s: at least %d of 100 points, could be %d (model %s, as of %s, completeness %d of 100)",
			bandWords(s.Band), s.Points, s.CouldBe, s.Model, s.AsOf.UTC().Format("2006-01-02"), s.Completeness),
		Caveat: caveat,
	}
	for _, f := range m.Floors {
		if slices.Contains(s.Floors, f.ID) {
			e.Floors = append(e.Floors, fmt.Sprintf("%s: at least %d points while it lasts", strings.ReplaceAll(f.ID, "_", " "), f.Points))
		}
	}
	if s.Gate != "" {
		e.Gate = fmt.Sprintf("the points reach %s, but what was observed on board and at sea does not: the band is the one below", s.Gate)
	}
	for _, p := range m.Pillars {
		e.Pillars = append(e.Pillars, m.pillarWords(p, s, definitions))
	}
	e.Reasons, e.NotKnown = reasons(s, definitions), notKnown(s, definitions)
	e.Changes = m.changes(s, definitions)
	return e
}

func bandWords(band string) string {
	return strings.ToUpper(band[:1]) + strings.ReplaceAll(band[1:], "_", " ")
}

func (m *Model) pillarWords(p Pillar, s Score, definitions map[string]indicator.Definition) PillarWords {
	w := PillarWords{ID: p.ID}
	score, _ := s.Pillar(p.ID)
	known := "nothing in it was asked of this vessel alone"
	if !math.IsNaN(score.Completeness) {
		known = fmt.Sprintf("%.0f %% of it is known", score.Completeness)
	}
	w.Text = fmt.Sprintf("%s: %.1f of %g points, could be %.1f; %s", p.Title, score.Points, p.Cap, score.CouldBe, known)
	for _, x := range s.Indicators {
		if def, _, ok := m.indicator(x.ID); ok && def.Pillar == p.ID {
			w.Indicators = append(w.Indicators, IndicatorWords{
				ID: x.ID, Title: definitions[x.ID].Title, Text: words(x, definitions[x.ID]), Points: x.Points, CouldBe: x.Could * x.Weight, Facts: x.Evidence.Facts,
			})
		}
	}
	return w
}

// words is what was found, or what it means that nothing was.
func words(x IndicatorScore, d indicator.Definition) string {
	switch {
	case x.State == NotApplicable:
		return "does not apply"
	case x.State == Unknown && x.Evidence.Summary != "":
		return "not known: " + d.Unknown + "; " + x.Evidence.Summary
	case x.State == Unknown:
		return "not known: " + d.Unknown
	case x.Evidence.Summary != "":
		return x.Evidence.Summary
	}
	return d.None
}

func reasons(s Score, definitions map[string]indicator.Definition) []Reason {
	var list []Reason
	for _, x := range s.Indicators {
		if x.Points > 0 {
			list = append(list, Reason{Indicator: x.ID, Text: words(x, definitions[x.ID]), Points: x.Points})
		}
	}
	slices.SortStableFunc(list, func(a, b Reason) int { return -compareFloat(a.Points, b.Points) })
	return list
}

func notKnown(s Score, definitions map[string]indicator.Definition) []string {
	var open []IndicatorScore
	for _, x := range s.Indicators {
		if x.State != NotApplicable && (x.Known < 1 || x.Could*x.Weight > x.Points) && x.Weight > 0 {
			open = append(open, x)
		}
	}
	add := func(x IndicatorScore) float64 { return x.Could*x.Weight - x.Points }
	slices.SortStableFunc(open, func(a, b IndicatorScore) int { return -compareFloat(add(a), add(b)) })
	list := make([]string, 0, len(open))
	for _, x := range open {
		d := definitions[x.ID]
		text := d.Title + ": " + d.Unknown
		if x.State == Measured {
			text = d.Title + ": " + words(x, d) + fmt.Sprintf("; %.0f %% of it is known", 100*x.Known)
		}
		if up := add(x); up > 0.05 {
			text += fmt.Sprintf(" (could add %.1f)", up)
		}
		list = append(list, text)
	}
	return list
}

func compareFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
