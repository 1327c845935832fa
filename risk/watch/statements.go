package watch

import (
	"context"
	"embed"
	"fmt"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"plimsoll/data/warehouse"
)

//go:embed sql/*.sql
var statements embed.FS

// query runs the statement of one file and gives each of its rows to scan.
func query(ctx context.Context, w *warehouse.Warehouse, name string, scan func(driver.Rows) error, args ...any) error {
	text, err := statements.ReadFile("sql/" + name + ".sql")
	if err != nil {
		return fmt.Errorf("query %s: %w", name, err)
	}
	rows, err := w.Conn().Query(ctx, string(text), args...)
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
