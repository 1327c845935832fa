package api

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"plimsoll/risk/alert"
)

type alertsInput struct {
	State  string `query:"state" maxLength:"80" doc:"States, separated by commas: open, acknowledged, disputed, resolved, retracted, expired; or active, which is the first three. Without it, all." example:"active"`
	Rule   string `query:"rule" maxLength:"80" doc:"Rules, separated by commas: band, identity_conflict, arrival, feed_stopped." example:"band"`
	Vessel string `query:"vessel" maxLength:"40" doc:"Id of a vessel." example:"imo-9074729"`
	Band   string `query:"band" maxLength:"80" doc:"Bands that the alert was last seen against, separated by commas." example:"high,severe"`
	Place  string `query:"place" maxLength:"6" doc:"UN/LOCODE of a port, in any case." example:"CLPUQ"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"50" doc:"Most alerts in an answer."`
	Cursor string `query:"cursor" maxLength:"20" doc:"The next of the answer before."`
}

type alertsOutput struct{ Body alertListDTO }

type alertListDTO struct {
	Alerts []stepDTO `json:"alerts" doc:"Each as its last step left it."`
	Next   string    `json:"next,omitempty" doc:"Cursor of the next page; absent on the last."`
}

type alertInput struct {
	ID string `path:"id" maxLength:"64" doc:"The alert's id."`
}

type alertOutput struct{ Body alertDTO }

type alertDTO struct {
	Alert   stepDTO   `json:"alert" doc:"As it stands."`
	History []stepDTO `json:"history" doc:"Every step, the first first."`
}

type stepDTO struct {
	AlertID      string          `json:"alert_id"`
	Number       uint64          `json:"number" doc:"Order among all steps of all alerts."`
	Sequence     uint32          `json:"sequence" doc:"Order among the steps of this alert, from 1."`
	VesselID     string          `json:"vessel_id,omitempty" doc:"Absent: an alarm for who runs the service."`
	Population   string          `json:"population,omitempty"`
	Rule         string          `json:"rule"`
	Place        string          `json:"place,omitempty" doc:"UN/LOCODE"`
	Step         string          `json:"step"`
	State        string          `json:"state"`
	Reason       string          `json:"reason" doc:"Why the step was taken, in words."`
	Band         string          `json:"band,omitempty"`
	AtLeast      *uint8          `json:"at_least,omitempty"`
	CouldBe      *uint8          `json:"could_be,omitempty"`
	Completeness *uint8          `json:"completeness,omitempty"`
	Model        string          `json:"model,omitempty"`
	ScoredAt     *time.Time      `json:"scored_at,omitempty"`
	Suppressed   uint32          `json:"suppressed" doc:"Repeats since the step before that changed nothing."`
	ObservedAt   *time.Time      `json:"observed_at,omitempty" doc:"When what it tells of happened."`
	AcceptedAt   *time.Time      `json:"accepted_at,omitempty" doc:"When the message that caused it was taken in; absent: the clock did."`
	At           time.Time       `json:"at" doc:"When the step was taken."`
	Evidence     json.RawMessage `json:"evidence" doc:"summary, facts, and the scores as they were: what counts most, what is not known, completeness, model and date."`
}

func stepOf(t *alert.Transition) stepDTO {
	d := stepDTO{
		AlertID: t.ID, Number: t.Number, Sequence: t.Sequence, VesselID: t.Vessel, Population: t.Population, Rule: string(t.Rule), Place: t.Place,
		Step: string(t.Step), State: string(t.State), Reason: t.Reason, Suppressed: t.Suppressed,
		ObservedAt: known(t.ObservedAt), AcceptedAt: known(t.AcceptedAt), At: t.At.UTC(), Evidence: json.RawMessage(t.Evidence),
	}
	if !json.Valid(d.Evidence) {
		d.Evidence = json.RawMessage("null")
	}
	if t.Score.Model != "" {
		d.Band, d.Model, d.ScoredAt = t.Score.Band, t.Score.Model, known(t.Score.ScoredAt)
		d.AtLeast, d.CouldBe, d.Completeness = &t.Score.Points, &t.Score.CouldBe, &t.Score.Completeness
	}
	return d
}

