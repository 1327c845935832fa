package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"plimsoll/data/reference"
	"plimsoll/data/warehouse"
)

// referenceShow shows the rows of a table.
type referenceShow struct {
	connections
	Table string `arg:"" help:"The table, or ports; plimsoll reference list names them."`
	State string `help:"Only rows about this State: ISO 3166-1, two or three letters." placeholder:"CODE"`
	On    string `help:"Only rows whose own dates do not exclude this day." placeholder:"DATE"`
	JSON  bool   `help:"Print JSON, with the sources."`
}

type showJSON struct {
	Vintage string              `json:"vintage"`
	Table   string              `json:"table"`
	Rows    []map[string]string `json:"rows"`
}

// Run implements the command.
func (c *referenceShow) Run(p *process) error {
	q := reference.RowQuery{State: c.State}
	if c.On != "" {
		on, err := time.Parse(time.DateOnly, c.On)
		if err != nil {
			return fmt.Errorf("%w: --on %q: want a day, as in 2022-02-28", errUsage, c.On)
		}
		q.On = on
	}
	d, err := openDesk(p, c.connections, false)
	if err != nil {
		return err
	}
	defer func() { _ = d.close() }()
	catalogue, err := d.catalogue(p.ctx, d.active, nil)
	if err != nil {
		return err
	}
	columns, rows, err := d.rowsOf(p, catalogue, strings.ToLower(c.Table), q)
	if errors.Is(err, reference.ErrNoTable) || errors.Is(err, reference.ErrNoState) || errors.Is(err, reference.ErrNoCodes) || errors.Is(err, reference.ErrNoDates) {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	if err != nil {
		return err
	}
	if !c.JSON {
		if len(rows) == 0 {
			return printNoRows(p.stdout, catalogue, strings.ToLower(c.Table))
		}
		return errors.Join(printRows(p.stdout, columns, rows), printSources(p.stdout, catalogue, columns, rows))
	}
	out := showJSON{Vintage: catalogue.Vintage(), Table: strings.ToLower(c.Table), Rows: []map[string]string{}}
	for _, row := range rows {
		out.Rows = append(out.Rows, named(catalogue, columns, row))
	}
	return printJSON(p.stdout, out)
}

// rowsOf finds rows of a table or of the ports in use.
func (d *desk) rowsOf(p *process, c *reference.Catalogue, table string, q reference.RowQuery) (columns []string, rows [][]string, err error) {
	if table != warehouse.ImportPorts {
		return c.Find(table, q)
	}
	if !q.On.IsZero() {
		return nil, nil, fmt.Errorf("%w: %s", reference.ErrNoDates, table)
	}
	state, known := c.State(q.State)
	if q.State != "" && !known {
		return nil, nil, fmt.Errorf("%w: %q", reference.ErrNoState, q.State)
	}
	if err := d.loadChart(); err != nil {
		return nil, nil, err
	}
	sea, err := d.chart(p.ctx, d.active, nil)
	if err != nil {
		return nil, nil, err
	}
	for _, port := range sea.Ports() {
		if q.State == "" || port.State == state.ISO3 {
			rows = append(rows, portCells(port))
		}
	}
	return portColumns, rows, nil
}

// named is a row by its columns, the source in words.
func named(c *reference.Catalogue, columns, row []string) map[string]string {
	cells := make(map[string]string, len(columns))
	for i, column := range columns {
		cells[column] = row[i]
		if column == "source" {
			cells[column] = c.SourceText(row[i])
		}
	}
	return cells
}

// printNoRows says how far the table reaches: no row says yes, no or unknown by
// that alone.
func printNoRows(out io.Writer, c *reference.Catalogue, table string) error {
	reach := ""
	for _, t := range c.Tables() {
		if t.Name == table && t.Reach != "" {
			reach = "; how far the table reaches: " + t.Reach
		}
	}
	_, err := fmt.Fprintln(out, "no rows"+reach)
	return err
}

// printSources spells out the sources of some rows.
func printSources(out io.Writer, c *reference.Catalogue, columns []string, rows [][]string) error {
	at := slices.Index(columns, "source")
	ids := map[string]bool{}
	for _, row := range rows {
		if at >= 0 && c.SourceText(row[at]) != row[at] {
			ids[row[at]] = true
		}
	}
	for n, id := range slices.Sorted(maps.Keys(ids)) {
		if n == 0 {
			fmt.Fprintln(out, "\nsources")
		}
		if _, err := fmt.Fprintf(out, "  %s  %s\n", id, c.SourceText(id)); err != nil {
			return err
		}
	}
	return nil
}

// printRows prints a table for people; what no row fills is left out.
func printRows(out io.Writer, columns []string, rows [][]string) error {
	const widest = 60
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	var shown []int
	for i := range columns {
		for _, row := range rows {
			if row[i] != "" {
				shown = append(shown, i)
				break
			}
		}
	}
	line := func(cells []string) {
		for n, i := range shown {
			if n > 0 {
				fmt.Fprint(w, "\t")
			}
			text := strings.Join(strings.Fields(cells[i]), " ")
			if cut := []rune(text); len(cut) > widest {
				text = string(cut[:widest-1]) + "…"
			}
			fmt.Fprint(w, text)
		}
		fmt.Fprintln(w)
	}
	line(columns)
	for _, row := range rows {
		line(row)
	}
	return w.Flush()
}
