package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"plimsoll/data/chart"
	"plimsoll/data/chart/zones"
	"plimsoll/data/warehouse"
)

// readZones reads polygons of maritime zones, and compares them with those in
// use.
func (c *filesOfFacts) readZones(p *process, d *desk) (f candidate, err error) {
	name := filepath.Base(c.Files[0])
	file, err := os.Open(c.Files[0])
	if err != nil {
		return f, err
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return f, err
	}
	catalogue, err := d.catalogue(p.ctx, d.active, nil)
	if err != nil {
		return f, err
	}
	if err := d.loadChart(); err != nil {
		return f, err
	}
	set, report, err := zones.Read(name, file, info.Size(),
		zones.LeaveOut(c.LeaveOut...), zones.WithCatalogue(catalogue), zones.WithChart(d.base))
	if err != nil {
		return f, err
	}
	for _, r := range report.Problems {
		text := r.Text
		if r.Name != "" {
			text = r.Name + ": " + text
		}
		f.problems = append(f.problems, problemJSON{File: name, Line: r.Feature, Message: text})
	}
	report.Problems = nil // listed on their own
	f.notes, f.leftOut = report.Words(), len(report.LeftOut)
	if set == nil {
		return f, nil
	}
	before, err := d.zonesInUse(p.ctx)
	if err != nil {
		return f, err
	}
	difference := zones.Compare(before, set)
	words := difference.Words()
	content := set.Marshal()
	f.changes = []changesJSON{{Name: warehouse.ImportZones, Summary: words[0], Changes: words[1:]}}
	f.acts = []warehouse.Act{{
		Import: warehouse.Import{
			Kind: warehouse.ImportZones, Name: warehouse.ImportZones, Action: warehouse.ActionImport, File: name,
			Rows: uint64(report.Zones), Changes: words[:min(len(words), mostKept)],
		},
		Base: d.inUse(warehouse.ImportZones).ID, Content: content,
	}}
	if before != nil && bytes.Equal(before.Marshal(), content) {
		f.changes[0].Same = true
	}
	return f, nil
}

// zonesInUse is the imported set; nil when none is.
func (l *desk) zonesInUse(ctx context.Context) (*zones.Set, error) {
	i := l.inUse(warehouse.ImportZones)
	if i.ID == "" {
		return nil, nil
	}
	return l.zonesOf(ctx, i, nil)
}

// zonesOf decodes the zones of an import, once.
func (l *library) zonesOf(ctx context.Context, i warehouse.Import, more pending) (*zones.Set, error) {
	l.mu.Lock()
	set := l.zones[i.ID]
	l.mu.Unlock()
	if set != nil {
		return set, nil
	}
	text, err := l.content(ctx, i, more)
	if err != nil {
		return nil, err
	}
	if set, err = zones.Unmarshal(text); err != nil {
		return nil, fmt.Errorf("zones from %s: %w", i.File, err)
	}
	if _, unstored := more[i.ID]; !unstored {
		l.mu.Lock()
		l.zones = map[string]*zones.Set{i.ID: set} // those before are not in use any more
		l.mu.Unlock()
	}
	return set, nil
}

// chart is the embedded one with imported zones and ports.
func (l *library) chart(ctx context.Context, active []warehouse.Import, more pending) (*chart.Chart, error) {
	var options []chart.Option
	for _, i := range active {
		switch i.Kind {
		case warehouse.ImportZones:
			set, err := l.zonesOf(ctx, i, more)
			if err != nil {
				return nil, err
			}
			options = append(options, chart.WithZones(versionOf(i), set))
		case warehouse.ImportPorts:
			text, err := l.content(ctx, i, more)
			if err != nil {
				return nil, err
			}
			list, err := portsOf(i, text)
			if err != nil {
				return nil, err
			}
			options = append(options, chart.WithPorts(versionOf(i), list))
		}
	}
	return l.base.With(options...)
}

// versionOf names an import in the version of a chart.
func versionOf(i warehouse.Import) string {
	return fmt.Sprintf("%s %.8s", i.File, i.SHA256)
}
