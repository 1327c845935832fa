package event

import "time"

// Inspection is a port State control or labour inspection.
type Inspection struct {
	Origin
	Subject
	At              time.Time
	Port            string // UN/LOCODE
	Authority       string // ISO 3166-1 alpha-3 of the inspecting State
	Labour          bool   // working and living conditions were examined
	CrewInterviewed *bool
	Deficiencies    []string // codes
	Detained        bool
	LabourDetention bool // detained on labour grounds
	ReleasedAt      time.Time
}

// DecodeInspection reads an inspection. It needs a time and an IMO number or
// MMSI. That interviews are not mentioned does not say that there were none.
// env must come from Open.
func DecodeInspection(value []byte, env Envelope) (Inspection, *Reject) {
	f, reject := readObject(value, &env)
	if reject != nil {
		return Inspection{}, reject
	}
	i := Inspection{
		Subject: f.subjectOf(), Port: f.locode("port"), Authority: f.state("authority"),
		Labour: f.yes("labour"), CrewInterviewed: f.answer("crew_interviewed"),
		Deficiencies: f.texts("deficiencies", func(string) bool { return true }),
		Detained:     f.yes("detained"), LabourDetention: f.yes("labour_detention"),
	}
	f.need(i.IMO != 0 || i.MMSI != 0, "send imo or mmsi")
	i.Detained = i.Detained || i.LabourDetention
	i.At, i.ReleasedAt = f.moment("at"), f.moment("released_at")
	if i.At.IsZero() {
		f.refuse(ReasonMissingField, "at", "send when the inspection began, a time or a date")
	}
	if !i.Detained && !i.ReleasedAt.IsZero() {
		f.nulled++
		i.ReleasedAt = time.Time{}
	}
	f.ordered("released_at", i.At, i.ReleasedAt)
	if f.reject != nil {
		return Inspection{}, f.reject
	}
	i.Origin = f.origin(&env)
	return i, nil
}

type inspectionWire struct {
	subjectWire
	At              string   `json:"at"`
	Port            string   `json:"port,omitempty"`
	Authority       string   `json:"authority,omitempty"`
	Labour          bool     `json:"labour,omitempty"`
	CrewInterviewed *bool    `json:"crew_interviewed,omitempty"`
	Deficiencies    []string `json:"deficiencies,omitempty"`
	Detained        bool     `json:"detained,omitempty"`
	LabourDetention bool     `json:"labour_detention,omitempty"`
	ReleasedAt      string   `json:"released_at,omitempty"`
}

// EncodeInspection writes an inspection as JSON, times in milliseconds.
func EncodeInspection(i Inspection) []byte {
	return marshal(inspectionWire{
		subjectWire: i.wire(), At: stamp(i.At), Port: i.Port, Authority: i.Authority, Labour: i.Labour,
		CrewInterviewed: i.CrewInterviewed, Deficiencies: i.Deficiencies, Detained: i.Detained,
		LabourDetention: i.LabourDetention, ReleasedAt: stamp(i.ReleasedAt),
	})
}

// KeyInspection is the Kafka key of an inspection: the IMO number, else the MMSI.
func KeyInspection(i Inspection) []byte { return i.keyOf(i.Origin) }
