package api

import (
	"plimsoll/risk/jurisdiction"
)

type questionInput struct {
	RawBody []byte
	Body    questionDTO
}

type portsInput struct {
	States  string `query:"states" required:"true" maxLength:"400" doc:"Port States to compare, ISO 3166-1 alpha-3, with commas between; the place of the question is put in each of their ports." example:"ZAF,NAM"`
	RawBody []byte
	Body    questionDTO
}

type questionDTO struct {
	Vessel questionVesselDTO `json:"vessel,omitempty"`
	Place  questionPlaceDTO  `json:"place,omitempty"`
	Date   *string           `json:"date,omitempty" doc:"The day, as in 2026-11-01."`
	People questionPeopleDTO `json:"people,omitempty"`
	Facts  []string          `json:"facts,omitempty" doc:"What is asserted, never inferred: complaint, clear_grounds, documents_missing, flag_changed_to_avoid_compliance, serious_breach, clearly_hazardous, abandoned; slave_trade_grounds, no_nationality, flag_use_conflict; innocent_passage, entering_internal_waters, leaving_internal_waters, crime_before_entry, consequences_in_coastal_state, disturbs_peace, master_or_consul_request; trafficking_suspected, organised_group; fisheries_offence, iuu_listed; force_majeure, persons_in_danger."`
	Asking *string           `json:"asking,omitempty" doc:"port_officer, labour_inspector, warship, coast_guard, prosecutor or researcher: orders the answer, changes no row."`
}

type questionVesselDTO struct {
	Flag         *string  `json:"flag,omitempty" doc:"ISO 3166-1 alpha-3. Absent is not known; a flag that was looked for and is not there is the fact no_nationality."`
	FlagsClaimed []string `json:"flags_claimed,omitempty"`
	Register     *string  `json:"register,omitempty"`
	Class        *string  `json:"class,omitempty" doc:"fishing, fish_carrier, merchant, passenger, government, factory, support or other."`
	GT           *float64 `json:"gt,omitempty"`
	LengthM      *float64 `json:"length_m,omitempty" doc:"Length L (C188 1(i))."`
	DaysAtSea    *float64 `json:"days_at_sea,omitempty"`
	DistanceNM   *float64 `json:"distance_from_flag_coast_nm,omitempty" doc:"Where it normally navigates."`
}

type questionPlaceDTO struct {
	Zone         *string  `json:"zone,omitempty" doc:"port, internal_waters, archipelagic_waters, territorial_sea, contiguous_zone, eez or high_seas; when it is missing and lon and lat are there the chart answers."`
	CoastalState *string  `json:"coastal_state,omitempty"`
	PortState    *string  `json:"port_state,omitempty"`
	Contested    []string `json:"contested,omitempty" doc:"Other claimants."`
	Lon          *float64 `json:"lon,omitempty"`
	Lat          *float64 `json:"lat,omitempty"`
}

type questionPeopleDTO struct {
	Victims  []string             `json:"victims,omitempty" doc:"Nationalities of presumed victims or abandoned crew."`
	Suspects []questionSuspectDTO `json:"suspects,omitempty"`
}

type questionSuspectDTO struct {
	Nationality *string `json:"nationality,omitempty"`
	Location    *string `json:"location,omitempty" doc:"The State in which the person is."`
}

type actOutput struct{ Body actDTO }

type actDTO struct {
	Place   actPlaceDTO   `json:"place"`
	Rows    []ruleDTO     `json:"rows" doc:"Rules that speak."`
	Near    []nearRuleDTO `json:"near" doc:"Rules that nearly spoke, with what was missing."`
	Unknown []string      `json:"unknown" doc:"What would have to be known."`
	Caveats []string      `json:"caveats"`
}

type actPlaceDTO struct {
	Zone         *string  `json:"zone"`
	CoastalState *string  `json:"coastal_state"`
	PortState    *string  `json:"port_state"`
	ShoreNM      *float64 `json:"distance_to_shore_nm"`
	Basis        *string  `json:"basis" doc:"given, imported or approximated."`
	Contested    []string `json:"contested"`
}

