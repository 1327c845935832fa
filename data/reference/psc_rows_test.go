package reference

import (
	"fmt"
	"math"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

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

// The published limits place every flag of the whole lists of 2025: black above
// N*p + 0.5 + z*sqrt(N*p*(1-p)), white below N*p - 0.5 - z*sqrt(N*p*(1-p)).
// Poland and Canada, without a detention, are printed white.
func TestPlacesFollowFromTheCounts(t *testing.T) {
	c := catalogue(t)
	n := 0
	for i := range c.psc.places {
		f := &c.psc.places[i]
		if f.MOU != MOUParis || f.Year != 2025 || f.ISO3 == "POL" || f.ISO3 == "CAN" {
			continue
		}
		n++
		expected := float64(*f.Inspections) * 0.07
		spread := 0.5 + 1.645*math.Sqrt(expected*0.93)
		want := ListGrey
		switch detained := float64(*f.Detentions); {
		case detained > expected+spread:
			want = ListBlack
		case detained < expected-spread:
			want = ListWhite
		}
		if f.List != string(want) {
			t.Errorf("%s: %d of %d detained is %s by the formula, %s in print", f.ISO3, *f.Detentions, *f.Inspections, want, f.List)
		}
	}
	if n != 67 {
		t.Errorf("%d flags", n)
	}
}
