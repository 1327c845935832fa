package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"plimsoll/data/chart"
	"plimsoll/data/chart/portlist"
	"plimsoll/data/warehouse"
)

// looksLikePorts tells whether a file is a list of ports.
func looksLikePorts(name string, text []byte) bool {
	_, _, err := portlist.Read(name, bytes.NewReader(text))
	return err == nil
}

// holdsTables tells whether a zip holds CSV files and no shapes: a list of
// ports comes so, and zones do not.
func holdsTables(name string) bool {
	z, err := zip.OpenReader(name)
	if err != nil {
		return false // what is wrong with it is said where it is read
	}
	defer func() { _ = z.Close() }()
	tables := false
	for _, f := range z.File {
		switch strings.ToLower(filepath.Ext(f.Name)) {
		case ".csv":
			tables = true
		case ".shp", ".gpkg":
			return false
		}
	}
	return tables
}

// readPorts reads a list of ports and lays it over those that are compiled in
// or, when it extends, over those in use. What differs from the compiled ones
// is kept.
func (c *filesOfFacts) readPorts(p *process, d *desk, extend bool) (f candidate, err error) {
	name := filepath.Base(c.Files[0])
	text, err := readAll(c.Files[0])
	if err != nil {
		return f, err
	}
	catalogue, err := d.catalogue(p.ctx, d.active, nil)
	if err != nil {
		return f, err
	}
	rows, report, err := portlist.Read(name, bytes.NewReader(text), portlist.LeaveOut(c.LeaveOut...), portlist.WithCatalogue(catalogue))
	if err != nil {
		return f, err
	}
	for _, r := range report.Problems {
		f.problems = append(f.problems, problemJSON{File: r.File, Table: warehouse.ImportPorts, Line: r.Line, Message: strings.TrimPrefix(r.Name+": "+r.Text, ": ")})
	}
	report.Problems = nil // listed on their own
	f.notes, f.leftOut = report.Words(), len(report.LeftOut)
	if len(f.problems) > 0 {
		return f, nil
	}
	if err := d.loadChart(); err != nil {
		return f, err
	}
	sea, err := d.chart(p.ctx, d.active, nil)
	if err != nil {
		return f, err
	}
	under := d.base
	if extend {
		under = sea
	}
	merged, conflicts := portlist.Merge(under.Ports(), rows, d.base)
	for _, one := range conflicts {
		f.notes = append(f.notes, "conflict: "+one.String())
	}
	changes := comparePorts(sea.Ports(), merged)
	kept := differing(d.base.Ports(), merged)
	f.changes = []changesJSON{changes}
	f.acts = []warehouse.Act{{
		Import: warehouse.Import{
			Kind: warehouse.ImportPorts, Name: warehouse.ImportPorts, Action: warehouse.ActionImport, File: name, Rows: uint64(len(kept)),
			Changes: append([]string{changes.Summary}, changes.Changes[:min(len(changes.Changes), mostKept)]...),
		},
		Base: d.inUse(warehouse.ImportPorts).ID, Content: writePorts(kept),
	}}
	return f, nil
}

// differing are the ports that are not as they are compiled in.
func differing(embedded, ports []chart.Port) []chart.Port {
	known := make(map[string]chart.Port, len(embedded))
	for _, p := range embedded {
		known[p.Locode] = p
	}
	return slices.DeleteFunc(slices.Clone(ports), func(p chart.Port) bool { return known[p.Locode] == p })
}

// comparePorts says in words what another list of ports changes.
func comparePorts(before, then []chart.Port) changesJSON {
	was := make(map[string]chart.Port, len(before))
	for _, p := range before {
		was[p.Locode] = p
	}
	var added, changed, removed []string
	for _, p := range then {
		old, known := was[p.Locode]
		delete(was, p.Locode)
		switch {
		case !known:
			added = append(added, fmt.Sprintf("%s %s (%s): added", p.Locode, p.Name, p.State))
		case old != p:
			changed = append(changed, portDifference(old, p))
		}
	}
	for _, p := range before {
		if _, gone := was[p.Locode]; gone {
			removed = append(removed, fmt.Sprintf("%s %s (%s): as it was before the list in use", p.Locode, p.Name, p.State))
		}
	}
	c := changesJSON{Name: warehouse.ImportPorts, Changes: append(slices.Concat(changed, removed, added), []string{}...)}
	c.Summary = fmt.Sprintf("%s added, %d changed, %d no longer there", counted(len(added), "port"), len(changed), len(removed))
	if c.Same = len(c.Changes) == 0; c.Same {
		c.Summary = "nothing changes"
	}
	c.Changes = orNone(c.Changes)
	return c
}

func portDifference(old, p chart.Port) string {
	var what []string
	if old.Lon != p.Lon || old.Lat != p.Lat {
		what = append(what, fmt.Sprintf("at %.3f, %.3f, was at %.3f, %.3f", p.Lat, p.Lon, old.Lat, old.Lon))
	}
	if old.State != p.State {
		what = append(what, fmt.Sprintf("of %s, was of %s", p.State, old.State))
	}
	if old.RadiusM != p.RadiusM {
		what = append(what, fmt.Sprintf("radius %.0f m, was %.0f m", p.RadiusM, old.RadiusM))
	}
	if old.Name != p.Name {
		what = append(what, "was called "+old.Name)
	}
	return fmt.Sprintf("%s %s: %s", p.Locode, p.Name, strings.Join(what, ", "))
}

// portColumns are those of a list of one's own, which portlist reads.
var portColumns = []string{"locode", "name", "state", "lon", "lat", "radius_m"}

func writePorts(ports []chart.Port) []byte {
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	_ = w.Write(portColumns) // into memory
	for _, p := range ports {
		_ = w.Write(portCells(p))
	}
	w.Flush()
	return text.Bytes()
}

func portCells(p chart.Port) []string {
	number := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	return []string{p.Locode, p.Name, p.State, number(p.Lon), number(p.Lat), number(p.RadiusM)}
}

// portsOf reads what writePorts wrote.
func portsOf(i warehouse.Import, text []byte) ([]chart.Port, error) {
	lines, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || len(lines) == 0 || !slices.Equal(lines[0], portColumns) {
		return nil, fmt.Errorf("ports from %s: not as this release keeps them; import the list again: %w", i.File, err)
	}
	ports := make([]chart.Port, 0, len(lines)-1)
	for _, cells := range lines[1:] {
		p := chart.Port{Locode: cells[0], Name: cells[1], State: cells[2]}
		for n, into := range []*float64{&p.Lon, &p.Lat, &p.RadiusM} {
			if *into, err = strconv.ParseFloat(cells[3+n], 64); err != nil {
				return nil, fmt.Errorf("ports from %s: %s: %w", i.File, p.Locode, err)
			}
		}
		ports = append(ports, p)
	}
	return ports, nil
}
