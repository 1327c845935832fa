package warehouse

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

const (
	// lockTable is there while someone changes the schema or the imports: creating a table is what ClickHouse does for one caller only.
	lockTable = "schema_migrations_lock"
	// lockLife is after how long a lock is taken for one left behind; no statement of a migration takes that long.
	lockLife = 10 * time.Minute
	// lockRetry is how often a process that waits looks again.
	lockRetry = 200 * time.Millisecond
)

// locked runs do while this process alone changes the schema, waiting for others while ctx lasts.
func (w *Warehouse) locked(ctx context.Context, do func() error) (err error) {
	if err := w.lock(ctx); err != nil {
		return err
	}
	defer func() {
		// Also when ctx has ended: the lock must not stay behind.
		release, cancel := context.WithTimeout(context.WithoutCancel(ctx), acquireTimeout)
		defer cancel()
		err = errors.Join(err, w.dropLock(release))
	}()
	return do()
}

func (w *Warehouse) lock(ctx context.Context) error {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
		case <-timer.C:
		}
		taken, err := w.tryLock(ctx)
		switch {
		case taken:
			return nil
		case ctx.Err() != nil:
			// Whichever of the statements the time ran out in, the reader needs the same advice.
			return fmt.Errorf("wait for another process to finish changing database %s (if there is none, drop its table %s): %w",
				w.database, lockTable, context.Cause(ctx))
		case err != nil:
			return err
		}
		timer.Reset(lockRetry)
	}
}

// tryLock takes the lock, or tells that another holds it.
func (w *Warehouse) tryLock(ctx context.Context) (bool, error) {
	if err := w.dropStaleLock(ctx); err != nil {
		return false, err
	}
	err := w.conn.Exec(ctx, "CREATE TABLE "+lockTable+" (held UInt8) ENGINE = Memory")
	if e, ok := errors.AsType[*clickhouse.Exception](err); ok && e.Code == codeTableExists {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("take the lock over the schema: %w", err)
	}
	return true, nil
}

// dropStaleLock removes a lock that is so old that it must have been left behind.
func (w *Warehouse) dropStaleLock(ctx context.Context) error {
	var stale uint64
	err := w.conn.QueryRow(ctx, `SELECT count() FROM system.tables WHERE database = currentDatabase() AND name = {name:String}
		AND metadata_modification_time < now() - {life:UInt32}`,
		clickhouse.Named("name", lockTable), clickhouse.Named("life", uint32(lockLife/time.Second))).Scan(&stale)
	if err != nil {
		return fmt.Errorf("look at the lock over the schema: %w", err)
	}
	if stale == 0 {
		return nil
	}
	return w.dropLock(ctx)
}

func (w *Warehouse) dropLock(ctx context.Context) error {
	if err := w.conn.Exec(ctx, "DROP TABLE IF EXISTS "+lockTable+" SYNC"); err != nil {
		return fmt.Errorf("remove the lock over the schema: %w", err)
	}
	return nil
}
