package reference

import (
	"strconv"
	"time"
)

// record is one row, with enough around it to name it in a problem. Its readers
// take cells that were checked against the description, so they cannot fail.
type record struct {
	l      *loading
	table  *table
	line   int
	fields []string
}

func (r record) get(column string) string {
	i, ok := r.table.index[column]
	if !ok {
		panic("no column " + column + " in table " + r.table.name) // a slip in this package: any test that loads finds it
	}
	return r.fields[i]
}

func (r record) number(column string) int {
	n, _ := strconv.Atoi(r.get(column))
	return n
}

func (r record) period(column string) period {
	p, _ := parsePeriod(r.get(column))
	return p
}

// day reads a date that is a whole day; zero when the cell is empty.
func (r record) day(column string) time.Time { return r.period(column).from }

// fact reads source, as_of and the status column of a row.
func (r record) fact(statusColumn string) Fact {
	source := r.get("source")
	if words, ok := r.l.sources[source]; ok {
		source = words
	}
	return Fact{Source: source, AsOf: r.get("as_of"), Status: r.get(statusColumn)}
}

func (r record) problem(column, format string, args ...any) {
	value := ""
	if i, ok := r.table.index[column]; ok {
		value = r.fields[i]
	}
	r.l.problem(r.table, r.line, column, value, format, args...)
}
