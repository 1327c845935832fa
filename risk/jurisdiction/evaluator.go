package jurisdiction

import (
	"fmt"
	"io/fs"
	"time"

	"plimsoll/data/chart"
	"plimsoll/data/reference"
)

// Places tells where a point is; data/chart does.
type Places interface {
	At(lon, lat float64) chart.Placing
}

// Evaluator answers questions. It never changes, so any number of goroutines
// may use it.
type Evaluator struct {
	facts       *reference.Catalogue
	places      Places
	law         *law
	instruments map[string]reference.Instrument
	codes       []string
	compiled    time.Time // the day of the tables
	supposed    []supposition
}

// New makes an evaluator over the facts that are known and a chart. It fails
// when the law that is compiled in refers to what the facts do not have.
func New(facts *reference.Catalogue, places Places) (*Evaluator, error) {
	files, err := fs.Sub(lawFiles, "law")
	if err != nil {
		return nil, err
	}
	l, err := loadLaw(files, facts.Instruments())
	if err != nil {
		return nil, fmt.Errorf("load the law: %w", err)
	}
	e := &Evaluator{facts: facts, places: places, law: l, instruments: map[string]reference.Instrument{}}
	for _, i := range facts.Instruments() {
		e.instruments[i.ID] = i
	}
	for _, s := range facts.States() {
		if s.Kind != reference.KindOrganisation {
			e.codes = append(e.codes, s.ISO3)
		}
	}
	for code := range l.archipelagic {
		if _, ok := facts.State(code); !ok {
			return nil, fmt.Errorf("load the law: archipelagic: no State %q", code)
		}
	}
	if len(facts.Vintage()) >= len(time.DateOnly) {
		e.compiled, _ = time.Parse(time.DateOnly, facts.Vintage()[:len(time.DateOnly)])
	}
	return e, nil
}

// Answer answers one question. Its error is an *InvalidError: what is missing
// from a question is unknown, only what is wrong with it is an error.
func (e *Evaluator) Answer(q Question) (Answer, error) {
	q, at, err := e.prepare(q)
	if err != nil {
		return Answer{}, err
	}
	out := e.judge(&q, at)
	out.Place = at.Placed
	return out, nil
}

// prepare checks a question and finds its place.
func (e *Evaluator) prepare(q Question) (Question, setting, error) {
	q, err := e.normal(q)
	if err != nil {
		return q, setting{}, err
	}
	given := q.Place.Zone
	at, err := e.place(q)
	if err != nil {
		return q, at, err
	}
	q.Place.Zone = at.Zone
	if given == ZoneUnknown && at.Zone != ZoneUnknown { // what the chart found can contradict the facts, too
		if at.Zone == HighSeas {
			at.CoastalState, at.PortState = "", ""
		}
		var p problems
		q.contradictions(&p)
		if err := p.err(); err != nil {
			return q, at, err
		}
	}
	return q, at, nil
}

// judge lets every rule speak.
func (e *Evaluator) judge(q *Question, at setting) Answer {
	s := e.situate(q, at)
	var parts [groups]*part
	for g := range groups {
		parts[g] = e.part(g, s)
	}
	return e.assemble(s, parts)
}
