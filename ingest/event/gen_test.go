package event

import (
	"math"
	"slices"
	"strings"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"plimsoll/data/vessel"
)

// genText draws texts as they come out of a decoder: trimmed and printable.
func genText() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.Just(""), rapid.StringMatching(`[A-Z][A-Z0-9 '"\\/<&-]{0,20}[A-Z0-9]`),
		rapid.Map(rapid.StringN(0, 40, -1), func(s string) string {
			s = strings.Map(func(r rune) rune {
				if unicode.IsControl(r) {
					return -1
				}
				return r
			}, s)
			return strings.TrimSpace(strings.ToValidUTF8(s, ""))
		}),
	)
}

func text(t *rapid.T, name string) string { return genText().Draw(t, name) }

func genState(t *rapid.T, name string) string {
	return rapid.OneOf(rapid.Just(""), rapid.StringMatching(`[A-Z]{3}`)).Draw(t, name)
}

func genLocode(t *rapid.T, name string) string {
	return rapid.OneOf(rapid.Just(""), rapid.StringMatching(`[A-Z]{2}[A-Z2-9]{3}`)).Draw(t, name)
}

func genIMO(t *rapid.T, name string) vessel.IMO {
	return vessel.WithCheckDigit(rapid.Uint32Range(100000, 999999).Draw(t, name))
}

// genSubject draws at least one number.
func genSubject(t *rapid.T) Subject {
	s := Subject{Name: text(t, "name")}
	which := rapid.IntRange(1, 3).Draw(t, "numbers")
	if which&1 != 0 {
		s.IMO = genIMO(t, "imo")
	}
	if which&2 != 0 {
		s.MMSI = vessel.MMSI(rapid.Uint32Range(1, 999999999).Draw(t, "mmsi"))
	}
	return s
}

func genTime(t *rapid.T, name string, from, to int64) time.Time {
	return time.UnixMilli(rapid.Int64Range(from, to).Draw(t, name)).UTC()
}

// genLater draws no time or one from from on.
func genLater(t *rapid.T, name string, from time.Time, to int64) time.Time {
	if rapid.Bool().Draw(t, name+" absent") {
		return time.Time{}
	}
	return genTime(t, name, from.UnixMilli(), to)
}

func genAnswer(t *rapid.T, name string) *bool {
	switch rapid.IntRange(0, 2).Draw(t, name) {
	case 0:
		return nil
	case 1:
		no := false
		return &no
	}
	yes := true
	return &yes
}

func genParty(t *rapid.T, name string) Party {
	return Party{ID: text(t, name+" id"), Name: text(t, name+" name"), State: genState(t, name+" state")}
}

func genMeasure(t *rapid.T, name string, high float64) float64 {
	return rapid.Float64Range(0, high).Draw(t, name)
}

func genClass(t *rapid.T, name string) vessel.Class {
	return vessel.Class(rapid.Uint8Range(0, uint8(vessel.Other)).Draw(t, name))
}

func testOrigin() Origin { return Origin{Source: "test", ID: "id-1", ReceivedAt: received()} }

func genVessel(t *rapid.T) IdentityClaim {
	from := genTime(t, "from", earliestValidity, received().UnixMilli())
	return IdentityClaim{
		Origin: testOrigin(), Subject: genSubject(t), SourceVesselID: text(t, "source id"), CallSign: text(t, "call sign"),
		Flag: genState(t, "flag"), Bareboat: rapid.Bool().Draw(t, "bareboat"), Register: text(t, "register"),
		Class: genClass(t, "class"), Gear: text(t, "gear"),
		GT: genMeasure(t, "gt", 1e6), LengthM: genMeasure(t, "length", 1000), PowerKW: genMeasure(t, "power", 1e6),
		BuiltYear:    rapid.OneOf(rapid.Just(0), rapid.IntRange(1800, 2200)).Draw(t, "built"),
		CrewCapacity: rapid.IntRange(0, 20000).Draw(t, "crew"),
		Owner:        genParty(t, "owner"), Manager: genParty(t, "manager"), CrewingAgency: genParty(t, "agency"),
		OwnerWithheld: rapid.Bool().Draw(t, "withheld"), RecognisedOrganisation: text(t, "ro"),
		ValidFrom: from, ValidTo: genLater(t, "to", from, latestValidity),
	}
}

