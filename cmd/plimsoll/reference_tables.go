package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"plimsoll/data/reference"
	"plimsoll/data/warehouse"
)

// read finds out what files are, checks them, and says what they would change.
func (c *filesOfFacts) read(p *process, d *desk, extend bool) (candidate, error) {
	if len(c.Files) > 1 && (c.Table != "" || len(c.LeaveOut) > 0 || c.As == warehouse.ImportZones || c.As == warehouse.ImportPorts) {
		return candidate{}, fmt.Errorf("%w: several files are tables that belong together, each named as its table; --table, --as and --leave-out go with one", errUsage)
	}
	switch kind, err := c.kind(); {
	case err != nil:
		return candidate{}, err
	case kind == warehouse.ImportZones:
		return c.readZones(p, d)
	case kind == warehouse.ImportPorts:
		return c.readPorts(p, d, extend)
	}
	return c.readTables(p, d, extend)
}

// kind is what the file is by its flag, or by its name and header.
func (c *filesOfFacts) kind() (string, error) {
	name := strings.ToLower(c.Files[0])
	switch {
	case c.As != "":
		return c.As, nil
	case c.Table == warehouse.ImportZones, c.Table == warehouse.ImportPorts:
		return c.Table, nil
	case c.Table != "":
		return warehouse.ImportTable, nil
	}
	if strings.HasSuffix(name, ".zip") && holdsTables(c.Files[0]) {
		return warehouse.ImportPorts, nil
	}
	for _, end := range []string{".geojson", ".json", ".geojson.gz", ".json.gz", ".zip", ".gpkg", ".shp"} {
		if strings.HasSuffix(name, end) {
			return warehouse.ImportZones, nil
		}
	}
	text, err := readAll(c.Files[0])
	if err != nil {
		return "", err
	}
	if _, err := c.tableOf(c.Files[0], text); err != nil && looksLikePorts(c.Files[0], text) {
		return warehouse.ImportPorts, nil
	}
	return warehouse.ImportTable, nil
}

func (c *filesOfFacts) readTables(p *process, d *desk, extend bool) (f candidate, err error) {
	f.several = len(c.Files) > 1
	edits := make([]reference.Edit, len(c.Files))
	fileOf := map[string]string{}
	for n, name := range c.Files {
		e := reference.Edit{Extend: extend, LeaveOut: c.LeaveOut}
		if e.File, err = readAll(name); err != nil {
			return f, err
		}
		if e.Table, err = c.tableOf(name, e.File); err != nil {
			return f, err
		}
		if other, twice := fileOf[e.Table]; twice {
			return f, fmt.Errorf("%w: %s and %s are both for table %s", errUsage, other, filepath.Base(name), e.Table)
		}
		edits[n], fileOf[e.Table] = e, filepath.Base(name)
	}
	base, err := d.tables(p.ctx, d.active, nil)
	if err != nil {
		return f, err
	}
	drafts, problems := reference.Amend(base, edits)
	for _, pr := range problems {
		f.problems = append(f.problems, problemJSON{File: fileOf[pr.Table], Table: pr.Table, Line: pr.Line, Column: pr.Column, Value: pr.Value, Message: pr.Message})
	}
	if len(problems) > 0 {
		return f, nil
	}
	f.leftOut = len(c.LeaveOut)
	for _, draft := range drafts {
		f.acts = append(f.acts, warehouse.Act{
			Import:  warehouse.Import{Kind: warehouse.ImportTable, Name: draft.Table, Action: warehouse.ActionImport, File: fileOf[draft.Table], Rows: uint64(draft.Rows)},
			Base:    d.inUse(draft.Table).ID,
			Content: draft.Content,
		})
	}
	return f, f.compare(p, d)
}

// compare says in words what the tables among the acts would change.
func (f *candidate) compare(p *process, d *desk) error {
	before, err := d.catalogue(p.ctx, d.active, nil)
	if err != nil {
		return err
	}
	active, more := after(d.history, f.acts)
	then, err := d.catalogue(p.ctx, active, more)
	if err != nil {
		return err
	}
	for n := range f.acts {
		changes := reference.Compare(before, then, f.acts[n].Name)
		c := changesJSON{Name: f.acts[n].Name, Summary: reference.Summary(changes), Changes: []string{}, Same: len(changes) == 0}
		for _, one := range changes {
			c.Changes = append(c.Changes, one.Words)
		}
		f.acts[n].Changes = append([]string{c.Summary}, c.Changes[:min(len(c.Changes), mostKept)]...)
		f.changes = append(f.changes, c)
	}
	return nil
}

// tableOf is the table that a file is for: the one named, the one that it is
// named after, or the one whose columns it has.
func (c *filesOfFacts) tableOf(name string, text []byte) (string, error) {
	if c.Table != "" {
		return c.Table, nil
	}
	tables := reference.Tables()
	stem := strings.ToLower(strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)))
	var fits []string
	line, _, _ := strings.Cut(strings.TrimPrefix(string(text), "\xef\xbb\xbf"), "\n")
	header := strings.FieldsFunc(strings.ToLower(line), func(r rune) bool { return strings.ContainsRune(",;\t\"\r ", r) })
	for _, t := range tables {
		if t.Name == stem {
			return t.Name, nil
		}
		if len(header) > 0 && hasColumns(t, header) {
			fits = append(fits, t.Name)
		}
	}
	if len(fits) == 1 {
		return fits[0], nil
	}
	var names []string
	for _, t := range tables {
		names = append(names, t.Name)
	}
	return "", fmt.Errorf("%w: which table %s is for is not plain: name it with --table, one of %s", errUsage, filepath.Base(name), strings.Join(names, ", "))
}

// hasColumns tells whether a header is of a table: none but its columns, and
// none missing that is needed.
func hasColumns(t reference.TableInfo, header []string) bool {
	for _, column := range header {
		if !slices.ContainsFunc(t.Columns, func(c reference.Column) bool { return c.Name == column }) {
			return false
		}
	}
	return !slices.ContainsFunc(t.Columns, func(c reference.Column) bool { return c.Required && !slices.Contains(header, c.Name) })
}
