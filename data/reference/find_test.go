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
