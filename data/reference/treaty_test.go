package reference

import (
	"strings"
	"testing"
)

func TestInstrument(t *testing.T) {
	c := catalogue(t)
	for _, tc := range []struct {
		name, state, instrument, at string
		want                        Tri
		stale                       bool
	}{
		{"before the instrument exists for anybody", "ZAF", ILOC188, "2017-11-15", No, false},
		{"first day, included", "ZAF", ILOC188, "2017-11-16", Yes, false},
		{"Party, before it is in force for it", "THA", ILOC188, "2020-01-29", No, false},
		{"Party, the day it is in force for it", "THA", ILOC188, "2020-01-30", Yes, false},
		{"an unknown State before the instrument exists", "IDN", ILOC188, "2016-01-01", No, false},
		{"not a Party on the day of the list", "CHN", ILOC188, "2025-06-11", No, false},
		{"a deposit after the list needs a year", "CHN", ILOC188, "2026-06-10", No, false},
		{"carried", "CHN", ILOC188, "2026-06-11", No, true},
		{"the last day carried", "CHN", ILOC188, "2027-06-10", No, true},
		{"carried no longer", "CHN", ILOC188, "2027-06-11", Unknown, false},
		{"a reported ratification ends the certainty", "IDN", ILOC188, "2026-09-29", No, false},
		{"and nothing is carried", "IDN", ILOC188, "2026-09-30", Unknown, false},
		{"shorter delay by treaty", "USA", UNCLOS, "2026-06-03", No, false},
		{"a Party of an agreement not yet in force", "ARG", CTA2012, "2026-11-01", No, false},
		{"the day it will be", "ARG", CTA2012, "2027-02-24", Yes, false},
		{"one unidentified accession: nobody is known to be out", "PAN", CTA2012, "2027-02-24", Unknown, false},
		{"signed, and the list is partial", "CHN", UNFSA, "2020-01-01", Unknown, false},
		{"signed, and the list is whole", "BRA", PSMA, "2025-01-01", No, false},
		{"bound through the European Union", "HRV", PSMA, "2016-06-05", Yes, false},
		{"denounced, before", "MYS", ILOC105, "1989-12-31", Yes, false},
		{"denounced, the act", "MYS", ILOC105, "1990-01-10", Yes, false},
		{"denounced, a year after the act", "MYS", ILOC105, "1991-01-10", No, false},
		{"dates in conflict, before both", "JOR", MLC2006, "2016-05-26", No, false},
		{"dates in conflict, between them", "JOR", MLC2006, "2016-05-27", Unknown, false},
		{"dates in conflict, after both", "JOR", MLC2006, "2017-04-27", Yes, false},
		{"succession of unknown date", "HRV", UNCLOS, "1995-05-04", Unknown, false},
		{"succession, at the latest", "HRV", UNCLOS, "1995-05-05", Yes, false},
		{"succession that reaches back", "MNE", PalermoTIP, "2006-06-03", Yes, false},
		{"a territory's own row, before", "BMU", MLC2006, "2014-08-06", No, false},
		{"a territory's own row", "BMU", MLC2006, "2014-08-07", Yes, false},
		{"a territory without a row", "BMU", ILOC188, "2022-01-01", Unknown, false},
		{"a territory without a row, sovereign bound", "GRL", CETS197, "2022-01-01", Unknown, false},
		{"a territory under the law of the sea", "BMU", UNCLOS, "2022-01-01", Yes, false},
		{"a part of a State", "REU", ILOC188, "2022-01-01", Yes, false},
		{"small letters", "za", "ilo_c188", "2022-01-01", Yes, false},
		{"an organisation", "EUE", UNTOC, "2022-01-01", Yes, false},
		{"a code without rows", "ESH", MLC2006, "2022-01-01", Unknown, false},
		{"no such instrument", "ZAF", "MARPOL", "2022-01-01", Unknown, false},
		{"another topic is no instrument", "ZAF", TopicFOC, "2022-01-01", Unknown, false},
		{"no such code", "ZZZ", MLC2006, "2022-01-01", Unknown, false},
		{"before everything", "ZAF", MLC2006, "1899-12-31", Unknown, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a := c.Instrument(tc.state, tc.instrument, on(tc.at))
			if a.Value != tc.want || a.Stale != tc.stale {
				t.Errorf("%s %s on %s: got %v (stale %v), want %v (stale %v): %s",
					tc.state, tc.instrument, tc.at, a.Value, a.Stale, tc.want, tc.stale, a.Note)
			}
			if a.Value == Unknown && a.Note == "" {
				t.Error("an unknown without a reason")
			}
		})
	}
}

func TestStaleNonPartySaysSinceWhen(t *testing.T) {
	a := catalogue(t).Instrument("CHN", ILOC188, on("2026-11-21"))
	if !strings.Contains(a.Note, "not party when last listed on 2025-06-11") || !a.LastKnown.Equal(on("2025-06-11")) {
		t.Errorf("got %q, last known %v", a.Note, a.LastKnown)
	}
}