func genPlace(t *rapid.T) (lon, lat float64, has bool) {
	if rapid.Bool().Draw(t, "place") {
		return 0, 0, false
	}
	return rapid.Float64Range(-180, 180).Draw(t, "lon"), rapid.Float64Range(-90, 90).Draw(t, "lat"), true
}

func genPortCall(t *rapid.T) PortCall {
	c := PortCall{
		Origin: testOrigin(), Subject: genSubject(t), Kind: rapid.SampledFrom(PortCallKinds()).Draw(t, "kind"),
		Port: genLocode(t, "port"), Purpose: text(t, "purpose"), NextPort: genLocode(t, "next"),
		ByThePort: rapid.Bool().Draw(t, "by the port"),
	}
	c.Lon, c.Lat, c.HasLonLat = genPlace(t)
	if c.Port == "" && !c.HasLonLat {
		c.Port = "UYMVD"
	}
	limit := received().UnixMilli()
	if c.Kind == PortCallAnnounced {
		limit += maxAnnounced.Milliseconds()
	}
	c.At = genTime(t, "at", earliest, limit)
	if c.Kind == PortCallDeparted && rapid.Bool().Draw(t, "arrived known") {
		c.ArrivedAt = genTime(t, "arrived", earliest, c.At.UnixMilli())
	}
	return c
}

func genEncounter(t *rapid.T) Encounter {
	from := genTime(t, "from", earliest, received().UnixMilli())
	e := Encounter{
		Origin: testOrigin(), Subject: genSubject(t), Kind: rapid.SampledFrom(EncounterKinds()).Draw(t, "kind"),
		OtherClass: genClass(t, "other class"), From: from, To: genLater(t, "to", from, received().UnixMilli()),
		MedianDistanceM: math.NaN(), MedianSpeedKn: math.NaN(),
		IntentionalDisabling: genAnswer(t, "disabling"), Port: genLocode(t, "port"),
	}
	if rapid.Bool().Draw(t, "has other") {
		e.Other = genSubject(t)
	}
	if rapid.Bool().Draw(t, "has medians") {
		e.MedianDistanceM, e.MedianSpeedKn = genMeasure(t, "distance", 1e6), genMeasure(t, "speed", maxSpeedKn)
	}
	e.Lon, e.Lat, e.HasLonLat = genPlace(t)
	return e
}

func genInspection(t *rapid.T) Inspection {
	at := genTime(t, "at", earliest, received().UnixMilli())
	i := Inspection{
		Origin: testOrigin(), Subject: genSubject(t), At: at, Port: genLocode(t, "port"), Authority: genState(t, "authority"),
		Labour: rapid.Bool().Draw(t, "labour"), CrewInterviewed: genAnswer(t, "interviewed"),
		Deficiencies: rapid.SliceOfN(rapid.StringMatching(`[0-9]{5}`), 0, 4).Draw(t, "codes"),
		Detained:     rapid.Bool().Draw(t, "detained"),
	}
	if len(i.Deficiencies) == 0 {
		i.Deficiencies = nil
	}
	if i.Detained {
		i.LabourDetention = rapid.Bool().Draw(t, "on labour grounds")
		i.ReleasedAt = genLater(t, "released", at, received().UnixMilli())
	}
	return i
}

func genRecord(t *rapid.T) Record {
	from := genTime(t, "from", earliestValidity, received().UnixMilli())
	r := Record{
		Origin: testOrigin(), CaseID: text(t, "case"), Kind: rapid.SampledFrom(RecordKinds()).Draw(t, "kind"),
		ValidFrom: from, ValidTo: genLater(t, "to", from, latestValidity), ReviewOn: genLater(t, "review", from, latestValidity),
		Authority: text(t, "authority"), Reference: text(t, "reference"),
	}
	if r.Kind == RecordCoverage {
		r.ValidTo = genTime(t, "complete to", from.UnixMilli(), latestValidity)
		kinds := slices.DeleteFunc(RecordKinds(), func(k string) bool { return k == RecordCoverage })
		r.Covers = rapid.SliceOfN(rapid.SampledFrom(kinds), 1, 4).Draw(t, "covers")
		return r
	}
	r.Status = rapid.SampledFrom(RecordStatuses()).Draw(t, "status")
	if r.Subject = genSubject(t); r.Name != "" && rapid.Bool().Draw(t, "a name alone") {
		r.IMO, r.MMSI = 0, 0
	}
	return r
}
