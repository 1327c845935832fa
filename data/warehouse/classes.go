package warehouse

import (
	"context"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// Interactive limits the queries made with the context to what someone waits for: 10 seconds, 1 GB. It replaces other
// settings in the context. A deadline of the context is passed on as well, whichever is sooner ends the query.
func Interactive(ctx context.Context) context.Context {
	return clickhouse.Context(ctx, clickhouse.WithSettings(clickhouse.Settings{
		"max_execution_time": 10,
		"max_memory_usage":   1 << 30,
	}))
}

// Pass limits the queries made with the context to what a derivation or a scoring pass may take: 15 minutes, and memory
// up to the engine's own bound, sorting and grouping on disk before that. It replaces other settings in the context.
func Pass(ctx context.Context) context.Context {
	return clickhouse.Context(ctx, clickhouse.WithSettings(clickhouse.Settings{
		"max_execution_time": 900,
		"max_memory_usage":   0,
	}))
}

// Insert prepares the context for a batch. One batch may touch many months, which are as many partitions, so the
// engine's limit on them is lifted: a batch that was written in part is written again whole. Each month is synced to disk
// by itself, so years of history on a slow disk take a while; a limit that such a batch cannot keep would stop its
// partition for good. It stays below the overlap of risk/behaviour, which looks for marks that became visible late.
func Insert(ctx context.Context) context.Context {
	return clickhouse.Context(ctx, clickhouse.WithSettings(clickhouse.Settings{
		"async_insert":                    0,
		"max_partitions_per_insert_block": 0,
		"max_execution_time":              110,
	}))
}
