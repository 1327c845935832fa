package api

import (
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"

	"plimsoll/data/reference"
	"plimsoll/data/warehouse"
)

// referenceNotes hold for every table.
var referenceNotes = []string{
	"Every row has its source, the date that the source speaks of, and how it is known.",
	"Where nothing is known the answer is unknown, which is neither yes nor no.",
}

func (s *Server) listTables(ctx context.Context, _ *struct{}) (*tablesOutput, error) {
	history, err := s.Warehouse.Imports(ctx)
	if err != nil {
		return nil, err
	}
	facts := s.Facts.Current()
	out := &tablesOutput{factTablesDTO{Vintage: facts.Vintage(), Tables: []factTableDTO{}, Chart: factChartDTO{
		Version: s.Chart.Version(), Ports: len(s.Chart.Ports()),
		ZonesImported: importedAt(history, warehouse.ImportZones), PortsImported: importedAt(history, warehouse.ImportPorts),
	}, Reach: reachOf(facts), Notes: referenceNotes}}
	for _, t := range facts.Tables() {
		d := factTableDTO{
			Table: t.Name, Title: t.Title, About: t.Purpose, Rows: t.Rows, Columns: []factColumnDTO{},
			Key: slices.Clone(t.Key), Rules: append([]string{}, t.Rules...),
		}
		for _, c := range t.Columns {
			d.Columns = append(d.Columns, factColumnDTO{Name: c.Name, Kind: string(c.Kind), Required: c.Required, Meaning: c.Meaning})
		}
		d.countStatuses(facts, t)
		d.Imported = importedAt(history, t.Name)
		out.Body.Tables = append(out.Body.Tables, d)
	}
	return out, nil
}

// importedAt is when what is in use of a name was imported; nil when nothing is.
func importedAt(history []warehouse.Import, name string) *time.Time {
	stack := warehouse.ImportsOf(history, name)
	if len(stack) == 0 {
		return nil
	}
	return &stack[len(stack)-1].At
}

// statusColumn says how a row is known; the first one where there are several.
func statusColumn(t reference.TableInfo) int {
	return slices.IndexFunc(t.Columns, func(c reference.Column) bool { return c.Kind == reference.ColumnStatus })
}

func (d *factTableDTO) countStatuses(facts *reference.Catalogue, t reference.TableInfo) {
	at := statusColumn(t)
	_, rows, _ := facts.Rows(t.Name)
	for _, row := range rows {
		if at < 0 {
			return
		}
		switch row[at] {
		case reference.Sourced:
			d.Sourced++
		case reference.Derived:
			d.Derived++
		case reference.Recalled:
			d.Recalled++
		}
	}
}

// reachOf is how far lists reach, as the table of that says.
func reachOf(facts *reference.Catalogue) []factReachDTO {
	reach := []factReachDTO{}
	columns, rows, _ := facts.Rows("coverage")
	for _, row := range rows {
		get := func(column string) string {
			if i := slices.Index(columns, column); i >= 0 {
				return row[i]
			}
			return ""
		}
		reach = append(reach, factReachDTO{
			Topic: get("topic"), Whole: get("whole"), From: get("from"), To: get("to"), Carry: get("carry_months"), Note: get("note"),
			Source: facts.SourceText(get("source")), Status: get("status"),
		})
	}
	return reach
}

func (s *Server) getTable(_ context.Context, in *tableInput) (*rowsOutput, error) {
	facts, table := s.Facts.Current(), strings.ToLower(in.Table)
	q := reference.RowQuery{State: in.State}
	var err error
	if q.On, err = factDay(in.On); err != nil {
		return nil, err
	}
	if table == portsTable {
		return s.getPorts(facts, in, q)
	}
	columns, rows, err := facts.Find(table, q)
	switch {
	case errors.Is(err, reference.ErrNoTable):
		return nil, fmt.Errorf("%w: %w; /v1/reference lists them", errNotFound, err)
	case errors.Is(err, reference.ErrNoState):
		return nil, noState(in.State)
	case errors.Is(err, reference.ErrNoCodes):
		return nil, invalid("query.state", in.State, "the rows of "+table+" name no State; leave it out")
	case errors.Is(err, reference.ErrNoDates):
		return nil, noDates(in)
	case err != nil:
		return nil, err
	}
	infos := facts.Tables()
	info := infos[slices.IndexFunc(infos, func(t reference.TableInfo) bool { return t.Name == table })]
	page := factsPage{facts.Vintage(), table, q}
	from, err := page.read(in.Cursor, len(rows))
	if err != nil {
		return nil, err
	}
	out := &rowsOutput{factRowsDTO{Vintage: facts.Vintage(), Table: table, Title: info.Title, Total: len(rows), Rows: []factRowDTO{}}}
	until := min(len(rows), from+cmp.Or(in.Limit, 100))
	for _, row := range rows[from:until] {
		out.Body.Rows = append(out.Body.Rows, factRow(facts, columns, row, statusColumn(info)))
	}
	if until < len(rows) {
		out.Body.Next = page.write(until)
	}
	return out, nil
}

// factDay reads a day; facts go back further, and lie further ahead, than what
// is observed.
func factDay(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	on, err := time.Parse(time.DateOnly, text)
	if at, momentErr := time.Parse(time.RFC3339, text); momentErr == nil {
		on, err = at.UTC().Truncate(24*time.Hour), nil
	}
	if err != nil || on.Year() < 1900 || on.Year() > 2199 {
		return on, invalid("query.on", text, "send a date from 1900 to 2199, as in 2022-02-28")
	}
	return on, nil
}

func factRow(facts *reference.Catalogue, columns, row []string, status int) factRowDTO {
	d := factRowDTO{Cells: make(map[string]string, len(columns))}
	for i, column := range columns {
		switch {
		case i == status:
			d.Status = row[i]
		case column == "note":
			d.Note = row[i]
		case column == "source":
			d.Source = facts.SourceText(row[i])
		case column == "as_of":
			d.AsOf = row[i]
		default:
			d.Cells[column] = row[i]
		}
	}
	return d
}

// factsPage is the question that a cursor belongs to. Rows have an order only
// within one vintage.
type factsPage struct {
	vintage, table string
	query          reference.RowQuery
}

func (p factsPage) fingerprint() string {
	h := fnv.New32a()
	fmt.Fprintf(h, "%q %q %q %d", p.vintage, p.table, strings.ToUpper(p.query.State), p.query.On.Unix())
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

func (p factsPage) write(from int) string {
	return base64.RawURLEncoding.EncodeToString([]byte(p.fingerprint() + " " + strconv.Itoa(from)))
}

func (p factsPage) read(text string, rows int) (int, error) {
	if text == "" {
		return 0, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	fingerprint, number, _ := strings.Cut(string(raw), " ")
	from, numberErr := strconv.Atoi(number)
	if err != nil || numberErr != nil || fingerprint != p.fingerprint() || from < 0 || from > rows {
		return 0, invalid("query.cursor", text, "send the next of an answer to the same question under the same vintage, or leave it out: the facts may have changed since")
	}
	return from, nil
}

func noState(code string) error {
	return invalid("query.state", code, "send an ISO 3166-1 code of two or three letters, as in PA or PAN; /v1/reference/states lists them")
}

func noDates(in *tableInput) error {
	return invalid("query.on", in.On, "the rows of "+strings.ToLower(in.Table)+" have no dates of their own; leave it out")
}
