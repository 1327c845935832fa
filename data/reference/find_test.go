package reference

import (
	"errors"
	"slices"
	"testing"
	"time"
)

func TestFindNarrowsByStateAndDay(t *testing.T) {
	c := catalogue(t)
	keys := func(table string, q RowQuery) []string {
		t.Helper()
		columns, rows, err := c.Find(table, q)
		if err != nil || len(columns) == 0 {
			t.Fatalf("%s %+v: %v", table, q, err)
		}
		var keys []string
		for _, row := range rows {
			keys = append(keys, c.sheets[table].key(row))
		}
		return keys
	}
	if got := keys("states", RowQuery{State: "pa"}); !slices.Equal(got, []string{"PAN"}) {
		t.Errorf("states of pa: %v", got)
	}
	if got := keys("tip_tiers", RowQuery{State: "NOR", On: on("2025-06-30")}); !slices.Equal(got, []string{"NOR 2024"}) {
		t.Errorf("Norway on the last day of a report: %v", got)
	}
	if got := keys("tip_tiers", RowQuery{State: "NOR", On: on("2025-07-01")}); !slices.Equal(got, []string{"NOR 2025"}) {
		t.Errorf("Norway on the first day of a report: %v", got)
	}
	if all, early := keys("foc_registers", RowQuery{}), keys("foc_registers", RowQuery{On: on("1990-01-01")}); len(early) >= len(all) || len(early) == 0 {
		t.Errorf("%d registers of %d may have been listed in 1990", len(early), len(all))
	}
	// What is not excluded is what the answers rest on: a register that is on the
	// list has a row.
	for _, s := range c.States() {
		for _, day := range []time.Time{on("2013-01-01"), on("2018-05-05"), on("2025-01-01")} {
			if c.FlagOfConvenience(s.ISO3, "", day).Value == Yes && s.Kind != KindPart && len(keys("foc_registers", RowQuery{State: s.ISO3, On: day})) == 0 {
				t.Errorf("%s is on the list on %s without a row", s.ISO3, day)
			}
		}
	}
	for q, want := range map[struct {
		table string
		RowQuery
	}]error{
		{"tip_tier", RowQuery{}}:                 ErrNoTable,
		{"tip_tiers", RowQuery{State: "XQQ"}}:    ErrNoState,
		{"sources", RowQuery{State: "NOR"}}:      ErrNoCodes,
		{"mids", RowQuery{On: on("2020-01-01")}}: ErrNoDates,
	} {
		if _, _, err := c.Find(q.table, q.RowQuery); !errors.Is(err, want) {
			t.Errorf("%+v: %v, want %v", q, err, want)
		}
	}
}

// Rows that hold for a time are found on its last day and not on the next,
// whether the table gives the last day or the first one without.
func TestFindKnowsWhenRowsHold(t *testing.T) {
	c := catalogue(t)
	for _, tc := range []struct {
		table, state, on string
		rows             int
	}{
		{"eu_members", "GBR", "2020-01-31", 1},
		{"eu_members", "GBR", "2020-02-01", 0},
		{"ro_performance", "", "2022-06-30", 7},
		{"ro_performance", "", "2022-07-01", 0},
		{"withhold_release", "TWN", "2024-08-13", 2},
		{"withhold_release", "TWN", "2024-08-14", 1},
		{"nir_criteria", "", "2018-01-31", 64},
		{"reservations", "DNK", "2007-09-18", 0},
		{"reservations", "DNK", "2007-09-19", 2},
		{"landlocked", "SSD", "2011-07-08", 0},
		{"landlocked", "SSD", "2011-07-09", 1},
		{"registers", "NOR", "1986-12-31", 1},
	} {
		_, rows, err := c.Find(tc.table, RowQuery{State: tc.state, On: on(tc.on)})
		if err != nil || len(rows) != tc.rows {
			t.Errorf("%s of %q on %s: %d rows, want %d (%v)", tc.table, tc.state, tc.on, len(rows), tc.rows, err)
		}
	}
	if _, rows, err := c.Find("services", RowQuery{State: "PHL"}); err != nil || len(rows) != 8 {
		t.Errorf("services of the Philippines: %d, %v", len(rows), err)
	}
}
