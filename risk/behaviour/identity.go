package behaviour

import (
	"time"

	"plimsoll/data/reference"
	"plimsoll/data/vessel"
	"plimsoll/data/warehouse"
)

// Evidence is what an identity is folded from: all claims about the tracks
// and the IMO numbers in question, in any order, and the hulls found on them.
type Evidence struct {
	Tracks []vessel.MMSI
	IMOs   []vessel.IMO
	Claims []warehouse.Claim
	Hulls  []HullSpan
}

// HullSpan is when the positions of one segment of an MMSI were observed:
// Jump, or a hull from the second on.
type HullSpan struct {
	MMSI      vessel.MMSI
	Segment   uint8
	From, To  time.Time
	Positions uint64
}

// Identity is what the evidence amounts to.
type Identity struct {
	Vessels   []Vessel
	Links     []Link
	Conflicts []Conflict
}

// Vessel is one vessel's identity over time. Its scalars are the strongest
// source's, then the latest; zero is not known.
type Vessel struct {
	ID            vessel.ID
	IMO           vessel.IMO
	MMSIs         []vessel.MMSI
	Names         []Span
	CallSigns     []Span
	Flags         []Span
	Classes       []Span
	Gear          string
	LengthM, GT   float32
	BuiltYear     uint16
	OwnerID       string
	OwnerState    string
	OwnerWithheld bool
	Kind          Kind
	MergedInto    vessel.ID
}

// Link says which vessel a track is, and when. Basis is imo, mmsi or hull.
type Link struct {
	MMSI     vessel.MMSI
	Segment  uint8
	VesselID vessel.ID
	From, To time.Time
	Basis    string
}

// The bases of a link: a claim ties the MMSI to an IMO number; nothing but the
// MMSI is known; one of several hulls on it.
const (
	BasisIMO  = "imo"
	BasisMMSI = "mmsi"
	BasisHull = "hull"
)

// Conflict is what does not fit together in a vessel's identity.
type Conflict struct {
	VesselID vessel.ID
	Kind     ConflictKind
	Subject  string
	From, To time.Time
	Evidence string // JSON
}

// ConflictKind says what does not fit together.
type ConflictKind string

// The kinds of conflict.
const (
	UnallocatedMID   ConflictKind = "unallocated_mid"   // nobody has the MMSI's first three digits
	MIDNotFlag       ConflictKind = "mid_not_flag"      // they are another State's than the registry says
	TwoHulls         ConflictKind = "two_hulls"         // two ships send under one MMSI
	TwoIMONumbers    ConflictKind = "two_imo_numbers"   // two IMO numbers are claimed for one MMSI at once
	AlternatingNames ConflictKind = "alternating_names" // a name that was given up came back
	ImplausibleJump  ConflictKind = "implausible_jump"  // positions that no ship could have reached
)

// midBook is what the fold asks of the reference catalogue.
type midBook interface {
	// MID looks up the first three digits of an MMSI; false: not allocated.
	MID(mid int) (reference.MIDRow, bool)
	// MIDAgrees tells whether they fit a flag.
	MIDAgrees(mid int, flag string) reference.Tri
}

// makesVessel tells whether an MMSI can be a vessel's at all.
func makesVessel(m vessel.MMSI) bool {
	s := m.Station()
	return s == vessel.Ship || s == vessel.Unassigned
}
