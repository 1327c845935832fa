package jurisdiction

import (
	"time"

	"plimsoll/data/reference"
)

// rule is one rule of law: who may, must or must not do what, under which
// article, and when it speaks.
type rule struct {
	id         string
	instrument string
	also       []string // further instruments that must bind the State
	article    string
	renumbered renumbered
	who        who
	kind       Kind
	strength   Strength
	action     Action
	aloud      string // what is done, where the action's own words would read wrong
	condition  string

	// Gates: the rule is silent unless all hold.
	zones       map[Zone]bool // nil is everywhere
	about       Facts         // all must be asserted
	without     Facts         // none may be asserted
	from, until time.Time     // the time for which the text stood, where it was amended
	approved    time.Time     // when the amendment that is in force from then on was approved
	foreign     bool          // over ships that do not fly the State's flag

	// Needs: the rule nearly speaks when one of them is missing.
	nearZones   map[Zone]bool // zones where it fails only for the place
	nearBecause string
	scope       *scope
	needs       []clause
	flagIs      reference.Tri // Yes: the flag State must be bound by the instrument; No: must not be
	placeBound  bool          // the State in whose territory this is must be bound by the instrument
	never       string        // why it never speaks: a power that people look for and that is not there
	reservable  string        // paragraph that a Party could reserve

	// What it says more.
	unsaid    *unsaid
	disputed  *disputed
	custom    bool   // also custom: stays for States that are not Parties
	favour    string // article that gives ships of other States no more favourable treatment
	zoneNotes map[Zone]string
	caveats   []string
}

// renumbered is the number of an article before an amendment.
type renumbered struct {
	before  time.Time
	article string
}

// unsaid makes a rule conditional when none of some facts is asserted.
type unsaid struct {
	facts              Facts
	condition, unknown string
}

// disputed is a rule, or a use of it, on which opinion is divided.
type disputed struct {
	when, unless Facts // asserted: any of when; none of unless
	always       bool
	text, caveat string
}

func (d *disputed) holds(f Facts) bool {
	switch {
	case d == nil:
		return false
	case d.always:
		return true
	case d.when != 0:
		return d.when&f != 0
	}
	return d.unless&f == 0
}

// who is whose States a rule is about.
type who string

const (
	whoFlag      who = "flag"
	whoPort      who = "port"
	whoCoastal   who = "coastal"
	whoTerritory who = "territory" // the port State in port, else the coastal State within its sovereignty
	whoVictim    who = "victims"
	whoAbroad    who = "victims_abroad" // victims' States other than the one in whose territory this is
	whoSuspect   who = "suspects"
	whoAtHome    who = "suspects_at_home" // a suspect's State in which the suspect is
	whoPresent   who = "suspects_present" // a State in which a suspect is, of whatever nationality
	whoAny       who = "any"
)

var allWho = []who{whoFlag, whoPort, whoCoastal, whoTerritory, whoVictim, whoAbroad, whoSuspect, whoAtHome, whoPresent, whoAny}

// scope is which vessels an instrument covers.
type scope struct {
	name    string
	yes     map[Class]bool
	doubt   map[Class]string // the condition that a doubtful class gives a row
	no      map[Class]string // why a class is outside
	caveats map[Class]string // id of a caveat
	// silent: for a class outside the rule is not even near.
	silent bool
	// unknown is the condition for a vessel whose class is not known; empty: the
	// rule is near, since the class decides.
	unknown string
}

// covers tells whether a class is inside; text is the condition of a doubtful
// class, or what is missing.
func (s *scope) covers(c Class) (t reference.Tri, text string) {
	if s == nil {
		return reference.Yes, ""
	}
	if c == ClassUnknown && s.unknown != "" {
		return reference.Yes, s.unknown
	}
	if c == ClassUnknown {
		return reference.Unknown, "The class of the vessel is not given; the rule depends on it."
	}
	if why, ok := s.no[c]; ok {
		return reference.No, why
	}
	return reference.Yes, s.doubt[c]
}