func TestPartyNotYetBinding(t *testing.T) {
	c := catalogue(t)
	a := c.Instrument("ARG", CTA2012, on("2026-11-01"))
	row, ok := c.Ratification("arg", CTA2012)
	if !ok || row.Status != "party" || !row.RatifiedOn.Equal(on("2026-02-24")) || !row.InForceOn.Equal(on("2027-02-24")) {
		t.Errorf("row %+v, %v", row, ok)
	}
	if !strings.Contains(a.Note, "ratified on 2026-02-24") || !strings.Contains(a.Note, "2027-02-24") {
		t.Errorf("note %q does not tell the two days", a.Note)
	}
}

// A date from memory makes the answer weaker only until a list confirms it.
func TestRecalledDatesWeakenUpToTheList(t *testing.T) {
	c := catalogue(t)
	row, _ := c.Ratification("FRA", CETS197)
	if row.DateStatus != Recalled || row.Fact.Status != Sourced {
		t.Fatalf("the row changed: %+v", row)
	}
	if a := c.Instrument("FRA", CETS197, on("2010-01-01")); a.Status != Recalled {
		t.Errorf("2010: %s", a.Status)
	}
	if a := c.Instrument("FRA", CETS197, on("2025-01-01")); a.Status != Sourced || !a.Since.Equal(row.InForceOn) {
		t.Errorf("2025: %s since %v", a.Status, a.Since)
	}
}

// What the tables hold adds up to the totals that were published.
func TestTreatyTotals(t *testing.T) {
	c := catalogue(t)
	want := map[string]struct{ parties, denounced, others int }{
		MLC2006: {116, 0, 90}, ILOC188: {24, 0, 174}, ILOC029: {182, 0, 16}, ILOC105: {186, 2, 18},
		ILOP029: {67, 0, 132}, PalermoTIP: {188, 0, 19}, UNTOC: {211, 0, 7}, CETS197: {48, 0, 150},
		PSMA: {109, 0, 92}, CTA2012: {27, 0, 171}, UNCLOS: {170, 0, 29}, UNFSA: {91, 0, 108},
	}
	total := 0
	for _, i := range c.Instruments() {
		got := struct{ parties, denounced, others int }{}
		first := on("2100-01-01")
		for _, row := range c.rows {
			if row.Instrument != i.ID {
				continue
			}
			total++
			switch row.Status {
			case "party":
				got.parties++
			case "denounced":
				got.denounced++
			default:
				got.others++
			}
			if !row.InForceOn.IsZero() && row.InForceOn.Before(first) {
				first = row.InForceOn
			}
		}
		if got != want[i.ID] {
			t.Errorf("%s: %+v, want %+v", i.ID, got, want[i.ID])
		}
		if !first.Equal(i.InForceOn) {
			t.Errorf("%s is in force from %s, its first Party from %s", i.ID, isoDay(i.InForceOn), isoDay(first))
		}
	}
	if total != 2427 || len(want) != len(c.Instruments()) {
		t.Errorf("%d rows for %d instruments", total, len(c.Instruments()))
	}
}

// Days in force follow from the days of ratification by each treaty's own
// delay; where a row departs from it, its note says why.
func TestEntryIntoForceFollowsFromRatification(t *testing.T) {
	c := catalogue(t)
	for _, row := range c.rows {
		if row.RatifiedOn.IsZero() || row.InForceOn.IsZero() {
			continue
		}
		i := c.instrument(t, row.Instrument)
		want := later(i.delayed(row.RatifiedOn), i.InForceOn)
		if i.ID == CETS197 { // the first day of the month that follows three months
			want = later(addMonths(row.RatifiedOn.AddDate(0, 0, 1-row.RatifiedOn.Day()), 4), i.InForceOn)
		}
		if row.InForceOn.Equal(want) || row.InForceBy.Equal(want) {
			continue
		}
		explained := false
		for _, word := range []string{"succession", "territor", "in force at the latest", "the list says"} {
			explained = explained || strings.Contains(row.Note, word)
		}
		if !explained {
			t.Errorf("%s %s: ratified %s, in force %s, expected %s, and no note says why", row.ISO3, row.Instrument,
				isoDay(row.RatifiedOn), isoDay(row.InForceOn), isoDay(want))
		}
	}
}

func (c *Catalogue) instrument(t *testing.T, id string) Instrument {
	t.Helper()
	for _, i := range c.instruments {
		if i.ID == id {
			return i
		}
	}
	t.Fatalf("no instrument %s", id)
	return Instrument{}
}

// A year in the ILO; in the Council of Europe the first of the month after
// three months (art. 46(2)).
func TestDenunciationTakesEffect(t *testing.T) {
	for _, c := range []struct{ instrument, act, out string }{
		{ILOC188, "2027-12-01", "2028-12-01"},
		{CETS197, "2024-01-05", "2024-05-01"},
		{CETS197, "2023-11-30", "2024-03-01"},
		{CETS197, "2024-10-01", "2025-02-01"},
	} {
		i := catalogue(t).instrument(t, c.instrument)
		if out := isoDay(i.endsAfter(on(c.act))); out != c.out {
			t.Errorf("%s denounced on %s ends on %s, want %s", c.instrument, c.act, out, c.out)
		}
	}
}
