package model

import (
	"slices"

	"plimsoll/risk/indicator"
)

// inputs reads a score back into what it was combined from. Of the flags only
// those of the floors that hold are known, and only they can matter.
func (m *Model) inputs(s Score) Inputs {
	in := Inputs{Population: s.Population, ClassKnown: true, Found: make(map[string]Input, len(s.Indicators))}
	var raised []string
	for _, f := range m.Floors {
		if slices.Contains(s.Floors, f.ID) {
			raised = append(raised, f.Needs...)
		}
	}
	for _, x := range s.Indicators {
		found := Input{State: x.State, Value: x.Value, Could: x.Could, Known: x.Known, Decay: x.Decay}
		if def, _, ok := m.indicator(x.ID); ok {
			for _, f := range def.Flags {
				if slices.Contains(raised, f) {
					found.Flags = append(found.Flags, f)
				}
			}
		}
		in.Found[x.ID] = found
	}
	return in
}

// rank orders bands from the worst down; what was not earned lies above low.
func (m *Model) rank(band string) int {
	switch band {
	case m.Earned.NotSeen:
		return 2
	case m.Earned.NotExamined:
		return 1
	}
	i := slices.IndexFunc(m.Bands, func(b Band) bool { return b.ID == band })
	if i <= 0 {
		return 0
	}
	return i + 2
}

// changes finds what would help the crew and lower the band: each by itself,
// and all together where none does by itself.
func (m *Model) changes(s Score, definitions map[string]indicator.Definition) []Change {
	now := m.rank(s.Band)
	var list []Change
	every := m.inputs(s)
	var all []string
	for _, x := range s.Indicators {
		d := definitions[x.ID]
		better, ok := m.helped(x)
		if d.Helps == "" || !ok {
			continue
		}
		every.Found[x.ID] = better
		all = append(all, d.Helps)
		one := m.inputs(s)
		one.Found[x.ID] = better
		if r := m.Combine(one); m.rank(r.Band) < now {
			list = append(list, Change{Indicator: x.ID, Text: d.Helps, Band: r.Band, Points: r.Points})
		}
	}
	slices.SortStableFunc(list, func(a, b Change) int { return m.rank(a.Band) - m.rank(b.Band) })
	if r := m.Combine(every); len(list) == 0 && len(all) > 1 && m.rank(r.Band) < now {
		text := "all of these together"
		for _, h := range all {
			text += "; " + h
		}
		list = append(list, Change{Text: text, Band: r.Band, Points: r.Points})
	}
	return list
}

// helped is the indicator after the change for the crew: nothing adverse, or for
// the inspection, one made. Not ok where there is nothing to change.
func (m *Model) helped(x IndicatorScore) (Input, bool) {
	if x.ID == m.Earned.Inspection {
		return Input{State: Measured, Value: 1, Could: 1, Known: 1, Decay: 1}, x.Value < 1
	}
	return Input{State: Measured, Known: 1, Decay: 1}, x.Points > 0
}
