package reference

import (
	"fmt"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

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
		{"BEL", "2016-06-30", Unknown, false}, {"BEL", "2016-07-01", Yes, false}, {"PAN", "2018-07-01", No, false},
		{"PAN", "2019-07-01", Unknown, false}, {"PAN", "2025-06-30", No, false}, {"PAN", "2025-07-01", No, true}, {"PAN", "2027-07-01", Unknown, false},
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

// By year, the look-ups agree with the plain rows.
func TestPSCAgreesWithTheRows(t *testing.T) {
	c := catalogue(t)
	_, lists, _ := c.Rows("psc_lists")
	_, flags, _ := c.Rows("psc_flags")
	complete := map[string]bool{}
	for _, r := range lists {
		complete[r[0]+r[1]+r[2]] = r[4] == "yes"
	}
	rapid.Check(t, func(t *rapid.T) {
		mou := rapid.SampledFrom([]string{MOUParis, MOUTokyo}).Draw(t, "mou")
		year := rapid.IntRange(2003, 2026).Draw(t, "year")
		state := rapid.SampledFrom(c.states).Draw(t, "state")
		if rapid.Bool().Draw(t, "listed") {
			r := rapid.SampledFrom(flags).Draw(t, "row")
			mou, state.ISO3 = r[0], r[3]
			year, _ = strconv.Atoi(r[1])
			state, _ = c.State(state.ISO3)
		}
		if !standsForShips(state) || state.Kind == KindPart || mou == MOUUSCG {
			t.Skip("no flag of its own, or no colours")
		}
		want := ListUnknown
		whole := func(list string) bool { return complete[fmt.Sprint(mou, year, list)] }
		switch {
		case whole("white") && whole("grey") && whole("black"):
			want = ListUnlisted
		case whole("black"):
			want = ListNotBlack
		}
		for _, r := range flags {
			if r[0] == mou && r[1] == strconv.Itoa(year) && r[3] == state.ISO3 {
				want = FlagList(r[2])
			}
		}
		got, place := c.PSCListing(mou, state.ISO3, year)
		if got != want || (place != nil) != (want == ListWhite || want == ListGrey || want == ListBlack) {
			t.Fatalf("%s %s %d: %q (%+v), rows say %q", mou, state.ISO3, year, got, place, want)
		}
		black := c.Listed(mou, "black", state.ISO3, year)
		if (black == Yes) != (want == ListBlack) || (black == Unknown) != (want == ListUnknown) {
			t.Fatalf("%s %s %d: %q but black %v", mou, state.ISO3, year, want, black)
		}
	})
}

// The totals of the compilation.
func TestPSCTotals(t *testing.T) {
	c := catalogue(t)
	_, flags, _ := c.Rows("psc_flags")
	count, confidence, derived := map[string]int{}, map[string]int{}, 0
	for _, r := range flags {
		count[r[0]]++
		count[r[0]+" "+r[1]+" "+r[2]]++
		confidence[r[9]]++
		if r[13] == Derived {
			derived++
		}
	}
	for what, want := range map[string]int{
		MOUParis: 421, MOUTokyo: 77, MOUUSCG: 147,
		"PARIS 2025 white": 40, "PARIS 2025 grey": 19, "PARIS 2025 black": 10,
		"TOKYO 2021 white": 37, "TOKYO 2021 grey": 18, "TOKYO 2021 black": 3,
		"PARIS 2004 black": 21, "PARIS 2020 black": 9, "PARIS 2023 black": 12, "PARIS 2024 black": 12,
		"USCG 2017 qualship21": 19, "USCG 2020 qualship21": 23, "USCG 2023 qualship21": 21,
	} {
		if count[what] != want {
			t.Errorf("%s: %d rows, want %d", what, count[what], want)
		}
	}
	if confidence["high"] != 400 || confidence["medium"] != 227 || confidence["low"] != 18 || derived != 2 {
		t.Errorf("confidence %v, %d derived", confidence, derived)
	}
	whole := 0
	for _, l := range c.PSCLists() {
		if l.Complete {
			whole++
		}
	}
	if whole != 18 { // three of Paris 2025, three of Tokyo 2021, four black ones of Paris, three QUALSHIP, five targeted
		t.Errorf("%d complete lists", whole)
	}
	// Down a whole list the excess factor rises. Poland and Canada, without a
	// detention, are printed white though the formula makes them grey.
	last := -99.0
	for _, r := range flags {
		if r[0] != MOUParis || r[1] != "2025" || r[3] == "POL" || r[3] == "CAN" {
			continue
		}
		f, err := strconv.ParseFloat(r[7], 64)
		if err != nil || f < last {
			t.Errorf("%s has excess factor %s after %v", r[3], r[7], last)
		}
		last = f
	}
}