// active lists the states of alerts that are believed to hold.
func active() []alert.State {
	return slices.DeleteFunc(alert.States(), func(s alert.State) bool { return !s.Active() })
}

func (s *Server) listAlerts(ctx context.Context, in *alertsInput) (*alertsOutput, error) {
	filter, err := s.alertFilter(in)
	if err != nil {
		return nil, err
	}
	page, next, err := alert.List(ctx, s.Warehouse, filter)
	if err != nil {
		return nil, err
	}
	out := &alertsOutput{alertListDTO{Alerts: make([]stepDTO, 0, len(page))}}
	for i := range page {
		out.Body.Alerts = append(out.Body.Alerts, stepOf(&page[i]))
	}
	if next != 0 {
		out.Body.Next = strconv.FormatUint(next, 10)
	}
	return out, nil
}

func (s *Server) alertFilter(in *alertsInput) (alert.Filter, error) {
	f := alert.Filter{Vessel: strings.ToLower(in.Vessel), Place: strings.ToUpper(strings.ReplaceAll(in.Place, " ", "")), Limit: cmp.Or(in.Limit, 50)}
	if f.Vessel != "" && !vesselID.MatchString(f.Vessel) {
		return f, invalid("query.vessel", in.Vessel, "send a vessel's id, as in imo-9074729; /v1/vessels?q= finds it")
	}
	if f.Place != "" && !locode.MatchString(f.Place) {
		return f, invalid("query.place", in.Place, "send a UN/LOCODE, as in CLPUQ")
	}
	state := in.State
	if strings.EqualFold(state, "active") {
		f.States, state = active(), ""
	}
	var err error
	if state != "" {
		if f.States, err = choose("state", state, alert.States(), "active"); err != nil {
			return f, err
		}
	}
	if f.Rules, err = choose("rule", in.Rule, alert.Rules()); err != nil {
		return f, err
	}
	if f.Bands, err = choose("band", in.Band, s.bandIDs()); err != nil {
		return f, err
	}
	if in.Cursor != "" {
		if f.Before, err = strconv.ParseUint(in.Cursor, 10, 63); err != nil || f.Before == 0 {
			return f, invalid("query.cursor", in.Cursor, "send the next of an answer to the same question, or leave it out")
		}
	}
	return f, nil
}

var locode = regexp.MustCompile(`^[A-Z]{2}[A-Z2-9]{3}$`)

// choose reads words of a closed set, separated by commas, in any case.
func choose[T ~string](name, text string, from []T, also ...T) ([]T, error) {
	if text == "" {
		return nil, nil
	}
	var out []T
	for word := range strings.SplitSeq(strings.ToLower(text), ",") {
		w := T(strings.TrimSpace(word))
		if !slices.Contains(from, w) {
			var choices []string
			for _, c := range append(slices.Clone(from), also...) {
				choices = append(choices, string(c))
			}
			return nil, invalid("query."+name, text, "send some of "+strings.Join(choices, ", "))
		}
		out = append(out, w)
	}
	return out, nil
}

var alertID = regexp.MustCompile(`^[0-9a-f]{8,64}$`)

func (s *Server) getAlert(ctx context.Context, in *alertInput) (*alertOutput, error) {
	id := strings.ToLower(in.ID)
	if !alertID.MatchString(id) {
		return nil, fmt.Errorf("%w: %.70q is no alert's id; /v1/alerts lists them", errNotFound, in.ID)
	}
	steps, err := alert.Get(ctx, s.Warehouse, id)
	if errors.Is(err, alert.ErrNotFound) {
		return nil, fmt.Errorf("%w: there is no alert %s; /v1/alerts lists them", errNotFound, id)
	}
	if err != nil {
		return nil, err
	}
	out := &alertOutput{alertDTO{History: make([]stepDTO, 0, len(steps))}}
	for i := range steps {
		out.Body.History = append(out.Body.History, stepOf(&steps[i]))
	}
	out.Body.Alert = out.Body.History[len(steps)-1]
	return out, nil
}
