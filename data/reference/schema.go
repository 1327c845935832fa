package reference

import (
	"slices"
	"strings"
	"sync"
)

// TableInfo describes one table. What reads and checks the table works from the
// same description.
type TableInfo struct {
	Name    string // the file's name without .csv
	Title   string
	Purpose string // what a row is, and what the table is for
	Columns []Column
	Key     []string // the columns that name a row; no two rows have the same
	From    string   // the column with the day from which a row holds; empty where rows hold always
	To      string   // and until which it holds; may be empty
	Rules   []string // what must hold beyond the columns, in words
	Rows    int
	// How many rows are known how, and the newest day, month or year that a row
	// gives for its source.
	Sourced, Derived, Recalled int
	Newest                     string
	Reach                      string // how far the table reaches: whole or in part, and to when
}

// table is the description that readers and checks work from.
type table struct {
	name, title, purpose string
	columns              []Column
	key                  []string
	inOrder              [][]string // dates that must not run backwards, column by column
	spans                *spanRule  // rows that hold for a time and must not overlap
	holds                *spanRule  // rows that hold for a time and may; see time
	rules                []string   // what row and whole check, in words
	row                  func(record)
	whole                func(*loading)

	reach func(*loading) string

	index map[string]int // column -> position
}

// spanRule says that rows of one subject follow each other in time.
type spanRule struct {
	subject  []string
	from, to string
	// inclusive: to is the last day, not the first after it. Rows with neither
	// are of unknown time and cannot overlap.
	inclusive bool
}

// time tells from which column to which a row holds; nil where rows hold always,
// or for as long as their year says.
func (t *table) time() *spanRule {
	if t.spans != nil {
		return t.spans
	}
	return t.holds
}

// schema is every table, in the order in which people should read them.
var schema = sync.OnceValue(func() []*table {
	all := []*table{
		statesTable(), stateNamesTable(), landlockedTable(), euMembersTable(), midsTable(),
		registersTable(), focRegistersTable(), focListsTable(),
		instrumentsTable(), treatyTable(), reservationsTable(), tiersTable(),
		pscListsTable(), pscFlagsTable(), organisationsTable(), criteriaTable(), deficienciesTable(),
		iuuCardsTable(), withholdTable(), indicatorsTable(), servicesTable(),
		coverageTable(), sourcesTable(),
	}
	for _, t := range all {
		t.index = make(map[string]int, len(t.columns))
		for i, c := range t.columns {
			t.index[c.Name] = i
		}
	}
	return all
})

// embeddedInfo describes the embedded tables; reading them can only fail in a
// program that its own tests refuse.
var embeddedInfo = sync.OnceValue(func() []TableInfo { return readAll(Embedded()).info() })

// Tables describes every table, with the rows of the one compiled in.
func Tables() []TableInfo { return cloneInfo(embeddedInfo()) }

// Tables describes every table, with the rows that this catalogue holds.
func (c *Catalogue) Tables() []TableInfo { return cloneInfo(c.info) }

func cloneInfo(info []TableInfo) []TableInfo {
	out := slices.Clone(info)
	for i := range out {
		out[i].Columns, out[i].Key, out[i].Rules = slices.Clone(out[i].Columns), slices.Clone(out[i].Key), slices.Clone(out[i].Rules)
	}
	return out
}

func (l *loading) info() []TableInfo {
	var out []TableInfo
	for _, t := range schema() {
		info := TableInfo{Name: t.name, Title: t.title, Purpose: t.purpose, Columns: t.columns, Key: t.key, Rules: t.allRules()}
		if rule := t.time(); rule != nil {
			info.From, info.To = rule.from, rule.to
		}
		info.count(l.sheets[t.name])
		info.Reach = t.reach(l)
		out = append(out, info)
	}
	return out
}

// count counts the rows and how they are known.
func (i *TableInfo) count(s *sheet) {
	i.Rows = len(s.rows)
	status := slices.IndexFunc(i.Columns, func(c Column) bool { return c.Kind == ColumnStatus })
	asOf, ok := s.table.index["as_of"]
	if status < 0 || !ok {
		return
	}
	for _, row := range s.rows {
		switch row[status] {
		case Sourced:
			i.Sourced++
		case Derived:
			i.Derived++
		case Recalled:
			i.Recalled++
		}
		i.Newest = max(i.Newest, row[asOf])
	}
}

// allRules words the rules that are data, and adds those that are code.
func (t *table) allRules() (words []string) {
	for _, dates := range t.inOrder {
		words = append(words, "dates in order: "+strings.Join(dates, ", "))
	}
	if t.spans != nil {
		words = append(words, "no overlap in time of "+strings.Join(t.spans.subject, ", "))
	}
	return append(words, t.rules...)
}

// Rows gives a table as it was read: its columns, and its rows in the table's
// order, a source by its id (SourceText has the words). It is false when there
// is no such table. The caller must not change what it gets.
func (c *Catalogue) Rows(table string) (columns []string, rows [][]string, ok bool) {
	s, ok := c.sheets[table]
	if !ok {
		return nil, nil, false
	}
	columns = make([]string, len(s.table.columns))
	for i, column := range s.table.columns {
		columns[i] = column.Name
	}
	return columns, slices.Clone(s.rows), true
}

// SourceText spells out the source cell of a row: an id's words, or the cell
// itself where it holds the words.
func (c *Catalogue) SourceText(source string) string {
	if words, ok := c.sources[source]; ok {
		return words
	}
	return source
}
