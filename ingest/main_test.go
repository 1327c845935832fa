package ingest

import (
	"os"
	"testing"

	"plimsoll/data/warehouse/warehousetest"
)

func TestMain(m *testing.M) { os.Exit(warehousetest.Main(m)) }
