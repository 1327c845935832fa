package alert

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

// names turns words of ours into what an Array(String) parameter takes.
func names[T ~string](of []T) []string {
	out := make([]string, len(of))
	for i, x := range of {
		out[i] = string(x)
	}
	return out
}
