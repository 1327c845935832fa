package warehouse_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/warehousetest"
)

// files makes migrations of name and text, in turn.
func files(pairs ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return m
}

const (
	first  = "-- two tables;\nCREATE TABLE a (n UInt64) ENGINE = MergeTree ORDER BY n;\n\nCREATE TABLE b (\n  n UInt64 -- why; indeed\n) ENGINE = MergeTree ORDER BY n;\n"
	second = "ALTER TABLE a ADD COLUMN s String DEFAULT 'a;b';\nINSERT INTO a (n) VALUES (1);"
)

func count(t *testing.T, w *warehouse.Warehouse, sql string) (n uint64) {
	t.Helper()
	if err := w.Conn().QueryRow(t.Context(), sql).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestMigrateRelease(t *testing.T) {
	w := warehousetest.New(t)
	before := count(t, w, "SELECT count() FROM schema_migrations")
	if err := w.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after := count(t, w, "SELECT count() FROM schema_migrations"); after != before {
		t.Errorf("the second time applied something: %d steps, then %d", before, after)
	}
}

func TestMigrateInSteps(t *testing.T) {
	w := warehousetest.NewEmpty(t)
	for range 2 {
		if err := w.MigrateFrom(t.Context(), files("0001_first.sql", first)); err != nil {
			t.Fatal(err)
		}
	}
	both := files("0002_second.sql", second, "0001_first.sql", first)
	for range 2 {
		if err := w.MigrateFrom(t.Context(), both); err != nil {
			t.Fatal(err)
		}
	}
	if n := count(t, w, "SELECT count() FROM a WHERE s = 'a;b'"); n != 1 {
		t.Errorf("the second migration was applied %d times", n)
	}
	if n := count(t, w, "SELECT count() FROM schema_migrations FINAL WHERE done = statements AND length(checksum) = 64"); n != 2 {
		t.Errorf("%d migrations are recorded as done", n)
	}
	err := w.MigrateFrom(t.Context(), files("0001_first.sql", first+"\n", "0002_second.sql", second))
	if !errors.Is(err, warehouse.ErrMigrationChanged) || !strings.Contains(err.Error(), "0001_first.sql") {
		t.Errorf("a changed migration: %v", err)
	}
	if err := w.MigrateFrom(t.Context(), files("0001_first.sql", first)); err == nil || !strings.Contains(err.Error(), "0002_second") {
		t.Errorf("a schema from a newer release: %v", err)
	}
}

// A migration that stopped on the way goes on where it stopped, also when the last statement was applied but not recorded.
func TestMigrateGoesOn(t *testing.T) {
	w := warehousetest.NewEmpty(t)
	const text = "CREATE TABLE a (n UInt64) ENGINE = MergeTree ORDER BY n;\nCREATE TABLE b AS nowhere;\nCREATE TABLE c (n UInt64) ENGINE = Memory;\n"
	err := w.MigrateFrom(t.Context(), files("0001_a.sql", text))
	if err == nil || !strings.Contains(err.Error(), "0001_a.sql, statement 2") {
		t.Fatalf("want the statement that failed, got %v", err)
	}
	for _, sql := range []string{"CREATE TABLE nowhere (n UInt64) ENGINE = Memory", "CREATE TABLE b AS nowhere", "INSERT INTO a VALUES (1)"} {
		if err := w.Conn().Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.MigrateFrom(t.Context(), files("0001_a.sql", text)); err != nil {
		t.Fatal(err)
	}
	if n := count(t, w, "SELECT count() + (SELECT count() FROM c) FROM a"); n != 1 {
		t.Errorf("table a was made anew: %d rows", n)
	}
	// But a table that someone else made is not taken for ours.
	err = w.MigrateFrom(t.Context(), files("0001_a.sql", text, "0002_b.sql", "CREATE TABLE c (x UInt8) ENGINE = Memory;"))
	if err == nil || !strings.Contains(err.Error(), "0002_b.sql") {
		t.Errorf("a table that was there before: %v", err)
	}
}

func TestMigrateAtOnce(t *testing.T) {
	w := warehousetest.NewEmpty(t)
	var group sync.WaitGroup
	for range 6 {
		group.Go(func() {
			other, err := w.OpenDatabase(t.Context(), w.Database())
			if err != nil {
				t.Error(err)
				return
			}
			err = other.MigrateFrom(t.Context(), files("0001_first.sql", first, "0002_second.sql", second))
			if err := errors.Join(err, other.Close()); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if n := count(t, w, "SELECT count() FROM a"); n != 1 {
		t.Errorf("the migrations were applied %d times", n)
	}
	if n := count(t, w, "SELECT count() FROM system.tables WHERE database = currentDatabase() AND name = '"+warehouse.LockTable+"'"); n != 0 {
		t.Error("the lock is left behind")
	}
}

func TestMigrateWaitsForOthers(t *testing.T) {
	w := warehousetest.NewEmpty(t)
	if err := w.Conn().Exec(t.Context(), "CREATE TABLE "+warehouse.LockTable+" (held UInt8) ENGINE = Memory"); err != nil {
		t.Fatal(err)
	}
	// On a busy machine the time may run out before the lock is asked for: then more of it is given.
	err := context.DeadlineExceeded
	for limit := time.Second; limit < time.Minute && !strings.Contains(err.Error(), warehouse.LockTable); limit *= 2 {
		ctx, cancel := context.WithTimeout(t.Context(), limit)
		err = w.MigrateFrom(ctx, files("0001_first.sql", first))
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("within %v: got %v", limit, err)
		}
	}
	if !strings.Contains(err.Error(), warehouse.LockTable) {
		t.Errorf("got %v", err)
	}
	if n := count(t, w, "SELECT count() FROM system.tables WHERE database = currentDatabase() AND name = 'a'"); n != 0 {
		t.Error("it migrated although another does")
	}
}

func TestMigrationFilesAreChecked(t *testing.T) {
	w := warehousetest.NewEmpty(t)
	for name, m := range map[string]fstest.MapFS{
		"first.sql":     files("first.sql", first),
		"0001_B.sql":    files("0001_B.sql", first),
		"0001_b.sql":    files("0001_a.sql", first, "0001_b.sql", second),
		"00001_big.sql": files("00001_big.sql", first),
	} {
		if err := w.MigrateFrom(t.Context(), m); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSplitStatements(t *testing.T) {
	for text, want := range map[string][]string{
		"":                                  nil,
		"-- only; a comment;\n":             nil,
		"A;":                                {"A"},
		"A;\nB":                             {"A", "B"},
		"A\n  -- x;\nB;  \r\n\n;\nC ';' D;": {"A\nB", "C ';' D"},
		"A (\n b -- c; d\n);":               {"A (\n b -- c; d\n)"},
	} {
		if got := warehouse.SplitStatements(text); !reflect.DeepEqual(got, want) {
			t.Errorf("%q:\n got %q\nwant %q", text, got, want)
		}
	}
}
