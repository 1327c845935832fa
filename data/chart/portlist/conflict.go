package portlist

import (
	"fmt"

	"plimsoll/data/chart"
)

// Reason says in what two ports do not agree.
type Reason uint8

const (
	// FarApart is one UN/LOCODE at two places more than 5 km apart.
	FarApart Reason = iota + 1
	// Swapped is a position that would agree with the other list with longitude and latitude exchanged, or one of their
	// signs turned.
	Swapped
	// CodeTwice is one UN/LOCODE at two places of the same list.
	CodeTwice
	// OtherCode is one place, within a kilometre, with two UN/LOCODEs.
	OtherCode
	// OtherState is one UN/LOCODE with two States.
	OtherState
	// NoCode is a port of the list without a UN/LOCODE that is near none in use.
	NoCode
	// OtherCountry is a position with none of the port's State within 60 km on the chart, neither coast nor land.
	OtherCountry
	// Inland is a position on land with no sea within 50 km: a river port, or a wrong position.
	Inland
)

// String is the reason in words.
func (r Reason) String() string {
	switch r {
	case FarApart:
		return "same code, far apart"
	case Swapped:
		return "coordinates look swapped"
	case CodeTwice:
		return "same code twice in the list"
	case OtherCode:
		return "same place, other code"
	case OtherState:
		return "same code, other State"
	case NoCode:
		return "no code"
	case OtherCountry:
		return "in another country"
	case Inland:
		return "far from the sea"
	}
	return "unknown"
}

// Outcome says what became of a row of the list.
type Outcome uint8

const (
	// TookList took the row.
	TookList Outcome = iota + 1
	// KeptBase did not take the row: the other port stays, or there is none.
	KeptBase
	// KeptBoth took the row as a port beside the other one.
	KeptBoth
)

// String is the outcome in words.
func (o Outcome) String() string {
	switch o {
	case TookList:
		return "it is taken"
	case KeptBase:
		return "it is not taken"
	case KeptBoth:
		return "both are kept"
	}
	return "unknown"
}

// Conflict is a port of the list that does not agree with one in use or with the list itself.
type Conflict struct {
	Reason  Reason
	Outcome Outcome
	Row     Row
	Other   chart.Port // zero where there is none
	Metres  float64    // between the two
}

// String is the conflict in one line.
func (c Conflict) String() string {
	s := fmt.Sprintf("%s line %d: %s %s", c.Row.File, c.Row.Line, c.Row.Port.Locode, c.Row.Port.Name)
	if c.Other.Locode != "" {
		s += fmt.Sprintf(" and %s %s, %.1f km apart", c.Other.Locode, c.Other.Name, c.Metres/1000)
	}
	return fmt.Sprintf("%s: %s; %s", s, c.Reason, c.Outcome)
}
