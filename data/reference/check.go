package reference

import (
	"cmp"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"
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

// loading is a set of tables while it is being read and checked.
type loading struct {
	sheets    map[string]*sheet
	problems  []Problem
	sources   map[string]string          // words by id
	keys      map[string]map[string]bool // the first key column of each table
	codeHints map[string]string          // what people write for a code, in small letters
	faulty    map[*table]map[int]bool    // lines with a cell that cannot be read
	states    map[string]State           // by ISO3; filled once nothing is wrong
}

func (l *loading) problem(t *table, line int, column, value, format string, args ...any) {
	l.problems = append(l.problems, Problem{Table: t.name, Line: line, Column: column, Value: value, Message: fmt.Sprintf(format, args...)})
}

// readAll reads every table and checks each against its description.
func readAll(fsys fs.FS) *loading {
	l := &loading{
		sheets: map[string]*sheet{}, sources: map[string]string{},
		keys: map[string]map[string]bool{}, codeHints: map[string]string{}, faulty: map[*table]map[int]bool{},
	}
	for _, t := range schema() {
		s := l.readSheet(fsys, t)
		l.sheets[t.name] = s
		known := make(map[string]bool, len(s.rows))
		for _, row := range s.rows {
			known[row[t.index[t.key[0]]]] = true
		}
		l.keys[t.name] = known
	}
	l.gather()
	for _, t := range schema() {
		s := l.sheets[t.name]
		l.checkCells(s)
		l.checkKeys(s)
		l.checkOrder(s)
		l.checkOverlap(s)
	}
	l.checkRules()
	return l
}

// gather collects what other tables' cells are looked up in.
func (l *loading) gather() {
	sources := l.sheets["sources"]
	for i := range sources.rows {
		r := sources.record(l, i)
		l.sources[r.get("id")] = r.get("source")
	}
	states := l.sheets["states"]
	for i := range states.rows {
		r := states.record(l, i)
		for _, column := range []string{"iso3", "iso2", "name"} {
			l.codeHints[strings.ToLower(r.get(column))] = r.get("iso3")
		}
	}
}

func (l *loading) checkCells(s *sheet) {
	l.faulty[s.table] = map[int]bool{}
	for i, row := range s.rows {
		for j, c := range s.table.columns {
			fault := ""
			switch {
			case row[j] != "":
				fault = c.fault(l, row[j])
			case c.Required:
				fault = c.Name + " is blank and is needed"
			}
			if fault != "" {
				l.problem(s.table, s.lines[i], c.Name, row[j], "%s", fault)
				l.faulty[s.table][s.lines[i]] = true
			}
		}
	}
}

// clean gives the rows of a table whose cells can all be read. Rules that look
// at several cells work on these, so that one slip is reported once.
func (l *loading) clean(name string) iter.Seq[record] {
	s := l.sheets[name]
	return func(yield func(record) bool) {
		for i := range s.rows {
			if !l.faulty[s.table][s.lines[i]] && !yield(s.record(l, i)) {
				return
			}
		}
	}
}

// whole tells whether every row of a table can be read, so that it can be counted.
func (l *loading) whole(name string) bool { return len(l.faulty[l.sheets[name].table]) == 0 }

func (l *loading) checkKeys(s *sheet) {
	first := make(map[string]int, len(s.rows))
	for i := range s.rows {
		r := s.record(l, i)
		key := r.cells(s.table.key)
		if line, twice := first[key]; twice {
			r.problem("", "%s is listed twice, first on line %d", key, line)
			continue
		}
		first[key] = r.line
	}
}

// cells joins some of a row's cells.
func (r record) cells(columns []string) string {
	if len(columns) == 1 {
		return r.get(columns[0])
	}
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = r.get(c)
	}
	return strings.Join(parts, " ")
}

// checkOrder refuses rows whose dates run backwards. Of a month or a year its
// first day counts on the left and its end on the right.
func (l *loading) checkOrder(s *sheet) {
	for _, dates := range s.table.inOrder {
		for r := range l.clean(s.table.name) {
			before := ""
			for _, column := range dates {
				if r.get(column) == "" {
					continue
				}
				if p := r.period(column); before != "" && p.to.Before(r.period(before).from) {
					r.problem(column, "%s %s is before %s %s", column, r.get(column), before, r.get(before))
				}
				before = column
			}
		}
	}
}

// checkOverlap refuses two rows of one subject that hold at one time.
func (l *loading) checkOverlap(s *sheet) {
	rule := s.table.spans
	if rule == nil {
		return
	}
	bySubject := map[string][]record{}
	for r := range l.clean(s.table.name) {
		start, end := rule.bounds(r)
		switch {
		case start.IsZero() && rule.inclusive:
			continue // of unknown time
		case !end.IsZero() && !end.After(start):
			r.problem(rule.to, "%s %s is not after %s %s", rule.to, r.get(rule.to), rule.from, r.get(rule.from))
			continue
		}
		subject := r.cells(rule.subject)
		bySubject[subject] = append(bySubject[subject], r)
	}
	for _, subject := range sortedKeys(bySubject) {
		rows := bySubject[subject]
		slices.SortStableFunc(rows, func(a, b record) int { return a.period(rule.from).from.Compare(b.period(rule.from).from) })
		for i := 1; i < len(rows); i++ {
			_, end := rule.bounds(rows[i-1])
			if start, _ := rule.bounds(rows[i]); end.IsZero() || end.After(start) {
				rows[i].problem(rule.from, "%s from %s overlaps line %d, which ends %s: end that one first",
					subject, rows[i].get(rule.from), rows[i-1].line, cmp.Or(rows[i-1].get(rule.to), "never"))
			}
		}
	}
}

// bounds are the first day of a row's time and the first after it, zero when
// they are blank; of an end known by its month or year, the end of that.
func (rule *spanRule) bounds(r record) (start, end time.Time) {
	to := r.period(rule.to)
	end = to.to
	if rule.inclusive && !end.IsZero() && to.from.Equal(to.to) {
		end = end.Add(day)
	}
	return r.period(rule.from).from, end
}

// checkRules runs the rules that are code, over one row or a whole table.
func (l *loading) checkRules() {
	for _, t := range schema() {
		if t.row != nil {
			for r := range l.clean(t.name) {
				t.row(r)
			}
		}
		if t.whole != nil {
			t.whole(l)
		}
	}
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

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
