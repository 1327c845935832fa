package reference

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"
)

// sheet is one table as read: its rows in the description's column order.
type sheet struct {
	table *table
	rows  [][]string
	lines []int // of each row, in the file
}

func (s *sheet) record(l *loading, i int) record {
	return record{l: l, table: s.table, line: s.lines[i], fields: s.rows[i]}
}

// readSheet reads a table as people's programs write them: with a byte order
// mark, CRLF, semicolons or tabs, the columns in any order, blank lines.
func (l *loading) readSheet(fsys fs.FS, t *table) *sheet {
	s := &sheet{table: t}
	text, err := fs.ReadFile(fsys, t.name+".csv")
	if err != nil {
		l.problem(t, 0, "", "", "%v: the file %s.csv is needed", err, t.name)
		return s
	}
	if l.texts != nil { // a set of tables, not one file by itself
		l.texts[t.name] = text
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	if fault := notText(text); fault != "" {
		l.problem(t, 0, "", "", "%s", fault)
		return s
	}
	if !utf8.Valid(text) {
		l.problem(t, badLine(text), "", "", "not UTF-8 here: save the file as CSV UTF-8")
		return s
	}
	reader := csv.NewReader(bytes.NewReader(text))
	reader.Comma = separator(text, t)
	reader.FieldsPerRecord = -1
	header, err := reader.Read()
	if err != nil {
		l.problem(t, 1, "", "", "no header: want the columns %s", strings.Join(t.columnNames(), ","))
		return s
	}
	from := l.readHeader(t, header)
	if from == nil {
		return s
	}
	for {
		fields, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return s
		}
		if err != nil { // what follows a broken quote cannot be told apart
			line := 0
			if fault := new(csv.ParseError); errors.As(err, &fault) {
				line = fault.StartLine
			}
			l.problem(t, line, "", "", "%v: the rest of the file was not read", err)
			return s
		}
		line, _ := reader.FieldPos(0)
		l.addRow(s, from, fields, len(header), line)
	}
}

// addRow puts the fields into the description's order. Blank rows are left out.
func (l *loading) addRow(s *sheet, from []int, fields []string, width, line int) {
	blank := true
	for i := range fields {
		fields[i] = strings.TrimSpace(fields[i])
		blank = blank && fields[i] == ""
	}
	if blank {
		return
	}
	for len(fields) > width && fields[len(fields)-1] == "" {
		fields = fields[:len(fields)-1]
	}
	if len(fields) != width {
		l.problem(s.table, line, "", "", "%d cells, the header has %d: quote a cell that holds the separator", len(fields), width)
		return
	}
	if straight(from, width) {
		s.rows, s.lines = append(s.rows, fields), append(s.lines, line)
		return
	}
	row := make([]string, len(from))
	for i, at := range from {
		if at >= 0 {
			row[i] = fields[at]
		}
	}
	s.rows, s.lines = append(s.rows, row), append(s.lines, line)
}

// straight tells whether the file has the description's columns in its order.
func straight(from []int, width int) bool {
	for i, at := range from {
		if i != at {
			return false
		}
	}
	return len(from) == width
}

// readHeader finds each column of the description; nil when the header cannot
// be used. A column that may be blank may be missing.
func (l *loading) readHeader(t *table, header []string) []int {
	names := t.columnNames()
	from := make([]int, len(names))
	for i := range from {
		from[i] = -1
	}
	usable := true
	for at, name := range header {
		name = strings.ToLower(strings.TrimSpace(name))
		i := slices.Index(names, name)
		switch {
		case name == "" && at > 0 && at == len(header)-1: // a separator at the line's end
		case i < 0:
			l.problem(t, 1, name, "", "no column %q in this table%s; its columns are %s", name, didYouMean(name, names), strings.Join(names, ", "))
			usable = false
		case from[i] >= 0:
			l.problem(t, 1, name, "", "column %q stands here twice", name)
			usable = false
		default:
			from[i] = at
		}
	}
	for i, c := range t.columns {
		if from[i] < 0 && c.Required {
			l.problem(t, 1, c.Name, "", "column %q is missing; want the columns %s", c.Name, strings.Join(names, ","))
			usable = false
		}
	}
	if !usable {
		return nil
	}
	return from
}

func (t *table) columnNames() []string {
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.Name
	}
	return names
}
