package reference

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ColumnKind says what a cell of a column may hold.
type ColumnKind string

// The kinds of columns.
const (
	ColumnText    ColumnKind = "text"
	ColumnCode    ColumnKind = "code"    // an iso3 of table states, or one of Values
	ColumnCodes   ColumnKind = "codes"   // one or more of them, in order, with a space between
	ColumnDay     ColumnKind = "day"     // 2006-01-02
	ColumnDate    ColumnKind = "date"    // a day, a month 2006-01, a year 2006, or two days with a slash between
	ColumnEnum    ColumnKind = "enum"    // one of Values
	ColumnInteger ColumnKind = "integer" // within Min and Max
	ColumnNumber  ColumnKind = "number"
	ColumnRef     ColumnKind = "ref"    // the key of a row of the table that Refers names
	ColumnSource  ColumnKind = "source" // an id of table sources, or the source in words
	ColumnStatus  ColumnKind = "status" // sourced, derived or recalled
)

// Column describes one column of a table.
type Column struct {
	Name     string
	Kind     ColumnKind
	Required bool     // a blank cell is a problem
	Values   []string // of a ColumnEnum; of a ColumnCode, words beside the codes
	Min, Max int      // of a ColumnInteger; a Max of 0 is no bound
	Refers   string   // of a ColumnRef: the table
	Meaning  string   // what a reader would ask; empty where the name says it
}

// provenance are the columns that say how a row is known.
func provenance() []Column {
	return []Column{
		{Name: "note", Kind: ColumnText},
		{Name: "source", Kind: ColumnSource, Required: true, Meaning: "where the row was read: an id of table sources, or the words themselves"},
		{Name: "as_of", Kind: ColumnDate, Meaning: "the day, month or year that the source speaks of; blank when it has none"},
		{Name: "status", Kind: ColumnStatus, Required: true, Meaning: "sourced: read there; derived: follows by the rule in the note; recalled: from memory"},
	}
}

// fault is what is wrong with a filled cell, and the fix; empty when nothing is.
func (c Column) fault(l *loading, cell string) string {
	switch c.Kind {
	case ColumnCode:
		fault := l.codeFault(c.Name, cell)
		switch {
		case fault == "", slices.Contains(c.Values, cell):
			return ""
		case len(c.Values) > 0:
			return fault + " (or write " + anyOf(c.Values) + ")"
		}
		return fault
	case ColumnCodes:
		codes := strings.Fields(cell)
		for _, code := range codes {
			if fault := l.codeFault(c.Name, code); fault != "" {
				return fault
			}
		}
		if !slices.IsSorted(codes) || len(slices.Compact(slices.Clone(codes))) != len(codes) {
			return "want the codes in order, each once, with a space between"
		}
	case ColumnDay, ColumnDate:
		return c.dateFault(cell)
	case ColumnEnum:
		if !slices.Contains(c.Values, cell) {
			return fmt.Sprintf("%s %q: want %s", c.Name, cell, anyOf(c.Values))
		}
	case ColumnInteger:
		n, err := strconv.Atoi(cell)
		switch {
		case err != nil:
			return fmt.Sprintf("%s %q: want a whole number", c.Name, cell)
		case n < c.Min && c.Max == 0:
			return fmt.Sprintf("%s %d: want %d or more", c.Name, n, c.Min)
		case n < c.Min, c.Max != 0 && n > c.Max:
			return fmt.Sprintf("%s %d: want %d to %d", c.Name, n, c.Min, c.Max)
		}
	case ColumnNumber:
		if _, err := strconv.ParseFloat(cell, 64); err != nil {
			return fmt.Sprintf("%s %q: want a number with a decimal point", c.Name, cell)
		}
	case ColumnRef:
		if !l.keys[c.Refers][cell] {
			return fmt.Sprintf("%s %q is not in %s.csv%s", c.Name, cell, c.Refers, didYouMean(cell, sortedKeys(l.keys[c.Refers])))
		}
	case ColumnSource:
		if !isWords(cell) && !l.keys["sources"][cell] {
			return fmt.Sprintf("source %q is not in sources.csv: add it there, or write the source in words", cell)
		}
	case ColumnStatus:
		if _, ok := statusRank[cell]; !ok {
			return fmt.Sprintf("%s %q: want sourced, derived or recalled", c.Name, cell)
		}
	}
	return ""
}

func (c Column) dateFault(cell string) string {
	p, err := parsePeriod(cell)
	switch {
	case c.Kind == ColumnDay && (err != nil || p.from != p.to):
		return fmt.Sprintf("%s %q: want a day, as 2006-01-02", c.Name, cell)
	case err != nil:
		return c.Name + ": " + err.Error()
	case !p.inRange():
		return fmt.Sprintf("%s %q: want a date from %d to %d", c.Name, cell, beginning.Year(), lastYear)
	}
	return ""
}

// isWords tells a source in words from an id, which has no space, slash or colon.
func isWords(source string) bool { return strings.ContainsAny(source, " /:") }

func (l *loading) codeFault(column, cell string) string {
	if l.keys["states"][cell] {
		return ""
	}
	fix := ""
	if code, ok := l.codeHints[foldName(cell)]; ok {
		fix = ": write " + code
	}
	return fmt.Sprintf("%s %q is not in states.csv%s", column, cell, fix)
}

func anyOf(values []string) string {
	if len(values) == 1 {
		return values[0]
	}
	return strings.Join(values[:len(values)-1], ", ") + " or " + values[len(values)-1]
}
