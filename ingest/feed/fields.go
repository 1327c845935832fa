package feed

import (
	"bytes"
	"math"

	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
)

// Readers of the fields that several tables have in common. What a row cannot
// do without rejects it here, with the column's name as the file writes it.

func (t *table) mmsi(column int, name string) (vessel.MMSI, *event.Reject) {
	f := t.at(column)
	if f == nil {
		return 0, &event.Reject{Reason: event.ReasonMissingField, Field: name, Fix: "every row needs an MMSI"}
	}
	n, err := vessel.ParseMMSI(string(f))
	if err != nil || len(f) != 9 {
		return 0, &event.Reject{Reason: event.ReasonBadMMSI, Field: name, Fix: "want nine digits"}
	}
	return n, nil
}

func (t *table) time(column int, name string) (int64, *event.Reject) {
	f := t.at(column)
	if f == nil {
		return 0, &event.Reject{Reason: event.ReasonMissingField, Field: name, Fix: "every row needs a time"}
	}
	ms, ok := parseUTC(f)
	if !ok {
		return 0, &event.Reject{Reason: event.ReasonBadTime, Field: name, Fix: "want a time as in 2022-01-26T15:32:37, UTC"}
	}
	return ms, nil
}

func (t *table) place(lonColumn, latColumn int) (lon, lat float64, reject *event.Reject) {
	lon, hasLon, okLon := t.number(lonColumn)
	lat, hasLat, okLat := t.number(latColumn)
	switch {
	case !hasLon || !hasLat:
		return 0, 0, &event.Reject{Reason: event.ReasonMissingField, Field: "position", Fix: "every row needs a longitude and a latitude"}
	case !okLon || !okLat:
		return 0, 0, &event.Reject{Reason: event.ReasonBadPosition, Field: "position", Fix: "want finite degrees"}
	}
	return lon, lat, nil
}

// motion fills speed, course and heading; what cannot be used is left out and
// noted, and what AIS reserves for "not available" is left out in silence.
func (t *table) motion(p *event.Position, speed, course, heading int, u *unit) {
	p.SpeedKn, p.CourseDeg = float32(math.NaN()), float32(math.NaN())
	p.HeadingDeg, p.NavStatus = event.HeadingNotReported, event.NavStatusNotReported
	if v, there, ok := t.number(speed); !ok || there && (v < 0 || v > 102.35) {
		u.nulled = append(u.nulled, "speed_kn")
	} else if there && v <= 102.25 {
		p.SpeedKn = float32(v)
	}
	if v, there, ok := t.number(course); !ok || there && (v < -204.8 || v > 409.55) {
		u.nulled = append(u.nulled, "course_deg")
	} else if there {
		if v < 0 {
			v += 409.6 // exported as a signed number of 12 bits, in tenths
		}
		if v < 359.95 {
			p.CourseDeg = float32(v)
		}
	}
	if v, there, ok := t.number(heading); !ok || there && (v < 0 || v > 511) {
		u.nulled = append(u.nulled, "heading_deg")
	} else if there && v < 359.5 {
		p.HeadingDeg = uint16(math.Round(v))
	}
}

// imo reads an IMO number; a wrong one is left out and noted.
func (t *table) imo(column int, u *unit) vessel.IMO {
	f := t.at(column)
	f = bytes.TrimSuffix(f, []byte(".0"))
	if len(f) == 0 || string(f) == "IMO0000000" || string(f) == "IMO0" {
		return 0
	}
	n, err := vessel.ParseIMO(string(f))
	if err != nil {
		u.nulled = append(u.nulled, "imo")
		return 0
	}
	return n
}

// measure reads a number that means something above zero only.
func (t *table) measure(column int, name string, u *unit) float64 {
	v, there, ok := t.number(column)
	if !ok || there && v < 0 {
		u.nulled = append(u.nulled, name)
		return 0
	}
	if !there {
		return 0
	}
	return v
}
