package reference

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestReservation(t *testing.T) {
	c := catalogue(t)
	for _, tc := range []struct {
		name, state, paragraph, at string
		want                       Effect
		stale                      bool
	}{
		{"the day before it was made", "DNK", "31(1)(e)", "2007-09-18", EffectNone, false},
		{"the day it was made", "DNK", "31(1)(e)", "2007-09-19", EffectWhole, false},
		{"another paragraph, its texts read", "DNK", "31(1)(d)", "2020-01-01", EffectNone, false},
		{"the last day of the list", "CZE", "31(1)(e)", "2024-07-16", EffectPartial, false},
		{"after it", "CZE", "31(1)(e)", "2024-07-17", EffectPartial, true},
		{"read, and nothing there", "ESP", "31(1)(e)", "2020-01-01", EffectNone, false},
		{"filed, not read", "GBR", "31(1)(e)", "2020-01-01", EffectUnread, false},
		{"filed, not read, any paragraph", "GBR", "31(1)(d)", "2020-01-01", EffectUnread, false},
		{"no filing is known", "ITA", "31(1)(e)", "2020-01-01", EffectNoRow, false},
		{"territory", "DNK", "44", "2020-01-01", EffectDeclaration, false},
		{"a part is its sovereign", "REU", "31(1)(e)", "2020-01-01", EffectPartial, false},
		{"a dependent territory", "GRL", "31(1)(e)", "2020-01-01", EffectUnknown, false},
		{"no such code", "ZZZ", "31(1)(e)", "2020-01-01", EffectUnknown, false},
	} {
		a := c.Reservation(tc.state, CETS197, tc.paragraph, on(tc.at))
		if a.Effect != tc.want || a.Stale != tc.stale || (a.Effect == EffectPartial && a.Condition == "") {
			t.Errorf("%s: %s %s on %s: %+v, want %q (stale %v)", tc.name, tc.state, tc.paragraph, tc.at, a, tc.want, tc.stale)
		}
		if a.Effect == EffectUnknown && a.Note == "" {
			t.Errorf("%s: an unknown without a reason", tc.name)
		}
	}
	if a := c.Reservation("DNK", MLC2006, "31(1)(e)", on("2020-01-01")); a.Effect != EffectUnknown {
		t.Errorf("a treaty whose reservations were not looked for: %+v", a)
	}
	// The States that design names, by paragraph and effect.
	for _, tc := range []struct {
		paragraph string
		effect    Effect
		want      string
	}{
		{"31(1)(e)", EffectWhole, "DNK EST LVA MLT PRT"},
		{"31(1)(e)", EffectPartial, "CZE FIN FRA"},
		{"31(1)(d)", EffectWhole, "EST LVA PRT SVN"},
		{"31(1)(d)", EffectPartial, "CHE DEU FIN FRA MLT POL"},
		{"31(1)(e)", EffectUnread, "GBR GEO ISR MCO MDA MKD SWE TUR UKR"},
	} {
		var got []string
		for _, s := range c.states {
			if s.Kind == KindState && c.Reservation(s.ISO3, CETS197, tc.paragraph, on("2024-01-01")).Effect == tc.effect {
				got = append(got, s.ISO3)
			}
		}
		if strings.Join(got, " ") != tc.want {
			t.Errorf("%s %s: %v, want %s", tc.paragraph, tc.effect, got, tc.want)
		}
	}
}

// On any day, a paragraph's own row is what the answer says.
func TestReservationAgreesWithTheRows(t *testing.T) {
	c := catalogue(t)
	_, rows, _ := c.Rows("reservations")
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.SampledFrom(rows).Draw(t, "row")
		at := beginning.AddDate(0, 0, rapid.IntRange(38000, 46000).Draw(t, "day"))
		want := Effect(r[3])
		if r[5] != "" && at.Before(on(r[5])) {
			want = EffectNone
		}
		if got := c.Reservation(r[0], r[1], r[2], at); got.Effect != want {
			t.Fatalf("%v on %v: %+v", r, at, got)
		}
	})
}
