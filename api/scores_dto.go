package api

import "time"

type scoresInput struct {
	ID         string `path:"id" maxLength:"40" doc:"The vessel's id." example:"imo-9074729"`
	Population string `query:"population" enum:"seafarer,fisher" doc:"One population; without it, both."`
	AsOf       string `query:"as_of" maxLength:"40" doc:"Compute the score as of this date (its end, UTC) or time, with what is known now. Without it, the newest stored score." example:"2024-05-31"`
	KnownAt    string `query:"known_at" maxLength:"40" doc:"Read the score that was stored by this date or time, as it stood then." example:"2024-05-31T12:00:00Z"`
	Limit      int    `query:"limit" minimum:"1" maximum:"500" default:"100" doc:"Most rows of history."`
}

type scoresOutput struct{ Body scoresDTO }

type scoresDTO struct {
	VesselID string       `json:"vessel_id"`
	AskedFor string       `json:"asked_for,omitempty" doc:"The id that was asked for, where it turned out to be this vessel."`
	Scores   []scoreDTO   `json:"scores" doc:"Empty: the vessel is not of a kind that is scored, or was not scored by then."`
	History  []historyDTO `json:"history" doc:"One row for each change that was stored, the newest first."`
	Note     string       `json:"note"`
}

type scoreDTO struct {
	Population   string         `json:"population" enum:"seafarer,fisher"`
	Basis        string         `json:"basis" enum:"computed,stored" doc:"computed: now, for as_of, with what is known now. stored: as it was known at scored_at."`
	Band         string         `json:"band"`
	Words        string         `json:"words" doc:"The score in one sentence."`
	AtLeast      int            `json:"at_least" doc:"Points that what was observed gives, 0 to 100. Not a probability."`
	CouldBe      int            `json:"could_be" doc:"Points if everything that is not known were adverse."`
	Completeness int            `json:"completeness" doc:"0 to 100: the share of what was asked that could be measured."`
	Model        string         `json:"model"`
	Vintage      string         `json:"reference_vintage"`
	AsOf         time.Time      `json:"as_of" doc:"The moment that the score speaks of."`
	ScoredAt     *time.Time     `json:"scored_at" doc:"When it was stored; null: it was not."`
	Floors       []string       `json:"floors" doc:"Conditions that lift the points to at least their own, in words."`
	Gate         string         `json:"gate,omitempty" doc:"Why the band is lower than the points, in words."`
	Pillars      []pillarDTO    `json:"pillars"`
	Indicators   []indicatorDTO `json:"indicators"`
	NotKnown     []unknownDTO   `json:"not_known" doc:"What was not known, that which could add most first."`
	WouldHelp    []changeDTO    `json:"would_help" doc:"Changes for the crew that would lower the band."`
}

type pillarDTO struct {
	ID           string   `json:"id"`
	Title        string   `json:"title"`
	Cap          float64  `json:"cap"`
	Points       float64  `json:"points"`
	CouldBe      float64  `json:"could_be"`
	Completeness *float64 `json:"completeness" doc:"null: nothing in it applies to this vessel."`
}

type indicatorDTO struct {
	ID           string     `json:"id"`
	Title        string     `json:"title"`
	Question     string     `json:"question"`
	Pillar       string     `json:"pillar"`
	State        string     `json:"state" enum:"unknown,measured,not_applicable"`
	Value        float64    `json:"value" doc:"0 to 1: the share of the weight."`
	Weight       float64    `json:"weight" doc:"Points at value 1; 0: shown and never scored."`
	Decay        float64    `json:"decay"`
	Points       float64    `json:"points" doc:"Before the pillar's cap."`
	CouldBe      float64    `json:"could_be" doc:"Points if what is not known of it were adverse."`
	Known        float64    `json:"known" doc:"0 to 1: the share of it that was measured."`
	Summary      string     `json:"summary"`
	Facts        []factDTO  `json:"facts"`
	ObservedFrom *time.Time `json:"observed_from"`
	ObservedTo   *time.Time `json:"observed_to"`
	Window       string     `json:"window,omitempty"`
	Rationale    string     `json:"rationale,omitempty"`
	Source       string     `json:"source,omitempty"`
	Strength     string     `json:"strength,omitempty"`
	Bias         string     `json:"bias,omitempty"`
}

type factDTO struct {
	At     string `json:"at" doc:"Date, or empty where none is known."`
	Text   string `json:"text"`
	Source string `json:"source"`
}

type unknownDTO struct {
	Indicator string  `json:"indicator"`
	Title     string  `json:"title"`
	Why       string  `json:"why"`
	CouldAdd  float64 `json:"could_add" doc:"Points that it could add, before the pillar's cap."`
}

type changeDTO struct {
	Indicator string `json:"indicator,omitempty" doc:"Absent: all of the changes named together."`
	Change    string `json:"change"`
	Band      string `json:"band" doc:"That it would give."`
	AtLeast   int    `json:"at_least"`
}

type historyDTO struct {
	Population   string    `json:"population" ch:"population"`
	ScoredAt     time.Time `json:"scored_at" ch:"scored_at"`
	AsOf         time.Time `json:"as_of" ch:"as_of"`
	Model        string    `json:"model" ch:"model"`
	Vintage      string    `json:"reference_vintage" ch:"vintage" doc:"Of the facts; under others every score is stored anew, changed or not."`
	Points       uint8     `json:"at_least" ch:"points"`
	CouldBe      uint8     `json:"could_be" ch:"could_be"`
	Band         string    `json:"band" ch:"band"`
	Completeness uint8     `json:"completeness" ch:"completeness"`
}
