package jurisdiction

import (
	"slices"

	"plimsoll/data/reference"
)

// situation is a question with its place, as the rules look at it.
type situation struct {
	q       *Question
	at      setting
	flags   []string // flags that the ship has or shows; one when it is established
	settled bool     // the flag is established
}

func (e *Evaluator) situate(q *Question, at setting) *situation {
	s := &situation{q: q, at: at}
	conflict := q.Facts.Has(factFlagConflict)
	if q.Vessel.Flag != "" {
		s.flags = []string{q.Vessel.Flag}
	}
	if conflict || q.Vessel.Flag == "" {
		for _, f := range q.Vessel.FlagsClaimed {
			if !slices.Contains(s.flags, f) {
				s.flags = append(s.flags, f)
			}
		}
	}
	s.settled = q.Vessel.Flag != "" && !conflict
	return s
}

// subject is a State that a rule is about, and in which capacity.
type subject struct {
	state    string
	capacity Capacity
	bind     string // whose treaties count, where the row names no State
	proviso  string
	because  string
}

// subjects are the States that a rule is about. None means that it is silent.
func (e *Evaluator) subjects(w who, s *situation) []subject {
	switch w {
	case whoFlag:
		return e.flagStates(s)
	case whoPort:
		if s.at.Zone == Port {
			return e.waters(s, CapacityPort)
		}
		return e.waters(s, CapacityCoastal) // control in port, in waters that are none, is near
	case whoCoastal:
		return e.waters(s, CapacityCoastal)
	case whoTerritory:
		if s.at.Zone == Port {
			return e.waters(s, CapacityPort)
		}
		return e.waters(s, CapacityCoastal)
	case whoVictim:
		return each(s.q.People.Victims, CapacityVictim, e.national("presumed victim"))
	case whoAbroad:
		return each(e.abroad(s.q.People.Victims, s), CapacityVictim, e.national("presumed victim"))
	case whoSuspect, whoAtHome, whoPresent:
		return e.suspects(w, s)
	}
	return []subject{{capacity: CapacityAny}}
}

// abroad leaves out the States of the one sovereign in whose territory this is:
// their nationals are at home here. Of several claimants none is taken for it.
func (e *Evaluator) abroad(states []string, s *situation) []string {
	if !s.at.Zone.territory() || len(s.at.territories) != 1 {
		return states
	}
	here := e.sovereign(s.at.territories[0])
	return slices.DeleteFunc(slices.Clone(states), func(state string) bool { return e.sovereign(state) == here })
}

func each(states []string, c Capacity, because func(string) string) (out []subject) {
	for _, state := range states {
		out = append(out, subject{state: state, capacity: c, because: because(state)})
	}
	return out
}

func (e *Evaluator) national(of string) func(string) string {
	return func(state string) string { return "Given: a " + of + " is a national of " + e.name(state) + "." }
}

func (e *Evaluator) flagStates(s *situation) (out []subject) {
	if s.q.Facts.Has(factNoNationality) {
		return nil
	}
	for _, f := range s.flags {
		sub := subject{state: f, capacity: CapacityFlag, because: "The ship flies the flag of " + e.name(f) + "."}
		if !s.settled {
			sub.because = "The ship shows the flag of " + e.name(f) + "."
			sub.proviso = "Only if the ship is entitled to fly the flag of " + e.name(f) + " (UNCLOS 91(1))."
		}
		out = append(out, sub)
	}
	return out
}

// waters are the States whose port or waters these are; of several claimants
// each has its rows, and none is preferred.
func (e *Evaluator) waters(s *situation, c Capacity) (out []subject) {
	for _, state := range s.at.territories {
		sub := subject{state: state, capacity: c}
		switch {
		case s.at.joint:
			sub.proviso = "Only as agreed with the States that share this place: " + joined(e, without(s.at.territories, state)) + "."
		case len(s.at.Contested) > 0:
			sub.proviso = "Only if the claim of " + e.name(state) + " to this place stands; others claim it, too: " + joined(e, without(s.at.territories, state)) + "."
		}
		out = append(out, sub)
	}
	return out
}

func without(states []string, one string) []string {
	return slices.DeleteFunc(slices.Clone(states), func(s string) bool { return s == one })
}

// suspects are the States that are concerned because of a suspect.
func (e *Evaluator) suspects(w who, s *situation) (out []subject) {
	add := func(sub subject) {
		if !slices.Contains(out, sub) {
			out = append(out, sub)
		}
	}
	for _, p := range s.q.People.Suspects {
		home := p.Nationality != "" && p.Location != "" && e.sovereign(p.Nationality) == e.sovereign(p.Location)
		switch {
		case w == whoSuspect && p.Nationality != "":
			add(subject{state: p.Nationality, capacity: CapacitySuspect, because: e.national("suspect")(p.Nationality)})
		case w == whoAtHome && home:
			add(e.atHome(p))
		case w == whoPresent && p.Location != "":
			add(s.present(p.Location, e.name(p.Location)))
		}
	}
	return out
}

// atHome is the State whose national a suspect is and in whose territory he is.
// A territory of that State has its own treaties, so it is the one that is asked.
func (e *Evaluator) atHome(p Suspect) subject {
	where := "there"
	if p.Location != p.Nationality {
		where = "in " + e.name(p.Location)
	}
	return subject{state: p.Location, capacity: CapacitySuspect, because: "Given: a suspect is a national of " + e.name(p.Nationality) + " and is " + where + "."}
}

// present is the State in which a suspect is. Where it is neither the port, the
// coastal nor the flag State it has no capacity of its own: it is any State, and
// the condition names it, so that two such States are two rows.
func (s *situation) present(state, name string) subject {
	sub := subject{state: state, because: "Given: a suspect is in " + name + "."}
	switch {
	case s.at.Zone == Port && slices.Contains(s.at.territories, state):
		sub.capacity = CapacityPort
	case slices.Contains(s.at.territories, state):
		sub.capacity = CapacityCoastal
	case s.settled && slices.Contains(s.flags, state):
		sub.capacity = CapacityFlag
	default:
		sub.state, sub.bind, sub.capacity = "", state, CapacityAny
		sub.proviso = "This State is " + name + ", where a suspect is."
	}
	return sub
}

// foreign tells whether the ship is foreign to a State. Territories of one
// sovereign are not foreign to each other.
func (e *Evaluator) foreign(state string, s *situation) reference.Tri {
	if s.q.Facts.Has(factNoNationality) {
		return reference.Yes
	}
	if len(s.flags) == 0 {
		return reference.Unknown
	}
	own := slices.ContainsFunc(s.flags, func(f string) bool { return e.sovereign(f) == e.sovereign(state) })
	switch {
	case own && s.settled:
		return reference.No
	case own:
		return reference.Unknown
	}
	return reference.Yes
}
