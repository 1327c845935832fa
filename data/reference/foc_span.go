package reference

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// focSpans gives every flag its spans. A subject ISO3/REGISTER speaks of one
// register, ISO3/MAIN of the first register of a State whose second one is
// listed, ISO3 of the flag when the register is not known: there a listed
// second register makes the answer unknown, never yes.
func focSpans(states []State, registers []Register, lists []focList) []Span {
	b := focBuilder{last: lists[len(lists)-1]}
	byFlag := map[string]map[string][]Register{}
	for _, g := range registers {
		if byFlag[g.ISO3] == nil {
			byFlag[g.ISO3] = map[string][]Register{}
		}
		byFlag[g.ISO3][g.Register] = append(byFlag[g.ISO3][g.Register], g)
	}
	for _, s := range states {
		if !standsForShips(s) {
			continue // no ship flies such a flag
		}
		listed := byFlag[flagOf(s)]
		if len(listed) == 0 {
			b.unlisted(s.ISO3)
			continue
		}
		if listed[""] == nil {
			b.unlisted(s.ISO3 + "/" + MainRegister)
			b.undecided(s.ISO3, slices.Concat(slices.Collect(maps.Values(listed))...))
		}
		for _, name := range sortedKeys(listed) {
			subject := s.ISO3
			if name != "" {
				subject += "/" + name
			}
			b.register(subject, listed[name])
			if s.Kind == KindTerritory { // the same register under its sovereign's code
				b.register(s.Sovereign+"/"+cmp.Or(name, s.ISO3), listed[name])
			}
		}
	}
	return b.spans
}

type focBuilder struct {
	last  focList
	spans []Span
}

// add adds the span, split where the last list ends: later its value is carried,
// and the note begins with carried and that day.
func (b *focBuilder) add(subject string, from, to time.Time, value Tri, note, carried string, fact Fact) {
	known := b.last.lastKnown()
	split := known.Add(day)
	if !to.IsZero() && !to.After(from) {
		return
	}
	span := Span{
		Topic: TopicFOC, Subject: subject, From: from, To: to, Value: value.String(),
		LastKnown: known, Note: note, Source: fact.Source, Status: fact.Status,
	}
	if value == Unknown { // nothing to carry
		b.spans = append(b.spans, span)
		return
	}
	if from.Before(split) {
		first := span
		if to.IsZero() || to.After(split) {
			first.To = split
		}
		b.spans = append(b.spans, first)
		span.From = split
	}
	if to.IsZero() || to.After(span.From) {
		span.Stale, span.Note = true, carried+isoDay(known)
		if note != "" {
			span.Note += "; " + note
		}
		b.spans = append(b.spans, span)
	}
}

// no adds time in which the subject is not on the list: known because each list
// is whole, so the status is derived. It is carried for a while, then unknown.
func (b *focBuilder) no(subject string, from, to time.Time, note string) {
	fact := Fact{Source: b.last.fact.Source, Status: Derived}
	if to.IsZero() {
		to = addMonths(b.last.lastKnown(), staleMonths)
	}
	b.add(subject, from, to, No, note, "not listed when last known on ", fact)
}

func (b *focBuilder) unlisted(subject string) { b.no(subject, focBeginning, time.Time{}, "") }

// times are the turning points of a register's time on the list.
func (g Register) times() (maybeFrom, from, maybeTo, to time.Time) {
	maybeFrom, from = g.declared.from, g.declared.to
	if g.declared.isZero() {
		maybeFrom, from = focBeginning, focBeginning
	}
	return maybeFrom, from, g.removed.from, g.removed.to
}

// register lays out the times in which a register was on the list.
func (b *focBuilder) register(subject string, rows []Register) {
	sortByStart(rows)
	at, gone := focBeginning, Register{}
	for _, g := range rows {
		maybeFrom, from, maybeTo, to := g.times()
		b.no(subject, at, maybeFrom, gone.Note)
		b.add(subject, maybeFrom, from, Unknown, join("declared by then or not: the day is not known", g.Note), "", g.Fact)
		// A declaration stands until it is withdrawn, so it does not run out.
		b.add(subject, from, maybeTo, Yes, g.Note, "listed when last known on ", g.Fact)
		if maybeTo.IsZero() {
			return
		}
		b.add(subject, maybeTo, to, Unknown, join("removed by then or not: the day is not known", g.Note), "", g.Fact)
		at, gone = to, g
	}
	b.no(subject, at, time.Time{}, gone.Note)
}

// undecided speaks of a flag of which only second registers are listed, when
// nobody says which register the ship is in.
func (b *focBuilder) undecided(subject string, rows []Register) {
	sortByStart(rows)
	at, gone := focBeginning, Register{}
	for _, g := range rows {
		maybeFrom, _, _, to := g.times()
		if at.IsZero() || (!to.IsZero() && !to.After(at)) {
			continue // within the time of another
		}
		b.no(subject, at, maybeFrom, gone.Note)
		note := g.Name + " is a second register; which register the ship is in is not known"
		b.add(subject, later(at, maybeFrom), to, Unknown, note, "", g.Fact)
		at, gone = to, g
	}
	if !at.IsZero() {
		b.no(subject, at, time.Time{}, gone.Note)
	}
}

func sortByStart(rows []Register) {
	slices.SortFunc(rows, func(a, b Register) int {
		return cmp.Or(a.declared.from.Compare(b.declared.from), cmp.Compare(a.Register, b.Register))
	})
}

func join(a, b string) string {
	if b == "" {
		return a
	}
	return a + "; " + b
}
