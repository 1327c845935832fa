package warehouse

import (
	"context"
	"fmt"
)

// Size is how much a table holds: rows that are read (repeats removed) and
// bytes on disk.
type Size struct{ Rows, Bytes uint64 }

// Sizes measures every table. It reads the keys of the larger ones, so ask for
// it now and then, not in a loop.
func (w *Warehouse) Sizes(ctx context.Context) (map[string]Size, error) {
	rows, err := w.conn.Query(ctx, `
		SELECT name, engine LIKE 'Replacing%' OR engine LIKE '%ReplicatedReplacing%', ifNull(total_bytes, 0)
		FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'`)
	if err != nil {
		return nil, fmt.Errorf("list tables: %w", err)
	}
	defer func() { _ = rows.Close() }()
	sizes, replacing := map[string]Size{}, map[string]bool{}
	for rows.Next() {
		var table string
		var replaces uint8
		var bytes uint64
		if err := rows.Scan(&table, &replaces, &bytes); err != nil {
			return nil, fmt.Errorf("list tables: %w", err)
		}
		sizes[table], replacing[table] = Size{Bytes: bytes}, replaces == 1
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("list tables: %w", err)
	}
	for table, size := range sizes {
		final := ""
		if replacing[table] {
			final = " FINAL"
		}
		// The names come from the engine's own catalogue of our schema.
		if err := w.conn.QueryRow(ctx, "SELECT count() FROM "+table+final).Scan(&size.Rows); err != nil {
			return nil, fmt.Errorf("count %s: %w", table, err)
		}
		sizes[table] = size
	}
	return sizes, nil
}
