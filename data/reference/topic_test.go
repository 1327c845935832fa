package reference

import (
	"strings"
	"testing"
	"time"
)

// On every turning point of every span, and a day before it, the words of the
// typed answers are those of the spans.
func TestTypedValues(t *testing.T) {
	c := catalogue(t)
	for _, s := range c.Spans() {
		for _, at := range []time.Time{s.From, s.From.Add(-day)} {
			value, got := c.Lookup(s.Topic, s.Subject, at).Value, ""
			if value == "unknown" {
				value = ""
			}
			switch s.Topic {
			case TopicParisList:
				got = string(c.ParisList(s.Subject, at).List)
			case TopicTokyoList:
				got = string(c.TokyoList(s.Subject, at).List)
			case TopicIUUCard:
				got = string(c.IUUCard(s.Subject, at).Card)
			default:
				continue
			}
			if got != value {
				t.Fatalf("%s %s on %s: %q, the span says %q", s.Topic, s.Subject, isoDay(at), got, value)
			}
		}
	}
}

func TestEUMember(t *testing.T) {
	c := catalogue(t)
	for _, tc := range []struct {
		name, state, at string
		want            Tri
		stale           bool
	}{
		{"before the Communities", "FRA", "1957-12-31", Unknown, false},
		{"their first day", "FRA", "1958-01-01", Yes, false},
		{"the last day before an accession", "HRV", "2013-06-30", No, false},
		{"the day of an accession", "HRV", "2013-07-01", Yes, false},
		{"the last day before Brexit", "GBR", "2020-01-31", Yes, false},
		{"the day of Brexit", "GBR", "2020-02-01", No, false},
		{"out, carried", "GBR", "2026-11-22", No, true},
		{"out, carried no longer", "GBR", "2027-04-16", Unknown, false},
		{"in, until somebody says that it left", "FRA", "2040-01-01", Yes, true},
		{"never in", "NOR", "2010-01-01", No, false},
		{"a territory with its sovereign", "GIB", "2019-12-31", Yes, false},
		{"and out with it", "GIB", "2020-02-01", No, false},
		{"a territory that left alone", "GRL", "1985-02-01", No, false},
		{"a territory is not in for its sovereign", "FRO", "2010-01-01", No, false},
		{"nor is one across the sea", "CUW", "2015-01-01", No, false},
		{"a part is its sovereign", "REU", "1958-01-01", Yes, false},
		{"a part that came later", "MYT", "2013-12-31", No, false},
		{"on its day", "MYT", "2014-01-01", Yes, false},
		{"a part of a later member", "ALA", "1994-12-31", No, false},
		{"no State", "ATA", "2010-01-01", Unknown, false},
		{"no such code", "ZZZ", "2010-01-01", Unknown, false},
	} {
		if a := c.EUMember(tc.state, on(tc.at)); a.Value != tc.want || a.Stale != tc.stale || (a.Value == Unknown && a.Note == "") {
			t.Errorf("%s: %s on %s: got %v (stale %v) %q, want %v (stale %v)", tc.name, tc.state, tc.at, a.Value, a.Stale, a.Note, tc.want, tc.stale)
		}
	}
	for _, tc := range []struct {
		at      string
		members int
	}{
		{"1958-01-01", 6},
		{"1973-01-01", 9},
		{"1981-01-01", 10},
		{"1986-01-01", 12},
		{"1995-01-01", 15},
		{"2004-05-01", 25},
		{"2007-01-01", 27},
		{"2013-07-01", 28},
		{"2020-02-01", 27},
	} {
		n := 0
		for _, s := range c.states {
			if s.Kind == KindState && c.EUMember(s.ISO3, on(tc.at)).Value == Yes {
				n++
			}
		}
		if n != tc.members {
			t.Errorf("%d members on %s, want %d", n, tc.at, tc.members)
		}
	}
	// The two tables agree on who is bound through the Union.
	for _, s := range c.states {
		row, _ := c.Ratification(s.ISO3, PSMA)
		if through := strings.Contains(row.Note, "EU member"); through && c.EUMember(s.ISO3, on("2025-04-16")).Value != Yes {
			t.Errorf("%s is bound through the Union and not in it", s.ISO3)
		}
	}
}

