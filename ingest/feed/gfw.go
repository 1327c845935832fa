package feed

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
)

// SourceGFW is the source of what Global Fishing Watch derived. Identity from
// its vessel documents says more: who reported it, after a slash.
const SourceGFW = "gfw"

// item reads one document into a unit and counts it.
func (r *run) item(it item, u *unit, read func([]byte, *unit) (string, error)) error {
	if it.tooLong {
		r.reject(&event.Reject{Reason: event.ReasonTooLarge, Field: "document", Fix: "documents of at most 4 MB are read"}, it.line, it.text)
		return nil
	}
	u.reset(it.line, it.text)
	ignored, err := read(it.text, u)
	var reject *event.Reject
	switch {
	case errors.As(err, &reject):
		r.reject(reject, it.line, it.text)
		return nil
	case err != nil:
		r.reject(&event.Reject{Reason: event.ReasonMalformedJSON, Fix: "this is no JSON of this format; it may have been cut short"}, it.line, it.text)
		return nil
	case ignored != "":
		r.ignore(ignored)
		return nil
	}
	return r.accept(u)
}

// loose is a number, text or truth value that these files also write as text.
type loose string

// UnmarshalJSON takes any scalar; null, lists and objects are nothing.
func (l *loose) UnmarshalJSON(b []byte) error {
	*l = ""
	switch {
	case len(b) == 0 || b[0] == '{' || b[0] == '[' || bytes.Equal(b, []byte("null")):
	case b[0] == '"':
		var s string
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
		*l = loose(strings.TrimSpace(s))
	default:
		*l = loose(b)
	}
	return nil
}

// number is NaN when there is none.
func (l loose) number() float64 {
	v, err := strconv.ParseFloat(string(l), 64)
	if err != nil || math.IsInf(v, 0) {
		return math.NaN()
	}
	return v
}

// measure is 0 when there is no number above it.
func (l loose) measure() float64 {
	if v := l.number(); v > 0 {
		return v
	}
	return 0
}

func (l loose) truth() *bool {
	v, err := strconv.ParseBool(string(l))
	if err != nil {
		return nil
	}
	return &v
}

// time is zero when there is none; ok is false when there is one that cannot
// be read.
func (l loose) time() (t time.Time, ok bool) {
	if l == "" {
		return time.Time{}, true
	}
	if ms, good := parseUTC([]byte(l)); good {
		return fromMillis(ms), true
	}
	if t, err := time.Parse(time.DateOnly, string(l)); err == nil {
		return t, true
	}
	return time.Time{}, false
}

// mmsi is what these files call ssvid: nine digits, else nothing.
func (l loose) mmsi() vessel.MMSI {
	n, err := vessel.ParseMMSI(string(l))
	if err != nil || len(l) != 9 {
		return 0
	}
	return n
}

func (l loose) imo(u *unit) vessel.IMO {
	n, err := vessel.ParseIMO(strings.TrimSuffix(string(l), ".0"))
	if err != nil {
		u.nulled = append(u.nulled, "imo")
		return 0
	}
	return n
}

// flag is three letters, or nothing.
func (l loose) flag() string {
	if len(l) != 3 || strings.Trim(string(l), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return ""
	}
	return string(l)
}

// classOfGear reads registered gear and ship types. Types that contradict each
// other claim nothing; a trawler that is also a fish factory is a factory ship.
func classOfGear(types []string) (class vessel.Class, gear string) {
	var fishing []string
	for _, t := range types {
		c := classOfType(t)
		switch c {
		case vessel.ClassUnknown:
			continue
		case vessel.Fishing:
			fishing = append(fishing, strings.ToLower(t))
		}
		switch {
		case class == vessel.ClassUnknown || class == c:
			class = c
		case class+c == vessel.Fishing+vessel.Factory:
			class = vessel.Factory
		default:
			return vessel.ClassUnknown, ""
		}
	}
	return class, strings.Join(fishing, ",")
}

func classOfType(t string) vessel.Class {
	switch t = strings.ToUpper(t); t {
	case "FISH_FACTORY", "FACTORY":
		return vessel.Factory
	case "SPECIALIZED_REEFER", "CONTAINER_REEFER", "REEFER", "CARRIER", "FISH_CARRIER":
		return vessel.FishCarrier
	case "BUNKER_OR_TANKER", "BUNKER", "TANKER", "CARGO", "CARGO_OR_TANKER":
		return vessel.Merchant
	case "PASSENGER":
		return vessel.Passenger
	case "PATROL_VESSEL":
		return vessel.Government
	case "SUPPORT", "WELL_BOAT", "FISH_TENDER":
		return vessel.Support
	case "SUPPLY_VESSEL", "TUG", "SEISMIC_VESSEL", "DIVE_VESSEL", "NON_FISHING", "OTHER_NOT_FISHING", "RESEARCH":
		return vessel.Other
	case "FISHING", "OTHER_FISHING", "DREDGE_FISHING", "TRAWLERS", "TROLLERS", "SEINERS", "PURSE_SEINES", "TUNA_PURSE_SEINES",
		"OTHER_PURSE_SEINES", "OTHER_SEINES", "POLE_AND_LINE", "POTS_AND_TRAPS", "SET_GILLNETS", "SET_LONGLINES",
		"DRIFTING_LONGLINES", "DRIFTNETS", "FIXED_GEAR", "SQUID_JIGGER":
		return vessel.Fishing
	}
	return vessel.ClassUnknown
}
