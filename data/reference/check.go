package reference

import (
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"
)

// loading is a set of tables while it is being read and checked.
type loading struct {
	sheets    map[string]*sheet
	texts     map[string][]byte // of each file, for the digest
	problems  []Problem
	sources   map[string]string          // words by id
	keys      map[string]map[string]bool // the first key column of each table
	codeHints map[string]string          // what people write for a code, folded
	faulty    map[*table]map[int]bool    // lines with a cell that cannot be read
	states    map[string]State           // by ISO3; filled once nothing is wrong
}

func (l *loading) problem(t *table, line int, column, value, format string, args ...any) {
	l.problems = append(l.problems, Problem{Table: t.name, Line: line, Column: column, Value: value, Message: fmt.Sprintf(format, args...)})
}

// readAll reads every table and checks each against its description.
func readAll(fsys fs.FS) *loading {
	l := &loading{
		sheets: map[string]*sheet{}, texts: map[string][]byte{}, sources: map[string]string{},
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
	for _, name := range []string{"state_names", "states"} {
		s := l.sheets[name]
		for i := range s.rows {
			r := s.record(l, i)
			l.codeHints[foldName(r.get("name"))] = r.get("iso3")
			if name == "states" {
				l.codeHints[foldName(r.get("iso2"))], l.codeHints[foldName(r.get("iso3"))] = r.get("iso3"), r.get("iso3")
			}
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

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
