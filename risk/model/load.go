package model

import (
	"bytes"
	"embed"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"

	"plimsoll/data/vessel"
	"plimsoll/risk/indicator"
)

// Latest is the version that scores when none is named.
const Latest = "v1"

//go:embed v1.yaml sql/*.sql
var files embed.FS

type modelDTO struct {
	Version                  string         `yaml:"version"`
	Released                 bool           `yaml:"released"`
	UnknownClassCompleteness float64        `yaml:"unknown_class_completeness"`
	Pillars                  []pillarDTO    `yaml:"pillars"`
	Indicators               []indicatorDTO `yaml:"indicators"`
	Floors                   []floorDTO     `yaml:"floors"`
	Bands                    []bandDTO      `yaml:"bands"`
	Gates                    []gateDTO      `yaml:"gates"`
	Earned                   earnedDTO      `yaml:"earned"`
}

type pillarDTO struct {
	ID    string  `yaml:"id"`
	Title string  `yaml:"title"`
	Cap   float64 `yaml:"cap"`
}

type indicatorDTO struct {
	ID        string       `yaml:"id"`
	Pillar    string       `yaml:"pillar"`
	Seafarer  *float64     `yaml:"seafarer"`
	Fisher    *float64     `yaml:"fisher"`
	Lookup    bool         `yaml:"state_lookup"`
	CoveredBy string       `yaml:"covered_by"`
	Flags     []string     `yaml:"flags"`
	Curve     [][2]float64 `yaml:"curve"`
	Free      float64      `yaml:"free"`
	Each      float64      `yaml:"each"`
	HalfLife  float64      `yaml:"half_life_days"`
}

type floorDTO struct {
	ID     string   `yaml:"id"`
	Points int      `yaml:"points"`
	Needs  []string `yaml:"needs"`
}

type bandDTO struct {
	ID   string `yaml:"id"`
	From int    `yaml:"from"`
}

type gateDTO struct {
	Band       string   `yaml:"band"`
	Pillars    []string `yaml:"pillars"`
	Together   float64  `yaml:"together"`
	Each       float64  `yaml:"each"`
	Count      int      `yaml:"count"`
	FloorOpens bool     `yaml:"floor_opens"`
}

type earnedDTO struct {
	Inspection   string  `yaml:"inspection"`
	Track        string  `yaml:"track"`
	TrackAtLeast float64 `yaml:"track_at_least"`
	NotSeen      string  `yaml:"not_seen"`
	NotExamined  string  `yaml:"not_examined"`
}

// Load reads a released version of the model, such as Latest.
func Load(version string) (*Model, error) {
	text, err := files.ReadFile(version + ".yaml")
	if err != nil {
		return nil, fmt.Errorf("model %q: there is no such version; the newest is %s", version, Latest)
	}
	return Parse(text)
}

// Parse reads a model from YAML and checks that it is whole.
func Parse(text []byte) (*Model, error) {
	var dto modelDTO
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(&dto); err != nil {
		return nil, fmt.Errorf("read the model: %w", err)
	}
	m := dto.model()
	if err := m.check(); err != nil {
		return nil, fmt.Errorf("model %s: %w", m.Version, err)
	}
	return m, nil
}

func (d modelDTO) model() *Model {
	m := &Model{Version: d.Version, Released: d.Released, UnknownClassCompleteness: d.UnknownClassCompleteness, Earned: Earned(d.Earned)}
	for _, p := range d.Pillars {
		m.Pillars = append(m.Pillars, Pillar(p))
	}
	for _, x := range d.Indicators {
		m.Indicators = append(m.Indicators, x.indicator())
	}
	for _, f := range d.Floors {
		m.Floors = append(m.Floors, Floor(f))
		for _, need := range f.Needs {
			if !slices.Contains(m.Flags, need) {
				m.Flags = append(m.Flags, need)
			}
		}
	}
	for _, b := range d.Bands {
		m.Bands = append(m.Bands, Band(b))
	}
	for _, g := range d.Gates {
		m.Gates = append(m.Gates, Gate(g))
	}
	return m
}

// indicator turns points into shares of the weight.
func (d indicatorDTO) indicator() Indicator {
	x := Indicator{
		ID: d.ID, Pillar: d.Pillar, Lookup: d.Lookup, CoveredBy: d.CoveredBy, Flags: d.Flags, HalfLife: d.HalfLife,
		Weights: map[vessel.Population]float64{},
	}
	most := 1.0
	for p, w := range map[vessel.Population]*float64{vessel.Seafarers: d.Seafarer, vessel.Fishers: d.Fisher} {
		if w != nil {
			x.Weights[p] = *w
			most = max(most, *w)
		}
	}
	for _, k := range d.Curve {
		x.Scale.Curve = append(x.Scale.Curve, indicator.Knot{Amount: k[0], Value: k[1] / most})
	}
	x.Scale.Free, x.Scale.Each = d.Free, d.Each/most
	return x
}

// check finds what would make a model score wrongly without an error.
func (m *Model) check() error {
	definitions, err := indicator.Definitions()
	if err != nil {
		return err
	}
	if m.Version == "" || len(m.Bands) < 2 || len(m.Flags) > 16 || len(m.Indicators) > 200 {
		return fmt.Errorf("it needs a version, two bands or more, at most 16 flags and 200 indicators")
	}
	pillar := 0
	for _, x := range m.Indicators {
		if at := slices.IndexFunc(m.Pillars, func(p Pillar) bool { return p.ID == x.Pillar }); at >= pillar {
			pillar = at
		} else if at >= 0 {
			return fmt.Errorf("indicator %s: list the indicators pillar by pillar", x.ID)
		}
		if _, ok := definitions[x.ID]; !ok {
			return fmt.Errorf("indicator %s has no definition in risk/indicator/definitions", x.ID)
		}
		if !m.hasPillar(x.Pillar) {
			return fmt.Errorf("indicator %s: no pillar %s", x.ID, x.Pillar)
		}
		if len(x.Weights) == 0 {
			return fmt.Errorf("indicator %s: no weight for any population", x.ID)
		}
	}
	for _, id := range []string{m.Earned.Inspection, m.Earned.Track} {
		if _, _, ok := m.indicator(id); !ok {
			return fmt.Errorf("earned: no indicator %s", id)
		}
	}
	for _, g := range m.Gates {
		for _, p := range g.Pillars {
			if !m.hasPillar(p) {
				return fmt.Errorf("gate of %s: no pillar %s", g.Band, p)
			}
		}
		if !slices.ContainsFunc(m.Bands[1:], func(b Band) bool { return b.ID == g.Band }) {
			return fmt.Errorf("gate of %s: no such band above the lowest", g.Band)
		}
	}
	return nil
}

func (m *Model) hasPillar(id string) bool {
	return slices.ContainsFunc(m.Pillars, func(p Pillar) bool { return p.ID == id })
}
