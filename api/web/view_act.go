package web

import "time"

// Act is the page that says who can act.
type Act struct {
	ID, Name, Place string
	Day             time.Time // whose law it is
	AsOf            string    // the day that somebody named; empty: today
	Seen            time.Time // when it was at the place; zero: the place was asked for, or is not known
	Asserted        []string  // what the answer rests on
	Facts           []Choice
	Asking, Ports   []Choice
	Victims         string // State codes
	Sections        []ActSection
	Groups          []ActGroup
	Rows, NearRows  int
	Assumed         []Row
	Near            []string
	Unknown         []string
	Caveats         []string
}

// ActSection is what one heading of the opening has.
type ActSection struct {
	Title string
	Who   []Actor
}

// Actor is a State in one capacity.
type Actor struct {
	Who  string
	Says []Said
}

// Said is what an actor must, may, should not or must not do.
type Said struct {
	Strength string
	Words    []string
}

// ActGroup is rows that rest on the same; Title of each is what it rests on
// besides.
type ActGroup struct {
	Because string
	Rows    []Fact
}
