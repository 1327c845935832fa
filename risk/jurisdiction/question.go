package jurisdiction

import "time"

// Question is what somebody wants to know. Whatever is empty is not known; it
// is never filled in by guessing.
type Question struct {
	Vessel Vessel
	Place  Place
	Date   time.Time // UTC midnight; zero when not given
	People People
	Facts  Facts
	Asking Asking
}

// Vessel is the ship the question is about.
type Vessel struct {
	Flag         string   // ISO 3166-1 alpha-3; empty is not known, which is not "none"
	FlagsClaimed []string // flags that it shows or broadcasts
	Register     string   // a second or international register, as in data/reference
	Class        Class
	GT           Measure // gross tonnage
	LengthM      Measure // length L of C188 1(i), in metres
	DaysAtSea    Measure // how long it normally stays out
	// DistanceFromFlagCoastNM is how far from its flag State's coast it normally navigates.
	DistanceFromFlagCoastNM Measure
}

// Measure is a number that may not be known.
type Measure struct {
	Value float64
	Known bool
}

// Place is where the ship is, as far as it was said.
type Place struct {
	Zone         Zone
	CoastalState string
	PortState    string
	Contested    []string // further claimants
	Lon, Lat     Measure
}

// People are those on board, as far as they are known.
type People struct {
	Victims  []string // nationalities of presumed victims or abandoned crew
	Suspects []Suspect
}

// Suspect is a person's nationality and where the person is; either may be empty.
type Suspect struct{ Nationality, Location string }
