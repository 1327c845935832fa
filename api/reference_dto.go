package api

import "time"

type tablesOutput struct{ Body factTablesDTO }

type factTablesDTO struct {
	Vintage string         `json:"vintage" doc:"Names these facts as a whole; scores say under which they were made."`
	Tables  []factTableDTO `json:"tables"`
	Chart   factChartDTO   `json:"chart" doc:"The sea: what places positions, whose waters they are, and ports."`
	Reach   []factReachDTO `json:"reach" doc:"How far lists reach: a State that a whole list does not name is known not to be on it; of another list, or beyond its days, absence means nothing."`
	Notes   []string       `json:"notes" doc:"What holds for all of it."`
}

type factChartDTO struct {
	Version       string     `json:"version" doc:"Sources of coast, zones and ports. A position keeps the place that the chart of its day gave it."`
	Ports         int        `json:"ports" doc:"As rows: /v1/reference/ports."`
	ZonesImported *time.Time `json:"zones_imported_at,omitempty" doc:"Absent: zones are approximated from the coast."`
	PortsImported *time.Time `json:"ports_imported_at,omitempty" doc:"Absent: as they came with the program."`
}

type factTableDTO struct {
	Table    string          `json:"table"`
	Title    string          `json:"title"`
	About    string          `json:"about" doc:"What a row is."`
	Rows     int             `json:"rows"`
	Sourced  int             `json:"sourced" doc:"Rows that were read in their source."`
	Derived  int             `json:"derived" doc:"Rows that follow from sources by a rule that their note gives."`
	Recalled int             `json:"recalled" doc:"Rows from memory, for which no source was found."`
	Imported *time.Time      `json:"imported_at,omitempty" doc:"When the operator of this service replaced or extended it; absent: as it came with the program."`
	Columns  []factColumnDTO `json:"columns"`
	Key      []string        `json:"key" doc:"The columns that name a row."`
	Rules    []string        `json:"rules" doc:"What holds beyond the columns."`
}

type factColumnDTO struct {
	Name     string `json:"name"`
	Kind     string `json:"kind"`
	Required bool   `json:"required"`
	Meaning  string `json:"meaning,omitempty"`
}

type factReachDTO struct {
	Topic  string `json:"topic"`
	Whole  string `json:"whole" doc:"yes: absence from it means something."`
	From   string `json:"from,omitempty"`
	To     string `json:"to,omitempty" doc:"The last day that the list speaks for."`
	Carry  string `json:"carry_months,omitempty" doc:"Months after that day for which its last state is carried; absent: without end."`
	Note   string `json:"note,omitempty"`
	Source string `json:"source"`
	Status string `json:"status"`
}

type tableInput struct {
	Table  string `path:"table" maxLength:"64" doc:"As in /v1/reference, or ports."`
	State  string `query:"state" maxLength:"3" doc:"Rows that name this State: ISO 3166-1, two or three letters." example:"PAN"`
	On     string `query:"on" maxLength:"25" doc:"Rows whose own dates do not exclude this day. A date that is blank, or not known to the day, excludes nothing that it may mean." example:"2022-02-28"`
	Limit  int    `query:"limit" minimum:"1" maximum:"1000" default:"100" doc:"Most rows in an answer."`
	Cursor string `query:"cursor" maxLength:"80" doc:"The next of the answer before."`
}

type rowsOutput struct{ Body factRowsDTO }

type factRowsDTO struct {
	Vintage string       `json:"vintage"`
	Table   string       `json:"table"`
	Title   string       `json:"title"`
	Total   int          `json:"total" doc:"Rows that the question does not exclude, on all pages."`
	Rows    []factRowDTO `json:"rows"`
	Next    string       `json:"next,omitempty" doc:"Cursor of the next page; absent on the last."`
}

type factRowDTO struct {
	Cells  map[string]string `json:"cells" doc:"By column. Blank: not known, or does not apply; the column's meaning says which."`
	Note   string            `json:"note,omitempty"`
	Source string            `json:"source" doc:"In words, with its address where it has one."`
	AsOf   string            `json:"as_of,omitempty" doc:"The day, month or year that the source speaks of."`
	Status string            `json:"status" doc:"sourced: read there; derived: follows by the rule in the note; recalled: from memory."`
}
