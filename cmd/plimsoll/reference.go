package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"slices"

	"plimsoll/api/control"
	"plimsoll/data/chart"
	"plimsoll/data/reference"
	"plimsoll/data/warehouse"
)

// referenceCmd works on what is known beforehand.
type referenceCmd struct {
	List   referenceList   `cmd:"" help:"List the tables, and who replaced which when."`
	Show   referenceShow   `cmd:"" help:"Show the rows of a table with their sources."`
	Verify referenceVerify `cmd:"" help:"Name every problem of a file by its row, or without one of the tables in use."`
	Import referenceImport `cmd:"" help:"Replace or extend a table, import maritime zones or a list of ports."`
	Undo   referenceUndo   `cmd:"" help:"Go back one import of a table; without a name, the last that was taken."`
}

// nothing is the shelf of a data directory in which no service ever ran.
type nothing struct{}

func (nothing) Imports(context.Context) ([]warehouse.Import, error) { return nil, nil }

func (nothing) ImportContent(context.Context, warehouse.Import) ([]byte, error) {
	return nil, errors.New("there is no warehouse yet")
}

func (nothing) AddImports(context.Context, ...warehouse.Act) ([]warehouse.Import, error) {
	return nil, errors.New("there is no warehouse yet")
}

// desk is what a command about facts works at: the imports of the running
// service, of the data directory when none runs, or of a server.
type desk struct {
	*library
	history []warehouse.Import
	active  []warehouse.Import
	running bool // a service took the imports, and has them in use
	closers parts
}

// openDesk finds the imports. Only a command that changes something makes a
// warehouse where there is none.
func openDesk(p *process, conf connections, changes bool) (*desk, error) {
	d := &desk{closers: parts{process: p, conf: conf}}
	from, err := d.find(p, conf, changes)
	if err == nil {
		d.history, err = from.Imports(p.ctx)
		if errors.Is(err, warehouse.ErrNoImports) && !changes {
			d.history, err = nil, nil
		}
	}
	if err != nil {
		return nil, errors.Join(err, d.close())
	}
	d.active = warehouse.ActiveImports(d.history)
	d.library = newLibrary(from, nil)
	return d, nil
}

func (d *desk) find(p *process, conf connections, changes bool) (shelf, error) {
	if conf.Clickhouse == "" {
		client := control.Dial(conf.DataDir)
		if _, err := client.Imports(p.ctx); !errors.Is(err, control.ErrNotRunning) {
			d.running = true
			return client, err
		}
		if _, err := os.Stat(filepath.Join(conf.DataDir, "clickhouse")); errors.Is(err, os.ErrNotExist) && !changes {
			return nothing{}, nil
		}
		if err := d.closers.lock(p.ctx); err != nil {
			return nil, err
		}
	}
	w, err := warehouse.Open(p.ctx, warehouse.Config{DSN: conf.Clickhouse, DataDir: conf.DataDir, Getenv: p.getenv})
	if err != nil {
		return nil, err
	}
	d.closers.onClose(w.Close)
	if changes { // who only looks leaves the schema as it is
		err = w.Migrate(p.ctx)
	}
	return w, err
}

func (d *desk) close() error { return d.closers.close() }

// loadChart loads the embedded chart, which only imports of zones and ports need.
func (d *desk) loadChart() (err error) {
	if d.base == nil {
		d.base, err = chart.Load()
	}
	return err
}

// take stores acts, and says where they are in use.
func (d *desk) take(p *process, acts []warehouse.Act) error {
	if !d.running { // a service tries them itself
		if err := d.loadChart(); err != nil {
			return err
		}
		if err := d.try(p.ctx, acts); err != nil {
			return err
		}
	}
	_, err := d.shelf.AddImports(p.ctx, acts...)
	return err
}

// inUseWords says when what was taken is in use.
func (d *desk) inUseWords() string {
	if d.running {
		return "in use now; other processes on this warehouse have it within ten seconds"
	}
	return "services on this warehouse have it within ten seconds, or when they start"
}

// compiled names what came with this program: true for its tables, false for
// its chart.
func (d *desk) compiled() (map[bool]string, error) {
	tables, err := reference.Load()
	if err != nil {
		return nil, err
	}
	if err := d.loadChart(); err != nil {
		return nil, err
	}
	return map[bool]string{true: tables.Vintage(), false: d.base.Version()}, nil
}

// inUse is the import of a name that is in use; its zero value when none is.
func (d *desk) inUse(name string) (i warehouse.Import) {
	if at := slices.IndexFunc(d.active, func(i warehouse.Import) bool { return i.Name == name }); at >= 0 {
		i = d.active[at]
	}
	return i
}

// operator is who acts when nobody is named: the user of the operating system.
func operator(by string) string {
	if by != "" {
		return by
	}
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return "not known"
}

// byWhom says who imported what when.
func byWhom(i warehouse.Import) string {
	from := ""
	if i.File != "" {
		from = " from " + i.File
	}
	return fmt.Sprintf("%s by %s%s", i.At.Format("2006-01-02 15:04"), i.By, from)
}
