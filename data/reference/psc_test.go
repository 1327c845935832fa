package reference

import "testing"

func TestParisList(t *testing.T) {
	c := catalogue(t)
	for _, tc := range []struct {
		name, state, at string
		want            FlagList
		year            int
		stale           bool
	}{
		{"before the first list", "PAN", "2005-06-30", ListUnknown, 0, false},
		{"a list that is whole for black", "NZL", "2005-07-01", ListNotBlack, 2004, false},
		{"a year without a list", "PAN", "2006-12-31", ListUnknown, 0, false},
		{"the last day of a list", "EGY", "2026-06-30", ListWhite, 2024, false},
		{"the day it changed", "EGY", "2026-07-01", ListGrey, 2025, false},
		{"a whole list that does not name it", "KHM", "2026-07-01", ListUnlisted, 2025, false},
		{"a partial list says nothing of who is not on it", "KHM", "2023-07-01", ListUnknown, 0, false},
		{"whole for black: not black", "NZL", "2024-07-01", ListNotBlack, 2023, false},
		{"whole for black: black", "CMR", "2024-07-01", ListBlack, 2023, false},
		{"the last day of the last list", "CMR", "2027-07-06", ListBlack, 2025, false},
		{"carried", "CMR", "2027-07-07", ListBlack, 2025, true},
		{"the last day carried", "CMR", "2029-07-06", ListBlack, 2025, true},
		{"carried no longer", "CMR", "2029-07-07", ListUnknown, 0, false},
		{"a territory's own flag", "CYM", "2026-07-01", ListWhite, 2025, false},
		{"its sovereign has another place", "GBR", "2026-07-01", ListWhite, 2025, false},
		{"a part flies its sovereign's", "REU", "2026-07-01", ListWhite, 2025, false},
		{"nobody's flag", "ATA", "2026-07-01", ListUnknown, 0, false},
		{"no such code", "ZZZ", "2026-07-01", ListUnknown, 0, false},
	} {
		a := c.ParisList(tc.state, on(tc.at))
		if a.List != tc.want || a.Year != tc.year || a.Stale != tc.stale {
			t.Errorf("%s: %s on %s: got %q of %d (stale %v), want %q of %d (stale %v): %s",
				tc.name, tc.state, tc.at, a.List, a.Year, a.Stale, tc.want, tc.year, tc.stale, a.Note)
		}
		if a.List == ListUnknown && a.Note == "" || a.List != ListUnknown && a.Source == "" {
			t.Errorf("%s: neither a reason nor a source: %+v", tc.name, a)
		}
	}
	a := c.ParisList("cmr", on("2026-11-22"))
	if p := a.Place; p == nil || *p.Inspections != 138 || *p.Detentions != 44 || *p.ExcessFactor != 7.14 || p.Risk != "very_high" || p.Rank != 69 {
		t.Errorf("Cameroon's row is %+v", p)
	}
	if !a.Since.Equal(on("2023-07-01")) || !a.LastKnown.Equal(on("2027-07-06")) {
		t.Errorf("black since %v, last known %v", a.Since, a.LastKnown)
	}
}

// When the lists of Tokyo were in use is not known: the answer by date stays
// unknown and tells what the list says; by the list's year it is known.
func TestTokyoList(t *testing.T) {
	c := catalogue(t)
	a := c.TokyoList("TGO", on("2022-06-01"))
	if a.List != ListUnknown || a.Note == "" {
		t.Errorf("by date: %+v", a)
	}
	if got := c.TokyoList("TGO", on("2010-01-01")); got.List != ListUnknown || got.Note != noteBefore {
		t.Errorf("before: %+v", got)
	}
	for _, tc := range []struct {
		state string
		year  int
		want  FlagList
	}{
		{"TGO", 2021, ListBlack}, {"NZL", 2021, ListUnlisted}, {"IDN", 2018, ListBlack}, {"TGO", 2020, ListUnknown}, {"TGO", 1999, ListUnknown}, {"ZZZ", 2021, ListUnknown},
	} {
		if got, _ := c.PSCListing(MOUTokyo, tc.state, tc.year); got != tc.want {
			t.Errorf("%s of %d: %q, want %q", tc.state, tc.year, got, tc.want)
		}
	}
}

func TestQualshipAndTargeted(t *testing.T) {
	c := catalogue(t)
	for _, tc := range []struct {
		state, at string
		want      Tri
		stale     bool
	}{
		{"BEL", "2016-06-30", Unknown, false},
		{"BEL", "2016-07-01", Yes, false},
		{"PAN", "2018-07-01", No, false},
		{"PAN", "2019-07-01", Unknown, false},
		{"PAN", "2025-06-30", No, false},
		{"PAN", "2025-07-01", No, true},
		{"PAN", "2027-07-01", Unknown, false},
	} {
		if a := c.Qualship(tc.state, on(tc.at)); a.Value != tc.want || a.Stale != tc.stale {
			t.Errorf("%s on %s: %v (stale %v), want %v (stale %v): %s", tc.state, tc.at, a.Value, a.Stale, tc.want, tc.stale, a.Note)
		}
	}
	for _, tc := range []struct {
		mou, list, state string
		year             int
		want             Tri
	}{
		{MOUUSCG, ListTargeted7, "FRA", 2019, No},
		{MOUUSCG, ListTargeted7, "FRA", 2018, Unknown},
		{MOUUSCG, ListTargetedISPS7, "EGY", 2011, Yes},
		{MOUParis, "black", "DNK", 2021, No}, // white, so not black, whatever is missing
		{MOUParis, "black", "NZL", 2021, Unknown},
		{MOUParis, "black", "NZL", 2023, No},
		{MOUParis, "black", "ZZZ", 2023, Unknown},
	} {
		if got := c.Listed(tc.mou, tc.list, tc.state, tc.year); got != tc.want {
			t.Errorf("%s %s of %d, %s: %v, want %v", tc.mou, tc.list, tc.year, tc.state, got, tc.want)
		}
	}
}
