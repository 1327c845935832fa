package event

import (
	"time"

	"plimsoll/data/vessel"
)

// IdentityClaim says what a vessel was between two days, according to a
// source. Zero fields claim nothing.
type IdentityClaim struct {
	Origin
	Subject
	SourceVesselID                string // the source's own id for the vessel, when it has one
	CallSign                      string
	Flag                          string // ISO 3166-1 alpha-3 of the State or territory
	Bareboat                      bool   // Flag is that of a recorded bareboat registration
	Register                      string // id of a second or international register
	Class                         vessel.Class
	Gear                          string
	GT, LengthM, PowerKW          float64
	BuiltYear                     int
	CrewCapacity                  int
	Owner, Manager, CrewingAgency Party
	OwnerWithheld                 bool // the register publishes owners and this one is withheld
	RecognisedOrganisation        string
	ValidFrom, ValidTo            time.Time // ValidTo zero: not said to have ended
}

// DecodeVessel reads an identity claim. It needs valid_from and an IMO
// number, an MMSI or the source's own id; a call sign or a name alone is
// nobody's. env must come from Open.
func DecodeVessel(value []byte, env Envelope) (IdentityClaim, *Reject) {
	f, reject := readObject(value, &env)
	if reject != nil {
		return IdentityClaim{}, reject
	}
	c := IdentityClaim{
		Subject: f.subjectOf(), SourceVesselID: f.text("source_vessel_id"), CallSign: f.text("call_sign"),
		Flag: f.state("flag"), Bareboat: f.yes("bareboat"), Register: f.text("register"),
		Class: f.class("class"), Gear: f.text("gear"),
		GT: f.measure("gt", 1e6), LengthM: f.measure("length_m", 1000), PowerKW: f.measure("power_kw", 1e6),
		BuiltYear: f.whole("built_year", 1800, 2200), CrewCapacity: f.whole("crew_capacity", 0, 20000),
		Owner: f.party("owner"), Manager: f.party("manager"), CrewingAgency: f.party("crewing_agency"),
		OwnerWithheld: f.yes("owner_withheld"), RecognisedOrganisation: f.text("recognised_organisation"),
	}
	f.need(c.IMO != 0 || c.MMSI != 0 || c.SourceVesselID != "", "send imo, mmsi or source_vessel_id")
	c.ValidFrom, c.ValidTo = f.validity()
	if f.reject != nil {
		return IdentityClaim{}, f.reject
	}
	c.Origin = f.origin(&env)
	return c, nil
}

type vesselWire struct {
	subjectWire
	SourceVesselID         string     `json:"source_vessel_id,omitempty"`
	CallSign               string     `json:"call_sign,omitempty"`
	Flag                   string     `json:"flag,omitempty"`
	Bareboat               bool       `json:"bareboat,omitempty"`
	Register               string     `json:"register,omitempty"`
	Class                  string     `json:"class,omitempty"`
	Gear                   string     `json:"gear,omitempty"`
	GT                     float64    `json:"gt,omitempty"`
	LengthM                float64    `json:"length_m,omitempty"`
	PowerKW                float64    `json:"power_kw,omitempty"`
	BuiltYear              int        `json:"built_year,omitempty"`
	CrewCapacity           int        `json:"crew_capacity,omitempty"`
	Owner                  *partyWire `json:"owner,omitempty"`
	Manager                *partyWire `json:"manager,omitempty"`
	CrewingAgency          *partyWire `json:"crewing_agency,omitempty"`
	OwnerWithheld          bool       `json:"owner_withheld,omitempty"`
	RecognisedOrganisation string     `json:"recognised_organisation,omitempty"`
	ValidFrom              string     `json:"valid_from,omitempty"`
	ValidTo                string     `json:"valid_to,omitempty"`
}

// EncodeVessel writes an identity claim as JSON, times in milliseconds. Its
// Origin travels as headers. Dimensions that are not finite are left out.
func EncodeVessel(c IdentityClaim) []byte {
	class := ""
	if c.Class != vessel.ClassUnknown {
		class = c.Class.String()
	}
	return marshal(vesselWire{
		subjectWire: c.wire(), SourceVesselID: c.SourceVesselID, CallSign: c.CallSign,
		Flag: c.Flag, Bareboat: c.Bareboat, Register: c.Register, Class: class, Gear: c.Gear,
		GT: finite(c.GT), LengthM: finite(c.LengthM), PowerKW: finite(c.PowerKW),
		BuiltYear: c.BuiltYear, CrewCapacity: c.CrewCapacity,
		Owner: c.Owner.wire(), Manager: c.Manager.wire(), CrewingAgency: c.CrewingAgency.wire(),
		OwnerWithheld: c.OwnerWithheld, RecognisedOrganisation: c.RecognisedOrganisation,
		ValidFrom: stamp(c.ValidFrom), ValidTo: stamp(c.ValidTo),
	})
}

// KeyVessel is the Kafka key of an identity claim: the IMO number, else the
// source's id for the vessel, else the MMSI.
func KeyVessel(c IdentityClaim) []byte {
	if c.IMO == 0 && c.SourceVesselID != "" {
		return []byte(c.SourceVesselID)
	}
	return c.keyOf(c.Origin)
}
