package behaviour

import (
	"context"
	"embed"
	"fmt"

	"github.com/ClickHouse/clickhouse-go/v2"
)

//go:embed pass/*.sql
var statements embed.FS

// statement reads one of our own statements; a name that is not there is a
// defect that every test would show.
func statement(name string) (string, error) {
	text, err := statements.ReadFile(name + ".sql")
	if err != nil {
		return "", fmt.Errorf("statement %s is not in the program: %w", name, err)
	}
	return string(text), nil
}

// writing prepares the context for a statement that derives rows from rows: it
// may take as long as a pass may, and touch as many months as there are.
func writing(ctx context.Context) context.Context {
	return clickhouse.Context(ctx, clickhouse.WithSettings(writeSettings()))
}

// chunkwise is writing for one of several statements that run side by side.
func chunkwise(ctx context.Context) context.Context {
	settings := writeSettings()
	settings["max_threads"], settings["max_block_size"] = 1, 32768
	return clickhouse.Context(ctx, clickhouse.WithSettings(settings))
}

func writeSettings() clickhouse.Settings {
	return clickhouse.Settings{"async_insert": 0, "max_partitions_per_insert_block": 0, "max_execution_time": 900, "max_memory_usage": 0}
}
