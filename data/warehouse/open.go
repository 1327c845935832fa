// Package warehouse is the store of what happened and what was derived from it: it opens ClickHouse, a server or the one
// embedded in this process, brings the schema up to date, and writes and reads rows in batches of columns.
//
// It judges nothing and knows no rule. Facts known beforehand (data/reference) and geography (data/chart) are not its own:
// what operators import of them it keeps as it was given, and does not read.
package warehouse

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"plimsoll/data/warehouse/engine"
)

// Warehouse is an open database. It is safe for concurrent use.
type Warehouse struct {
	conn     driver.Conn
	options  clickhouse.Options
	database string
	name     string
	engine   *engine.Engine // nil with a server, and in a warehouse made by OpenDatabase
	types    sync.Map       // insert statement -> []clickhouse.ColumnNameAndType
}

// Open connects to the server or starts the embedded engine, and creates the database when it is absent. It does not
// touch the schema: Migrate does.
func Open(ctx context.Context, cfg Config) (*Warehouse, error) {
	t, err := cfg.target()
	if err != nil {
		return nil, err
	}
	var e *engine.Engine
	if t.path != "" {
		if e, err = openEngine(ctx, cfg, t.path); err != nil {
			return nil, err
		}
		t.options.TransportFunc = func(*http.Transport) (http.RoundTripper, error) { return e.RoundTripper(), nil }
	} else if t.options.Protocol == clickhouse.HTTP {
		t.options.TransportFunc = guarded
	}
	w, err := connect(ctx, t.options, t.database)
	if err != nil {
		if e != nil {
			err = errors.Join(err, e.Close())
		}
		return nil, err
	}
	if e == nil {
		return w, nil
	}
	w.engine, w.name = e, "embedded "+e.Version()
	// Nobody else can hold this lock: a process that was killed while it migrated left it.
	if err := w.dropLock(ctx); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

func openEngine(ctx context.Context, cfg Config, path string) (*engine.Engine, error) {
	library := cfg.Library
	if library == "" {
		getenv := cfg.Getenv
		if getenv == nil {
			getenv = func(string) string { return "" }
		}
		var err error
		if library, err = engine.Locate(getenv); err != nil {
			return nil, err
		}
	}
	return engine.Open(ctx, engine.Config{Library: library, Path: path, MaxServerMemory: cfg.MaxMemory, Connections: engineStatements})
}

// connect creates the database when it is absent and opens a pool of connections that use it.
func connect(ctx context.Context, options clickhouse.Options, database string) (*Warehouse, error) {
	version, err := createDatabase(ctx, options, database)
	if err != nil {
		return nil, err
	}
	options.Auth.Database = database
	conn, err := clickhouse.Open(&options)
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", database, err)
	}
	if err := conn.Ping(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open database %s: %w", database, err), conn.Close())
	}
	return &Warehouse{conn: conn, options: options, database: database, name: "server " + version + " at " + hosts(options)}, nil
}

// createDatabase makes the database over a connection that needs none. One that exists needs no right to create it.
func createDatabase(ctx context.Context, options clickhouse.Options, database string) (version string, err error) {
	options.Auth.Database = "default"
	options.MaxOpenConns, options.MaxIdleConns = 1, 1
	conn, err := clickhouse.Open(&options)
	if err != nil {
		return "", fmt.Errorf("connect to ClickHouse at %s: %w", hosts(options), err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	var there uint64
	if err := conn.QueryRow(ctx, "SELECT version(), count() FROM system.databases WHERE name = {name:String}", clickhouse.Named("name", database)).
		Scan(&version, &there); err != nil {
		return "", fmt.Errorf("connect to ClickHouse at %s: %w", hosts(options), err)
	}
	if there == 0 {
		if err := conn.Exec(ctx, "CREATE DATABASE IF NOT EXISTS "+database); err != nil {
			return "", fmt.Errorf("create database %s: %w", database, err)
		}
	}
	return version, nil
}

// OpenDatabase opens another database of the same engine or server, creating it when absent. Closing it closes its
// connections only.
func (w *Warehouse) OpenDatabase(ctx context.Context, database string) (*Warehouse, error) {
	if !databaseName.MatchString(database) {
		return nil, fmt.Errorf("%q can't be the name of a database: use letters, digits and _", database)
	}
	other, err := connect(ctx, w.options, database)
	if err != nil {
		return nil, err
	}
	other.name = w.name
	return other, nil
}

// Conn is the pool of connections; their current database is the warehouse's.
func (w *Warehouse) Conn() driver.Conn { return w.conn }

// Engine names what runs the queries, such as "embedded 26.7.3.1" or "server 26.7.3.1 at host:9000".
func (w *Warehouse) Engine() string { return w.name }

// Database is the name of the database.
func (w *Warehouse) Database() string { return w.database }

// Transport answers ClickHouse's HTTP interface from the embedded engine; nil when there is none. engine.Handler serves it.
func (w *Warehouse) Transport() http.RoundTripper {
	if w.engine == nil {
		return nil
	}
	return w.engine.RoundTripper()
}

// Close closes the connections and, if this warehouse started it, the embedded engine, once running queries have ended.
func (w *Warehouse) Close() error {
	err := w.conn.Close()
	if w.engine != nil {
		err = errors.Join(err, w.engine.Close())
	}
	if err != nil {
		return fmt.Errorf("close the warehouse: %w", err)
	}
	return nil
}
