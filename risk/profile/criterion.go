package profile

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Tables gives a table of facts as it was read; data/reference does.
type Tables interface {
	Rows(table string) (columns []string, rows [][]string, ok bool)
	SourceText(source string) string
}

// Criterion is one row of a published method, with where it is known from.
type Criterion struct {
	Regime             Regime
	Profile            string // HRS, LRS, SRS, COMPANY, ...
	Parameter          string
	Text, Value        string // the criterion in words, and what it asks for
	Points             string // digits, n for a count, or empty
	ValidFrom, ValidTo time.Time
	Note, Source       string
	// Status is sourced, derived or recalled: recalled was not found in any source.
	Status string
}

// on tells whether the criterion holds on a day; ValidTo is its last.
func (c Criterion) on(day time.Time) bool {
	return !day.Before(c.ValidFrom) && (c.ValidTo.IsZero() || !day.After(c.ValidTo))
}

func readCriteria(t Tables) ([]Criterion, error) {
	columns, rows, ok := t.Rows("nir_criteria")
	if !ok {
		return nil, fmt.Errorf("the facts have no table nir_criteria; ship risk profiles are computed from it")
	}
	at := map[string]int{}
	for i, name := range columns {
		at[name] = i
	}
	for _, name := range []string{"mou", "profile", "parameter", "criterion", "value", "points", "valid_from", "valid_to", "note", "source", "status"} {
		if _, ok := at[name]; !ok {
			return nil, fmt.Errorf("table nir_criteria has no column %s", name)
		}
	}
	var out []Criterion
	for n, row := range rows {
		get := func(name string) string { return row[at[name]] }
		c := Criterion{
			Regime: Regime(strings.ToLower(get("mou"))), Profile: get("profile"), Parameter: get("parameter"), Text: get("criterion"),
			Value: get("value"), Points: get("points"), Note: get("note"), Source: t.SourceText(get("source")), Status: get("status"),
		}
		var errFrom, errTo error
		c.ValidFrom, errFrom = day(get("valid_from"))
		c.ValidTo, errTo = day(get("valid_to"))
		if errFrom != nil || errTo != nil {
			return nil, fmt.Errorf("table nir_criteria row %d: valid_from and valid_to must be whole days", n+1)
		}
		out = append(out, c)
	}
	return out, nil
}

func day(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.DateOnly, s)
}

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
	return fmt.Errorf("table nir_criteria, %s %s %s (%s): %s", c.Regime, c.Profile, c.Parameter, c.Text, fmt.Sprintf(format, args...))
}
