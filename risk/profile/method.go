package profile

import (
	"fmt"
	"time"

	"plimsoll/data/reference"
)

// method is a regime's criteria as they hold on one day.
type method struct {
	regime    Regime
	criteria  []Criterion
	threshold int
	window    map[Class]string
	caveat    string // where the day is later than what is known of the method
	err       error  // the first row that cannot be read
}

var memoranda = map[Regime]string{Paris: reference.MOUParis, Tokyo: reference.MOUTokyo}

func (c *Calculator) method(regime Regime, on time.Time) (*method, error) {
	mou, ok := memoranda[regime]
	if !ok {
		return nil, fmt.Errorf("regime %q: the method is known of %s and %s", regime, Paris, Tokyo)
	}
	a := c.facts.Calculator(mou, on)
	if a.Known != reference.Yes {
		return nil, fmt.Errorf("the ship risk profile of %s on %s: its criteria are not known for that day (%s)", regime, on.Format(time.DateOnly), a.Note)
	}
	m := &method{regime: regime, window: map[Class]string{}}
	if a.Stale {
		m.caveat = fmt.Sprintf("the method of %s: %s", regime, a.Note)
	}
	for _, row := range a.Criteria {
		m.criteria = append(m.criteria, Criterion(row))
	}
	if err := m.whole(); err != nil {
		return nil, err
	}
	threshold := m.rows("HRS", "threshold")
	if len(threshold) != 1 {
		return nil, fmt.Errorf("table nir_criteria has %d thresholds of %s on %s; want one", len(threshold), regime, on.Format(time.DateOnly))
	}
	b, err := threshold[0].bound()
	if err != nil {
		return nil, err
	}
	m.threshold = b.n
	for _, class := range []Class{HighRiskShip, StandardRiskShip, LowRiskShip} {
		for _, row := range m.rows(string(class), "inspection_interval_months") {
			m.window[class] = row.Value
		}
	}
	return m, nil
}

// understood are the parameters that lines read; optional ones are in one of
// the two methods only.
var understood = map[[2]string]struct{ optional bool }{
	{"HRS", "threshold"}: {}, {"HRS", "ship_type"}: {}, {"HRS", "age"}: {}, {"HRS", "flag_bgw"}: {}, {"HRS", "ro_performance"}: {},
	{"HRS", "company_performance"}: {}, {"HRS", "deficiencies_36m"}: {optional: true}, {"HRS", "detentions_36m"}: {},
	{"HRS", "inspection_interval_months"}: {optional: true},
	{"LRS", "flag_bgw"}:                   {}, {"LRS", "flag_imo_audit"}: {}, {"LRS", "ro_performance"}: {},
	{"LRS", "ro_eu_recognised"}: {optional: true}, {"LRS", "ro_recognised"}: {optional: true}, {"LRS", "company_performance"}: {},
	{"LRS", "inspections_36m"}: {optional: true}, {"LRS", "deficiencies_36m"}: {}, {"LRS", "detentions_36m"}: {},
	{"LRS", "inspection_interval_months"}: {optional: true},
}

// whole refuses a method of which a parameter is missing, or has one that is
// not understood: a profile without it would look like a whole one.
func (m *method) whole() error {
	have := map[[2]string]bool{}
	for _, c := range m.criteria {
		key := [2]string{c.Profile, c.Parameter}
		if _, ok := understood[key]; !ok && (c.Profile == "HRS" || c.Profile == "LRS") {
			return c.wrong("a parameter that is not understood; no profile is computed without it")
		}
		have[key] = true
	}
	for key, is := range understood {
		if !have[key] && !is.optional {
			return fmt.Errorf("table nir_criteria has no %s %s of %s; no profile is computed without it", key[0], key[1], m.regime)
		}
	}
	return nil
}

func (m *method) rows(profile, parameter string) (out []Criterion) {
	for _, c := range m.criteria {
		if c.Profile == profile && c.Parameter == parameter {
			out = append(out, c)
		}
	}
	return out
}

// points reads a row's points and keeps the first that cannot be read.
func (m *method) points(c Criterion) int {
	n, err := c.points()
	m.note(err)
	return n
}

func (m *method) bound(c Criterion) bound {
	b, err := c.bound()
	m.note(err)
	return b
}

func (m *method) note(err error) {
	if m.err == nil {
		m.err = err
	}
}

// line collects what a parameter comes to.
type line struct {
	Parameter
	m *method
}

func (m *method) line(name, given string) *line {
	if given == "" {
		given = "not known"
	}
	return &line{Parameter{Name: name, Given: given}, m}
}

// scores adds a row's points when it is met, and a range when that is not known.
func (l *line) scores(c Criterion, met Tri, n int) {
	l.Criteria = append(l.Criteria, c)
	switch met {
	case Yes:
		l.Points.add(Range{n, n, false})
		l.Why = append(l.Why, fmt.Sprintf("%s: %s", c.phrase(), count(n)))
	case Unknown:
		l.Points.add(Range{0, n, false})
		l.Why = append(l.Why, fmt.Sprintf("%s: not known, 0 to %s", c.phrase(), count(n)))
	default:
		l.Why = append(l.Why, c.phrase()+": not met, 0 points")
	}
}

// asks adds a criterion of a low risk ship; all of them must be met.
func (l *line) asks(c Criterion, met Tri) {
	l.Criteria = append(l.Criteria, c)
	switch {
	case !l.Asked || met == No || met == Unknown && l.LowRisk == Yes:
		l.LowRisk = met
	}
	l.Asked = true
	l.Why = append(l.Why, fmt.Sprintf("low risk asks for %s: %s", c.phrase(), map[Tri]string{Yes: "met", No: "not met", Unknown: "not known"}[met]))
}

func count(n int) string {
	if n == 1 {
		return "1 point"
	}
	return fmt.Sprintf("%d points", n)
}
