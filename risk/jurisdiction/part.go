package jurisdiction

import (
	"fmt"
	"slices"

	"plimsoll/data/reference"
)

// group is a kind of States that rules are about. Groups do not touch each
// other, so that in bulk each is remembered by itself, by what it looks at.
type group uint8

const (
	groupWaters group = iota // port and coastal States
	groupFlag
	groupPeople
	groupAny
	groups
)

func (w who) group() group {
	switch w {
	case whoFlag:
		return groupFlag
	case whoPort, whoCoastal, whoTerritory:
		return groupWaters
	case whoAny:
		return groupAny
	}
	return groupPeople
}

// part is what the rules of one group come to.
type part struct {
	rows    []Row
	near    []Near
	asks    []string
	caveats caveatSet
	stale   bool
}

// part lets the rules of a group speak.
func (e *Evaluator) part(g group, s *situation) *part {
	v := &verdict{e: e, s: s}
	if g == groupPeople && len(s.q.People.Victims)+len(s.q.People.Suspects) == 0 {
		return &v.part
	}
	for i := range e.law.rules {
		if r := &e.law.rules[i]; r.who.group() == g {
			v.apply(r)
		}
	}
	return &v.part
}

// matters is what a group looks at in a zone.
type matters struct {
	facts Facts
	flag  bool // which flag it is, beyond whether it is the State's own
	size  bool // measures of the vessel
}

// looks works out what each group looks at in each zone, from the rules.
func (l *law) looks() map[Zone][groups]matters {
	out := map[Zone][groups]matters{}
	for _, z := range append([]Zone{ZoneUnknown}, zones...) {
		var m [groups]matters
		for i := range m {
			m[i].facts = Facts(0).With(factNoNationality).With(factFlagConflict)
		}
		for _, r := range l.rules {
			if r.zones != nil && !r.zones[z] && !r.nearZones[z] {
				continue
			}
			g := &m[r.who.group()]
			g.facts |= r.looks()
			g.size = g.size || r.measures()
			g.flag = g.flag || r.flagIs != reference.Unknown || r.favour != ""
		}
		out[z] = m
	}
	return out
}

// measures tells whether a rule looks at a measure.
func (r rule) measures() bool {
	return slices.ContainsFunc(r.needs, func(c clause) bool { return slices.ContainsFunc(c, func(a atom) bool { return a.measure != "" }) })
}

// looks are the facts that can change what a rule says.
func (r rule) looks() Facts {
	f := r.about | r.without
	for _, c := range r.needs {
		for _, a := range c {
			if a.measure == "" {
				f = f.With(a.fact)
			}
		}
	}
	if r.unsaid != nil {
		f |= r.unsaid.facts
	}
	if r.disputed != nil {
		f |= r.disputed.when | r.disputed.unless
	}
	return f
}

// partKey is everything that can change a part.
type partKey struct {
	group    group
	zone     Zone
	class    Class
	facts    Facts
	measures uint64
	epoch    int
	flags    string
	states   string
}

// partKey is the key of a situation's part; false for people, who are too many
// to be worth remembering.
func (b *Batch) partKey(g group, s *situation, whole *batchKey) (partKey, bool) {
	m := b.looks[s.at.Zone][g]
	k := partKey{group: g, zone: s.at.Zone, class: whole.class, facts: s.q.Facts & m.facts, epoch: whole.epoch}
	switch g {
	case groupPeople:
		return k, false
	case groupFlag:
		k.flags = fmt.Sprint(s.settled, s.flags)
	case groupWaters:
		k.states = fmt.Sprint(s.at.territories, s.at.CoastalState, s.at.joint)
		if !m.flag {
			for _, state := range s.at.territories {
				k.flags += b.e.foreign(state, s).String() + " "
			}
		}
	}
	if m.size {
		k.measures = whole.measures
	}
	if m.flag {
		k.flags = fmt.Sprint(s.settled, s.flags)
	}
	return k, true
}

// assemble puts parts together: rows in the order for whoever asks, what is
// unknown, and the caveats in the order of their file.
func (e *Evaluator) assemble(s *situation, parts [groups]*part) Answer {
	rows, near, stale := 0, 0, false
	var asks []string
	var on caveatSet
	for _, p := range parts {
		rows, near, stale = rows+len(p.rows), near+len(p.near), stale || p.stale
		asks = append(asks, p.asks...)
		on |= p.caveats
	}
	a := Answer{Caveats: []string{}}
	a.Rows = inOrder(s.q.Asking, rows, func(yield func([]Row)) {
		for _, p := range parts {
			yield(p.rows)
		}
	}, func(r *Row) *Row { return r })
	a.Near = inOrder(s.q.Asking, near, func(yield func([]Near)) {
		for _, p := range parts {
			yield(p.near)
		}
	}, func(n *Near) *Row { return &n.Row })
	a.Unknown = unique(append(asks, e.questions(s)...))
	on |= e.generalCaveats(s, stale)
	for i, c := range e.law.caveats {
		if on&(1<<i) != 0 {
			a.Caveats = append(a.Caveats, c.text)
		}
	}
	return a
}
