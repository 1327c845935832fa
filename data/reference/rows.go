package reference

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// RowQuery narrows the rows of a table. Its zero value is all of them.
type RowQuery struct {
	State string    // ISO 3166-1 code of two or three letters: rows about it
	On    time.Time // rows whose own dates do not exclude the day
}

// Errors of Find, each with more words around it.
var (
	ErrNoTable = errors.New("no such table")
	ErrNoState = errors.New("no such State code")
	ErrNoCodes = errors.New("the table has no column of State codes")
	ErrNoDates = errors.New("the rows of the table have no dates of their own")
)

// Find gives the rows of a table that a query does not exclude, as Rows does.
func (c *Catalogue) Find(table string, q RowQuery) (columns []string, rows [][]string, err error) {
	columns, rows, ok := c.Rows(table)
	if !ok {
		var names []string
		for _, t := range schema() {
			names = append(names, t.name)
		}
		return nil, nil, fmt.Errorf("%w %q%s; there are %s", ErrNoTable, table, didYouMean(table, names), strings.Join(names, ", "))
	}
	t := c.sheets[table].table
	if q.State != "" {
		if rows, err = c.ofState(t, rows, q.State); err != nil {
			return nil, nil, err
		}
	}
	if !q.On.IsZero() {
		if t.name != tipTiers && t.time() == nil {
			return nil, nil, fmt.Errorf("%w: %s", ErrNoDates, table)
		}
		rows = slices.DeleteFunc(rows, func(row []string) bool { return t.excludes(row, q.On) })
	}
	return columns, rows, nil
}

// ofState keeps the rows that name a State in any column of codes.
func (c *Catalogue) ofState(t *table, rows [][]string, code string) ([][]string, error) {
	state, ok := c.State(code)
	if !ok {
		return nil, fmt.Errorf("%w: %q", ErrNoState, code)
	}
	var of []int
	for i, column := range t.columns {
		if column.Kind == ColumnCode || column.Kind == ColumnCodes || t.name == "states" && column.Name == "iso3" {
			of = append(of, i)
		}
	}
	if len(of) == 0 {
		return nil, fmt.Errorf("%w: %s", ErrNoCodes, t.name)
	}
	return slices.DeleteFunc(rows, func(row []string) bool {
		return !slices.ContainsFunc(of, func(i int) bool { return slices.Contains(strings.Fields(row[i]), state.ISO3) })
	}), nil
}

const tipTiers = "tip_tiers"

// excludes tells whether a row's dates show that it does not hold on a day. A
// date that is blank, or not known to the day, excludes nothing that it may mean.
func (t *table) excludes(row []string, on time.Time) bool {
	cell := func(column string) string {
		if column == "" {
			return ""
		}
		return row[t.index[column]]
	}
	if t.name == tipTiers {
		from, err := time.Parse("2006", cell("report_year"))
		return err != nil || on.Before(reportDay(from.Year())) || !on.Before(reportDay(from.Year()+1))
	}
	dates := t.time()
	from, _ := parsePeriod(cell(dates.from)) // checked when the table was read
	to, _ := parsePeriod(cell(dates.to))
	if dates.inclusive && !to.isZero() && to.from.Equal(to.to) {
		to.to = to.to.Add(day) // the last day is given, and counts
	}
	return !from.isZero() && on.Before(from.from) || !to.isZero() && !on.Before(to.to)
}
