package warehouse_test

import (
	"bytes"
	"os"
	"os/exec"
	"testing"

	"plimsoll/data/warehouse/warehousetest"
)

func TestMain(m *testing.M) {
	if dsn := os.Getenv(importerVariable); dsn != "" {
		os.Exit(runAsImporter(dsn))
	}
	os.Exit(warehousetest.Main(m))
}

// TestOverHTTP runs this package's other tests once more, against an engine in another process: nothing may depend on
// where the engine is.
func TestOverHTTP(t *testing.T) {
	if os.Getenv(warehousetest.ServerVariable) != "" {
		t.Skip("this run is against a server already")
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"-test.count=1", "-test.run=^(TestDriver|TestMigrat|TestFormat|TestFactsAreLookedUp)", "-test.timeout=5m"}
	if testing.Verbose() {
		args = append(args, "-test.v")
	}
	cmd := exec.CommandContext(t.Context(), exe, args...)
	cmd.Env = append(os.Environ(), warehousetest.ServerVariable+"="+warehousetest.Front(t))
	out, err := cmd.CombinedOutput()
	if testing.Verbose() || err != nil {
		t.Logf("%s", out)
	}
	if err != nil || !bytes.Contains(out, []byte("PASS")) {
		t.Fatalf("the tests failed against an engine in another process: %v", err)
	}
}
