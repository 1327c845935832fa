package api

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"plimsoll/data/warehouse"
	"plimsoll/risk/behaviour"
)

//go:embed query/*.sql
var queryFiles embed.FS

// parameters are the values of a query's {name:Type} placeholders, as text.
type parameters = clickhouse.Parameters

// read runs one of the queries, each row into a T by its `ch` tags.
func read[T any](ctx context.Context, s *Server, name string, p parameters) ([]T, error) {
	text, err := queryFiles.ReadFile("query/" + name + ".sql")
	if err != nil {
		return nil, fmt.Errorf("query %s is not in the program: %w", name, err)
	}
	return readSQL[T](ctx, s, name, string(text), p)
}

func readSQL[T any](ctx context.Context, s *Server, name, sql string, p parameters) ([]T, error) {
	var rows []T
	limited := clickhouse.Context(warehouse.Interactive(ctx), clickhouse.WithParameters(p))
	if err := s.Warehouse.Conn().Select(limited, &rows, sql); err != nil {
		if timeout := (*clickhouse.Exception)(nil); errors.As(err, &timeout) && timeout.Code == timeoutExceeded {
			return nil, fmt.Errorf("read %s: %w: %w", name, context.DeadlineExceeded, err)
		}
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return rows, nil
}

// timeoutExceeded is ClickHouse's code of a query that ran into max_execution_time.
const timeoutExceeded = 159

// readOne is read for a query that gives one row or none.
func readOne[T any](ctx context.Context, s *Server, name string, p parameters) (row T, found bool, err error) {
	rows, err := read[T](ctx, s, name, p)
	if err != nil || len(rows) == 0 {
		return row, false, err
	}
	return rows[0], true, nil
}

// gapsOf and callsOf are behaviour's queries for one vessel.
func gapsOf() string {
	return "SELECT from_at, to_at, hours, from_lon, from_lat, from_shore_m, toBool(open) AS open, toString(reception) AS reception FROM (\n" +
		behaviour.GapsOf("vessel_id = {vessel:String}") + "\n) WHERE vessel_id = {vessel:String} ORDER BY from_at DESC"
}

func callsOf() string {
	return "SELECT toString(port) AS port, from_at, to_at, toString(basis) AS basis FROM (\n" +
		behaviour.CallsOf("vessel_id = {vessel:String}") + "\n) WHERE vessel_id = {vessel:String} ORDER BY to_at DESC"
}

// list writes numbers as an array parameter.
func list[T uint32 | int64](values []T) string {
	var b strings.Builder
	b.WriteByte('[')
	for i, v := range values {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.FormatInt(int64(v), 10))
	}
	b.WriteByte(']')
	return b.String()
}

// words writes texts as an array parameter. They are ids, or letters and digits
// alone: whatever could end a quoted text is left out.
func words(values []string) string {
	clean := strings.NewReplacer("'", "", `\`, "", "\t", "", "\n", "", "\x00", "")
	var b strings.Builder
	b.WriteByte('[')
	for i, v := range values {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("'" + clean.Replace(v) + "'")
	}
	b.WriteByte(']')
	return b.String()
}

// known gives a pointer to a time that is one, nil for the warehouse's open ends.
func known(t time.Time) *time.Time {
	if t.IsZero() || !t.After(warehouse.Beginning) || !t.Before(warehouse.Forever) {
		return nil
	}
	t = t.UTC()
	return &t
}
