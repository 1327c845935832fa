package profile

import "fmt"

// The lines on the ship's own record of 36 months.

func (m *method) inspections(s Ship) Parameter {
	l := m.line("inspections_36m", s.record())
	for _, c := range m.rows("LRS", "inspections_36m") {
		met := Unknown
		if s.Inspections != nil {
			met = tri(m.bound(c).holds(len(s.Inspections)))
		}
		l.asks(c, met)
	}
	return l.Parameter
}

// many is the number of deficiencies above which an inspection counts against a
// ship, in either method.
const many = 5

// deficiencies earns, in Tokyo, a point for each inspection with more than five.
// For low risk no inspection may have more; Tokyo asks in the same row that
// there was one.
func (m *method) deficiencies(s Ship) Parameter {
	l := m.line("deficiencies_36m", s.record())
	heavy := 0
	for _, i := range s.Inspections {
		if i.Deficiencies > many {
			heavy++
		}
	}
	for _, c := range m.rows("HRS", "deficiencies_36m") {
		l.Criteria = append(l.Criteria, c)
		if c.Points != "n" {
			m.note(c.wrong("points %q: want n, a point for each such inspection", c.Points))
		}
		l.Points = Range{heavy, heavy, s.Inspections == nil}
		l.Why = append(l.Why, fmt.Sprintf("%s: %s", c.Criterion, l.Points))
	}
	for _, c := range m.rows("LRS", "deficiencies_36m") {
		met := Unknown
		if s.Inspections != nil {
			met = tri(heavy == 0 && (c.Value != "yes" || len(s.Inspections) > 0))
		}
		l.asks(c, met)
	}
	return l.Parameter
}

func (m *method) detentions(s Ship) Parameter {
	l := m.line("detentions_36m", s.record())
	detained := 0
	for _, i := range s.Inspections {
		if i.Detained {
			detained++
		}
	}
	met := func(c Criterion) Tri {
		if s.Inspections == nil {
			return Unknown
		}
		return tri(m.bound(c).holds(detained))
	}
	for _, c := range m.rows("HRS", "detentions_36m") {
		l.scores(c, met(c), m.points(c))
	}
	for _, c := range m.rows("LRS", "detentions_36m") {
		l.asks(c, met(c))
	}
	return l.Parameter
}

// record words the inspections brought.
func (s Ship) record() string {
	if s.Inspections == nil {
		return ""
	}
	heavy, detained := 0, 0
	for _, i := range s.Inspections {
		if i.Deficiencies > many {
			heavy++
		}
		if i.Detained {
			detained++
		}
	}
	return fmt.Sprintf("%d inspections, %d with more than %d deficiencies, %d detentions", len(s.Inspections), heavy, many, detained)
}