func TestLandlocked(t *testing.T) {
	c := catalogue(t)
	for _, tc := range []struct {
		state, at string
		want      Tri
	}{
		{"MNG", "1950-01-01", Yes},
		{"MNG", "2040-01-01", Yes},
		{"KAZ", "2020-01-01", Yes},
		{"FRA", "2020-01-01", No},
		{"SSD", "2011-07-08", Unknown},
		{"SSD", "2011-07-09", Yes},
		{"BMU", "2020-01-01", No},
		{"REU", "2020-01-01", No},
		{"ZZZ", "2020-01-01", Unknown},
	} {
		if a := c.Landlocked(tc.state, on(tc.at)); a.Value != tc.want {
			t.Errorf("%s on %s: %v, want %v: %s", tc.state, tc.at, a.Value, tc.want, a.Note)
		}
	}
	n := 0
	for _, s := range c.states {
		if c.Landlocked(s.ISO3, on("2024-06-01")).Value == Yes {
			n++
		}
	}
	if n != 45 {
		t.Errorf("%d, published 44 and Kosovo", n)
	}
}

func TestIUUCard(t *testing.T) {
	c := catalogue(t)
	for _, tc := range []struct {
		name, state, at string
		want            Card
		stale           bool
	}{
		{"before the first cards", "BLZ", "2012-11-14", CardUnknown, false},
		{"the day of the first", "BLZ", "2012-11-15", CardYellow, false},
		{"the day it turned red", "BLZ", "2013-11-26", CardRed, false},
		{"the day it was lifted", "BLZ", "2014-12-15", CardNone, false},
		{"the last day before the first card", "THA", "2015-04-20", CardNone, false},
		{"between two", "GHA", "2020-01-01", CardNone, false},
		{"the second, seen open", "GHA", "2025-10-03", CardYellow, false},
		{"the second, after it was last seen", "GHA", "2025-10-04", CardYellow, true},
		{"carried two years", "GHA", "2027-10-02", CardYellow, true},
		{"and no longer", "GHA", "2027-10-03", CardUnknown, false},
		{"red from the identification", "COM", "2017-05-23", CardRed, false},
		{"yellow to the day before", "COM", "2017-05-22", CardYellow, false},
		{"seen in a list of a year: its first day counts", "COM", "2025-01-02", CardRed, true},
		{"lifted in a month", "KIR", "2020-12-31", CardUnknown, false},
		{"after that month", "KIR", "2021-01-01", CardNone, false},
		{"never a card", "NOR", "2025-06-30", CardNone, false},
		{"never a card, carried", "NOR", "2025-07-01", CardNone, true},
		{"never a card, carried no longer", "NOR", "2027-06-30", CardUnknown, false},
		{"a territory's own", "CUW", "2015-01-01", CardYellow, false},
		{"a part is its sovereign", "REU", "2020-01-01", CardNone, false},
		{"no such code", "ZZZ", "2020-01-01", CardUnknown, false},
	} {
		a := c.IUUCard(tc.state, on(tc.at))
		if a.Card != tc.want || a.Stale != tc.stale || (a.Card == CardUnknown && a.Note == "") {
			t.Errorf("%s: %s on %s: got %q (stale %v) %q, want %q (stale %v)", tc.name, tc.state, tc.at, a.Card, a.Stale, a.Note, tc.want, tc.stale)
		}
	}
	// The list of cards is whole as far as it was counted: by August 2021, 27
	// States had been warned and six identified.
	_, rows, _ := c.Rows("iuu_cards")
	warned, identified := map[string]bool{}, map[string]bool{}
	open := 0
	for _, row := range rows {
		if row[2] < "2021-09" {
			warned[row[0]] = true
			if row[1] == string(CardRed) {
				identified[row[0]] = true
			}
		}
		if row[3] == "" {
			open++
		}
	}
	if len(rows) != 38 || open != 13 || len(warned) != 27 || len(identified) != 6 {
		t.Errorf("%d cards, %d open, %d warned and %d identified by August 2021", len(rows), open, len(warned), len(identified))
	}
}
