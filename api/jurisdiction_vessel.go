package api

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"plimsoll/risk/jurisdiction"
)

type vesselActsInput struct {
	ID        string `path:"id" maxLength:"40" doc:"The vessel's id." example:"imo-9074729"`
	AsOf      string `query:"as_of" maxLength:"40" doc:"As of this date (its end, UTC) or time; the law is that of the day." example:"2024-05-31"`
	Facts     string `query:"facts" maxLength:"600" doc:"What is asserted, with commas between; words as in POST /v1/jurisdiction. Nothing is inferred from what is known of the vessel."`
	Victims   string `query:"victims" maxLength:"200" doc:"Nationalities of presumed victims or abandoned crew, with commas between."`
	Zone      string `query:"zone" maxLength:"40" doc:"Instead of where it was last observed."`
	Coastal   string `query:"coastal_state" maxLength:"3" doc:"With zone."`
	Port      string `query:"port_state" maxLength:"3" doc:"With zone=port; alone it means that."`
	DaysAtSea string `query:"days_at_sea" maxLength:"12" doc:"How long it normally stays at sea."`
	Distance  string `query:"distance_from_flag_coast_nm" maxLength:"12" doc:"Where it normally navigates."`
	Asking    string `query:"asking" maxLength:"40" doc:"port_officer, labour_inspector, warship, coast_guard, prosecutor or researcher."`
}

type vesselActsOutput struct{ Body vesselActsDTO }

type vesselActsDTO struct {
	VesselID string       `json:"vessel_id"`
	AskedFor string       `json:"asked_for,omitempty" doc:"The id that was asked for, where it turned out to be this vessel."`
	AsOf     time.Time    `json:"as_of"`
	Question questionDTO  `json:"question" doc:"The question that was answered; change it and post it to /v1/jurisdiction."`
	Assumed  []assumedDTO `json:"assumed" doc:"What the question took from what is known of the vessel, and from where."`
	Answer   actDTO       `json:"answer"`
}

type assumedDTO struct {
	What  string `json:"what"`
	Value string `json:"value"`
	From  string `json:"from"`
}

// vesselAnswer is what was asked of a vessel and what came out, for those who put
// it in words.
type vesselAnswer struct {
	dto    vesselActsDTO // without the answer
	name   string
	place  *placeDTO // last known; nil: none, or another place was asked for
	by     *jurisdiction.Evaluator
	answer jurisdiction.Answer
}

// getVesselActs asks who can act for a vessel as it is known.
func (s *Server) getVesselActs(ctx context.Context, in *vesselActsInput) (*vesselActsOutput, error) {
	out, err := s.askOfVessel(ctx, in)
	if err != nil {
		return nil, err
	}
	out.dto.Answer = *actOf(out.answer)
	return &vesselActsOutput{Body: out.dto}, nil
}

func (s *Server) askOfVessel(ctx context.Context, in *vesselActsInput) (*vesselAnswer, error) {
	asOf, err := s.moment("as_of", in.AsOf, s.AsOf())
	if err != nil {
		return nil, err
	}
	v, err := s.vessel(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	known := s.identity(v, asOf)
	out := &vesselAnswer{name: known.Name, dto: vesselActsDTO{VesselID: v.ID, AsOf: asOf, Assumed: []assumedDTO{}}}
	if v.ID != in.ID {
		out.dto.AskedFor = in.ID
	}
	if err := out.dto.ofRequest(in); err != nil {
		return nil, err
	}
	out.dto.ofVessel(known)
	if in.Zone == "" && in.Port == "" {
		if out.place, err = s.lastPlace(ctx, v.ID, asOf); err != nil {
			return nil, err
		}
		out.dto.ofPlace(out.place)
	}
	return out, s.put(out)
}

// put puts the question. A last position on which no question can stand (a drawn
// coast puts it inland) is left out, and that is said.
func (s *Server) put(out *vesselAnswer) error {
	question := &out.dto.Question
	put := func() error {
		text, err := json.Marshal(question)
		if err != nil {
			return err
		}
		out.answer, err = ask(s, text, func(e *jurisdiction.Evaluator, q jurisdiction.Question) (jurisdiction.Answer, error) {
			out.by = e
			return e.Answer(q)
		})
		return err
	}
	err := put()
	if err == nil || question.Place.Lon == nil {
		return err
	}
	with := question.Place
	question.Place = questionPlaceDTO{}
	if put() != nil {
		return err
	}
	out.place = nil
	out.dto.Assumed = append(out.dto.Assumed, assumedDTO{"place", "not used", "the last position cannot be placed at sea: " + fmt.Sprintf("%.4f %.4f", *with.Lon, *with.Lat)})
	return nil
}
