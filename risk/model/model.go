package model

import (
	"plimsoll/data/vessel"
	"plimsoll/risk/indicator"
)

// Model is one version of the weights and of how they are combined.
type Model struct {
	Version                  string
	Released                 bool
	UnknownClassCompleteness float64 // factor on completeness while the class is unknown
	Pillars                  []Pillar
	Indicators               []Indicator
	Floors                   []Floor
	Bands                    []Band // from the lowest up
	Gates                    []Gate // from the lowest band up
	Earned                   Earned
	Flags                    []string // every flag that floors need; bit i is Flags[i]
}

// Pillar caps the points of its indicators.
type Pillar struct {
	ID, Title string
	Cap       float64
}

// Indicator is what the model says about one indicator.
type Indicator struct {
	ID        string
	Pillar    string
	Weights   map[vessel.Population]float64 // absent: not asked of that population
	Lookup    bool                          // about the State, not this vessel: left out of completeness while it is known
	CoveredBy string                        // the list whose completeness makes absence known; empty: none
	Flags     []string                      // flags it can raise
	Scale     indicator.Scale
	HalfLife  float64 // days
}

// Floor lifts the points while all the flags it needs hold.
type Floor struct {
	ID     string
	Points int
	Needs  []string
}

// Band is a word for points from From on.
type Band struct {
	ID   string
	From int
}

// Gate keeps a band shut unless its pillars have the points: together, or each
// in at least Count of them.
type Gate struct {
	Band       string
	Pillars    []string
	Together   float64
	Each       float64
	Count      int
	FloorOpens bool
}

// Earned says what the lowest band must be earned by, and what it is called
// when it is not.
type Earned struct {
	Inspection, Track    string // indicators
	TrackAtLeast         float64
	NotSeen, NotExamined string
}

// indicator finds one by id.
func (m *Model) indicator(id string) (Indicator, int, bool) {
	for i, x := range m.Indicators {
		if x.ID == id {
			return x, i, true
		}
	}
	return Indicator{}, 0, false
}

// Asked lists the indicators asked of a population, in order.
func (m *Model) Asked(p vessel.Population) []Indicator {
	var asked []Indicator
	for _, x := range m.Indicators {
		if _, ok := x.Weights[p]; ok {
			asked = append(asked, x)
		}
	}
	return asked
}

// bits gives flags as the bits that SQL uses.
func (m *Model) bits(flags []string) uint16 {
	var b uint16
	for _, f := range flags {
		for i, name := range m.Flags {
			if name == f {
				b |= 1 << i
			}
		}
	}
	return b
}
