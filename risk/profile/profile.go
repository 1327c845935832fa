package profile

import (
	"fmt"
	"slices"
	"time"

	"plimsoll/data/reference"
)

// Class is the risk class of a ship.
type Class string

// The classes.
const (
	HighRiskShip     Class = "HRS"
	StandardRiskShip Class = "SRS"
	LowRiskShip      Class = "LRS"
)

// Range is points from the best case to the worst. Open says that the worst
// case has no bound: one point for each inspection of which nothing is known.
type Range struct {
	Min, Max int
	Open     bool
}

func (r Range) String() string {
	switch {
	case r.Open:
		return fmt.Sprintf("%d or more", r.Min)
	case r.Min == r.Max:
		return fmt.Sprint(r.Min)
	}
	return fmt.Sprintf("%d to %d", r.Min, r.Max)
}

func (r *Range) add(o Range) { r.Min, r.Max, r.Open = r.Min+o.Min, r.Max+o.Max, r.Open || o.Open }

// Parameter explains one line of a profile.
type Parameter struct {
	Name  string
	Given string // what was brought, in words
	// Points towards a high risk ship.
	Points Range
	// LowRisk tells whether the ship meets the line's criterion of a low risk
	// ship; Asked is false where the line has none.
	LowRisk Tri
	Asked   bool
	Why     []string
	// Criteria are the rows of the method that were used, with their sources.
	Criteria []Criterion
}

// Profile is a ship's risk profile on a day, from the best case to the worst.
// The two are the same when nothing that matters is unknown.
type Profile struct {
	Regime      Regime
	On          time.Time
	Best, Worst Class
	Points      Range
	Threshold   int
	Parameters  []Parameter
	// BestWindow and WorstWindow are the months after an inspection in which the next is due.
	BestWindow, WorstWindow string
	Missing                 []string // parameters whose value would narrow the range
	Caveats                 []string
}

// Calculator computes profiles. It never changes.
type Calculator struct{ facts Calculators }

// New makes a calculator over the published criteria.
func New(facts Calculators) *Calculator { return &Calculator{facts} }

// Of computes a ship's profile on a day. It fails for a word that is not in the
// vocabulary, and for a day on which the method is not known.
func (c *Calculator) Of(regime Regime, s Ship, on time.Time) (Profile, error) {
	if err := s.check(); err != nil {
		return Profile{}, err
	}
	m, err := c.method(regime, on)
	if err != nil {
		return Profile{}, err
	}
	p := Profile{Regime: regime, On: on, Threshold: m.threshold}
	for _, line := range []func(Ship) Parameter{
		m.shipType, m.age, m.flag, m.audit, m.organisation, m.recognised, m.company, m.inspections, m.deficiencies, m.detentions,
	} {
		if l := line(s); len(l.Criteria) > 0 {
			p.Parameters = append(p.Parameters, l)
			p.Points.add(l.Points)
		}
	}
	if m.err != nil {
		return Profile{}, m.err
	}
	p.classify()
	p.BestWindow, p.WorstWindow = m.window[p.Best], m.window[p.Worst]
	p.Caveats = caveats(p.Parameters)
	if m.caveat != "" {
		p.Caveats = append(p.Caveats, m.caveat)
	}
	return p, nil
}

// classify draws the conclusion: a ship of at least the threshold is of high
// risk; one that meets every low criterion of low; the rest of standard risk.
func (p *Profile) classify() {
	can, does := true, true
	for _, l := range p.Parameters {
		can = can && (!l.Asked || l.LowRisk != No)
		does = does && (!l.Asked || l.LowRisk == Yes)
		if l.Points.Min != l.Points.Max || l.Points.Open || l.Asked && l.LowRisk == Unknown {
			p.Missing = append(p.Missing, l.Name)
		}
	}
	class := func(high, low bool) Class {
		switch {
		case high:
			return HighRiskShip
		case low:
			return LowRiskShip
		}
		return StandardRiskShip
	}
	p.Best = class(p.Points.Min >= p.Threshold, can)
	p.Worst = class(p.Points.Open || p.Points.Max >= p.Threshold, does)
}

// caveats say which cells are from memory or derived.
func caveats(lines []Parameter) (out []string) {
	for _, l := range lines {
		for _, c := range l.Criteria {
			if c.Fact.Status != reference.Sourced {
				out = append(out, fmt.Sprintf("%s: the criterion %q is %s; %s", l.Name, c.phrase(), c.Fact.Status, c.Note))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// check refuses words that the vocabulary does not have and impossible counts.
func (s Ship) check() error {
	switch {
	case s.Type != "" && !slices.Contains(shipTypes, s.Type):
		return fmt.Errorf("ship type %q: want one of %v, or none when it is not known", s.Type, shipTypes)
	case s.Age != nil && *s.Age < 0:
		return fmt.Errorf("age %d: want whole years, or none when it is not known", *s.Age)
	case s.Flag != "" && !slices.Contains(colours, s.Flag):
		return fmt.Errorf("flag %q: want one of %v, or none when it is not known", s.Flag, colours)
	case s.FlagRisk != "" && !slices.Contains(flagRisks, s.FlagRisk):
		return fmt.Errorf("flag risk %q: want one of %v, or none when it is not known", s.FlagRisk, flagRisks)
	case s.FlagRisk != "" && s.Flag != Black:
		return fmt.Errorf("flag risk %q is of a black flag, and this one is %q", s.FlagRisk, s.Flag)
	case s.Organisation != "" && !slices.Contains(organisationLevels, s.Organisation):
		return fmt.Errorf("recognised organisation %q: want one of %v, or none when it is not known", s.Organisation, organisationLevels)
	case s.Company != "" && !slices.Contains(companyLevels, s.Company):
		return fmt.Errorf("company %q: want one of %v, or none when it is not known", s.Company, companyLevels)
	}
	for _, i := range s.Inspections {
		if i.Deficiencies < 0 {
			return fmt.Errorf("%d deficiencies in an inspection: want a count", i.Deficiencies)
		}
	}
	return nil
}
