package warehouse_test

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/warehousetest"
)

// spans stores facts of a vintage: yes to 2020, no from then on.
func spans(t *testing.T, w *warehouse.Warehouse, vintage string, subjects ...string) {
	t.Helper()
	batch, err := w.Conn().PrepareBatch(t.Context(), "INSERT INTO reference_spans (vintage, topic, subject, from_at, to_at, value)")
	if err != nil {
		t.Fatal(err)
	}
	day := func(year int) time.Time { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC) }
	for _, subject := range subjects {
		for _, span := range []struct {
			from, to int
			value    string
		}{{1900, 2020, "yes"}, {2020, 2200, "no"}} {
			if err := batch.Append(vintage, "topic", subject, day(span.from), day(span.to), span.value); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := batch.Send(); err != nil {
		t.Fatal(err)
	}
}

func looked(t *testing.T, w *warehouse.Warehouse, vintage, subject, at string) string {
	t.Helper()
	var value string
	query := "SELECT dictGet('" + warehouse.FactsName(vintage) + "', 'value', ('topic', '" + subject + "'), toDateTime64('" + at + "', 3, 'UTC'))"
	if err := w.Conn().QueryRow(t.Context(), query).Scan(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

func TestFactsAreLookedUpByVintageToTheMillisecond(t *testing.T) {
	w := warehousetest.New(t)
	spans(t, w, "2026-01-01-a", "NOR", "O'HARE\\")
	spans(t, w, "2026-01-01-b", "CHL")
	for vintage, facts := range map[string]int{"2026-01-01-a": 4, "2026-01-01-b": 2} {
		var group errgroup.Group // roles that start at once
		for range 3 {
			group.Go(func() error { return w.LoadFacts(t.Context(), vintage, facts) })
		}
		if err := group.Wait(); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ vintage, subject, at, want string }{
		{"2026-01-01-a", "NOR", "2019-12-31 23:59:59.999", "yes"},
		{"2026-01-01-a", "NOR", "2020-01-01 00:00:00.000", "no"},
		{"2026-01-01-a", "NOR", "2199-12-31 23:59:59.999", "no"},
		{"2026-01-01-a", "NOR", "1900-01-01 00:00:00.000", "yes"},
		{"2026-01-01-a", "NOR", "1899-12-31 23:59:59.999", ""},
		{"2026-01-01-a", "CHL", "2010-01-01 00:00:00.000", ""},
		{"2026-01-01-b", "CHL", "2010-01-01 00:00:00.000", "yes"},
		{"2026-01-01-b", "NOR", "2010-01-01 00:00:00.000", ""},
	} {
		if got := looked(t, w, c.vintage, c.subject, c.at); got != c.want {
			t.Errorf("%s under %s at %s is %q, want %q", c.subject, c.vintage, c.at, got, c.want)
		}
	}
}

// A replica may not have all of a vintage yet: what is not there would be taken
// for unknown.
func TestFactsThatAreNotAllThereAreRefusedUntilTheyAre(t *testing.T) {
	w := warehousetest.New(t)
	spans(t, w, "v", "NOR")
	if err := w.LoadFacts(t.Context(), "v", 4); err == nil || !strings.Contains(err.Error(), "2 of 4 facts") {
		t.Fatalf("a vintage that is not whole: %v", err)
	}
	spans(t, w, "v", "CHL")
	if err := w.LoadFacts(t.Context(), "v", 4); err != nil {
		t.Fatal(err)
	}
	if got := looked(t, w, "v", "CHL", "2010-01-01 00:00:00.000"); got != "yes" {
		t.Errorf("after the rest arrived: %q", got)
	}
}

// What somebody dropped, or wrote past the catalogue, is noticed at the next use.
func TestFactsAreHeldToTheCatalogueAtEveryUse(t *testing.T) {
	w := warehousetest.New(t)
	spans(t, w, "v", "NOR")
	for range 2 {
		if err := w.LoadFacts(t.Context(), "v", 2); err != nil {
			t.Fatal(err)
		}
		if err := w.Conn().Exec(t.Context(), "DROP DICTIONARY "+warehouse.FactsName("v")+" SYNC"); err != nil {
			t.Fatal(err)
		}
	}
	spans(t, w, "v", "CHL")
	if err := w.LoadFacts(t.Context(), "v", 2); err == nil || !strings.Contains(err.Error(), "delete the rows of vintage v") {
		t.Fatalf("more facts than the catalogue has: %v", err)
	}
}

// A dictionary logs in to its own server as the warehouse's user. A password
// that is wrong by now is told without being told, and the dictionary is made
// anew with the right one.
func TestFactsDictionaryLogsInAndKeepsThePasswordToItself(t *testing.T) {
	dsn := warehousetest.Front(t)
	open := func(dsn string) *warehouse.Warehouse {
		w, err := warehouse.Open(t.Context(), warehouse.Config{DSN: dsn, Database: "facts"})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = w.Close() })
		return w
	}
	w := open(dsn)
	if err := w.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	spans(t, w, "v", "NOR")
	// The front takes anybody; the engine behind it does not know this user.
	stranger := open(strings.Replace(dsn, "://", "://stranger:tr1ck%27y@", 1)) // tr1ck'y
	err := stranger.LoadFacts(t.Context(), "v", 2)
	if err == nil || !strings.Contains(err.Error(), "log in") || strings.Contains(err.Error(), "tr1ck") {
		t.Fatalf("a user that the engine does not know: %v", err)
	}
	var shown string
	if err := w.Conn().QueryRow(t.Context(), "SHOW CREATE DICTIONARY "+warehouse.FactsName("v")).Scan(&shown); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(shown, "stranger") || strings.Contains(shown, "tr1ck") {
		t.Errorf("the dictionary is shown as %s", shown)
	}
	if err := w.LoadFacts(t.Context(), "v", 2); err != nil {
		t.Fatal(err)
	}
	if got := looked(t, w, "v", "NOR", "2010-01-01 00:00:00.000"); got != "yes" {
		t.Errorf("with the right user: %q", got)
	}
}
