package alert

import (
	"encoding/json"
	"fmt"
	"time"
)

// wire is a step on the topic plimsoll.alerts. Its names are those of the API.
type wire struct {
	ID           string          `json:"alert_id"`
	Number       uint64          `json:"number"`
	Sequence     uint32          `json:"sequence"`
	VesselID     string          `json:"vessel_id,omitempty"`
	Population   string          `json:"population,omitempty"`
	Rule         Rule            `json:"rule"`
	Place        string          `json:"place,omitempty"`
	Step         Step            `json:"step"`
	State        State           `json:"state"`
	Reason       string          `json:"reason"`
	Band         string          `json:"band,omitempty"`
	Points       *uint8          `json:"at_least,omitempty"`
	CouldBe      *uint8          `json:"could_be,omitempty"`
	Completeness *uint8          `json:"completeness,omitempty"`
	Model        string          `json:"model,omitempty"`
	ScoredAt     string          `json:"scored_at,omitempty"`
	Suppressed   uint32          `json:"suppressed"`
	ObservedAt   string          `json:"observed_at,omitempty"`
	AcceptedAt   string          `json:"accepted_at,omitempty"`
	At           string          `json:"at"`
	Evidence     json.RawMessage `json:"evidence"`
}

// EncodeTransition writes a step as JSON: times in RFC 3339, UTC, milliseconds;
// what is not known is left out. Without a score there are no points.
func EncodeTransition(t *Transition) ([]byte, error) {
	x := wire{
		ID: t.ID, Number: t.Number, Sequence: t.Sequence, VesselID: t.Vessel, Population: t.Population, Rule: t.Rule, Place: t.Place, Step: t.Step,
		State: t.State, Reason: t.Reason, Band: t.Score.Band, Model: t.Score.Model, Suppressed: t.Suppressed,
		ScoredAt: stamp(t.Score.ScoredAt), ObservedAt: stamp(t.ObservedAt), AcceptedAt: stamp(t.AcceptedAt), At: stamp(t.At), Evidence: json.RawMessage("null"),
	}
	if t.Score.Model != "" {
		x.Points, x.CouldBe, x.Completeness = &t.Score.Points, &t.Score.CouldBe, &t.Score.Completeness
	}
	if t.Evidence != "" {
		x.Evidence = json.RawMessage(t.Evidence)
	}
	text, err := json.Marshal(x)
	if err != nil {
		return nil, fmt.Errorf("encode step %s: %w", t.EventID(), err)
	}
	return text, nil
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}
