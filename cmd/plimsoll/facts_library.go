package main

import (
	"context"
	"io/fs"
	"slices"
	"sync"

	"plimsoll/data/chart"
	"plimsoll/data/chart/zones"
	"plimsoll/data/reference"
	"plimsoll/data/warehouse"
)

// shelf is where imports are kept: the warehouse, or a running service that has
// it open.
type shelf interface {
	Imports(ctx context.Context) ([]warehouse.Import, error)
	// ImportContent gives what an import put in use, whole or not at all.
	ImportContent(ctx context.Context, i warehouse.Import) ([]byte, error)
	// AddImports takes acts together or not at all.
	AddImports(ctx context.Context, acts ...warehouse.Act) ([]warehouse.Import, error)
}

// library makes tables and charts out of what is embedded and imported.
type library struct {
	shelf shelf
	base  *chart.Chart // as embedded

	mu    sync.Mutex
	read  map[string][]byte     // tables and ports, by import
	zones map[string]*zones.Set // by import
}

func newLibrary(from shelf, base *chart.Chart) *library {
	return &library{shelf: from, base: base, read: map[string][]byte{}, zones: map[string]*zones.Set{}}
}

// pending are contents that are not stored yet, by the id of their import.
type pending map[string][]byte

// content is what an import put in use. It is asked for once.
func (l *library) content(ctx context.Context, i warehouse.Import, more pending) ([]byte, error) {
	if text, ok := more[i.ID]; ok {
		return text, nil
	}
	l.mu.Lock()
	text, ok := l.read[i.ID]
	l.mu.Unlock()
	if ok {
		return text, nil
	}
	text, err := l.shelf.ImportContent(ctx, i)
	if err == nil && i.Kind != warehouse.ImportZones {
		l.mu.Lock()
		l.read[i.ID] = text
		l.mu.Unlock()
	}
	return text, err
}

// tables are the embedded ones with the imported ones over them.
func (l *library) tables(ctx context.Context, active []warehouse.Import, more pending) (fs.FS, error) {
	replaced := map[string][]byte{}
	for _, i := range active {
		if i.Kind != warehouse.ImportTable {
			continue
		}
		text, err := l.content(ctx, i, more)
		if err != nil {
			return nil, err
		}
		replaced[i.Name+".csv"] = text
	}
	return reference.Overlay(reference.Embedded(), replaced), nil
}

func (l *library) catalogue(ctx context.Context, active []warehouse.Import, more pending) (*reference.Catalogue, error) {
	files, err := l.tables(ctx, active, more)
	if err != nil {
		return nil, err
	}
	return reference.LoadFS(files)
}

// after is what would be in use once acts are taken, and their contents. Acts
// get an id for the purpose.
func after(history []warehouse.Import, acts []warehouse.Act) ([]warehouse.Import, pending) {
	history, more := slices.Clone(history), pending{}
	for _, act := range acts {
		i := act.Import
		i.ID = "pending " + i.Name
		if i.Action == warehouse.ActionUndo {
			i.Of = act.Base
		} else {
			more[i.ID] = act.Content
		}
		history = append(history, i)
	}
	return warehouse.ActiveImports(history), more
}

// try tells whether everything could be used if acts were taken. Taking back
// what cannot be used now is never refused.
func (l *library) try(ctx context.Context, acts []warehouse.Act) error {
	history, err := l.shelf.Imports(ctx)
	if err != nil {
		return err
	}
	active, more := after(history, acts)
	err = l.use(ctx, active, more, acts)
	back := !slices.ContainsFunc(acts, func(a warehouse.Act) bool { return a.Action != warehouse.ActionUndo })
	if err != nil && back && l.use(ctx, warehouse.ActiveImports(history), nil, acts) != nil {
		return nil
	}
	return err
}

// use makes what the kinds of some acts go into.
func (l *library) use(ctx context.Context, active []warehouse.Import, more pending, acts []warehouse.Act) error {
	tables := false
	sea := false
	for _, act := range acts {
		tables = tables || act.Kind == warehouse.ImportTable
		sea = sea || act.Kind != warehouse.ImportTable
	}
	if tables {
		if _, err := l.catalogue(ctx, active, more); err != nil {
			return err
		}
	}
	if sea {
		if _, err := l.chart(ctx, active, more); err != nil {
			return err
		}
	}
	return nil
}
