package jurisdiction

import (
	"slices"

	"plimsoll/data/reference"
)

var zonePhrases = map[Zone]string{
	Port: "in a port", InternalWaters: "in internal waters", Archipelagic: "in archipelagic waters",
	TerritorialSea: "in the territorial sea", ContiguousZone: "in the contiguous zone",
	EconomicZone: "in the exclusive economic zone", HighSeas: "on the high seas",
}

// where says in which waters the ship is: for a State of the waters in its own,
// for others in which zone.
func (v *verdict) where(sub subject) string {
	if sub.capacity == CapacityCoastal || sub.capacity == CapacityPort {
		return "The ship is " + zonePhrases[v.s.at.Zone] + " of " + v.e.name(sub.state) + "."
	}
	return "The ship is " + zonePhrases[v.s.at.Zone] + "."
}

// questions are what the evaluator itself would have to know.
func (e *Evaluator) questions(s *situation) (out []string) {
	q, at := s.q, s.at
	ask := func(when bool, text func() string) {
		if when {
			out = append(out, text())
		}
	}
	says := func(s string) func() string { return func() string { return s } }
	none := q.Facts.Has(factNoNationality)
	ask(q.Date.IsZero(), says("Which day? Without it no treaty can be said to bind anybody."))
	ask(at.Zone == ZoneUnknown, says("Where is the ship? Neither a zone nor a position is given, so no rule about a place speaks."))
	ask(at.Zone != ZoneUnknown && at.Zone != HighSeas && len(at.territories) == 0, says("Whose waters are these? The coastal State is not known, so no coastal State has a row."))
	ask(q.Vessel.Flag == "" && !none && len(q.Vessel.FlagsClaimed) == 0, says("Which flag is the ship entitled to fly? None was given; that is not known, and not the same as none at all (no_nationality)."))
	ask(q.Vessel.Flag == "" && !none && len(q.Vessel.FlagsClaimed) > 0, func() string {
		return "Which flag is the ship entitled to fly? It shows " + joined(e, q.Vessel.FlagsClaimed) + ", and none is established."
	})
	ask(q.Vessel.Flag != "" && !q.Facts.Has(factFlagConflict) && len(others(q)) > 0, func() string {
		return "The ship also shows the flag of " + joined(e, others(q)) + ": is it used according to convenience (flag_use_conflict)?"
	})
	ask(q.Vessel.Class == ClassUnknown, says("What kind of vessel is it? The class decides which labour convention covers the crew."))
	if q.Facts.Has(factTrafficking) {
		ask(len(q.People.Victims) == 0, says("Of which nationality are the presumed victims? Their State may have jurisdiction, and must take them back."))
		ask(len(q.People.Suspects) == 0, says("Of which nationality are the suspects, and where are they? Their State, and the State where they are, may have jurisdiction."))
	}
	return out
}

func others(q *Question) (out []string) {
	for _, f := range q.Vessel.FlagsClaimed {
		if f != q.Vessel.Flag {
			out = append(out, f)
		}
	}
	return out
}

func joined(e *Evaluator, states []string) string {
	s := ""
	for i, state := range states {
		if i > 0 {
			s += ", "
		}
		s += e.name(state)
	}
	return s
}

// generalCaveats are those that rest on the question and the place.
func (e *Evaluator) generalCaveats(s *situation, stale bool) (on caveatSet) {
	q, at := s.q, s.at
	for _, c := range [...]struct {
		id   string
		when bool
	}{
		{caveatApproximated, at.approximate},
		{caveatArchipelagic, at.approximate && slices.ContainsFunc(at.territories, func(s string) bool { return e.law.archipelagic[s] })},
		{caveatNearLimit, at.nearLimit},
		{caveatDiffers, at.differs},
		{caveatContested, len(at.Contested) > 0 && !at.joint},
		{caveatJoint, at.joint},
		{caveatStale, stale},
		{caveatBeyond, !e.compiled.IsZero() && q.Date.After(e.compiled)},
		{caveatOwnPort, at.Zone == Port && s.settled && slices.ContainsFunc(at.territories, func(t string) bool { return e.foreign(t, s) == reference.No })},
		{caveatFOC, s.settled && !q.Date.IsZero() && e.facts.FlagOfConvenience(q.Vessel.Flag, q.Vessel.Register, q.Date).Value == reference.Yes},
	} {
		if c.when {
			on |= e.law.bits[c.id]
		}
	}
	for i := range e.law.caveats {
		if e.law.caveats[i].holds(q, at.Zone) {
			on |= 1 << i
		}
	}
	return on
}

func unique(in []string) []string {
	out := []string{}
	for _, s := range in {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
