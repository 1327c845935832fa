package reference

import "time"

// Tri is yes, no or unknown; its zero value is Unknown.
type Tri uint8

// The three values.
const (
	Unknown Tri = iota
	No
	Yes
)

// String is the word used in spans: unknown, no or yes.
func (t Tri) String() string {
	switch t {
	case No:
		return "no"
	case Yes:
		return "yes"
	}
	return "unknown"
}

// Answer is what is known about a yes-or-no question on one day.
type Answer struct {
	Value Tri
	// Since and Until bound the unbroken time [Since, Until) for which the
	// value holds; a zero Until is open. Both are zero when nothing is known.
	Since, Until time.Time
	// LastKnown is the day of the list that the answer rests on or, for an
	// unknown after the last list, of that list; zero when there is none.
	LastKnown time.Time
	// Stale is set when the day asked for is beyond what the list can show and
	// its answer is carried; the note says from when.
	Stale  bool
	Note   string
	Source string
	Status string // Sourced, Derived or Recalled; empty without a row
}

// Tier is a placement in the Trafficking in Persons report.
type Tier string

// The placements; TierUnknown when no report is known for the day.
const (
	TierUnknown Tier = ""
	Tier1       Tier = "1"
	Tier2       Tier = "2"
	Tier2Watch  Tier = "2WL" // Tier 2 Watch List
	Tier3       Tier = "3"
	TierSpecial Tier = "special" // special case: not placed in a tier
)

// TierAnswer is the tier of a State on one day.
type TierAnswer struct {
	Tier       Tier
	ReportYear int // year of the report it stands in; 0 when unknown
	// Since and Until bound the unbroken time in that tier, as in Answer.
	Since, Until time.Time
	LastKnown    time.Time // 1 July of the year of the report it rests on
	Stale        bool
	Note         string
	Source       string
	Status       string
}

// ValueAnswer is what is known about any topic on one day, in the words of its
// spans.
type ValueAnswer struct {
	Value string // empty when no span holds; unknown when one says so
	// Since and Until bound the unbroken time with that value, as in Answer.
	Since, Until time.Time
	LastKnown    time.Time
	Stale        bool
	Note         string
	Source       string
	Status       string
}

// Notes of answers that rest on no span.
const (
	noteNoCode  = "no such State code"
	noteNoTopic = "no such instrument or topic"
	noteNothing = "nothing known for this State"
	noteBefore  = "before the first day that is known"
	noteBetween = "not known between two lists"
	noteAfter   = "beyond the last list that is known"
)
