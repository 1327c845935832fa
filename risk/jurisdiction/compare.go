package jurisdiction

import (
	"cmp"
	"slices"
)

// PortCase is what one port State could do if the ship were in its port.
type PortCase struct {
	State string
	Rows  []Row // as port State
	Near  []Near
	// Labour is how many powers and duties are for the crew: labour, forced
	// labour and victims of trafficking. Limits and fisheries are not counted.
	Labour int
}

var forCrews = []string{"MLC2006", "ILO_C188", "ILO_C029", "ILO_P029", "PALERMO_TIP", "COE_CETS197", "UNTOC"}

// ComparePorts asks the same question in the ports of several States, and puts
// first where most could be done for the crew.
func (e *Evaluator) ComparePorts(q Question, states []string) ([]PortCase, error) {
	var p problems
	states = e.states(&p, "ports", states)
	if len(states) == 0 && len(p) == 0 {
		p.add("ports names no State; give at least one code")
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	out := make([]PortCase, 0, len(states))
	for _, state := range states {
		q.Place = Place{Zone: Port, PortState: state}
		a, err := e.Answer(q)
		if err != nil {
			return nil, err
		}
		out = append(out, portCase(state, a))
	}
	slices.SortStableFunc(out, func(a, b PortCase) int { return cmp.Compare(b.Labour, a.Labour) })
	return out, nil
}

func portCase(state string, a Answer) PortCase {
	c := PortCase{State: state}
	for _, r := range a.Rows {
		if r.Capacity != CapacityPort {
			continue
		}
		c.Rows = append(c.Rows, r)
		if r.Kind != Limit && slices.Contains(forCrews, r.Instrument) {
			c.Labour++
		}
	}
	for _, n := range a.Near {
		if n.Capacity == CapacityPort {
			c.Near = append(c.Near, n)
		}
	}
	return c
}
