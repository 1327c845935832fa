package jurisdiction

import (
	"slices"
	"time"

	"plimsoll/data/reference"
)

// Supposing is the same law as if a State were bound by an instrument from a
// day on: what would change if it ratified. The tables stay as they are.
func (e *Evaluator) Supposing(state, instrument string, from time.Time) (*Evaluator, error) {
	var p problems
	state = e.state(&p, "state", state)
	if _, ok := e.instruments[instrument]; !ok {
		ids := make([]string, 0, len(e.instruments))
		for id := range e.instruments {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		p.add("%s", unlike("instrument", instrument, ids))
	} else if from.Before(e.instruments[instrument].InForceOn) {
		p.add("nobody is bound by %s before %s", instrument, day(e.instruments[instrument].InForceOn))
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	other := *e
	other.supposed = append(slices.Clone(e.supposed), supposition{state, instrument, from})
	return &other, nil
}

// supposition is that a State is bound from a day on.
type supposition struct {
	state, instrument string
	from              time.Time
}

// supposes gives the bond that was supposed, if one was.
func (e *Evaluator) supposes(state, instrument string, at time.Time) (bond, bool) {
	for _, s := range e.supposed {
		if s.state == state && s.instrument == instrument && !at.Before(s.from) {
			return bond{holds: reference.Yes, says: "Supposed: " + e.name(state) + " is bound by " + labels[instrument] + " from " + day(s.from) + "."}, true
		}
	}
	return bond{}, false
}

// Covered is which labour law covers a crew, and who can look: the question of
// a researcher about a vessel on a day.
type Covered struct {
	// Instruments are the labour conventions that bind the flag State over this
	// vessel, without doubt about its class.
	Instruments []string
	// Inspecting are the States that may or must inspect, investigate or rectify
	// for labour where the vessel is: the flag State, and the port State in port.
	Inspecting []string
}

var (
	labour    = []string{reference.MLC2006, reference.ILOC188}
	lookingAt = []Action{"inspect", "inspect_in_detail", "investigate", "rectify"}
)

// Covered reads an answer for the researcher.
func (a Answer) Covered() Covered {
	var c Covered
	add := func(to *[]string, s string) {
		if !slices.Contains(*to, s) {
			*to = append(*to, s)
		}
	}
	for i := range a.Rows {
		r := &a.Rows[i]
		if !slices.Contains(labour, r.Instrument) || r.Kind == Limit {
			continue
		}
		if r.Capacity == CapacityFlag {
			add(&c.Instruments, r.Instrument)
		}
		if (r.Capacity == CapacityFlag || r.Capacity == CapacityPort) && slices.Contains(lookingAt, r.Action) {
			add(&c.Inspecting, r.State)
		}
	}
	return c
}
