package api

import (
	"encoding/json"
	"time"
)

type dossierInput struct {
	ID          string `path:"id" maxLength:"40" doc:"The vessel's id; a provisional one that turned out to be another vessel's answers with that one." example:"imo-9074729"`
	AsOf        string `query:"as_of" maxLength:"40" doc:"As of this date (its end, UTC) or time, with what is known now." example:"2024-05-31"`
	IfNoneMatch string `header:"If-None-Match" doc:"The ETag of an answer that is at hand."`
}

type dossierOutput struct {
	ETag string `header:"ETag"`
	Body dossierDTO
}

type dossierDTO struct {
	VesselID    string            `json:"vessel_id"`
	AskedFor    string            `json:"asked_for,omitempty" doc:"The id that was asked for, where it turned out to be this vessel."`
	AsOf        time.Time         `json:"as_of"`
	Identity    identityDTO       `json:"identity"`
	Conflicts   []conflictDTO     `json:"conflicts"`
	Scores      []scoreSummaryDTO `json:"scores" doc:"Empty: the vessel is not of a kind that is scored."`
	LastKnown   *placeDTO         `json:"last_known" doc:"Where it was last observed; null: it never was."`
	Seen        *seenDTO          `json:"seen" doc:"null: no position is known."`
	LastCall    *callDTO          `json:"last_confirmed_call" doc:"null: no confirmed call is known."`
	Calls       []callDTO         `json:"calls" doc:"The newest ten confirmed calls."`
	Gaps        gapsDTO           `json:"gaps"`
	Zones       []zoneDTO         `json:"zones"`
	Records     []recordDTO       `json:"records"`
	Inspections []inspectionDTO   `json:"inspections" doc:"The newest ten."`
	NotKnown    []string          `json:"not_known" doc:"What is not known, in words."`
	Note        string            `json:"note"`

	pending bool // no pass has judged it since it came in
}

type identityDTO struct {
	Name          string    `json:"name" doc:"The last known, else the vessel's number."`
	IMO           *uint32   `json:"imo" doc:"null: not known."`
	MMSIs         []string  `json:"mmsis"`
	CallSign      string    `json:"callsign,omitempty"`
	Flag          *flagDTO  `json:"flag" doc:"null: not known."`
	Class         string    `json:"class"`
	Gear          string    `json:"gear,omitempty"`
	LengthM       *float64  `json:"length_m"`
	GT            *float64  `json:"gt" doc:"Gross tonnage."`
	BuiltYear     *uint16   `json:"built_year"`
	OwnerKnown    bool      `json:"owner_known" doc:"A source names the owner; names are not shown here."`
	OwnerState    string    `json:"owner_state,omitempty" doc:"The owner's State, ISO 3166-1 alpha-3."`
	OwnerWithheld bool      `json:"owner_withheld" doc:"A register that publishes owners withholds this one."`
	Names         []spanDTO `json:"names"`
	CallSigns     []spanDTO `json:"callsigns"`
	Flags         []spanDTO `json:"flags"`
	Classes       []spanDTO `json:"classes"`
}

type flagDTO struct {
	Code        string    `json:"code" doc:"ISO 3166-1 alpha-3"`
	Name        string    `json:"name"`
	Register    string    `json:"register,omitempty"`
	Bareboat    bool      `json:"bareboat" doc:"A bareboat registration beside the underlying one."`
	Source      string    `json:"source" doc:"mid: only the MMSI's digits say so, the weakest source."`
	Convenience answerDTO `json:"flag_of_convenience"`
	LabourLaw   answerDTO `json:"labour_convention" doc:"Whether the convention that would cover this crew is in force for the flag: MLC 2006 for seafarers, ILO C188 for fishers."`
	Protocol    answerDTO `json:"forced_labour_protocol" doc:"ILO P029."`
	Tier        string    `json:"tip_tier,omitempty" doc:"Trafficking in Persons report: 1, 2, 2WL, 3, special; absent: not known."`
}

type answerDTO struct {
	What   string `json:"what"`
	Value  string `json:"value" enum:"yes,no,unknown"`
	Since  string `json:"since,omitempty"`
	Note   string `json:"note,omitempty"`
	Source string `json:"source,omitempty"`
}

type spanDTO struct {
	Value    string     `json:"value"`
	Name     string     `json:"name,omitempty" doc:"Of a flag: the State."`
	Register string     `json:"register,omitempty"`
	Bareboat bool       `json:"bareboat,omitempty"`
	From     *time.Time `json:"from" doc:"null: not known."`
	To       *time.Time `json:"to" doc:"null: not known to have ended."`
	Source   string     `json:"source"`
}

type conflictDTO struct {
	Kind     string          `json:"kind"`
	Words    string          `json:"words"`
	Subject  string          `json:"subject"`
	From     *time.Time      `json:"from"`
	To       *time.Time      `json:"to" doc:"null: not known to have ended."`
	KnownAt  time.Time       `json:"known_since"`
	Evidence json.RawMessage `json:"evidence"`
}

type scoreSummaryDTO struct {
	Population   string       `json:"population" enum:"seafarer,fisher"`
	Band         string       `json:"band"`
	Meaning      string       `json:"meaning"`
	Words        string       `json:"words"`
	AtLeast      int          `json:"at_least"`
	CouldBe      int          `json:"could_be"`
	Completeness int          `json:"completeness"`
	Model        string       `json:"model"`
	AsOf         time.Time    `json:"as_of"`
	Top          []topDTO     `json:"top" doc:"What gave most points."`
	Since        *time.Time   `json:"since" doc:"Since when the band has been this one; null: asked for another day, or not stored."`
	NotKnown     []unknownDTO `json:"not_known" doc:"What could add most, first."`
	WouldHelp    []changeDTO  `json:"would_help" doc:"Changes for the crew that would lower the band."`
}

type topDTO struct {
	Indicator string  `json:"indicator"`
	Title     string  `json:"title"`
	Text      string  `json:"text"`
	At        string  `json:"at,omitempty" doc:"Date of its newest fact."`
	Points    float64 `json:"points"`
}

type seenDTO struct {
	Positions  uint64    `json:"positions" doc:"Each counted once."`
	Days       uint64    `json:"days" doc:"Days with a position."`
	FirstAt    time.Time `json:"first_at"`
	LastAt     time.Time `json:"last_at"`
	DaysInYear uint64    `json:"days_in_year" doc:"Days with a position in the 365 days up to as_of."`
}

type gapsDTO struct {
	Count   int      `json:"count" doc:"Six hours or more without a position, then seen again."`
	Twelve  int      `json:"of_12_hours_or_more" doc:"Of those, of twelve hours or more."`
	Lasting *gapDTO  `json:"lasting" doc:"The silence that lasts at as_of; null: seen in the six hours before."`
	Longest *gapDTO  `json:"longest" doc:"Of all, the lasting one too; null: there is none."`
	Newest  []gapDTO `json:"newest" doc:"The newest ten, the lasting one first."`
}
