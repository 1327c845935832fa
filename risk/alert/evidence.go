package alert

import (
	"encoding/json"
	"fmt"
	"math"
	"time"
)

// evidence is what a step's JSON says to who must decide what to do, who may
// know nothing else of the vessel: what is so, what it rests on, what is not
// known.
type evidence struct {
	Summary string     `json:"summary"`
	Level   int        `json:"level"`
	Closes  string     `json:"closes"`
	Facts   []factDTO  `json:"facts"`
	Scores  []scoreDTO `json:"scores"`
}

type factDTO struct {
	At     string `json:"at,omitempty"`
	Text   string `json:"text"`
	Source string `json:"source,omitempty"`
}

type scoreDTO struct {
	Population   string         `json:"population"`
	Summary      string         `json:"summary"`
	Band         string         `json:"band"`
	Points       int            `json:"points"`
	CouldBe      int            `json:"could_be"`
	Completeness int            `json:"completeness"`
	Model        string         `json:"model"`
	Vintage      string         `json:"reference_vintage"`
	AsOf         string         `json:"as_of"`
	ScoredAt     string         `json:"scored_at"`
	Gate         string         `json:"gate,omitempty"`
	Floors       []string       `json:"floors"`
	Pillars      []pillarDTO    `json:"pillars"`
	Indicators   []indicatorDTO `json:"indicators"`
	NotKnown     []notKnownDTO  `json:"not_known"`

	scoredAt time.Time
}

type pillarDTO struct {
	ID           string   `json:"id"`
	Points       float64  `json:"points"`
	CouldBe      float64  `json:"could_be"`
	Completeness *float64 `json:"completeness"` // null: nothing in it applies
}

type indicatorDTO struct {
	ID           string          `json:"id"`
	Title        string          `json:"title"`
	Points       float64         `json:"points"`
	Summary      string          `json:"summary"`
	Facts        json.RawMessage `json:"facts,omitempty"`
	ObservedFrom string          `json:"observed_from,omitempty"`
	ObservedTo   string          `json:"observed_to,omitempty"`
}

type notKnownDTO struct {
	ID       string  `json:"id"`
	Title    string  `json:"title"`
	Why      string  `json:"why"`
	CouldAdd float64 `json:"could_add"`
}

// measured is the JSON that a measurement writes.
type measured struct {
	Summary string          `json:"summary"`
	Facts   json.RawMessage `json:"facts"`
}

// How much of a score an alert repeats; the whole is in the score itself.
const (
	mostIndicators = 12
	mostNotKnown   = 12
)

// closes says in words what may close a step's alert.
func closes(t *Transition) string {
	switch {
	case t.Step.Closing():
		return "it is closed"
	case t.ByPerson:
		return "a person closes it, with a reason; it never closes by itself"
	}
	switch t.Rule {
	case RuleArrival:
		return "it expires when the vessel leaves"
	case RuleFeedStopped:
		return "it is resolved when the feed returns"
	case RuleBand, RuleIdentityConflict:
		return "it is resolved when its rule has not been met for 24 hours and two passes"
	}
	return ""
}

func factsOf(facts []Fact) []factDTO {
	out := make([]factDTO, 0, len(facts))
	for _, f := range facts {
		d := factDTO{Text: f.Text, Source: f.Source}
		if !f.At.IsZero() {
			d.At = moment(f.At)
		}
		out = append(out, d)
	}
	return out
}

func moment(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// observed leaves out the ends that stand for "open" and "nothing".
func observed(t time.Time) string {
	if t.Unix() <= 0 || t.Year() >= 2200 {
		return ""
	}
	return moment(t)
}

// tenth rounds for reading; the score keeps its parts unrounded.
func tenth(x float64) float64 { return math.Round(x*10) / 10 }

func (s *scoreDTO) sentence() string {
	return fmt.Sprintf("%s for %ss: at least %d points of 100, could be %d; %d %% of what applies to this vessel could be measured (model %s, as of %s)",
		words(s.Band), s.Population, s.Points, s.CouldBe, s.Completeness, s.Model, s.AsOf[:10])
}
