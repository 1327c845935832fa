package reference

import (
	"slices"
	"strings"
	"testing"
)

func TestTIPTier(t *testing.T) {
	c := catalogue(t)
	for _, tc := range []struct {
		name, state, at string
		tier            Tier
		year            int
		stale           bool
	}{
		{"before the first report", "CHN", "2001-06-30", TierUnknown, 0, false},
		{"the day of the first report", "CHN", "2001-07-01", Tier2, 2001, false},
		{"the last day of a report", "CHN", "2017-06-30", Tier2Watch, 2016, false},
		{"the day it changes", "CHN", "2017-07-01", Tier3, 2017, false},
		{"a partial report that names it", "CHN", "2018-07-01", Tier3, 2018, false},
		{"a partial report that does not", "SGP", "2018-07-01", TierUnknown, 0, false},
		{"the last day of the last report", "CHN", "2026-06-30", Tier3, 2025, false},
		{"carried", "CHN", "2026-07-01", Tier3, 2025, true},
		{"the last day carried", "CHN", "2028-06-30", Tier3, 2025, true},
		{"carried no longer", "CHN", "2028-07-01", TierUnknown, 0, false},
		{"a special case", "LBY", "2025-07-01", TierSpecial, 2025, false},
		{"a special case, a year without a row", "LBY", "2024-07-01", TierUnknown, 0, false},
		{"an old last row is not carried", "KIR", "2017-07-01", TierUnknown, 0, false},
		{"a territory with rows", "HKG", "2025-07-01", Tier2Watch, 2025, false},
		{"a territory without: not its sovereign's", "BMU", "2022-07-01", TierUnknown, 0, false},
		{"a part: its sovereign's", "REU", "2016-07-01", Tier1, 2016, false},
		{"two letters, small", "cn", "2017-07-01", Tier3, 2017, false},
		{"no such code", "ZZZ", "2017-07-01", TierUnknown, 0, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a := c.TIPTier(tc.state, on(tc.at))
			if a.Tier != tc.tier || a.ReportYear != tc.year || a.Stale != tc.stale {
				t.Errorf("%s on %s: got %q of %d (stale %v), want %q of %d (stale %v): %s",
					tc.state, tc.at, a.Tier, a.ReportYear, a.Stale, tc.tier, tc.year, tc.stale, a.Note)
			}
			if a.Tier == TierUnknown && a.Note == "" {
				t.Error("an unknown without a reason")
			}
		})
	}
}

// The counts per report are those of the compilation, and what was not read in
// a source says so in its status.
func TestTierTotals(t *testing.T) {
	rows := testTables(t).readPlacements()
	count := map[int]map[Tier]int{}
	derived := 0
	for _, p := range rows {
		if count[p.year] == nil {
			count[p.year] = map[Tier]int{}
		}
		count[p.year][p.tier]++
		if p.fact.Status == Derived {
			derived++
		}
		if byRule := strings.HasPrefix(p.note, "derived") || strings.HasPrefix(p.note, "inferred"); byRule != (p.fact.Status == Derived) {
			t.Errorf("%s %d: status %s with note %q", p.iso3, p.year, p.fact.Status, p.note)
		}
	}
	for year, want := range map[int][]int{
		2016: {36, 78, 44, 27, 0}, 2017: {36, 80, 45, 23, 0}, 2018: {17, 14, 29, 22, 0}, 2019: {11, 24, 15, 21, 0},
		2020: {34, 88, 44, 19, 0}, 2021: {28, 95, 45, 17, 3}, 2022: {30, 99, 34, 22, 0}, 2023: {30, 105, 26, 24, 0},
		2024: {33, 98, 32, 21, 1}, 2025: {33, 106, 25, 20, 4},
	} {
		n := count[year]
		if got := []int{n[Tier1], n[Tier2], n[Tier2Watch], n[Tier3], n[TierSpecial]}; !slices.Equal(got, want) {
			t.Errorf("%d: %v, want %v", year, got, want)
		}
	}
	if len(rows) != 3890 || derived != 302 {
		t.Errorf("%d rows, %d derived", len(rows), derived)
	}
}
