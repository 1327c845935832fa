package warehouse_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"plimsoll/data/warehouse/warehousetest"
)

func TestFormatRoundTrip(t *testing.T) {
	w := warehousetest.NewEmpty(t)
	ctx := t.Context()
	if err := w.Conn().Exec(ctx, "CREATE TABLE f (n UInt64, s String) ENGINE = MergeTree ORDER BY n"); err != nil {
		t.Fatal(err)
	}
	const rows = 200_000 // several blocks: a header must still come once
	if err := w.Conn().Exec(ctx, "INSERT INTO f SELECT number, concat('x\n\n', toString(number)) FROM numbers({n:UInt64})", clickhouse.Named("n", rows)); err != nil {
		t.Fatal(err)
	}
	var wantHash uint64
	if err := w.Conn().QueryRow(ctx, "SELECT groupBitXor(cityHash64(n, s)) FROM f").Scan(&wantHash); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"Parquet", "CSV", "CSVWithNames", "TSVWithNamesAndTypes", "JSONEachRow", "JSON", "JSONCompact", "Native", "RowBinaryWithNamesAndTypes", "ArrowStream", "Avro"} {
		t.Run(format, func(t *testing.T) {
			var out bytes.Buffer
			if err := w.QueryFormat(ctx, &out, format, "SELECT n, s FROM f WHERE n < {n:UInt64} ORDER BY n", map[string]string{"n": "200000"}); err != nil {
				t.Fatal(err)
			}
			size := out.Len()
			if err := w.Conn().Exec(ctx, "CREATE TABLE back_"+format+" AS f"); err != nil {
				t.Fatal(err)
			}
			if err := w.InsertFormat(ctx, &out, format, "INSERT INTO back_"+format+" (n, s)"); err != nil {
				t.Fatal(err)
			}
			var n, hash uint64
			if err := w.Conn().QueryRow(ctx, "SELECT count(), groupBitXor(cityHash64(n, s)) FROM back_"+format).Scan(&n, &hash); err != nil {
				t.Fatal(err)
			}
			if n != rows || hash != wantHash {
				t.Errorf("%d of %d rows came back through %d bytes, the same: %v", n, rows, size, hash == wantHash)
			}
		})
	}
	var out bytes.Buffer
	if err := w.QueryFormat(ctx, &out, "JSON", "SELECT n FROM f ORDER BY n LIMIT 150000", nil); err != nil {
		t.Fatal(err)
	}
	var document struct {
		Rows int
		Data []any
	}
	if err := json.Unmarshal(out.Bytes(), &document); err != nil || document.Rows != 150_000 || len(document.Data) != 150_000 {
		t.Errorf("%d rows and %d in the data: %v", document.Rows, len(document.Data), err)
	}
}

func TestFormatFailures(t *testing.T) {
	w := warehousetest.NewEmpty(t)
	ctx := t.Context()
	if err := w.Conn().Exec(ctx, "CREATE TABLE f (n UInt64) ENGINE = MergeTree ORDER BY n"); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"JSONEachRow", "Parquet", "CSVWithNames"} {
		err := w.QueryFormat(ctx, io.Discard, format, "SELECT throwIf(number = 3000000) FROM system.numbers LIMIT 4000000", nil)
		if e, ok := errors.AsType[*clickhouse.Exception](err); !ok || e.Code != 395 {
			t.Errorf("%s: want code 395, got %v", format, err)
		}
	}
	broken := io.MultiReader(strings.NewReader("1\n2\n3\n"), failing{})
	if err := w.InsertFormat(ctx, broken, "TSV", "INSERT INTO f"); err == nil {
		t.Error("data that was cut off was taken for whole")
	}
	if err := w.InsertFormat(ctx, strings.NewReader("1\nx\n"), "TSV", "INSERT INTO f"); err == nil {
		t.Error("data that is no number was taken")
	}
	var n uint64
	if err := w.Conn().QueryRow(ctx, "SELECT count() FROM f").Scan(&n); err != nil || n != 0 {
		t.Errorf("%d rows of failed inserts are there: %v", n, err)
	}
}

// Data that stops coming must not hold up a caller who has given up.
func TestFormatInsertIsCancelled(t *testing.T) {
	w := warehousetest.NewEmpty(t)
	if err := w.Conn().Exec(t.Context(), "CREATE TABLE f (n UInt64) ENGINE = MergeTree ORDER BY n"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	in, out := io.Pipe()
	defer func() { _ = out.Close() }()
	done := make(chan error, 1)
	go func() { done <- w.InsertFormat(ctx, struct{ io.Reader }{in}, "TSV", "INSERT INTO f") }()
	if _, err := io.WriteString(out, strings.Repeat("1\n", 10_000)); err != nil {
		t.Fatal(err)
	}
	cancel()
	select {
	case err := <-done:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("want context.Canceled, got %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("the insert still waits for data")
	}
	var n uint64
	if err := w.Conn().QueryRow(t.Context(), "SELECT count() FROM f").Scan(&n); err != nil || n != 0 {
		t.Errorf("%d rows of a cancelled insert: %v", n, err)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
