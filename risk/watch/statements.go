package watch

import (
	"context"
	"embed"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"plimsoll/data/warehouse"
)

//go:embed sql/*.sql
var statements embed.FS

// query runs one of this package's own statements.
func query(ctx context.Context, w *warehouse.Warehouse, name string, scan func(driver.Rows) error, args ...any) error {
	return w.Each(ctx, statements, name, scan, args...)
}
