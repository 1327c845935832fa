package main

import (
	"errors"
	"fmt"

	"plimsoll/data/reference"
)

// referenceVerify checks files, or what is in use.
type referenceVerify struct {
	connections
	Files    []string `arg:"" optional:"" help:"Files as import takes them; without any, the tables in use are checked." type:"existingfile"`
	Table    string   `help:"The table that the file is for, when its name or header does not tell."`
	As       string   `help:"What the file is, when that should not be detected: table, zones, ports." enum:",table,zones,ports" default:""`
	LeaveOut []int    `help:"Lines of the file (features of zones, by number) that are left out." placeholder:"N,..."`
	Extend   bool     `help:"Check the file's rows as added to the table."`
	JSON     bool     `help:"Print JSON."`
}

// Run implements the command.
func (c *referenceVerify) Run(p *process) error {
	d, err := openDesk(p, c.connections, false)
	if err != nil {
		return err
	}
	defer func() { _ = d.close() }()
	var f candidate
	if len(c.Files) == 0 {
		f, err = d.verify(p)
	} else {
		files := filesOfFacts{Files: c.Files, Table: c.Table, As: c.As, LeaveOut: c.LeaveOut}
		f, err = files.read(p, d, c.Extend)
	}
	if err != nil {
		return err
	}
	if c.JSON {
		err = printJSON(p.stdout, importResultJSON{Problems: orNone(f.problems), Notes: orNone(f.notes), Changes: orNone(f.changes), LeftOut: f.leftOut})
	} else {
		f.print(p.stdout)
	}
	if err == nil && len(f.problems) > 0 {
		err = errors.New(counted(len(f.problems), "problem"))
	}
	return err
}

// orNone writes an empty list as [] in JSON.
func orNone[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// verify checks everything that is in use, embedded and imported.
func (d *desk) verify(p *process) (f candidate, err error) {
	files, err := d.tables(p.ctx, d.active, nil)
	if err != nil {
		return f, err
	}
	for _, pr := range reference.Check(files) {
		f.problems = append(f.problems, problemJSON{Table: pr.Table, Line: pr.Line, Column: pr.Column, Value: pr.Value, Message: pr.Message})
	}
	if len(f.problems) == 0 {
		catalogue, err := reference.LoadFS(files)
		if err != nil {
			return f, err
		}
		rows := 0
		for _, t := range catalogue.Tables() {
			rows += t.Rows
		}
		f.notes = append(f.notes, fmt.Sprintf("%d tables with %d rows of vintage %s: no problem", len(catalogue.Tables()), rows, catalogue.Vintage()))
	}
	if err := d.loadChart(); err != nil {
		return f, err
	}
	sea, err := d.chart(p.ctx, d.active, nil)
	if err != nil {
		f.problems = append(f.problems, problemJSON{Table: "zones and ports", Message: err.Error()})
		return f, nil
	}
	f.notes = append(f.notes, "chart: "+sea.Version())
	return f, nil
}
