// Package warehousetest gives tests a warehouse of their own on a real engine: one engine per test binary, one fresh
// database per test. It imitates nothing.
package warehousetest

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"plimsoll/data/warehouse"

	"github.com/gofrs/flock"
)

// ServerVariable names the environment variable with the address of a server to test against instead.
const ServerVariable = "PLIMSOLL_TEST_CLICKHOUSE"

// shared opens the engine when the first test asks for it. It stays open while the test binary runs: an engine is made to
// start once per process.
var shared = sync.OnceValues(open)

// base is what all tests of a binary share.
type base struct {
	*warehouse.Warehouse
	dir  string
	lock *flock.Flock // kept referenced: a lock that is collected is given up
}

// opened is what shared gave, for Main to close; nil while no test asked.
var opened atomic.Pointer[base]

// closeShared ends the engine and removes its folder. Of a binary that was killed the next one removes the folder.
func closeShared() error {
	b := opened.Load()
	if b == nil {
		return nil
	}
	err := errors.Join(dropTemplate(b), b.Close())
	if b.dir != "" {
		err = errors.Join(err, os.RemoveAll(b.dir))
	}
	return err
}

// New gives an empty, migrated database that is dropped when the test ends. Without an engine the test fails, and says
// how to get one.
func New(t testing.TB) *warehouse.Warehouse {
	t.Helper()
	w := NewEmpty(t)
	if err := copySchema(t.Context(), w); err != nil {
		t.Fatalf("make the schema of the test's database: %v", err)
	}
	return w
}

// NewEmpty is New without the schema.
func NewEmpty(t testing.TB) *warehouse.Warehouse {
	t.Helper()
	base, err := shared()
	if err != nil {
		t.Fatalf("open ClickHouse for the test: %v", err)
	}
	w, err := base.OpenDatabase(t.Context(), "test_"+random())
	if err != nil {
		t.Fatalf("make the test's database: %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		if err := errors.Join(base.Conn().Exec(ctx, "DROP DATABASE "+w.Database()+" SYNC"), w.Close()); err != nil {
			t.Errorf("drop the test's database: %v", err)
		}
	})
	return w
}

func random() string {
	var b [6]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

const (
	folderPattern = "plimsoll-warehousetest-"
	lockName      = "test.lock"
)

// errNoMain refuses an engine that nobody would close.
var errNoMain = errors.New("the package needs a TestMain that calls warehousetest.Main, which closes the engine")

func open() (*base, error) {
	if !willClose.Load() {
		return nil, errNoMain
	}
	ctx := context.Background()
	if dsn := os.Getenv(ServerVariable); dsn != "" {
		w, err := warehouse.Open(ctx, warehouse.Config{DSN: dsn})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", ServerVariable, err)
		}
		opened.Store(&base{Warehouse: w})
		return opened.Load(), nil
	}
	sweep()
	dir, err := os.MkdirTemp("", folderPattern)
	if err != nil {
		return nil, err
	}
	lock := flock.New(filepath.Join(dir, lockName))
	if _, err := lock.TryLock(); err != nil {
		return nil, err
	}
	w, err := warehouse.Open(ctx, warehouse.Config{DataDir: dir, Getenv: os.Getenv})
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	opened.Store(&base{Warehouse: w, dir: dir, lock: lock})
	return opened.Load(), nil
}

// sweep removes what test binaries that have ended left behind: nothing runs in a binary after its last test.
func sweep() {
	folders, err := filepath.Glob(filepath.Join(os.TempDir(), folderPattern+"*"))
	if err != nil {
		return // the pattern is well formed
	}
	for _, dir := range folders {
		info, err := os.Stat(dir)
		if err != nil || time.Since(info.ModTime()) < time.Minute {
			continue // it may be one that another binary is just making
		}
		lock := flock.New(filepath.Join(dir, lockName))
		if held, err := lock.TryLock(); err == nil && held {
			_ = os.RemoveAll(dir) // what is left is swept the next time
			_ = lock.Unlock()
		}
	}
}
