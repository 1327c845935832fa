package jurisdiction

import (
	"math"
	"slices"
	"strings"

	"plimsoll/data/reference"
)

// normal is the question with codes of States in one form, or what is wrong
// with it: a code that is no State's, a number that cannot be, facts that
// contradict each other or the place.
func (e *Evaluator) normal(q Question) (Question, error) {
	var p problems
	q.Vessel.Flag = e.state(&p, "vessel.flag", q.Vessel.Flag)
	q.Vessel.FlagsClaimed = e.states(&p, "vessel.flags_claimed", q.Vessel.FlagsClaimed)
	q.Place.CoastalState = e.state(&p, "place.coastal_state", q.Place.CoastalState)
	q.Place.PortState = e.state(&p, "place.port_state", q.Place.PortState)
	q.Place.Contested = e.states(&p, "place.contested", q.Place.Contested)
	q.People.Victims = e.states(&p, "people.victims", q.People.Victims)
	suspects := make([]Suspect, 0, len(q.People.Suspects))
	for _, s := range q.People.Suspects {
		s.Nationality = e.state(&p, "people.suspects.nationality", s.Nationality)
		s.Location = e.state(&p, "people.suspects.location", s.Location)
		if !slices.Contains(suspects, s) {
			suspects = append(suspects, s)
		}
	}
	q.People.Suspects = suspects
	q.measures(&p)
	q.contradictions(&p)
	return q, p.err()
}

// state is a code in three letters.
func (e *Evaluator) state(p *problems, field, code string) string {
	if code == "" {
		return ""
	}
	s, ok := e.facts.State(code)
	switch {
	case !ok:
		p.add("%s", unlikeState(field, code, e.codes))
		return ""
	case s.Kind == reference.KindOrganisation:
		p.add("%s %q is an organisation: it can be a Party to treaties and is never a flag, port or coastal State; name the State", field, code)
		return ""
	}
	return s.ISO3
}

func unlikeState(field, code string, known []string) string {
	s := field + " " + quoted(code) + " is no State's code"
	if n := nearest(code, known); n != "" {
		s += "; the nearest is " + quoted(n)
	}
	return s + "; write ISO 3166-1 alpha-3"
}

func (e *Evaluator) states(p *problems, field string, codes []string) []string {
	var out []string
	for _, c := range codes {
		if s := e.state(p, field, strings.TrimSpace(c)); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func (q Question) measures(p *problems) {
	for _, m := range []struct {
		name string
		m    Measure
	}{
		{"vessel.gt", q.Vessel.GT},
		{"vessel.length_m", q.Vessel.LengthM},
		{"vessel.days_at_sea", q.Vessel.DaysAtSea},
		{"vessel.distance_from_flag_coast_nm", q.Vessel.DistanceFromFlagCoastNM},
	} {
		if m.m.Known && !(m.m.Value >= 0 && !math.IsInf(m.m.Value, 0)) {
			p.add("%s is %v; it cannot be negative or without a value; leave it out when it is not known", m.name, m.m.Value)
		}
	}
	lon, lat := q.Place.Lon, q.Place.Lat
	switch {
	case lon.Known != lat.Known:
		p.add("place.lon and place.lat belong together; one of them is missing")
	case lon.Known && !(math.Abs(lon.Value) <= 180 && math.Abs(lat.Value) <= 90):
		p.add("place.lon %v, place.lat %v is not on the globe; longitude comes first", lon.Value, lat.Value)
	}
}

// contradictions names facts that exclude each other, and facts that exclude the place.
func (q Question) contradictions(p *problems) {
	f, z := q.Facts, q.Place.Zone
	both := func(a, b Fact, why string) {
		if f.Has(a) && f.Has(b) {
			p.add("the facts %s and %s contradict each other: %s", a, b, why)
		}
	}
	both(factPassage, factEntering, "innocent_passage is asserted of a ship that does not enter internal waters; give one of them")
	both(factEntering, factLeaving, "a ship either enters internal waters or has left them; give one of them")
	if f.Has(factNoNationality) && q.Vessel.Flag != "" {
		p.add("vessel.flag %s and the fact no_nationality contradict each other: a flag that is only shown belongs in flags_claimed", q.Vessel.Flag)
	}
	q.placeContradictions(p)
	for _, fact := range []Fact{factPassage, factEntering, factLeaving} {
		if f.Has(fact) && z == Port {
			p.add("the fact %s and the zone port contradict each other: a ship in port is not passing; leave the fact out or give the zone it passes", fact)
		}
	}
	beyond := z == ContiguousZone || z == EconomicZone || z == HighSeas
	if f.Has(factPassage) && beyond {
		p.add("the fact innocent_passage and the zone %s contradict each other: there is innocent passage only within 12 nautical miles", z)
	}
	for _, fact := range []Fact{factEntering, factConsequences, factDisturbs, factBeforeEntry} {
		if f.Has(fact) && z == HighSeas {
			p.add("the fact %s and the zone high_seas contradict each other: there is no coastal State on the high seas", fact)
		}
	}
}

// placeContradictions names a place that cannot be.
func (q Question) placeContradictions(p *problems) {
	at := q.Place
	switch at.Zone {
	case Port:
		if at.PortState == "" && at.CoastalState == "" && !at.Lon.Known {
			p.add("the zone port needs place.port_state: whose port is it?")
		}
		if at.PortState != "" && at.CoastalState != "" && at.PortState != at.CoastalState && !slices.Contains(at.Contested, at.CoastalState) {
			p.add("place.port_state %s and place.coastal_state %s contradict each other: in port they are one State; name another claimant in place.contested", at.PortState, at.CoastalState)
		}
	case HighSeas:
		for _, given := range [][2]string{{"place.coastal_state", at.CoastalState}, {"place.port_state", at.PortState}} {
			if given[1] != "" {
				p.add("%s %s and the zone high_seas contradict each other: there is neither a coastal nor a port State on the high seas", given[0], given[1])
			}
		}
		if len(at.Contested) > 0 {
			p.add("place.contested and the zone high_seas contradict each other: nobody can claim the high seas (UNCLOS 89)")
		}
	case ContiguousZone, EconomicZone:
		if at.PortState != "" {
			p.add("place.port_state %s and the zone %s contradict each other: the ship is not in port", at.PortState, at.Zone)
		}
	}
}
