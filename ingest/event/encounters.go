package event

import (
	"math"
	"time"

	"plimsoll/data/vessel"
)

// The behaviour events that others derive.
const (
	EncounterMeeting   = "encounter"
	EncounterLoitering = "loitering"
	EncounterGap       = "gap"
	EncounterPortVisit = "port_visit"
	EncounterFishing   = "fishing"
)

// EncounterKinds lists them.
func EncounterKinds() []string {
	return []string{EncounterMeeting, EncounterLoitering, EncounterGap, EncounterPortVisit, EncounterFishing}
}

// Encounter is a behaviour event that others derived.
type Encounter struct {
	Origin
	Subject
	Kind                 string // encounter, loitering, gap, port_visit, fishing
	Other                Subject
	OtherClass           vessel.Class
	From, To             time.Time // To zero: not said to have ended
	Lon, Lat             float64
	HasLonLat            bool
	MedianDistanceM      float64 // NaN: not reported
	MedianSpeedKn        float64 // NaN: not reported
	IntentionalDisabling *bool
	Port                 string
}

// DecodeEncounter reads a behaviour event. It needs a kind, a beginning, and
// an IMO number or MMSI. env must come from Open.
func DecodeEncounter(value []byte, env Envelope) (Encounter, *Reject) {
	f, reject := readObject(value, &env)
	if reject != nil {
		return Encounter{}, reject
	}
	e := Encounter{
		Subject: f.subjectOf(), Kind: f.word("kind", ReasonUnknownKind, EncounterKinds()),
		MedianDistanceM: f.number("median_distance_m", 0, 1e6), MedianSpeedKn: f.number("median_speed_kn", 0, maxSpeedKn),
		IntentionalDisabling: f.answer("intentional_disabling"), Port: f.locode("port"),
	}
	f.need(e.IMO != 0 || e.MMSI != 0, "send mmsi or imo")
	e.Other, e.OtherClass = f.other()
	e.From, e.To = f.moment("from"), f.moment("to")
	if e.From.IsZero() {
		f.refuse(ReasonMissingField, "from", "send when it began, RFC 3339 in UTC")
	}
	f.ordered("to", e.From, e.To)
	e.Lon, e.Lat, e.HasLonLat = f.place()
	if f.reject != nil {
		return Encounter{}, f.reject
	}
	e.Origin = f.origin(&env)
	return e, nil
}

// other reads the vessel that was met.
func (f *fields) other() (Subject, vessel.Class) {
	inner := f.object("other")
	if inner == nil {
		return Subject{}, vessel.ClassUnknown
	}
	s, class := inner.subjectOf(), inner.class("class")
	f.close(inner)
	return s, class
}

type encounterWire struct {
	subjectWire
	Kind                 string     `json:"kind"`
	Other                *otherWire `json:"other,omitempty"`
	From                 string     `json:"from"`
	To                   string     `json:"to,omitempty"`
	MedianDistanceM      *float64   `json:"median_distance_m,omitempty"`
	MedianSpeedKn        *float64   `json:"median_speed_kn,omitempty"`
	IntentionalDisabling *bool      `json:"intentional_disabling,omitempty"`
	Port                 string     `json:"port,omitempty"`
	placeWire
}

type otherWire struct {
	subjectWire
	Class string `json:"class,omitempty"`
}

// EncodeEncounter writes a behaviour event as JSON, times in milliseconds.
func EncodeEncounter(e Encounter) []byte {
	w := encounterWire{
		subjectWire: e.wire(), Kind: e.Kind, From: stamp(e.From), To: stamp(e.To),
		MedianDistanceM: reported(e.MedianDistanceM), MedianSpeedKn: reported(e.MedianSpeedKn),
		IntentionalDisabling: e.IntentionalDisabling, Port: e.Port, placeWire: placeOf(e.Lon, e.Lat, e.HasLonLat),
	}
	if e.Other != (Subject{}) || e.OtherClass != vessel.ClassUnknown {
		w.Other = &otherWire{subjectWire: e.Other.wire()}
		if e.OtherClass != vessel.ClassUnknown {
			w.Other.Class = e.OtherClass.String()
		}
	}
	return marshal(w)
}

// KeyEncounter is the Kafka key of a behaviour event: the MMSI, as of the
// positions it was derived from, else the IMO number.
func KeyEncounter(e Encounter) []byte {
	return Subject{MMSI: e.MMSI, IMO: imoWithout(e.MMSI, e.IMO)}.keyOf(e.Origin)
}

func imoWithout(m vessel.MMSI, n vessel.IMO) vessel.IMO {
	if m != 0 {
		return 0
	}
	return n
}

// finite is 0, no claim, for what JSON cannot carry.
func finite(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return v
}
