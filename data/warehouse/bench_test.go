package warehouse_test

import (
	"context"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/warehousetest"
)

const benchTable = `CREATE TABLE bench (mmsi UInt32, observed_at DateTime64(3, 'UTC'), hash UInt64, received_at DateTime64(3, 'UTC'),
	lon Float64, lat Float64, speed Float32, course Float32, heading UInt16, status UInt8, source String, zone Int8, state String)
	ENGINE = ReplacingMergeTree ORDER BY (mmsi, observed_at, hash)`

// BenchmarkInsert writes batches of 50,000 rows of 13 columns, each durable before the next, from one goroutine.
func BenchmarkInsert(b *testing.B) {
	w := warehousetest.NewEmpty(b)
	ctx := warehouse.Insert(b.Context())
	if err := w.Conn().Exec(ctx, benchTable); err != nil {
		b.Fatal(err)
	}
	const rows = 50_000
	began := time.Now()
	for i := 0; b.Loop(); i++ {
		insertBench(b, ctx, w, i, rows)
	}
	b.ReportMetric(float64(b.N)*rows/time.Since(began).Seconds(), "rows/s")
}

// BenchmarkLookup reads the rows of one key among a million.
func BenchmarkLookup(b *testing.B) {
	w := warehousetest.NewEmpty(b)
	if err := w.Conn().Exec(b.Context(), benchTable); err != nil {
		b.Fatal(err)
	}
	for i := range 20 {
		insertBench(b, warehouse.Insert(b.Context()), w, i, 50_000)
	}
	var n uint64
	for i := 0; b.Loop(); i++ {
		err := w.Conn().QueryRow(b.Context(), "SELECT count() FROM bench WHERE mmsi = {mmsi:UInt32}",
			clickhouse.Named("mmsi", uint32(200_000_000+i%1000))).Scan(&n)
		if err != nil || n == 0 {
			b.Fatal(n, err)
		}
	}
}

// BenchmarkSelectOne is what a statement costs before it does anything.
func BenchmarkSelectOne(b *testing.B) {
	w := warehousetest.NewEmpty(b)
	var n uint8
	for b.Loop() {
		if err := w.Conn().QueryRow(b.Context(), "SELECT 1").Scan(&n); err != nil {
			b.Fatal(err)
		}
	}
}

func insertBench(b *testing.B, ctx context.Context, w *warehouse.Warehouse, round, rows int) {
	b.Helper()
	batch, err := w.Conn().PrepareBatch(ctx, "INSERT INTO bench")
	if err != nil {
		b.Fatal(err)
	}
	c := benchColumns(round, rows)
	for i, column := range c {
		if err := batch.Column(i).Append(column); err != nil {
			b.Fatal(err)
		}
	}
	if err := batch.Send(); err != nil {
		b.Fatal(err)
	}
}

// benchColumns are sorted by key, as the pipeline sorts them.
func benchColumns(round, rows int) []any {
	var (
		mmsi, at, hash, received = make([]uint32, rows), make([]int64, rows), make([]uint64, rows), make([]int64, rows)
		lon, lat                 = make([]float64, rows), make([]float64, rows)
		speed, course            = make([]float32, rows), make([]float32, rows)
		heading, status          = make([]uint16, rows), make([]uint8, rows)
		source, zone, state      = make([]string, rows), make([]int8, rows), make([]string, rows)
	)
	for i := range rows {
		mmsi[i], at[i] = uint32(200_000_000+i/50), int64(1_700_000_000_000+round*60_000+i%50*1000)
		hash[i], received[i] = uint64(i)*0x9e3779b97f4a7c15, at[i]+500
		lon[i], lat[i] = float64(i%360)-180+float64(round)/1000, float64(i%170)-85
		speed[i], course[i], heading[i], status[i] = float32(i%20), float32(i%360), uint16(i%360), uint8(i%15)
		source[i], state[i] = "bench", "URY"
	}
	return []any{mmsi, at, hash, received, lon, lat, speed, course, heading, status, source, zone, state}
}
