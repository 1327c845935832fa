package warehouse_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/warehousetest"
)

func TestDriverCancel(t *testing.T) {
	w := warehousetest.NewEmpty(t)
	token := "cancel_" + w.Database()
	for name, run := range map[string]func(context.Context) error{
		"no result yet": func(ctx context.Context) error {
			var n uint64
			return w.Conn().QueryRow(ctx, "SELECT count() AS "+token+" FROM system.numbers WHERE number % 3 = 5").Scan(&n)
		},
		"results coming": func(ctx context.Context) error {
			rows, err := w.Conn().Query(ctx, "SELECT number AS "+token+" FROM system.numbers")
			if err != nil {
				return err
			}
			for rows.Next() {
			}
			return errors.Join(rows.Err(), ctx.Err())
		},
		"not a query": func(ctx context.Context) error {
			return w.Conn().Exec(ctx, "CREATE TABLE "+token+" ENGINE = Memory AS SELECT number FROM system.numbers WHERE number % 3 = 5")
		},
		"insert select": func(ctx context.Context) error {
			return w.Conn().Exec(ctx, "INSERT INTO FUNCTION null('n UInt64') SELECT number AS "+token+" FROM system.numbers")
		},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			done := make(chan error, 1)
			go func() { done <- run(ctx) }()
			await(t, "the query runs", func() bool { return running(t, w, token) > 0 })
			began := time.Now()
			cancel()
			select {
			case err := <-done:
				if !errors.Is(err, context.Canceled) {
					t.Errorf("want context.Canceled, got %v", err)
				}
			case <-time.After(20 * time.Second):
				t.Fatal("the caller is still waiting")
			}
			await(t, "the query is stopped", func() bool { return running(t, w, token) == 0 })
			t.Logf("stopped after %v", time.Since(began))
		})
	}
}

func running(t *testing.T, w *warehouse.Warehouse, token string) (n uint64) {
	t.Helper()
	err := w.Conn().QueryRow(t.Context(), "SELECT count() FROM system.processes WHERE query LIKE {like:String} AND query NOT LIKE '%system.processes%'",
		clickhouse.Named("like", "%"+token+"%")).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// await waits until something is so, and fails when that takes too long.
func await(t *testing.T, what string, so func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(20 * time.Second); !so(); <-tick.C {
		if time.Now().After(deadline) {
			t.Fatalf("waited too long until %s", what)
		}
	}
}
