package warehouse_test

import (
	"testing"

	"plimsoll/data/warehouse/warehousetest"
)

func TestMigrateTwice(t *testing.T) {
	w := warehousetest.New(t)
	if err := w.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Log(w.Engine())
}
