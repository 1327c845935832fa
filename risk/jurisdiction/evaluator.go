package jurisdiction

import (
	"plimsoll/data/chart"
	"plimsoll/data/reference"
)

// Places tells where a point is; data/chart does.
type Places interface {
	At(lon, lat float64) chart.Placing
}

// Evaluator answers questions. It never changes, so any number of goroutines may use it.
type Evaluator struct {
	facts  *reference.Catalogue
	places Places
}

// New makes an evaluator over the facts that are known and a chart.
func New(facts *reference.Catalogue, places Places) (*Evaluator, error) {
	return &Evaluator{facts: facts, places: places}, nil
}

// Answer answers one question. Its error is an *InvalidError.
func (e *Evaluator) Answer(q Question) (Answer, error) {
	return Answer{}, nil
}
