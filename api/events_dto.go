package api

import "time"

type eventsInput struct {
	ID    string `path:"id" maxLength:"40" doc:"The vessel's id." example:"imo-9074729"`
	AsOf  string `query:"as_of" maxLength:"40" doc:"What had happened by this date (its end, UTC) or time." example:"2024-05-31"`
	Kind  string `query:"kind" enum:"gaps,calls,encounters,inspections,records" doc:"One kind; without it, all."`
	Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"200" doc:"Most of each kind, the newest."`
}

type eventsOutput struct{ Body eventsDTO }

type eventsDTO struct {
	VesselID    string          `json:"vessel_id"`
	AskedFor    string          `json:"asked_for,omitempty" doc:"The id that was asked for, where it turned out to be this vessel."`
	AsOf        time.Time       `json:"as_of"`
	Gaps        []gapDTO        `json:"gaps,omitempty" doc:"Six hours or more without a position, the newest first; absent: none, or not asked for."`
	Calls       []callDTO       `json:"calls,omitempty" doc:"Confirmed calls, the newest first. Even a confirmed call does not show that anyone stepped ashore."`
	Encounters  []encounterDTO  `json:"encounters,omitempty" doc:"Events that others derived, the newest first."`
	Inspections []inspectionDTO `json:"inspections,omitempty"`
	Records     []recordDTO     `json:"records,omitempty" doc:"Adverse records, one per case, as last stated."`
}

type gapDTO struct {
	From      time.Time `json:"from"`
	To        time.Time `json:"to" doc:"as_of while it lasts."`
	Lasts     bool      `json:"lasts" doc:"Not seen again by as_of."`
	Hours     float64   `json:"hours" doc:"Without the time in which the whole feed was silent."`
	Lon       float64   `json:"from_lon"`
	Lat       float64   `json:"from_lat"`
	ShoreM    float64   `json:"from_shore_m"`
	Reception string    `json:"reception" doc:"good: others were heard nearby, or unknown."`
}

type callDTO struct {
	Port     string    `json:"port" doc:"UN/LOCODE"`
	PortName string    `json:"port_name"`
	From     time.Time `json:"from"`
	To       time.Time `json:"to"`
	Basis    string    `json:"basis" doc:"berth: a stop of 24 hours or more at a berth; port_record: the port's own record."`
}

type encounterDTO struct {
	Kind                 string     `json:"kind"`
	From                 time.Time  `json:"from"`
	To                   *time.Time `json:"to" doc:"null: not known to have ended."`
	OtherName            string     `json:"other_name,omitempty"`
	OtherIMO             uint32     `json:"other_imo,omitempty"`
	OtherMMSI            string     `json:"other_mmsi,omitempty"`
	OtherClass           string     `json:"other_class,omitempty"`
	IntentionalDisabling string     `json:"intentional_disabling,omitempty" doc:"Of a gap: yes or no as its source judged, absent where it did not."`
	Port                 string     `json:"port,omitempty"`
	Zone                 string     `json:"zone"`
	State                string     `json:"coastal_state,omitempty"`
	Source               string     `json:"source"`
}

type inspectionDTO struct {
	At              time.Time  `json:"at"`
	Port            string     `json:"port,omitempty"`
	PortName        string     `json:"port_name,omitempty"`
	Authority       string     `json:"authority,omitempty"`
	Labour          bool       `json:"labour" doc:"Working and living conditions were examined."`
	CrewInterviewed string     `json:"crew_interviewed" doc:"yes, no, or unknown"`
	Deficiencies    []string   `json:"deficiencies"`
	Detained        bool       `json:"detained"`
	LabourDetention bool       `json:"labour_detention"`
	ReleasedAt      *time.Time `json:"released_at" doc:"null: not known to be released, or not detained."`
	Source          string     `json:"source"`
}

type recordDTO struct {
	Kind      string     `json:"kind"`
	Status    string     `json:"status" doc:"open, disputed, inactive (its source no longer follows it: not resolved) or resolved."`
	From      time.Time  `json:"from"`
	To        *time.Time `json:"to" doc:"null: not said to have ended."`
	StatedAt  time.Time  `json:"stated_at" doc:"Of the last statement about it."`
	ReviewOn  string     `json:"review_on,omitempty"`
	Authority string     `json:"authority,omitempty"`
	Reference string     `json:"reference,omitempty" doc:"Where it can be read."`
	Source    string     `json:"source"`
	Case      string     `json:"case" doc:"The source's own id."`
}
