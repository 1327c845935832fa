package profile

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"plimsoll/data/reference"
)

// Calculators gives a published method as it stood on a day; data/reference does.
type Calculators interface {
	Calculator(mou string, at time.Time) reference.CalculatorAnswer
}

// Criterion is one row of a published method, with where it is known from. Its
// status is sourced, derived or recalled: recalled was found in no source.
type Criterion reference.Criterion

// points are the weighting points as a number.
func (c Criterion) points() (int, error) {
	n, err := strconv.Atoi(c.Points)
	if err != nil {
		return 0, c.wrong("points %q: want a number", c.Points)
	}
	return n, nil
}

// bound reads a value such as ">12", ">=5", "<=5" or "0".
type bound struct {
	op string
	n  int
}

func (c Criterion) bound() (bound, error) {
	digits := strings.TrimLeft(c.Value, "<>=")
	n, err := strconv.Atoi(digits)
	op := strings.TrimSuffix(c.Value, digits)
	if err != nil || op == "<>" {
		return bound{}, c.wrong("value %q: want a number, or one after <, <=, > or >=", c.Value)
	}
	return bound{op, n}, nil
}

func (b bound) holds(n int) bool {
	switch b.op {
	case ">":
		return n > b.n
	case ">=":
		return n >= b.n
	case "<":
		return n < b.n
	case "<=":
		return n <= b.n
	}
	return n == b.n
}

// words splits "a, b or c" into a, b and c.
func words(list string) []string {
	list = strings.ReplaceAll(list, " or ", ", ")
	out := strings.Split(list, ",")
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

func (c Criterion) wrong(format string, args ...any) error {
	return fmt.Errorf("table nir_criteria, %s %s %s (%s): %s", c.MOU, c.Profile, c.Parameter, c.Criterion, fmt.Sprintf(format, args...))
}

// phrase is the criterion with its value, as a person reads it.
func (c Criterion) phrase() string {
	if c.Value == "" || c.Value == "yes" {
		return c.Criterion
	}
	return c.Criterion + " " + strings.TrimSpace(c.Value)
}
