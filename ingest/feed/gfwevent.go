package feed

import (
	"encoding/json"
	"io"
	"math"
	"strings"

	"plimsoll/ingest/event"
)

func fitsGFWEvent(head []byte) bool {
	return has(head, "type", "start", "vessel") && (has(head, "position") || has(head, "regions") || has(head, "boundingBox"))
}

// Kinds of file that hold nothing about a vessel that could be kept.
func fitsGFWStats(head []byte) bool {
	return has(head, "numEvents") && has(head, "timeseries") || has(head, "numVessels", "numFlags")
}

func fitsGFWInsight(head []byte) bool {
	return has(head, "period") && (has(head, "vesselIdsWithoutIdentity") || has(head, "apparentFishing") || has(head, "coverage"))
}

// gfwEvent is an event document. Documents may carry the details of kinds
// other than their own; only those of the own kind count.
type gfwEvent struct {
	ID       loose      `json:"id"`
	Type     string     `json:"type"`
	Start    loose      `json:"start"`
	End      loose      `json:"end"`
	Position gfwPlace   `json:"position"`
	Vessel   gfwParty   `json:"vessel"`
	Meeting  gfwMeeting `json:"encounter"`
	Gap      struct {
		Intentional loose `json:"intentionalDisabling"`
	} `json:"gap"`
}

type gfwPlace struct {
	Lat loose `json:"lat"`
	Lon loose `json:"lon"`
}

type gfwParty struct {
	ID    loose `json:"id"`
	Name  loose `json:"name"`
	SSVID loose `json:"ssvid"`
	Flag  loose `json:"flag"`
	Type  loose `json:"type"`
}

type gfwMeeting struct {
	Vessel     gfwParty `json:"vessel"`
	DistanceKM loose    `json:"medianDistanceKilometers"`
	SpeedKn    loose    `json:"medianSpeedKnots"`
}

func readGFWEvent(r *run, in io.Reader) error {
	source := r.opt.source(SourceGFW)
	return readItems(r, in, func(text []byte, u *unit) (string, error) {
		var g gfwEvent
		if err := json.Unmarshal(text, &g); err != nil {
			return "", err
		}
		return g.read(u, source)
	})
}

func (g *gfwEvent) read(u *unit, source string) (string, error) {
	if strings.EqualFold(string(g.Vessel.Type), "gear") {
		return ignoredGear, nil
	}
	e := event.Encounter{
		Kind:            strings.ToLower(g.Type),
		Subject:         event.Subject{MMSI: g.Vessel.SSVID.mmsi(), Name: string(g.Vessel.Name)},
		MedianDistanceM: math.NaN(), MedianSpeedKn: math.NaN(),
	}
	var okFrom, okTo bool
	e.From, okFrom = g.Start.time()
	e.To, okTo = g.End.time()
	if !okFrom || !okTo {
		return "", &event.Reject{Reason: event.ReasonBadTime, Field: "start, end", Fix: "want RFC 3339 in UTC"}
	}
	if e.Lon, e.Lat = g.Position.Lon.number(), g.Position.Lat.number(); !math.IsNaN(e.Lon) && !math.IsNaN(e.Lat) {
		e.HasLonLat = true
	} else {
		e.Lon, e.Lat = 0, 0
	}
	switch e.Kind {
	case event.EncounterMeeting:
		e.Other = event.Subject{MMSI: g.Meeting.Vessel.SSVID.mmsi(), Name: string(g.Meeting.Vessel.Name)}
		e.OtherClass = classOfType(string(g.Meeting.Vessel.Type))
		e.MedianDistanceM, e.MedianSpeedKn = g.Meeting.DistanceKM.number()*1000, g.Meeting.SpeedKn.number()
	case event.EncounterGap:
		e.IntentionalDisabling = g.Gap.Intentional.truth()
	}
	e.Source, e.ID = source, string(g.ID)
	if !tidy(e.ID) {
		e.ID = encounterID(&e)
	}
	u.encounters = append(u.encounters, e)
	addEventClaim(u, &e, source, g.Vessel.Flag.flag(), string(g.Vessel.ID), nil, 0, 0)
	return "", nil
}

const ignoredGear = "vessel type gear: fishing gear, not a vessel"

// encounterID names an event by what it says.
func encounterID(e *event.Encounter) string {
	h := newHash()
	h.text(e.Kind, e.Name, e.Other.Name)
	h.number(float64(e.MMSI), float64(e.IMO), float64(e.Other.MMSI), float64(e.From.UnixMilli()), float64(e.To.UnixMilli()), e.Lon, e.Lat)
	if !math.IsNaN(e.MedianDistanceM) {
		h.number(e.MedianDistanceM)
	}
	return "gfw-" + e.Kind + "-" + h.hex()
}

// addEventClaim keeps what an event says about its vessel beside the event:
// name, flag, and registered types and sizes. The type that is derived for a
// vessel without registered ones is not taken for a fact.
func addEventClaim(u *unit, e *event.Encounter, source, flag, id string, types []string, lengthM, gt float64) {
	c := event.IdentityClaim{
		Subject: e.Subject, SourceVesselID: id, Flag: flag, LengthM: lengthM, GT: gt, ValidFrom: e.From,
	}
	c.Class, c.Gear = classOfGear(types)
	if e.From.IsZero() || c.MMSI == 0 && c.IMO == 0 || !said(&c) {
		return
	}
	c.Source = source
	c.ID = claimID("gfw", &c)
	u.claims = append(u.claims, c)
}
