package event

import (
	"time"

	"plimsoll/data/vessel"
)

// Origin is what every event but a position carries: its natural key, and
// when it became known here.
type Origin struct {
	Source     string // ce_source, else the topic
	ID         string // ce_id, else the payload's hash
	ReceivedAt time.Time
}

// Subject names the vessel that an event is about by whatever it has.
type Subject struct {
	IMO  vessel.IMO
	MMSI vessel.MMSI
	Name string
}

// Party is an owner, manager or agency. Its name may be a natural person's
// and lives in one erasable table; everything else uses the id.
type Party struct {
	ID    string
	Name  string
	State string // ISO 3166-1 alpha-3
}

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

// PortCall is an announcement, arrival or departure.
type PortCall struct {
	Origin
	Subject
	Kind      string // announced, arrived, departed
	Port      string // UN/LOCODE
	At        time.Time
	ArrivedAt time.Time // of a departure, when known: the stay is ArrivedAt to At
	Purpose   string
	NextPort  string
	ByThePort bool // the port's own record, which confirms a call by itself
	Lon, Lat  float64
	HasLonLat bool
}

// Encounter is a behaviour event that others derived.
type Encounter struct {
	Origin
	Subject
	Kind                 string // encounter, loitering, gap, port_visit, fishing
	Other                Subject
	OtherClass           vessel.Class
	From, To             time.Time
	Lon, Lat             float64
	HasLonLat            bool
	MedianDistanceM      float64 // NaN: not reported
	MedianSpeedKn        float64 // NaN: not reported
	IntentionalDisabling *bool
	Port                 string
}

// Inspection is a port State control or labour inspection.
type Inspection struct {
	Origin
	Subject
	At              time.Time
	Port            string
	Authority       string // ISO 3166-1 alpha-3 of the inspecting State
	Labour          bool   // working and living conditions were examined
	CrewInterviewed *bool
	Deficiencies    []string // codes
	Detained        bool
	LabourDetention bool // detained on labour grounds
	ReleasedAt      time.Time
}

// Record is an adverse fact, its state, and the day it is to be reviewed; or,
// as kind "coverage", a source's statement that its list of the kinds in
// Covers is complete from ValidFrom to ValidTo, which is what makes absence
// from it mean something.
type Record struct {
	Origin
	Subject
	CaseID             string // the source's own id of the case; later events with it update the case
	Kind               string // abandonment, forced_labour_finding, withhold_release_order, conviction, wage_claim, iuu_listing, flag_denied, class_withdrawn, insurance_ended, coverage
	Status             string // open, disputed, inactive, resolved
	ValidFrom, ValidTo time.Time
	ReviewOn           time.Time
	Authority          string
	Reference          string // where it can be read
	Covers             []string
}
