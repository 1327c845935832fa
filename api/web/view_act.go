package web

import "time"

// Act is the page that says who can act.
type Act struct {
	ID, Name, Place string
	Problem         string    // what is wrong with the question; then there is no answer
	Day             time.Time // whose law it is
	AsOf            string    // the time that somebody named, as named; empty: now
	Seen            time.Time // when it was at the place; zero: the place was asked for, or is not known
	Asserted        []string  // what the answer rests on
	Facts           []Choice
	Zones, States   []Choice
	Asking          []Choice
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
	Title, Silence string // Silence is said where there is nobody
	Who            []Actor
}

// Actor is a State in one capacity.
type Actor struct {
	Who  string
	Says []Said
}

// Said is what an actor must, may, should not or must not do.
type Said struct {
	Strength string
	Words    []SaidWord
}

// SaidWord is one thing that is said, and the number of its row.
type SaidWord struct {
	Text string
	Row  int
}

// ActGroup is rows that rest on the same.
type ActGroup struct {
	Because string
	Rows    []ActRow
}

// ActRow is a row as it is read aloud; Because is what it rests on besides.
type ActRow struct {
	Number        int
	Text, Because string
}
