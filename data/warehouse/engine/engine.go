// Package engine runs ClickHouse inside this process: it loads libchdb, keeps a pool of connections to it, and answers
// requests of ClickHouse's HTTP interface with them, in process (RoundTripper) or over a port (Handler). Results and
// inserts are streams; a request whose context ends stops its statement.
//
// It doesn't know any table, query or driver, doesn't retry, and offers no sessions, users, compression or external
// tables. It serves one folder per process.
package engine

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

// ErrInUse says that another process uses the folder.
var ErrInUse = errors.New("the folder is in use by another process")

// errClosed answers requests after Close.
var errClosed = errors.New("the embedded ClickHouse is closed")

// closePatience is how long Close lets running statements end by themselves before it stops them.
const closePatience = 10 * time.Second

// Engine is the running engine. It is safe for concurrent use.
type Engine struct {
	config  Config
	lib     *library
	lock    *flock.Flock
	version string
	control *controller

	slots  chan struct{} // one token per statement that may run
	mu     sync.Mutex
	idle   []*conn
	closed chan struct{} // closed when no new statement may start
}

// Open loads the library and starts the engine on the folder, which it creates when absent. It fails with ErrNoLibrary
// or ErrInUse, or because the engine itself refuses the folder.
func Open(ctx context.Context, config Config) (*Engine, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	c, err := config.withDefaults()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(c.Path, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of the embedded ClickHouse: %w", err)
	}
	lock := flock.New(filepath.Join(c.Path, "plimsoll-engine.lock"))
	held, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock the folder of the embedded ClickHouse %s: %w", c.Path, err)
	}
	if !held {
		return nil, fmt.Errorf("open the embedded ClickHouse in %s: %w; stop that process or give this one a folder of its own", c.Path, ErrInUse)
	}
	e, err := start(c)
	if err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	e.lock = lock
	return e, nil
}

// start brings up the engine on a folder that is locked.
func start(c Config) (*Engine, error) {
	if err := emptySpool(c.Path); err != nil {
		return nil, err
	}
	file, err := writeServerFile(c)
	if err != nil {
		return nil, err
	}
	lib, err := loadLibrary(c.Library)
	if err != nil {
		return nil, err
	}
	lib.setSignalHandlers(0) // before the first connection: Go keeps its own handlers
	first, err := connect(lib, c.arguments(file))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", c.Path, err)
	}
	version, err := first.query("SELECT version()", "TSVRaw", nil)
	if err != nil {
		first.close()
		return nil, fmt.Errorf("ask the embedded ClickHouse for its version: %w", err)
	}
	return &Engine{
		config:  c,
		lib:     lib,
		version: strings.TrimSpace(string(version)),
		control: &controller{conn: first},
		slots:   make(chan struct{}, c.Connections),
		closed:  make(chan struct{}),
	}, nil
}

// Version is the engine's ClickHouse version, such as "26.7.3.1".
func (e *Engine) Version() string { return e.version }

// RoundTripper answers requests of ClickHouse's HTTP interface in process, whatever their host.
func (e *Engine) RoundTripper() http.RoundTripper { return roundTripper{engine: e} }

// Close lets running statements end, stops those that take longer than ten seconds, and shuts the engine down. The
// engine can be opened again afterwards, on the same folder or another.
func (e *Engine) Close() error {
	e.mu.Lock()
	select {
	case <-e.closed:
		e.mu.Unlock()
		return nil
	default:
	}
	close(e.closed)
	e.mu.Unlock()

	patience := time.NewTimer(closePatience)
	defer patience.Stop()
	killed := false
	for taken := 0; taken < cap(e.slots); {
		select {
		case e.slots <- struct{}{}:
			taken++
		case <-patience.C:
			if killed {
				return fmt.Errorf("close the embedded ClickHouse: %d results are still being read; close them first", cap(e.slots)-taken)
			}
			killed = true
			e.control.kill("")
			patience.Reset(closePatience)
		}
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, c := range e.idle {
		c.close()
	}
	e.idle = nil
	e.control.close()
	return e.lock.Unlock()
}

// acquire takes a connection that has the database and settings, waiting for a free one while ctx lasts.
func (e *Engine) acquire(ctx context.Context, database string, settings map[string]string) (*conn, error) {
	select {
	case <-e.closed:
		return nil, errClosed
	default:
	}
	select {
	case e.slots <- struct{}{}:
	case <-e.closed:
		return nil, errClosed
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for a connection to the embedded ClickHouse: %w", context.Cause(ctx))
	}
	c, err := e.prepared(database, settings)
	if err != nil {
		<-e.slots
		return nil, err
	}
	return c, nil
}

// prepared gives an idle connection, made ready, or a new one. What a used connection can't be made into is tried once
// more on a new one: an earlier statement may have left it in a state of its own.
func (e *Engine) prepared(database string, settings map[string]string) (*conn, error) {
	e.mu.Lock()
	var c *conn
	if n := len(e.idle); n > 0 {
		c, e.idle = e.idle[n-1], e.idle[:n-1]
	}
	e.mu.Unlock()
	if c != nil {
		if err := c.prepare(database, settings); err == nil {
			return c, nil
		}
		c.close()
	}
	c, err := connect(e.lib, e.config.arguments(""))
	if err != nil {
		return nil, err
	}
	if err := c.prepare(database, settings); err != nil {
		c.close()
		return nil, err
	}
	return c, nil
}

// release gives a connection back; one that a statement may have changed is closed instead.
func (e *Engine) release(c *conn, reusable bool) {
	if reusable {
		e.mu.Lock()
		e.idle = append(e.idle, c)
		e.mu.Unlock()
	} else {
		c.close()
	}
	<-e.slots
}
