package warehouse_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/warehousetest"
)

type everything struct {
	ID       uint64            `ch:"id"`
	Text     string            `ch:"text"`
	Low      string            `ch:"low"`
	Maybe    *string           `ch:"maybe"`
	MaybeLow *string           `ch:"maybe_low"`
	Fixed    string            `ch:"fixed"`
	Kind     string            `ch:"kind"`
	At       time.Time         `ch:"at"`
	Day      time.Time         `ch:"day"`
	Yes      bool              `ch:"yes"`
	F32      float32           `ch:"f32"`
	F64      float64           `ch:"f64"`
	I8       int8              `ch:"i8"`
	Texts    []string          `ch:"texts"`
	Lows     []string          `ch:"lows"`
	Maybes   []*int64          `ch:"maybes"`
	Pair     []any             `ch:"pair"`
	Tags     map[string]string `ch:"tags"`
}

const createEverything = `CREATE TABLE everything (
	id UInt64, text String, low LowCardinality(String), maybe Nullable(String), maybe_low LowCardinality(Nullable(String)),
	fixed FixedString(3), kind Enum8('unknown' = 0, 'A' = 1, 'B' = 2), at DateTime64(3, 'UTC'), day Date, yes Bool, f32 Float32,
	f64 Float64, i8 Int8, texts Array(String), lows Array(LowCardinality(String)), maybes Array(Nullable(Int64)),
	pair Tuple(String, UInt8), tags Map(String, String), twice UInt64 MATERIALIZED id * 2
) ENGINE = MergeTree ORDER BY id`

func TestDriverBatch(t *testing.T) {
	w := warehousetest.NewEmpty(t)
	ctx := warehouse.Insert(t.Context())
	if err := w.Conn().Exec(ctx, createEverything); err != nil {
		t.Fatal(err)
	}
	five := int64(5)
	var want []everything
	for i, text := range odd {
		row := everything{
			ID: uint64(i), Text: text, Low: text, Fixed: "abc", Kind: []string{"unknown", "A", "B"}[i%3],
			At: time.Date(1990+i, 2, 3, 4, 5, 6, 7e6, time.UTC), Day: time.Date(2000+i, 12, 31, 0, 0, 0, 0, time.UTC), Yes: i%2 == 0,
			F32: float32(i) / 3, F64: -float64(i) / 7, I8: int8(-i), Texts: odd[:i], Lows: append([]string{text}, text),
			Maybes: []*int64{nil, &five}, Pair: []any{text, uint8(i)}, Tags: map[string]string{text: "v" + text},
		}
		if i%2 == 1 {
			row.Maybe, row.MaybeLow = &text, &text
		}
		want = append(want, row)
	}
	batch, err := w.Conn().PrepareBatch(ctx, "INSERT INTO everything")
	if err != nil {
		t.Fatal(err)
	}
	for i := range want {
		if err := batch.AppendStruct(&want[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := batch.Send(); err != nil {
		t.Fatal(err)
	}
	var got []everything
	if err := w.Conn().Select(ctx, &got, "SELECT * FROM everything ORDER BY id"); err != nil {
		t.Fatal(err)
	}
	if len(got) != len(want) {
		t.Fatalf("%d rows came back of %d", len(got), len(want))
	}
	for i := range want {
		if len(got[i].Texts) == 0 && len(want[i].Texts) == 0 {
			got[i].Texts = want[i].Texts
		}
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("row %d:\n got %+v\nwant %+v", i, got[i], want[i])
		}
	}
}

// A column that is shorter than the others makes a block that can't be encoded. The driver then sends an empty body.
func TestDriverUnevenColumnsAreRefused(t *testing.T) {
	w := warehousetest.NewEmpty(t)
	ctx := warehouse.Insert(t.Context())
	if err := w.Conn().Exec(ctx, "CREATE TABLE two (a UInt64, b String) ENGINE = MergeTree ORDER BY a"); err != nil {
		t.Fatal(err)
	}
	batch, err := w.Conn().PrepareBatch(ctx, "INSERT INTO two")
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(batch.Column(0).Append([]uint64{1, 2, 3}), batch.Column(1).Append([]string{"x"})); err != nil {
		t.Fatal(err)
	}
	if err := batch.Send(); err == nil {
		t.Fatal("a batch that was not written was acknowledged")
	}
}
