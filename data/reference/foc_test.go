package reference

import (
	"testing"
	"time"
)

func TestFlagOfConvenience(t *testing.T) {
	c := catalogue(t)
	for _, tc := range []struct {
		name, state, register, at string
		want                      Tri
		stale                     bool
	}{
		{"before the first list", "PAN", "", "2012-12-31", Unknown, false},
		{"before the first list, not listed", "NOR", "", "2012-12-31", Unknown, false},
		{"declared at an unknown time", "PAN", "", "2013-01-01", Yes, false},
		{"last day of the last list", "PAN", "", "2025-12-31", Yes, false},
		{"after the last list", "PAN", "", "2026-01-01", Yes, true},
		{"a declaration does not run out", "PAN", "", "2040-01-01", Yes, true},
		{"not listed", "NOR", "", "2020-06-01", No, false},
		{"not listed, carried", "NOR", "", "2027-12-30", No, true},
		{"not listed, carried no longer", "NOR", "", "2027-12-31", Unknown, false},
		{"before the year of declaration", "CMR", "", "2020-12-31", No, false},
		{"first day of that year", "CMR", "", "2021-01-01", Unknown, false},
		{"last day of that year", "CMR", "", "2021-12-31", Unknown, false},
		{"after that year", "CMR", "", "2022-01-01", Yes, false},
		{"before the month of declaration", "GAB", "", "2024-04-30", No, false},
		{"in that month", "GAB", "", "2024-05-31", Unknown, false},
		{"after that month", "GAB", "", "2024-06-01", Yes, false},
		{"before the month of removal", "KHM", "", "2023-11-30", Yes, false},
		{"in that month", "KHM", "", "2023-12-31", Unknown, false},
		{"after that month", "KHM", "", "2024-01-01", No, false},
		{"added by the last list", "NIU", "", "2026-01-01", Yes, true},
		{"a territory's own row", "BMU", "", "2020-01-01", Yes, false},
		{"its sovereign is not listed by it", "GBR", "", "2020-01-01", No, false},
		{"unless the register is named", "GBR", "BMU", "2020-01-01", Yes, false},
		{"a territory that is not listed", "IMN", "", "2020-01-01", No, false},
		{"successor of a listed register", "CUW", "", "2020-01-01", Yes, false},
		{"others of the same former territory", "SXM", "", "2020-01-01", Unknown, false},
		{"second register, ship's not known", "DEU", "", "2020-01-01", Unknown, false},
		{"second register", "DEU", "GIS", "2020-01-01", Yes, false},
		{"second register, small letters", "de", "gis", "2020-01-01", Yes, false},
		{"first register", "DEU", MainRegister, "2020-01-01", No, false},
		{"a register nobody listed", "DEU", "Bodensee", "2020-01-01", Unknown, false},
		{"a whole flag is listed whatever the register", "PAN", "Colón", "2020-01-01", Yes, false},
		{"a territory's second register", "FRO", "", "2020-01-01", Unknown, false},
		{"a territory's second register by its sovereign", "DNK", "FAS", "2020-01-01", Yes, false},
		{"added between two lists, before the first", "PRT", "MAR", "2013-01-30", No, false},
		{"between them", "PRT", "MAR", "2013-01-31", Unknown, false},
		{"on the later", "PRT", "MAR", "2021-01-01", Yes, false},
		{"its flag before anybody listed it", "PRT", "", "2013-01-30", No, false},
		{"its flag since", "PRT", "", "2021-01-01", Unknown, false},
		{"a part is its sovereign", "REU", "", "2020-01-01", Unknown, false},
		{"a part's second register is its sovereign's", "REU", "FIS", "2020-01-01", Yes, false},
		{"no flag", "EUE", "", "2020-01-01", Unknown, false},
		{"no such code", "ZZZ", "", "2020-01-01", Unknown, false},
	} {
		t.Run(tc.name+" "+tc.state+" "+tc.at, func(t *testing.T) {
			a := c.FlagOfConvenience(tc.state, tc.register, on(tc.at))
			if a.Value != tc.want || a.Stale != tc.stale {
				t.Errorf("got %v (stale %v), want %v (stale %v): %s", a.Value, a.Stale, tc.want, tc.stale, a.Note)
			}
			if a.Value != Unknown && (a.Source == "" || a.Status == "") {
				t.Error("an answer without a source")
			}
			if a.Value == Unknown && a.Note == "" {
				t.Error("an unknown without a reason")
			}
		})
	}
}

func TestFOCAnswerBounds(t *testing.T) {
	a := catalogue(t).FlagOfConvenience("KHM", "", on("2020-01-01"))
	if !a.Since.Equal(on("2013-01-01")) || !a.Until.Equal(on("2023-12-01")) || !a.LastKnown.Equal(on("2025-12-31")) {
		t.Errorf("got since %v until %v last known %v", a.Since, a.Until, a.LastKnown)
	}
	// One value carried on is one unbroken time.
	a = catalogue(t).FlagOfConvenience("NOR", "", on("2026-11-21"))
	if !a.Since.Equal(on("2013-01-01")) || !a.Until.Equal(on("2027-12-31")) {
		t.Errorf("got since %v until %v", a.Since, a.Until)
	}
}

// The totals that were published check the rows: on the last day that each list
// speaks for, exactly so many registers are known to stand on it.
func TestFOCTotals(t *testing.T) {
	c := catalogue(t)
	lists := testTables(t).readFOCLists()
	for _, l := range lists {
		n := 0
		for _, g := range c.registers {
			if g.listedOn(l.lastKnown().Add(day)) {
				n++
			}
		}
		if n != l.total {
			t.Errorf("%d registers after %v, published %d", n, l.lastKnown().Format(time.DateOnly), l.total)
		}
	}
	if n := len(lists); n != 6 || lists[n-1].total != 48 {
		t.Errorf("want six lists and 48 registers on the last, got %d lists", n)
	}
}

// An operator's registers: two second registers under one flag, and one that
// was removed and listed again.
func TestSeveralRegistersAndTimes(t *testing.T) {
	fsys := replaced(t, "foc_registers.csv", "DEU,GIS,", "DEU,AAA,Another register,2014-05-01,2014-06-01,,in words,,recalled\n"+
		"KHM,,Cambodia again,2026-02-01,,,in words,,recalled\nDEU,GIS,")
	c, err := LoadFS(fsys)
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		state, register, at string
		want                Tri
	}{
		{"DEU", "", "2013-06-01", Unknown},
		{"DEU", "", "2014-05-15", Unknown},
		{"DEU", "", "2020-01-01", Unknown},
		{"DEU", "AAA", "2014-04-30", No},
		{"DEU", "AAA", "2014-05-01", Yes},
		{"DEU", "AAA", "2014-06-01", No},
		{"DEU", "GIS", "2014-05-15", Yes},
		{"DEU", MainRegister, "2014-05-15", No},
		{"KHM", "", "2023-11-30", Yes},
		{"KHM", "", "2025-01-01", No},
		{"KHM", "", "2026-01-31", No},
		{"KHM", "", "2026-02-01", Yes},
	} {
		if a := c.FlagOfConvenience(tc.state, tc.register, on(tc.at)); a.Value != tc.want {
			t.Errorf("%s %s on %s: %v, want %v: %s", tc.state, tc.register, tc.at, a.Value, tc.want, a.Note)
		}
	}
}
