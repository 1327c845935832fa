package reference

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Edit is what an operator wants of a table: their file in its place, or with
// Extend, their rows added to it, or put in the place of rows with the same key.
type Edit struct {
	Table    string
	File     []byte
	Extend   bool
	LeaveOut []int // lines of the file that are not taken
}

// Draft is a table as an edit would leave it.
type Draft struct {
	Table   string
	Content []byte // CSV as this package writes it
	Rows    int    // in the table
	Taken   int    // of the file
}

// Amend makes drafts of edits that belong together and checks everything with
// them in place. The problems that it finds are placed on the lines of the
// operator's files; Line is 0 where a row in use is at fault, or the file as a
// whole. There are drafts exactly when there is no problem.
func Amend(base fs.FS, edits []Edit) ([]Draft, []Problem) {
	var amended []*amendment
	var problems []Problem
	replaced := map[string][]byte{}
	for _, e := range edits {
		a := &amendment{edit: e}
		if fault := a.open(base); fault != nil {
			problems = append(problems, fault...)
			if a.sheet == nil || len(a.sheet.rows) == 0 {
				continue
			}
		}
		amended = append(amended, a)
		replaced[e.Table+".csv"] = a.numbered()
	}
	if len(amended) < len(edits) {
		return nil, problems // what else there is to say would follow from that
	}
	for _, p := range Check(Overlay(base, replaced)) {
		if at := slices.IndexFunc(amended, func(a *amendment) bool { return a.edit.Table == p.Table }); at >= 0 {
			p = amended[at].place(p)
		}
		problems = append(problems, p)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	drafts := make([]Draft, len(amended))
	for i, a := range amended {
		drafts[i] = a.draft()
	}
	return drafts, nil
}

// amendment is an edit on its way.
type amendment struct {
	edit  Edit
	sheet *sheet // the rows of the file
	kept  *sheet // the rows in use, when they are extended
	last  int    // line of the file's last row

	keys map[int]string // of the rows in use, by the line that numbered wrote them on
}

// open reads the file and, when it extends, the table in use. It gives what is
// wrong with the reading, but for lines that are left out.
func (a *amendment) open(base fs.FS) []Problem {
	at := slices.IndexFunc(schema(), func(t *table) bool { return t.name == a.edit.Table })
	if at < 0 {
		var names []string
		for _, t := range schema() {
			names = append(names, t.name)
		}
		return []Problem{{Table: a.edit.Table, Message: fmt.Sprintf("no table %q%s; there are %s", a.edit.Table, didYouMean(a.edit.Table, names), strings.Join(names, ", "))}}
	}
	l := &loading{}
	a.sheet = l.readSheet(Overlay(base, map[string][]byte{a.edit.Table + ".csv": a.edit.File}), schema()[at])
	unread := l.problems
	left := map[int]bool{}
	for _, line := range a.edit.LeaveOut {
		read := slices.Contains(a.sheet.lines, line)
		if !read && !slices.ContainsFunc(unread, func(p Problem) bool { return p.Line == line && line > 1 }) {
			unread = append(unread, Problem{Table: a.edit.Table, Message: fmt.Sprintf("no row begins on line %d, which is to be left out", line)})
		}
		left[line] = true
	}
	unread = slices.DeleteFunc(unread, func(p Problem) bool { return left[p.Line] })
	rows := &sheet{table: a.sheet.table}
	for i, line := range a.sheet.lines {
		a.last = max(a.last, line)
		if !left[line] {
			rows.rows, rows.lines = append(rows.rows, a.sheet.rows[i]), append(rows.lines, line)
		}
	}
	a.sheet = rows
	if len(rows.rows) == 0 && len(unread) == 0 && a.edit.Extend {
		unread = append(unread, Problem{Table: a.edit.Table, Message: "the file has no row that could be taken"})
	}
	if a.edit.Extend {
		a.kept = (&loading{}).readSheet(base, schema()[at])
	}
	return unread
}

// key names a row.
func (s *sheet) key(row []string) string {
	parts := make([]string, len(s.table.key))
	for i, column := range s.table.key {
		parts[i] = row[s.table.index[column]]
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// numbered writes the rows of the file on the lines that they have there, so
// that a problem found here is on the operator's line; rows in use that stay
// come after them.
func (a *amendment) numbered() []byte {
	w := newTableWriter(a.sheet.table)
	replaced := map[string]bool{}
	for i, row := range a.sheet.rows {
		replaced[a.sheet.key(row)] = true
		w.skipTo(a.sheet.lines[i])
		w.write(row)
	}
	if a.kept != nil {
		a.keys = map[int]string{}
		for _, row := range a.kept.rows {
			if key := a.kept.key(row); !replaced[key] {
				w.skipTo(a.last + 1)
				a.keys[w.line] = key
				w.write(row)
			}
		}
	}
	return w.text.Bytes()
}

// lineNumber finds lines that a message speaks of.
var lineNumber = regexp.MustCompile(`\bline ([0-9]+)`)

// place puts a problem found in what numbered wrote on the operator's line; a
// row in use has none, and is named by its key.
func (a *amendment) place(p Problem) Problem {
	p.Message = lineNumber.ReplaceAllStringFunc(p.Message, func(text string) string {
		line, _ := strconv.Atoi(strings.TrimPrefix(text, "line "))
		if key, ok := a.keys[line]; ok {
			return "the row in use of " + key
		}
		return text
	})
	if key, ok := a.keys[p.Line]; ok {
		p.Line, p.Message = 0, "the row in use of "+key+": "+p.Message
	}
	return p
}

// draft is the table as it would be: the rows in use in their order with the
// file's in the place of those of the same key, then what is new.
func (a *amendment) draft() Draft {
	w := newTableWriter(a.sheet.table)
	byKey := map[string][]string{}
	for _, row := range a.sheet.rows {
		byKey[a.sheet.key(row)] = row
	}
	n := 0
	if a.kept != nil {
		for _, row := range a.kept.rows {
			key := a.kept.key(row)
			if other, ok := byKey[key]; ok {
				row = other
				delete(byKey, key)
			}
			w.write(row)
			n++
		}
	}
	for _, row := range a.sheet.rows {
		if _, ok := byKey[a.sheet.key(row)]; ok {
			w.write(row)
			n++
		}
	}
	return Draft{Table: a.edit.Table, Content: w.text.Bytes(), Rows: n, Taken: len(a.sheet.rows)}
}

// tableWriter writes a table and knows the line that comes next.
type tableWriter struct {
	text bytes.Buffer
	csv  *csv.Writer
	line int
}

func newTableWriter(t *table) *tableWriter {
	w := &tableWriter{line: 1}
	w.csv = csv.NewWriter(&w.text)
	w.write(t.columnNames())
	return w
}

func (w *tableWriter) write(row []string) {
	from := w.text.Len()
	_ = w.csv.Write(row) // into memory
	w.csv.Flush()
	w.line += bytes.Count(w.text.Bytes()[from:], []byte("\n"))
}

// skipTo goes on to a line with blank ones, which readers leave out.
func (w *tableWriter) skipTo(line int) {
	for ; w.line < line; w.line++ {
		w.text.WriteByte('\n')
	}
}
