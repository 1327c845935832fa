package warehouse_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/warehousetest"
)

func importing(name, by string) warehouse.Import {
	return warehouse.Import{
		Kind: warehouse.ImportTable, Name: name, Action: warehouse.ActionImport, At: time.Date(2026, 3, 4, 5, 6, 7, 8e6, time.UTC),
		By: by, File: name + ".csv", Rows: 3, Compiled: "2026-01-01-abc", Changes: []string{"1 row added", "COMOROS: added"},
	}
}

func undoing(name string) warehouse.Import {
	i := importing(name, "who undid")
	i.Action = warehouse.ActionUndo
	return i
}

func add(t *testing.T, w *warehouse.Warehouse, i warehouse.Import, base, content string) warehouse.Import {
	t.Helper()
	added, err := w.AddImports(t.Context(), warehouse.Act{Import: i, Base: base, Content: []byte(content)})
	if err != nil {
		t.Fatal(err)
	}
	return added[0]
}

func history(t *testing.T, w *warehouse.Warehouse) []warehouse.Import {
	t.Helper()
	list, err := w.Imports(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestImportsStackAndAreTakenBack(t *testing.T) {
	w := warehousetest.New(t)
	if got := history(t, w); len(got) != 0 {
		t.Fatalf("a new warehouse has imports: %+v", got)
	}
	first := add(t, w, importing("states", "a"), "", "one")
	other := add(t, w, importing("mids", "b"), "", "other")
	second := add(t, w, importing("states", "c"), first.ID, "two")
	list := history(t, w)
	if len(list) != 3 || !slices.EqualFunc(list, []warehouse.Import{first, other, second}, func(a, b warehouse.Import) bool {
		return a.ID == b.ID && a.At.Equal(b.At) && a.By == b.By && a.Sequence == b.Sequence && a.Compiled == b.Compiled && slices.Equal(a.Changes, b.Changes)
	}) {
		t.Fatalf("what comes back is not what went in: %+v", list)
	}
	inUse := func() (ids []string) {
		for _, i := range warehouse.ActiveImports(history(t, w)) {
			ids = append(ids, i.ID)
		}
		return ids
	}
	if got := inUse(); !slices.Equal(got, []string{other.ID, second.ID}) {
		t.Errorf("in use are %v, want the last of each name", got)
	}
	add(t, w, undoing("states"), second.ID, "")
	if got := inUse(); !slices.Equal(got, []string{other.ID, first.ID}) {
		t.Errorf("after an undo %v are in use, want the one before", got)
	}
	add(t, w, undoing("states"), first.ID, "")
	if got := inUse(); !slices.Equal(got, []string{other.ID}) {
		t.Errorf("after both were undone %v are in use", got)
	}
	if _, err := w.AddImports(t.Context(), warehouse.Act{Import: undoing("states")}); !errors.Is(err, warehouse.ErrImportsMoved) {
		t.Errorf("undoing what nobody imported: %v", err)
	}
	if n := len(history(t, w)); n != 5 {
		t.Errorf("%d rows, want all five kept", n)
	}
}

func TestImportsOfAnOlderSchema(t *testing.T) {
	w := warehousetest.NewEmpty(t)
	if _, err := w.Imports(t.Context()); !errors.Is(err, warehouse.ErrNoImports) {
		t.Errorf("without the table: %v", err)
	}
}

func TestImportOnAnotherBaseIsRefused(t *testing.T) {
	w := warehousetest.New(t)
	first := add(t, w, importing("states", "a"), "", "one")
	for _, base := range []string{"", "gone"} {
		if _, err := w.AddImports(t.Context(), warehouse.Act{Import: importing("states", "b"), Base: base, Content: []byte("two")}); !errors.Is(err, warehouse.ErrImportsMoved) {
			t.Errorf("base %q, where %s is in use: %v", base, first.ID, err)
		}
	}
	if n := len(history(t, w)); n != 1 {
		t.Errorf("%d imports count, want 1", n)
	}
}

func TestImportsThatBelongTogetherAreTakenTogether(t *testing.T) {
	w := warehousetest.New(t)
	first := add(t, w, importing("states", "a"), "", "one")
	both := []warehouse.Act{{Import: importing("mids", "b"), Content: []byte("x")}, {Import: importing("states", "b"), Content: []byte("y")}}
	if _, err := w.AddImports(t.Context(), both...); !errors.Is(err, warehouse.ErrImportsMoved) {
		t.Errorf("one of them has another base: %v", err)
	}
	if n := len(history(t, w)); n != 1 {
		t.Fatalf("%d imports count, want the first alone", n)
	}
	both[1].Base = first.ID
	added, err := w.AddImports(t.Context(), both...)
	if err != nil || len(added) != 2 || added[0].Sequence != 2 || added[1].Sequence != 2 {
		t.Errorf("added %+v: %v", added, err)
	}
}

func TestOfManyImportsAtOnceOneIsTaken(t *testing.T) {
	w := warehousetest.New(t)
	var all sync.WaitGroup
	errs := make([]error, 4)
	for n := range errs {
		all.Go(func() {
			_, errs[n] = w.AddImports(t.Context(), warehouse.Act{Import: importing("states", "many"), Content: []byte("x")})
		})
	}
	all.Wait()
	taken := 0
	for _, err := range errs {
		if err == nil {
			taken++
		} else if !errors.Is(err, warehouse.ErrImportsMoved) {
			t.Error(err)
		}
	}
	if list := history(t, w); taken != 1 || len(list) != 1 || list[0].Sequence != 1 {
		t.Errorf("%d were told that they were taken, and %d are there", taken, len(list))
	}
}

func TestImportContentComesBackWhole(t *testing.T) {
	w := warehousetest.New(t)
	large := make([]byte, 18<<20+7) // more than one insert, and a piece that is not full
	source := rand.NewChaCha8([32]byte{1})
	_, _ = source.Read(large)
	for _, content := range [][]byte{nil, []byte("a,b\r\n1,\x00\xff\n"), large} {
		i := add(t, w, importing("t"+string(rune('a'+len(content)%26)), "a"), "", string(content))
		got, err := w.ImportContent(t.Context(), i)
		if err != nil || !bytes.Equal(got, content) {
			t.Errorf("%d bytes came back as %d: %v", len(content), len(got), err)
		}
	}
}

// What a process leaves that is killed before the row of imports is written,
// and what a row means whose pieces are lost.
func TestPiecesWithoutTheirRowAreNobodys(t *testing.T) {
	w := warehousetest.New(t)
	if err := w.Conn().Exec(warehouse.Insert(t.Context()), "INSERT INTO import_chunks VALUES ('killed', 0, 'half')"); err != nil {
		t.Fatal(err)
	}
	if list := history(t, w); len(list) != 0 {
		t.Errorf("an import counts whose row was never written: %+v", list)
	}
	whole := add(t, w, importing("states", "a"), "", "content")
	if err := w.Conn().Exec(t.Context(), "TRUNCATE TABLE import_chunks"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.ImportContent(t.Context(), whole); err == nil {
		t.Error("lost content came back without an error")
	}
}
