package warehouse

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// Forever is the end of what is not said to have ended, Beginning the start of
// what is not said to have begun.
var (
	Forever   = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)
	Beginning = time.Unix(0, 0).UTC()
)

// Claim is a row of claims: what a vessel was, according to a source.
type Claim struct {
	Source                 string    `ch:"source"`
	EventID                string    `ch:"event_id"`
	ReceivedAt             time.Time `ch:"received_at"`
	IMO                    uint32    `ch:"imo"`
	MMSI                   uint32    `ch:"mmsi"`
	SourceVesselID         string    `ch:"source_vessel_id"`
	Name                   string    `ch:"name"`
	CallSign               string    `ch:"callsign"`
	Flag                   string    `ch:"flag"`
	Bareboat               bool      `ch:"bareboat"`
	Register               string    `ch:"register"`
	Class                  string    `ch:"class"`
	Gear                   string    `ch:"gear"`
	GT                     float32   `ch:"gt"`
	LengthM                float32   `ch:"length_m"`
	PowerKW                float32   `ch:"power_kw"`
	BuiltYear              uint16    `ch:"built_year"`
	CrewCapacity           uint16    `ch:"crew_capacity"`
	OwnerID                string    `ch:"owner_id"`
	OwnerState             string    `ch:"owner_state"`
	OwnerWithheld          bool      `ch:"owner_withheld"`
	ManagerID              string    `ch:"manager_id"`
	ManagerState           string    `ch:"manager_state"`
	CrewingAgencyID        string    `ch:"crewing_agency_id"`
	CrewingAgencyState     string    `ch:"crewing_agency_state"`
	RecognisedOrganisation string    `ch:"recognised_organisation"`
	ValidFrom              time.Time `ch:"valid_from"`
	ValidTo                time.Time `ch:"valid_to"`
}

// PartyName is a row of party_names, the one erasable table of names.
type PartyName struct {
	PartyID    string    `ch:"party_id"`
	Name       string    `ch:"name"`
	ReceivedAt time.Time `ch:"received_at"`
}

// PortCall is a row of portcalls.
type PortCall struct {
	Source       string    `ch:"source"`
	EventID      string    `ch:"event_id"`
	ReceivedAt   time.Time `ch:"received_at"`
	IMO          uint32    `ch:"imo"`
	MMSI         uint32    `ch:"mmsi"`
	Name         string    `ch:"name"`
	Kind         string    `ch:"kind"`
	Port         string    `ch:"port"`
	At           time.Time `ch:"at"`
	ArrivedAt    time.Time `ch:"arrived_at"`
	Purpose      string    `ch:"purpose"`
	NextPort     string    `ch:"next_port"`
	ByThePort    bool      `ch:"by_the_port"`
	CoastalState string    `ch:"coastal_state"`
}

// Encounter is a row of encounters: a behaviour event that others derived.
type Encounter struct {
	Source               string    `ch:"source"`
	EventID              string    `ch:"event_id"`
	ReceivedAt           time.Time `ch:"received_at"`
	Kind                 string    `ch:"kind"`
	IMO                  uint32    `ch:"imo"`
	MMSI                 uint32    `ch:"mmsi"`
	Name                 string    `ch:"name"`
	OtherIMO             uint32    `ch:"other_imo"`
	OtherMMSI            uint32    `ch:"other_mmsi"`
	OtherName            string    `ch:"other_name"`
	OtherClass           string    `ch:"other_class"`
	FromAt               time.Time `ch:"from_at"`
	ToAt                 time.Time `ch:"to_at"`
	Lon                  float64   `ch:"lon"`
	Lat                  float64   `ch:"lat"`
	MedianDistanceM      float32   `ch:"median_distance_m"`
	MedianSpeedKn        float32   `ch:"median_speed_kn"`
	IntentionalDisabling string    `ch:"intentional_disabling"`
	Port                 string    `ch:"port"`
	Zone                 string    `ch:"zone"`
	CoastalState         string    `ch:"coastal_state"`
	ShoreM               float32   `ch:"shore_m"`
}

// Inspection is a row of inspections.
type Inspection struct {
	Source          string    `ch:"source"`
	EventID         string    `ch:"event_id"`
	ReceivedAt      time.Time `ch:"received_at"`
	IMO             uint32    `ch:"imo"`
	MMSI            uint32    `ch:"mmsi"`
	Name            string    `ch:"name"`
	At              time.Time `ch:"at"`
	Port            string    `ch:"port"`
	Authority       string    `ch:"authority"`
	Labour          bool      `ch:"labour"`
	CrewInterviewed string    `ch:"crew_interviewed"`
	Deficiencies    []string  `ch:"deficiencies"`
	Detained        bool      `ch:"detained"`
	LabourDetention bool      `ch:"labour_detention"`
	ReleasedAt      time.Time `ch:"released_at"`
}

// Record is a row of records: one statement about an adverse case.
type Record struct {
	Source     string    `ch:"source"`
	EventID    string    `ch:"event_id"`
	ReceivedAt time.Time `ch:"received_at"`
	CaseID     string    `ch:"case_id"`
	IMO        uint32    `ch:"imo"`
	MMSI       uint32    `ch:"mmsi"`
	Name       string    `ch:"name"`
	Kind       string    `ch:"kind"`
	Status     string    `ch:"status"`
	StatedAt   time.Time `ch:"stated_at"`
	ValidFrom  time.Time `ch:"valid_from"`
	ValidTo    time.Time `ch:"valid_to"`
	ReviewOn   time.Time `ch:"review_on"`
	Authority  string    `ch:"authority"`
	Reference  string    `ch:"reference"`
	Covers     []string  `ch:"covers"`
}

// Observation is one of the row types above.
type Observation interface {
	Claim | PartyName | PortCall | Encounter | Inspection | Record
}

// InsertRows writes one batch of observations. It returns nil only when the
// rows are on disk; inserting the same rows again changes nothing that is read.
func InsertRows[T Observation](ctx context.Context, w *Warehouse, rows []T) error {
	if len(rows) == 0 {
		return nil
	}
	return w.insert(ctx, tableOf(rows[0]), columnsOf(rows[0]), func(b driver.Batch) error {
		for i := range rows {
			if err := b.AppendStruct(&rows[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

func tableOf(row any) string {
	switch row.(type) {
	case Claim:
		return "claims"
	case PartyName:
		return "party_names"
	case PortCall:
		return "portcalls"
	case Encounter:
		return "encounters"
	case Inspection:
		return "inspections"
	default:
		return "records"
	}
}
