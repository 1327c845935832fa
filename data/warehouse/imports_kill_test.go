package warehouse_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"

	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/warehousetest"
)

// importerVariable makes the test binary a process that imports something large
// into the server that it names, to be killed on the way.
const importerVariable = "PLIMSOLL_TEST_IMPORTER"

// pieces is how many inserts the large import takes.
const pieces = 3

func importLarge(dsn string) error {
	w, err := warehouse.Open(context.Background(), warehouse.Config{DSN: dsn})
	if err != nil {
		return err
	}
	content := make([]byte, pieces*16<<20)
	source := rand.NewChaCha8([32]byte{2})
	_, _ = source.Read(content)
	_, err = w.AddImports(context.Background(), warehouse.Act{Import: importing("zones", "who is killed"), Content: content})
	return err
}

// An operator's process that is killed between two pieces leaves nothing in
// use, and the next import is whole.
func TestKilledBetweenPiecesNothingIsInUse(t *testing.T) {
	dsn := warehousetest.Front(t) + "/killed"
	w, err := warehouse.Open(t.Context(), warehouse.Config{DSN: dsn})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	if err := w.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe)
	cmd.Env = append(os.Environ(), importerVariable+"="+dsn)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	await(t, "a piece is stored", func() bool { return count(t, w, "SELECT count() FROM import_chunks") > 0 })
	_ = cmd.Process.Kill()
	if err := cmd.Wait(); err == nil {
		t.Fatal("the import was over before it could be killed")
	}
	if n := count(t, w, "SELECT uniqExact(n) FROM import_chunks"); n == 0 || n >= pieces*16 {
		t.Errorf("%d pieces are stored, want some and not all", n)
	}
	if list := history(t, w); len(list) != 0 {
		t.Fatalf("it counts: %+v", list)
	}
	if err := importLarge(dsn); err != nil {
		t.Fatal(err)
	}
	list := history(t, w)
	if len(list) != 1 {
		t.Fatalf("%d imports count after the second attempt", len(list))
	}
	if content, err := w.ImportContent(t.Context(), list[0]); err != nil || len(content) != pieces*16<<20 {
		t.Errorf("%d bytes, %v", len(content), err)
	}
}

// runAsImporter is what TestMain does in a process that is to be killed.
func runAsImporter(dsn string) int {
	if err := importLarge(dsn); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}
