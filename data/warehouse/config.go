package warehouse

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// Config says where the warehouse is.
type Config struct {
	// DSN is the address of a server: clickhouse://user:password@host:9000 or http://host:8123. Empty: the embedded engine.
	DSN string
	// DataDir is the service's folder; the embedded engine keeps its data in its subfolder "clickhouse".
	DataDir string
	// Library is the path of libchdb. Empty: looked for as engine.Locate does.
	Library string
	// Getenv reads the environment when the library is looked for; nil reads none.
	Getenv func(string) string
	// Database is created when absent. Empty: the one in the DSN, else "plimsoll".
	Database string
	// MaxMemory bounds what all queries of the embedded engine hold, in bytes; 0 means a quarter of the machine's.
	MaxMemory uint64
}

const (
	defaultDatabase = "plimsoll"
	engineFolder    = "clickhouse"

	// openConnections stays below the engine's own number, so that a statement never waits there unseen.
	openConnections  = 14
	engineStatements = 16

	// acquireTimeout is how long a query waits for a free connection.
	acquireTimeout = 30 * time.Second
	// readTimeout is longer than any class of query may run.
	readTimeout = 2 * time.Hour
)

var databaseName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// target is the configuration, read.
type target struct {
	options  clickhouse.Options
	database string
	path     string // of the embedded engine; "" with a server
}

func (c Config) target() (target, error) {
	t := target{database: c.Database}
	if c.DSN != "" {
		options, err := clickhouse.ParseDSN(c.DSN)
		if err != nil {
			return t, fmt.Errorf("read the address of the ClickHouse server: %w; it looks like clickhouse://user:password@host:9000/db or http://host:8123/db", err)
		}
		t.options = *options
		if t.database == "" && options.Auth.Database != "default" {
			t.database = options.Auth.Database
		}
	} else {
		if c.DataDir == "" {
			return t, errors.New("open the warehouse: neither a data folder nor a server's address is given")
		}
		t.path = filepath.Join(c.DataDir, engineFolder)
		t.options = clickhouse.Options{Protocol: clickhouse.HTTP, Addr: []string{"embedded"}, DialTimeout: acquireTimeout}
	}
	if t.database == "" {
		t.database = defaultDatabase
	}
	if !databaseName.MatchString(t.database) {
		return t, fmt.Errorf("%q can't be the name of a database: use letters, digits and _", t.database)
	}
	t.options.Auth.Database = t.database
	applyDefaults(&t.options)
	return t, nil
}

// applyDefaults sets what the address left open. An insert returns when it is written, not when it is queued, and days are
// UTC days wherever the server stands.
func applyDefaults(o *clickhouse.Options) {
	settings := clickhouse.Settings{"async_insert": 0, "session_timezone": "UTC"}
	for name, value := range o.Settings {
		settings[name] = value
	}
	o.Settings = settings
	if o.MaxOpenConns == 0 {
		o.MaxOpenConns, o.MaxIdleConns = openConnections, openConnections
	}
	if o.ReadTimeout == 0 {
		o.ReadTimeout = readTimeout
	}
}

// hosts names the server for people, without its user.
func hosts(o clickhouse.Options) string { return strings.Join(o.Addr, ",") }
