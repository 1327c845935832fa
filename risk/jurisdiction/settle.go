package jurisdiction

import (
	"slices"

	"plimsoll/data/reference"
)

var zonePhrases = map[Zone]string{
	Port: "in a port of ", InternalWaters: "in internal waters of ", Archipelagic: "in archipelagic waters of ",
	TerritorialSea: "in the territorial sea of ", ContiguousZone: "in the contiguous zone of ",
	EconomicZone: "in the exclusive economic zone of ", HighSeas: "on the high seas",
}

// where says in which waters the ship is; for a State of the waters, in its own.
func (v *verdict) where(sub subject) string {
	state := v.s.at.CoastalState
	if sub.capacity == CapacityCoastal || sub.capacity == CapacityPort {
		state = sub.state
	}
	if v.s.at.Zone == HighSeas {
		return "The ship is on the high seas."
	}
	if state == "" {
		return "The ship is in the zone " + string(v.s.at.Zone) + "."
	}
	return "The ship is " + zonePhrases[v.s.at.Zone] + v.e.name(state) + "."
}

// questions adds what the evaluator itself would have to know.
func (v *verdict) questions() {
	q, at := v.s.q, v.s.at
	ask := func(when bool, text string) {
		if when {
			v.unknown = append(v.unknown, text)
		}
	}
	none := q.Facts.Has(factNoNationality)
	ask(q.Date.IsZero(), "Which day? Without it no treaty can be said to bind anybody.")
	ask(at.Zone == ZoneUnknown, "Where is the ship? Neither a zone nor a position is given, so no rule about a place speaks.")
	ask(at.Zone != ZoneUnknown && at.Zone != HighSeas && len(at.territories) == 0, "Whose waters are these? The coastal State is not known, so no coastal State has a row.")
	ask(q.Vessel.Flag == "" && !none && len(q.Vessel.FlagsClaimed) == 0, "Which flag is the ship entitled to fly? None was given; that is not known, and not the same as none at all (no_nationality).")
	ask(q.Vessel.Flag == "" && !none && len(q.Vessel.FlagsClaimed) > 0, "Which flag is the ship entitled to fly? It shows "+joined(v.e, q.Vessel.FlagsClaimed)+", and none is established.")
	ask(q.Vessel.Flag != "" && !q.Facts.Has(factFlagConflict) && len(others(q)) > 0, "The ship also shows the flag of "+joined(v.e, others(q))+": is it used according to convenience (flag_use_conflict)?")
	ask(q.Vessel.Class == ClassUnknown, "What kind of vessel is it? The class decides which labour convention covers the crew.")
	if q.Facts.Has(factTrafficking) {
		ask(len(q.People.Victims) == 0, "Of which nationality are the presumed victims? Their State may have jurisdiction, and must take them back.")
		ask(len(q.People.Suspects) == 0, "Of which nationality are the suspects, and where are they? Their State, and the State where they are, may have jurisdiction.")
	}
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

// generalCaveats adds those that rest on the question and the place.
func (v *verdict) generalCaveats() {
	e, q, at := v.e, v.s.q, v.s.at
	on := func(id string, when bool) {
		if when {
			v.caveat(id)
		}
	}
	on(caveatApproximated, at.approximate)
	on(caveatArchipelagic, at.approximate && slices.ContainsFunc(at.territories, func(s string) bool { return e.law.archipelagic[s] }))
	on(caveatNearLimit, at.nearLimit)
	on(caveatDiffers, at.differs)
	on(caveatContested, len(at.Contested) > 0)
	on(caveatStale, v.stale)
	on(caveatBeyond, !e.compiled.IsZero() && q.Date.After(e.compiled))
	on(caveatOwnPort, at.Zone == Port && v.s.settled && slices.ContainsFunc(at.territories, func(s string) bool { return e.foreign(s, v.s) == reference.No }))
	on(caveatFOC, v.s.settled && !q.Date.IsZero() && e.facts.FlagOfConvenience(q.Vessel.Flag, q.Vessel.Register, q.Date).Value == reference.Yes)
	for i := range e.law.caveats {
		if e.law.caveats[i].holds(q, at.Zone) {
			v.caveat(e.law.caveats[i].id)
		}
	}
}

// answer puts everything in order.
func (v *verdict) answer() Answer {
	a := Answer{Rows: v.rows, Near: v.near, Unknown: unique(v.unknown), Caveats: []string{}}
	order(a.Rows, v.s.q.Asking)
	slices.SortStableFunc(a.Near, func(x, y Near) int { return rank(x.Row, v.s.q.Asking) - rank(y.Row, v.s.q.Asking) })
	for _, c := range v.e.law.caveats {
		if v.caveats[c.id] {
			a.Caveats = append(a.Caveats, c.text)
		}
	}
	return a
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
