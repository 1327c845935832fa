package reference

import (
	"embed"
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
)

//go:embed tables
var embedded embed.FS

// record is one row of a table, with enough around it to name it in an error.
type record struct {
	table  string
	line   int
	head   map[string]int
	fields []string
}

func (r record) get(column string) string { return r.fields[r.head[column]] }

func (r record) errorf(format string, args ...any) error {
	return fmt.Errorf("%s line %d: %w", r.table, r.line, fmt.Errorf(format, args...))
}

// number reads a whole number; an empty cell is 0.
func (r record) number(column string) (int, error) {
	text := r.get(column)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, r.errorf("%s %q: want a whole number", column, text)
	}
	return n, nil
}

// period reads a date of any precision; see parsePeriod.
func (r record) period(column string) (period, error) {
	p, err := parsePeriod(r.get(column))
	if err != nil {
		return period{}, r.errorf("%s: %w", column, err)
	}
	return p, nil
}

// readTable reads one CSV whose header is exactly the given columns, and turns
// each row into a T.
func readTable[T any](fsys fs.FS, name string, columns []string, row func(record) (T, error)) ([]T, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open table: %w", err)
	}
	defer func() { _ = file.Close() }()

	reader := csv.NewReader(file)
	reader.FieldsPerRecord = len(columns)
	lines, err := reader.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(lines) == 0 || !slices.Equal(lines[0], columns) {
		return nil, fmt.Errorf("%s: want the header %v", name, columns)
	}
	head := make(map[string]int, len(columns))
	for i, column := range columns {
		head[column] = i
	}
	out := make([]T, 0, len(lines)-1)
	for i, fields := range lines[1:] {
		value, err := row(record{table: name, line: i + 2, head: head, fields: fields})
		if err != nil {
			return nil, err
		}
		out = append(out, value)
	}
	return out, nil
}
