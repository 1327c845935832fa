package model

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"text/template"

	"plimsoll/risk/indicator"
)

// sources are the queries that gaps and confirmed calls come from.
type sources struct{ gaps, calls string }

// plan is a pass: steps that are kept under their names, then the scores.
type plan struct {
	steps  []indicator.Step
	scores string
	ended  string // the ends of scores of who is not scored any more
}

// plan renders the scores of the whole fleet or of one vessel: those that
// changed, or all whether they did or not.
func (m *Model) plan(from sources, one, changed bool) (plan, error) {
	q := indicator.Query{Gaps: from.gaps, Calls: from.calls, OneVessel: one, Flags: map[string]uint16{}}
	for i, f := range m.Flags {
		q.Flags[f] = 1 << i
	}
	for slot, x := range m.Indicators {
		measure := indicator.Measure{ID: x.ID, Slot: uint8(slot), Scale: x.Scale, HalfLife: x.HalfLife}
		for p := range x.Weights {
			measure.Populations |= 1 << (p - 1)
		}
		q.Measures = append(q.Measures, measure)
	}
	steps, err := q.Steps()
	if err != nil {
		return plan{}, fmt.Errorf("render what the indicators of model %s share: %w", m.Version, err)
	}
	found, err := q.Found()
	if err != nil {
		return plan{}, fmt.Errorf("render the indicators of model %s: %w", m.Version, err)
	}
	asked, err := m.execute("asked", m.combineData())
	if err != nil {
		return plan{}, err
	}
	judged, err := m.execute("combine", m.combineData())
	if err == nil && changed {
		judged, err = m.execute("changed", judged)
	}
	if err != nil {
		return plan{}, err
	}
	scores, err := m.execute("witness", nil)
	if err != nil {
		return plan{}, err
	}
	ended, err := m.execute("ended", nil)
	if err != nil {
		return plan{}, err
	}
	steps = append(steps, indicator.Step{Name: "asked", SQL: asked}, indicator.Step{Name: "found", SQL: found}, indicator.Step{Name: "judged", SQL: judged})
	return plan{steps: steps, scores: scores, ended: ended}, nil
}

// The combination's template sees the model as SQL constants.
type combineData struct {
	UnknownClass, PillarIDs, BandIDs string
	PillarNumbers                    string
	Pillars                          []combinePillar
	Floors                           []combineFloor
	Steps                            []combineStep // from the lowest gate up
	RawLevel                         string
	Top                              int
	Earned                           Earned
	TrackAtLeast                     string
}

type combinePillar struct {
	Number int
	Cap    string
}

type combineFloor struct {
	ID     string
	Points int
	Mask   uint16
}

type combineStep struct {
	Level, Below int
	Band, Open   string
}

// execute renders one of the model's own queries.
func (m *Model) execute(name string, data any) (string, error) {
	text, err := files.ReadFile("sql/" + name + ".sql")
	if err != nil {
		return "", fmt.Errorf("read query %s: %w", name, err)
	}
	t, err := template.New(name).Parse(string(text))
	if err != nil {
		return "", fmt.Errorf("parse query %s: %w", name, err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		return "", fmt.Errorf("render query %s of model %s: %w", name, m.Version, err)
	}
	return b.String(), nil
}

func (m *Model) combineData() combineData {
	d := combineData{UnknownClass: float(m.UnknownClassCompleteness), Earned: m.Earned, TrackAtLeast: float(m.Earned.TrackAtLeast), Top: len(m.Bands) - 1}
	var pillars, numbers, bands, raw []string
	for i, p := range m.Pillars {
		pillars, numbers = append(pillars, "'"+p.ID+"'"), append(numbers, strconv.Itoa(i+1))
		d.Pillars = append(d.Pillars, combinePillar{Number: i + 1, Cap: float(p.Cap)})
	}
	for _, f := range m.Floors {
		d.Floors = append(d.Floors, combineFloor{ID: f.ID, Points: f.Points, Mask: m.bits(f.Needs)})
	}
	for i := len(m.Bands) - 1; i >= 0; i-- {
		raw = append(raw, fmt.Sprintf("points >= %d, %d", m.Bands[i].From, i))
	}
	for level, b := range m.Bands {
		bands = append(bands, "'"+b.ID+"'")
		if level > 0 {
			d.Steps = append(d.Steps, combineStep{Level: level, Below: level - 1, Band: b.ID, Open: m.openSQL(m.gate(b.ID))})
		}
	}
	d.RawLevel = "multiIf(" + strings.Join(raw, ", ") + ", 0)"
	d.PillarNumbers = "[" + strings.Join(numbers, ", ") + "]"
	d.PillarIDs, d.BandIDs = "["+strings.Join(pillars, ", ")+"]", "["+strings.Join(bands, ", ")+"]"
	return d
}

func (m *Model) gate(band string) *Gate {
	for i := range m.Gates {
		if m.Gates[i].Band == band {
			return &m.Gates[i]
		}
	}
	return nil
}

// openSQL says when a gate is open; a band without one always is.
func (m *Model) openSQL(g *Gate) string {
	if g == nil {
		return "1"
	}
	var of []string
	for i, p := range m.Pillars {
		for _, id := range g.Pillars {
			if p.ID == id {
				of = append(of, fmt.Sprintf("pillar_points[%d]", i+1))
			}
		}
	}
	var open string
	if g.Together > 0 {
		open = fmt.Sprintf("%s + 1e-9 >= %s", strings.Join(of, " + "), float(g.Together))
	} else {
		for i := range of {
			of[i] = fmt.Sprintf("(%s + 1e-9 >= %s)", of[i], float(g.Each))
		}
		open = fmt.Sprintf("%s >= %d", strings.Join(of, " + "), g.Count)
	}
	if g.FloorOpens {
		open += " OR notEmpty(floors)"
	}
	return "(" + open + ")"
}

func float(x float64) string { return "toFloat64(" + strconv.FormatFloat(x, 'g', -1, 64) + ")" }
