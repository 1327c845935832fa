package reference

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
)

// Problem is one thing that is wrong with a table.
type Problem struct {
	Table   string // the file's name without .csv
	Line    int    // in the file: 1 is the header, 0 the file as a whole
	Column  string // empty when it is the whole row
	Value   string // what stands there
	Message string // what is wrong, and the fix
}

// String names the place and says what is wrong.
func (p Problem) String() string {
	if p.Line == 0 {
		return fmt.Sprintf("%s.csv: %s", p.Table, p.Message)
	}
	return fmt.Sprintf("%s.csv line %d: %s", p.Table, p.Line, p.Message)
}

// ProblemsError is why tables were not loaded: every problem of every table.
type ProblemsError struct{ Problems []Problem }

// Error tells the first problem and how many more there are.
func (e *ProblemsError) Error() string {
	if more := len(e.Problems) - 1; more > 0 {
		return fmt.Sprintf("%v (and %d more)", e.Problems[0], more)
	}
	return e.Problems[0].String()
}

// Check finds every problem of every table, by table and line. LoadFS takes a
// folder exactly when there is none.
func Check(fsys fs.FS) []Problem {
	_, problems := build(fsys)
	return problems
}

// sorted gives the problems in the order of the tables and their lines.
func (l *loading) sorted() []Problem {
	place := map[string]int{}
	for i, t := range schema() {
		place[t.name] = i
	}
	slices.SortStableFunc(l.problems, func(a, b Problem) int {
		return cmp.Or(place[a.Table]-place[b.Table], a.Line-b.Line)
	})
	return l.problems
}
