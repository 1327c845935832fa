package portlist

import (
	"cmp"
	"slices"
	"strings"

	"plimsoll/data/chart"
)

// The distances that count, and the radius of a port whose list gives none, in metres.
const (
	farApart      = 5000
	samePlace     = 1000
	muchApart     = 100_000
	nearlyThere   = 20_000
	usualRadius   = 3000
	inlandAtLeast = 50_000
)

// Placer tells land from sea.
type Placer interface {
	At(lon, lat float64) chart.Placing
}

// Merge lays a list over the ports in use. A port of the list takes the place of the one with its UN/LOCODE, whose radius stays
// when the list has none. The one in use stays where the list's position looks swapped, and where another name stands more than
// 100 km away: then the list has given the code to another port. A port without a code that lies within 5 km of
// one in use of the same State is taken as that one, and nothing changes; farther away it is left out. Other ports are added with a radius of 3 km
// unless the list says otherwise. Of one code twice in the list, the one nearer to the port in use is taken, else the first.
// The chart, which may be nil, finds positions far inland and in other countries; these are reported and taken, save those
// that would be in the right country with longitude and latitude exchanged or a sign turned.
func Merge(base []chart.Port, extra []Row, c Placer) (merged []chart.Port, conflicts []Conflict) {
	m := &merging{byCode: map[string]int{}, fromList: map[string]Row{}}
	for _, p := range base {
		m.byCode[p.Locode] = len(m.ports)
		m.ports = append(m.ports, p)
	}
	m.base = slices.Clone(m.ports)
	m.grid = newGrid(m.base)
	m.chart = c
	for _, r := range extra {
		m.take(r)
	}
	if c != nil {
		m.check(extra, c)
	}
	slices.SortFunc(m.ports, func(a, b chart.Port) int { return cmp.Compare(a.Locode, b.Locode) })
	slices.SortStableFunc(m.conflicts, func(a, b Conflict) int {
		return cmp.Or(cmp.Compare(a.Reason, b.Reason), strings.Compare(a.Row.File, b.Row.File), a.Row.Line-b.Row.Line)
	})
	return m.ports, m.conflicts
}

type merging struct {
	ports     []chart.Port
	base      []chart.Port
	byCode    map[string]int
	fromList  map[string]Row // rows that were taken, by code
	grid      grid
	chart     Placer
	conflicts []Conflict
}

func (m *merging) conflict(c Conflict) { m.conflicts = append(m.conflicts, c) }

func (m *merging) take(r Row) {
	p := r.Port
	if p.Locode == "" {
		m.withoutCode(r)
		return
	}
	if first, ok := m.fromList[p.Locode]; ok && !m.better(r, first) {
		m.conflict(Conflict{CodeTwice, KeptBase, r, first.Port, metres(p, first.Port)})
		return
	} else if ok {
		m.conflict(Conflict{CodeTwice, TookList, r, first.Port, metres(p, first.Port)})
	}
	at, known := m.byCode[p.Locode]
	if !known {
		m.add(r)
		return
	}
	old := m.base[at]
	d := metres(p, old)
	switch {
	case d > muchApart && swapped(p, old):
		m.conflict(Conflict{Swapped, KeptBase, r, old, d})
		return
	case d > muchApart && !alike(p.Name, old.Name): // the list has given the code to another port
		m.conflict(Conflict{FarApart, KeptBase, r, old, d})
		return
	case d > farApart:
		m.conflict(Conflict{FarApart, TookList, r, old, d})
	case p.State != old.State:
		m.conflict(Conflict{OtherState, TookList, r, old, d})
	}
	if p.RadiusM == 0 {
		r.Port.RadiusM = old.RadiusM
	}
	m.put(at, r)
}

// check reports what the chart finds doubtful in the rows that were taken.
func (m *merging) check(rows []Row, c Placer) {
	for _, r := range rows {
		if taken, ok := m.fromList[r.Port.Locode]; !ok || taken.File != r.File || taken.Line != r.Line {
			continue
		}
		if inland(c, r.Port.Lon, r.Port.Lat) {
			m.conflict(Conflict{Reason: Inland, Outcome: TookList, Row: r})
		}
		if elsewhere(c, r.Port) {
			m.conflict(Conflict{Reason: OtherCountry, Outcome: TookList, Row: r})
		}
	}
}

func (m *merging) put(at int, r Row) {
	if r.Port.RadiusM == 0 {
		r.Port.RadiusM = usualRadius
	}
	m.ports[at] = r.Port
	m.fromList[r.Port.Locode] = r
}

// better says whether a second row with a code lies nearer to the port in use than the first.
func (m *merging) better(second, first Row) bool {
	at, ok := m.byCode[second.Port.Locode]
	return ok && at < len(m.base) && metres(second.Port, m.base[at]) < metres(first.Port, m.base[at])
}

func (m *merging) add(r Row) {
	if m.chart != nil && elsewhere(m.chart, r.Port) && turnedHome(m.chart, r.Port) {
		m.conflict(Conflict{Reason: Swapped, Outcome: KeptBase, Row: r})
		return
	}
	if near, d, ok := m.grid.nearest(r.Port, samePlace); ok {
		m.conflict(Conflict{OtherCode, KeptBoth, r, near, d})
	}
	m.byCode[r.Port.Locode] = len(m.ports)
	m.ports = append(m.ports, chart.Port{})
	m.put(len(m.ports)-1, r)
}

func (m *merging) withoutCode(r Row) {
	if near, _, ok := m.grid.nearest(r.Port, farApart); ok && near.State == r.Port.State {
		return // the same port
	}
	m.conflict(Conflict{Reason: NoCode, Outcome: KeptBase, Row: r})
}
