package api

import (
	"context"
	"strconv"
	"strings"
	"time"

	"plimsoll/data/vessel"
)

func (s *Server) getEvents(ctx context.Context, in *eventsInput) (*eventsOutput, error) {
	asOf, err := s.moment("as_of", in.AsOf, s.AsOf())
	if err != nil {
		return nil, err
	}
	v, err := s.vessel(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	limit := max(in.Limit, 1)
	about, err := s.subject(ctx, v, asOf, limit)
	if err != nil {
		return nil, err
	}
	out := &eventsDTO{VesselID: v.ID, AsOf: asOf}
	if in.ID != v.ID {
		out.AskedFor = in.ID
	}
	for kind, fill := range map[string]func() error{
		"gaps": func() error { gaps, err := s.gaps(ctx, about); out.Gaps = gaps[:min(limit, len(gaps))]; return err },
		"calls": func() error {
			calls, err := s.calls(ctx, about)
			out.Calls = calls[:min(limit, len(calls))]
			return err
		},
		"encounters":  func() (err error) { out.Encounters, err = s.encounters(ctx, about); return err },
		"inspections": func() (err error) { out.Inspections, err = s.inspections(ctx, about); return err },
		"records":     func() (err error) { out.Records, err = s.records(ctx, about); return err },
	} {
		if in.Kind == "" || in.Kind == kind {
			if err := fill(); err != nil {
				return nil, err
			}
		}
	}
	return &eventsOutput{*out}, nil
}

// subject is what the events of a vessel are found by.
type subject struct {
	parameters
	shared bool // a number that it uses is used by two hulls
}

// subject reads which numbers mean the vessel, and when. A number on which two
// hulls send means neither.
func (s *Server) subject(ctx context.Context, v *vesselRow, asOf time.Time, limit int) (subject, error) {
	type track struct {
		MMSI    uint32    `ch:"mmsi"`
		Segment uint8     `ch:"segment"`
		From    time.Time `ch:"valid_from"`
		To      time.Time `ch:"valid_to"`
		Hulls   uint8     `ch:"hulls"`
	}
	rows, err := read[track](ctx, s, "tracks", parameters{"vessel": v.ID, "now": instant(s.Now())})
	var out subject
	var mmsis []uint32
	var from, to []int64
	for _, r := range rows {
		if r.Hulls > 1 {
			out.shared = true
			continue
		}
		mmsis, from, to = append(mmsis, r.MMSI), append(from, r.From.UnixMilli()), append(to, r.To.UnixMilli())
	}
	out.parameters = parameters{
		"vessel": v.ID, "as_of": instant(asOf), "imo": strconv.Itoa(int(v.IMO)), "mmsis": list(mmsis), "linked_from": list(from), "linked_to": list(to),
		"limit": strconv.Itoa(limit),
	}
	return out, err
}

func (s *Server) gaps(ctx context.Context, about subject) ([]gapDTO, error) {
	type gapRow struct {
		From      time.Time `ch:"from_at"`
		To        time.Time `ch:"to_at"`
		Hours     float64   `ch:"hours"`
		Lon       float64   `ch:"from_lon"`
		Lat       float64   `ch:"from_lat"`
		ShoreM    float32   `ch:"from_shore_m"`
		Open      bool      `ch:"open"`
		Reception string    `ch:"reception"`
	}
	rows, err := readSQL[gapRow](ctx, s, "gaps", gapsOf(), about.parameters)
	var out []gapDTO
	for _, r := range rows {
		out = append(out, gapDTO{r.From.UTC(), r.To.UTC(), r.Open, rounded(r.Hours), r.Lon, r.Lat, rounded(float64(r.ShoreM)), r.Reception})
	}
	return out, err
}

func (s *Server) calls(ctx context.Context, about subject) ([]callDTO, error) {
	type callRow struct {
		Port  string    `ch:"port"`
		From  time.Time `ch:"from_at"`
		To    time.Time `ch:"to_at"`
		Basis string    `ch:"basis"`
	}
	rows, err := readSQL[callRow](ctx, s, "calls", callsOf(), about.parameters)
	var out []callDTO
	for _, r := range rows {
		out = append(out, callDTO{r.Port, s.portName(r.Port), r.From.UTC(), r.To.UTC(), r.Basis})
	}
	return out, err
}

func (s *Server) encounters(ctx context.Context, about subject) ([]encounterDTO, error) {
	type encounterRow struct {
		Source     string    `ch:"source"`
		EventID    string    `ch:"event_id"`
		Kind       string    `ch:"kind"`
		From       time.Time `ch:"from_at"`
		To         time.Time `ch:"to_at"`
		Lon        float64   `ch:"lon"`
		Lat        float64   `ch:"lat"`
		OtherName  string    `ch:"other_name"`
		OtherIMO   uint32    `ch:"other_imo"`
		OtherMMSI  uint32    `ch:"other_mmsi"`
		OtherClass string    `ch:"other_class"`
		Disabling  string    `ch:"intentional_disabling"`
		Port       string    `ch:"port"`
		Zone       string    `ch:"zone"`
		State      string    `ch:"coastal_state"`
	}
	rows, err := read[encounterRow](ctx, s, "encounters", about.parameters)
	var out []encounterDTO
	for _, r := range rows {
		d := encounterDTO{
			Kind: r.Kind, From: r.From.UTC(), To: known(r.To), OtherName: r.OtherName, OtherIMO: r.OtherIMO,
			Port: r.Port, Zone: r.Zone, State: r.State, Source: r.Source,
		}
		if r.OtherMMSI != 0 {
			d.OtherMMSI = vessel.MMSI(r.OtherMMSI).String()
		}
		if r.OtherClass != "unknown" {
			d.OtherClass = r.OtherClass
		}
		if r.Disabling != "unknown" {
			d.IntentionalDisabling = r.Disabling
		}
		out = append(out, d)
	}
	return out, err
}

func (s *Server) inspections(ctx context.Context, about subject) ([]inspectionDTO, error) {
	type inspectionRow struct {
		Source       string    `ch:"source"`
		EventID      string    `ch:"event_id"`
		At           time.Time `ch:"at"`
		Port         string    `ch:"port"`
		Authority    string    `ch:"authority"`
		Labour       bool      `ch:"labour"`
		Interviewed  string    `ch:"crew_interviewed"`
		Deficiencies []string  `ch:"deficiencies"`
		Detained     bool      `ch:"detained"`
		LabourHold   bool      `ch:"labour_detention"`
		ReleasedAt   time.Time `ch:"released_at"`
	}
	rows, err := read[inspectionRow](ctx, s, "inspections", about.parameters)
	var out []inspectionDTO
	for _, r := range rows {
		d := inspectionDTO{
			At: r.At.UTC(), Port: r.Port, PortName: s.portName(r.Port), Authority: r.Authority, Labour: r.Labour, CrewInterviewed: r.Interviewed,
			Deficiencies: texts(r.Deficiencies), Detained: r.Detained, LabourDetention: r.LabourHold, Source: r.Source,
		}
		if r.Detained {
			d.ReleasedAt = known(r.ReleasedAt)
		}
		out = append(out, d)
	}
	return out, err
}

func (s *Server) records(ctx context.Context, about subject) ([]recordDTO, error) {
	type recordRow struct {
		Source    string    `ch:"source"`
		Case      string    `ch:"case_key"`
		Kind      string    `ch:"kind"`
		Status    string    `ch:"status"`
		To        time.Time `ch:"valid_to"`
		Authority string    `ch:"authority"`
		Reference string    `ch:"reference"`
		ReviewOn  time.Time `ch:"review_on"`
		StatedAt  time.Time `ch:"stated_at"`
		From      time.Time `ch:"began"`
		IMO       uint32    `ch:"imo"`
		MMSI      uint32    `ch:"mmsi"`
	}
	rows, err := read[recordRow](ctx, s, "records", about.parameters)
	var out []recordDTO
	for _, r := range rows {
		d := recordDTO{
			Kind: r.Kind, Status: r.Status, From: r.From.UTC(), To: known(r.To), StatedAt: r.StatedAt.UTC(), Authority: r.Authority,
			Source: r.Source, Case: r.Case,
		}
		if strings.HasPrefix(r.Reference, "https://") || strings.HasPrefix(r.Reference, "http://") || !strings.Contains(r.Reference, ":") {
			d.Reference = r.Reference
		}
		if review := known(r.ReviewOn); review != nil {
			d.ReviewOn = review.Format(time.DateOnly)
		}
		out = append(out, d)
	}
	return out, err
}
