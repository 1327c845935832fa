package warehouse_test

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/warehousetest"
)

// odd are texts that break one layer or another when it forgets to escape or to count.
var odd = []string{
	"", "plain", "it's", `"double"`, "back\\slash", `\N`, "tab\there", "line\nfeed", "\n\n", "cr\r\n", "nul\x00inside", "`tick`",
	"日本語 ⚓", "a,b;c--d/*e*/", "{x:String}", "%like_", "\xff\xfe", "__exception__\r\n", strings.Repeat("long ", 5000),
}

func TestDriverParameters(t *testing.T) {
	w := warehousetest.NewEmpty(t)
	for _, want := range odd {
		var got string
		var n uint64
		err := w.Conn().QueryRow(t.Context(), "SELECT {x:String} AS x, length(x)", clickhouse.Named("x", want)).Scan(&got, &n)
		if err != nil || got != want || n != uint64(len(want)) {
			t.Errorf("parameter %.40q came back as %.40q, %d bytes: %v", want, got, n, err)
		}
	}
	var texts []string
	var numbers []uint32
	var missing *string
	at := time.Date(2022, 1, 3, 4, 5, 6, 789e6, time.UTC)
	var gotAt time.Time
	list := odd[:len(odd)-1]
	err := w.Conn().QueryRow(t.Context(), "SELECT {s:Array(String)}, {n:Array(UInt32)}, {m:Nullable(String)}, {at:DateTime64(3, 'UTC')}",
		clickhouse.Named("s", list), clickhouse.Named("n", []uint32{1, 2, math.MaxUint32}), clickhouse.Named("m", nil),
		clickhouse.Named("at", at)).Scan(&texts, &numbers, &missing, &gotAt)
	if err != nil {
		t.Fatal(err)
	}
	for i := range list {
		if texts[i] != list[i] {
			t.Errorf("array element %q came back as %q", list[i], texts[i])
		}
	}
	if !reflect.DeepEqual(numbers, []uint32{1, 2, math.MaxUint32}) || missing != nil || !gotAt.Equal(at) {
		t.Errorf("got %v, %v, %v", numbers, missing, gotAt)
	}
}

func TestDriverExceptions(t *testing.T) {
	w := warehousetest.NewEmpty(t)
	for sql, code := range map[string]int32{
		"SELECT * FROM missing":                              60,
		"SELECT * FROM nowhere.missing":                      81,
		"SELECT missing":                                     47,
		"SELEKT 1":                                           62,
		"SELECT 1; SELECT 2":                                 62,
		"SELECT toUInt8('x')":                                6,
		"SELECT throwIf(1)":                                  395,
		"CREATE TABLE t (a UInt8) ENGINE = Nonsense":         56,
		"INSERT INTO missing VALUES (1)":                     60,
		"SELECT 1 SETTINGS no_such_setting = 1":              115,
		"SELECT {absent:UInt8}":                              456,
		"SELECT number FROM numbers(10) FORMAT NoSuchFormat": 73,
	} {
		rows, err := w.Conn().Query(t.Context(), sql)
		if err == nil {
			for rows.Next() {
			}
			err = rows.Err()
		}
		if e, ok := errors.AsType[*clickhouse.Exception](err); !ok || e.Code != code {
			t.Errorf("%s: want code %d, got %v", sql, code, err)
		}
		if err := w.Conn().Exec(t.Context(), sql); err == nil {
			t.Errorf("%s: no error from Exec", sql)
		}
	}
	if _, err := w.Conn().PrepareBatch(t.Context(), "INSERT INTO missing"); err == nil {
		t.Error("a batch for a missing table was prepared")
	}
}

// What failed on the way must not be taken for the whole, wherever the failure falls.
func TestDriverFailureOnTheWay(t *testing.T) {
	w := warehousetest.NewEmpty(t)
	for _, at := range []uint64{70_000, 500_000, 3_000_000} {
		rows, err := w.Conn().Query(t.Context(),
			"SELECT number, toString(number), throwIf(number = {at:UInt64}) FROM system.numbers LIMIT 5000000 SETTINGS max_block_size = 8192",
			clickhouse.Named("at", at))
		if err != nil {
			t.Fatalf("at %d: %v", at, err)
		}
		var n uint64
		for rows.Next() {
			n++
		}
		e, ok := errors.AsType[*clickhouse.Exception](rows.Err())
		if !ok || e.Code != 395 || n == 0 || n > at {
			t.Errorf("at %d: %d rows, then %v", at, n, rows.Err())
		}
		_ = rows.Close()
	}
}

