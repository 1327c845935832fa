package feed

import (
	"bytes"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"plimsoll/ingest/event"
)

// table reads a CSV file with a header. A row is a line: none of the formats
// here breaks a field over lines, and so an unclosed quote costs one row and
// not the rest of the file. Lines that begin with # are comments.
type table struct {
	lines   *lines
	columns map[string]int // by normalised name
	fields  [][]byte       // of the row in hand
	spill   []byte         // where quoted fields are unquoted
	header  bool
}

// normal makes BaseDateTime, base_date_time and "basedatetime" one name.
func normal(column []byte) string {
	return strings.ToLower(strings.NewReplacer("_", "", " ", "").Replace(string(bytes.TrimSpace(column))))
}

// errQuote is a row whose quotes do not close.
var errQuote = errors.New("quotes do not close")

// split cuts a line into fields.
func (t *table) split(line []byte) error {
	t.fields, t.spill = t.fields[:0], t.spill[:0]
	for {
		if len(line) == 0 || line[0] != '"' {
			comma := bytes.IndexByte(line, ',')
			if comma < 0 {
				t.fields = append(t.fields, line)
				return nil
			}
			t.fields = append(t.fields, line[:comma])
			line = line[comma+1:]
			continue
		}
		rest, more, err := t.quoted(line[1:])
		if err != nil {
			return err
		}
		if line = rest; !more {
			return nil
		}
	}
}

// quoted reads a field behind its opening quote; "" inside is one quote.
func (t *table) quoted(line []byte) (rest []byte, more bool, err error) {
	start := len(t.spill)
	for {
		end := bytes.IndexByte(line, '"')
		if end < 0 {
			return nil, false, errQuote
		}
		t.spill = append(t.spill, line[:end]...)
		line = line[end+1:]
		if len(line) > 0 && line[0] == '"' {
			t.spill = append(t.spill, '"')
			line = line[1:]
			continue
		}
		t.fields = append(t.fields, t.spill[start:len(t.spill):len(t.spill)])
		if len(line) == 0 {
			return nil, false, nil
		}
		if line[0] != ',' {
			return nil, false, errQuote
		}
		return line[1:], true, nil
	}
}

// open reads the header, and says which of the needed columns are not in it.
func (t *table) open(line []byte, needed ...string) (missing []string, err error) {
	t.header = true
	if err := t.split(line); err != nil {
		return nil, err
	}
	t.columns = make(map[string]int, len(t.fields))
	for i, f := range t.fields {
		if name := normal(f); name != "" {
			if _, twice := t.columns[name]; !twice {
				t.columns[name] = i
			}
		}
	}
	for _, name := range needed {
		if _, ok := t.columns[name]; !ok {
			missing = append(missing, name)
		}
	}
	return missing, nil
}

// column finds the first of several names a column goes by, -1 for none.
func (t *table) column(names ...string) int {
	for _, name := range names {
		if i, ok := t.columns[name]; ok {
			return i
		}
	}
	return -1
}

// at is a field of the row in hand, trimmed; nil when the file lacks it, or
// when it says that there is nothing.
func (t *table) at(column int) []byte {
	if column < 0 || column >= len(t.fields) {
		return nil
	}
	f := bytes.TrimSpace(t.fields[column])
	switch string(f) {
	case "", "NA", "NaN", "nan", "null", "NULL", "None":
		return nil
	}
	return f
}

// number reads a finite number; there is false when the field is empty.
func (t *table) number(column int) (v float64, there, ok bool) {
	f := t.at(column)
	if f == nil {
		return math.NaN(), false, true
	}
	v, err := strconv.ParseFloat(string(f), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return math.NaN(), true, false
	}
	return v, true, true
}

// text reads a name; what is no UTF-8 is read as Latin-1, as old exports are.
func (t *table) text(column int) string {
	f := t.at(column)
	if utf8.Valid(f) {
		return string(f)
	}
	runes := make([]rune, 0, len(f))
	for _, c := range f {
		runes = append(runes, rune(c))
	}
	return string(runes)
}

// layout is a CSV format: the columns it cannot do without, how to find the
// others, and how to read a row into a unit.
type layout struct {
	needed []string
	bind   func(*table)
	row    func(t *table, u *unit) (ignored string, reject *event.Reject)
}

func readTable(r *run, in io.Reader, l layout) error {
	t := &table{lines: newLines(in)}
	var (
		u       unit
		missing []string
	)
	for {
		line, tooLong, err := t.lines.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := r.tick(); err != nil {
			return err
		}
		number := t.lines.number
		switch {
		case tooLong:
			r.reject(lineTooLong(), number, line)
			continue
		case len(bytes.TrimSpace(line)) == 0:
			continue
		case line[0] == '#':
			r.ignore("comment")
			continue
		case !t.header:
			if missing, err = t.open(line, l.needed...); err != nil {
				missing = l.needed
			}
			l.bind(t)
			continue
		case len(missing) > 0:
			r.reject(&event.Reject{
				Reason: event.ReasonMissingField, Field: "column " + strings.Join(missing, ", "),
				Fix: "the header must name these columns; without them no row can be read",
			}, number, line)
			continue
		}
		if err := r.row(t, l, &u, number, line); err != nil {
			return err
		}
	}
}

func (r *run) row(t *table, l layout, u *unit, number int64, line []byte) error {
	if err := t.split(line); err != nil {
		r.reject(&event.Reject{Reason: reasonMalformedRow, Field: "", Fix: "a quoted field ends with a quote and a comma, on the same line"}, number, line)
		return nil
	}
	if len(t.fields) > len(t.columns)+1 && len(t.fields) > 2*len(t.columns) {
		r.reject(&event.Reject{Reason: reasonMalformedRow, Fix: "the row has far more fields than the header"}, number, line)
		return nil
	}
	u.reset(number, line)
	ignored, reject := l.row(t, u)
	switch {
	case reject != nil:
		r.reject(reject, number, line)
		return nil
	case ignored != "":
		r.ignore(ignored)
		return nil
	}
	return r.accept(u)
}

// reasonMalformedRow is the one reason that no contract has: the row is no CSV.
const reasonMalformedRow = "malformed_row"
