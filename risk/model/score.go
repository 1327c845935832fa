package model

import (
	"encoding/json"
	"fmt"
	"time"

	"plimsoll/data/vessel"
)

// States of an indicator.
const (
	Unknown       = "unknown"
	Measured      = "measured"
	NotApplicable = "not_applicable"
)

// Score is what is judged of one vessel and population at one moment.
type Score struct {
	Vessel       vessel.ID
	Population   vessel.Population
	ScoredAt     time.Time // when it became known; zero when it was computed and not stored
	AsOf         time.Time // the moment that it speaks of
	Model        string
	Vintage      string // of the reference facts
	Points       int    // at least, rounded half up
	CouldBe      int    // if everything unknown were adverse
	Band         string
	Gate         string // the band whose gate kept it lower; empty: none
	Floors       []string
	Completeness int // 0 to 100
	Total        float64
	Pillars      []PillarScore
	Indicators   []IndicatorScore
}

// PillarScore is one pillar's part, unrounded and capped.
type PillarScore struct {
	ID           string
	Points       float64
	CouldBe      float64
	Completeness float64 // 0 to 100; NaN: nothing in it applies
}

// IndicatorScore is one indicator's part, unrounded and before its pillar's cap.
type IndicatorScore struct {
	ID                       string
	State                    string
	Value, Weight, Points    float64
	Could                    float64 // share of the weight if what is unknown were adverse
	Known                    float64 // share of it that was measured
	Decay                    float64
	Evidence                 Evidence
	ObservedFrom, ObservedTo time.Time // 1970-01-01: nothing was observed
}

// Evidence is what an indicator rests on.
type Evidence struct {
	Summary string
	Facts   []Fact
}

// Fact is one dated fact; At is a date, or empty where none is known.
type Fact struct{ At, Text, Source string }

// evidenceDTO is evidence as the measurements write it.
type evidenceDTO struct {
	Summary string    `json:"summary"`
	Facts   []factDTO `json:"facts"`
}

type factDTO struct {
	At     string `json:"at"`
	Text   string `json:"text"`
	Source string `json:"source"`
}

func parseEvidence(text string) (Evidence, error) {
	if text == "" {
		return Evidence{}, nil
	}
	var d evidenceDTO
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		return Evidence{}, fmt.Errorf("evidence %.60q: %w", text, err)
	}
	e := Evidence{Summary: d.Summary}
	for _, f := range d.Facts {
		e.Facts = append(e.Facts, Fact(f))
	}
	return e, nil
}

// Indicator finds one indicator's part.
func (s Score) Indicator(id string) (IndicatorScore, bool) {
	for _, x := range s.Indicators {
		if x.ID == id {
			return x, true
		}
	}
	return IndicatorScore{}, false
}

// Pillar finds one pillar's part.
func (s Score) Pillar(id string) (PillarScore, bool) {
	for _, x := range s.Pillars {
		if x.ID == id {
			return x, true
		}
	}
	return PillarScore{}, false
}