func TestDriverLargeResult(t *testing.T) {
	w := warehousetest.NewEmpty(t)
	ctx := clickhouse.Context(t.Context(), clickhouse.WithSettings(clickhouse.Settings{"max_memory_usage": 60 << 20}))
	const want = 1_500_000 // 190 MB of text
	rows, err := w.Conn().Query(ctx, "SELECT number, repeat('x', 125) FROM system.numbers LIMIT "+fmt.Sprint(want))
	if err != nil {
		t.Fatal(err)
	}
	var n, sum, number uint64
	var text string
	for rows.Next() {
		if err := rows.Scan(&number, &text); err != nil {
			t.Fatal(err)
		}
		n, sum = n+1, sum+number
	}
	if rows.Err() != nil || n != want || sum != want*(want-1)/2 {
		t.Fatalf("%d rows, sum %d: %v", n, sum, rows.Err())
	}
}

func TestDriverLimits(t *testing.T) {
	w := warehousetest.NewEmpty(t)
	var n uint64
	err := w.Conn().QueryRow(warehouse.Interactive(t.Context()), "SELECT length(groupArray(repeat('x', 100000))) FROM numbers(50000)").Scan(&n)
	if e, ok := errors.AsType[*clickhouse.Exception](err); !ok || e.Code != 241 {
		t.Errorf("want code 241 (memory), got %v", err)
	}
	short := clickhouse.Context(t.Context(), clickhouse.WithSettings(clickhouse.Settings{"max_execution_time": 1}))
	err = w.Conn().QueryRow(short, "SELECT count() FROM system.numbers WHERE number % 3 = 5").Scan(&n)
	if e, ok := errors.AsType[*clickhouse.Exception](err); !ok || e.Code != 159 {
		t.Errorf("want code 159 (time), got %v", err)
	}
	// Settings are of one request; the next has none of them, whichever connection it gets.
	for range 40 {
		var limit, threads string
		if err := w.Conn().QueryRow(t.Context(), "SELECT toString(getSetting('max_execution_time')), toString(getSetting('async_insert'))").Scan(&limit, &threads); err != nil {
			t.Fatal(err)
		}
		if limit != "0" || (threads != "0" && threads != "false") {
			t.Fatalf("max_execution_time %s, async_insert %s are left over", limit, threads)
		}
	}
}

func TestDriverConcurrent(t *testing.T) {
	w := warehousetest.NewEmpty(t)
	if err := w.Conn().Exec(t.Context(), "CREATE TABLE c (g UInt32, i UInt32, s String) ENGINE = MergeTree ORDER BY (g, i)"); err != nil {
		t.Fatal(err)
	}
	const writers, batches, rows = 24, 5, 500
	var group sync.WaitGroup
	for g := range writers {
		group.Go(func() {
			ctx := clickhouse.Context(t.Context(), clickhouse.WithSettings(clickhouse.Settings{"max_threads": 1 + g%2}))
			for b := range batches {
				batch, err := w.Conn().PrepareBatch(ctx, "INSERT INTO c")
				if err != nil {
					t.Error(err)
					return
				}
				for i := range rows {
					if err := batch.Append(uint32(g), uint32(b*rows+i), odd[i%len(odd)]); err != nil {
						t.Error(err)
					}
				}
				if err := batch.Send(); err != nil {
					t.Error(err)
				}
				var n, want uint64 = 0, uint64((b + 1) * rows)
				if err := w.Conn().QueryRow(ctx, "SELECT count() FROM c WHERE g = {g:UInt32}", clickhouse.Named("g", uint32(g))).Scan(&n); err != nil || n != want {
					t.Errorf("writer %d sees %d of its %d rows: %v", g, n, want, err)
				}
			}
		})
	}
	group.Wait()
	var n, distinct uint64
	if err := w.Conn().QueryRow(t.Context(), "SELECT count(), uniqExact(g, i) FROM c").Scan(&n, &distinct); err != nil || n != writers*batches*rows || n != distinct {
		t.Errorf("%d rows, %d distinct: %v", n, distinct, err)
	}
}