type ruleDTO struct {
	Rule       string   `json:"rule"`
	State      *string  `json:"state" doc:"null: any State."`
	Capacity   string   `json:"capacity" enum:"flag,port,coastal,victim_nationality,suspect_nationality,any"`
	Kind       string   `json:"kind" enum:"power,duty,limit"`
	Strength   string   `json:"strength" enum:"must,may,should_not,must_not"`
	Action     string   `json:"action"`
	Instrument string   `json:"instrument"`
	Article    string   `json:"article"`
	Condition  string   `json:"condition" doc:"Begins with Disputed: where opinion is divided."`
	Because    []string `json:"because"`
}

// nearRuleDTO is a rule with what was missing. Its fields are written out: what
// makes the document does not look into embedded ones.
type nearRuleDTO struct {
	Rule       string   `json:"rule"`
	State      *string  `json:"state" doc:"null: any State."`
	Capacity   string   `json:"capacity" enum:"flag,port,coastal,victim_nationality,suspect_nationality,any"`
	Kind       string   `json:"kind" enum:"power,duty,limit"`
	Strength   string   `json:"strength" enum:"must,may,should_not,must_not"`
	Action     string   `json:"action"`
	Instrument string   `json:"instrument"`
	Article    string   `json:"article"`
	Condition  string   `json:"condition"`
	Because    []string `json:"because"`
	Missing    []string `json:"missing"`
}

type portsOutput struct {
	Body struct {
		Ports []portActsDTO `json:"ports" doc:"First where most could be done for the crew."`
	}
}

type portActsDTO struct {
	State  string        `json:"state"`
	Labour int           `json:"for_the_crew" doc:"How many powers and duties are for the crew; limits and fisheries are not counted."`
	Rows   []ruleDTO     `json:"rows"`
	Near   []nearRuleDTO `json:"near"`
}

type visitOutput struct{ Body visitDTO }

type visitDTO struct {
	Grounds []ruleDTO     `json:"grounds" doc:"Grounds of UNCLOS 110(1) that are asserted."`
	Near    []nearRuleDTO `json:"near"`
	Terms   []ruleDTO     `json:"terms"`
	Silent  string        `json:"silent,omitempty" doc:"Why no ground is there or near."`
	Unknown []string      `json:"unknown"`
	Caveats []string      `json:"caveats"`
}

type inspectionBasisOutput struct{ Body inspectionBasisDTO }

type inspectionBasisDTO struct {
	Grounds []ruleDTO     `json:"grounds" doc:"Of port State control over labour: MLC 5.2, C188 43."`
	Near    []nearRuleDTO `json:"near"`
	Report  string        `json:"report,omitempty" doc:"Text of a report to the flag State under C188 43(2), with gaps in square brackets."`
	Gaps    []string      `json:"gaps" doc:"The evidence that the report lacks."`
	Unknown []string      `json:"unknown"`
	Caveats []string      `json:"caveats"`
}

// actOf is an answer as it travels.
func actOf(a jurisdiction.Answer) *actDTO {
	out := &actDTO{
		Place: actPlaceDTO{
			Zone: orNil(string(a.Place.Zone)), CoastalState: orNil(a.Place.CoastalState), PortState: orNil(a.Place.PortState),
			Basis: orNil(string(a.Place.Basis)), Contested: some(a.Place.Contested, len(a.Place.Contested)),
		},
		Rows: rulesOf(a.Rows), Near: nearRulesOf(a.Near),
		Unknown: some(a.Unknown, len(a.Unknown)), Caveats: some(a.Caveats, len(a.Caveats)),
	}
	if a.Place.ShoreNM.Known {
		out.Place.ShoreNM = &a.Place.ShoreNM.Value
	}
	return out
}

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func ruleOf(r jurisdiction.Row) ruleDTO {
	return ruleDTO{
		r.Rule, orNil(r.State), string(r.Capacity), string(r.Kind), string(r.Strength), string(r.Action), r.Instrument, r.Article, r.Condition,
		some(r.Because, len(r.Because)),
	}
}

func rulesOf(rows []jurisdiction.Row) []ruleDTO {
	out := make([]ruleDTO, len(rows))
	for i, r := range rows {
		out[i] = ruleOf(r)
	}
	return out
}

func nearRulesOf(near []jurisdiction.Near) []nearRuleDTO {
	out := make([]nearRuleDTO, len(near))
	for i, n := range near {
		r := ruleOf(n.Row)
		out[i] = nearRuleDTO{
			r.Rule, r.State, r.Capacity, r.Kind, r.Strength, r.Action, r.Instrument, r.Article, r.Condition, r.Because,
			some(n.Missing, len(n.Missing)),
		}
	}
	return out
}
