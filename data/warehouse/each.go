package warehouse

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// Each runs the statement in sql/NAME.sql of a package's own files and gives
// each of its rows to scan, whose error ends it.
func (w *Warehouse) Each(ctx context.Context, files fs.FS, name string, scan func(driver.Rows) error, args ...any) error {
	text, err := fs.ReadFile(files, "sql/"+name+".sql")
	if err != nil {
		return fmt.Errorf("query %s: %w", name, err)
	}
	rows, err := w.conn.Query(ctx, string(text), args...)
	if err != nil {
		return fmt.Errorf("query %s: %w", name, err)
	}
	defer func() { _ = rows.Close() }() // what matters is in Err
	for rows.Next() {
		if err := scan(rows); err != nil {
			return fmt.Errorf("query %s: %w", name, err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("query %s: %w", name, err)
	}
	return nil
}
