package reference

import "testing"

func TestROPerformance(t *testing.T) {
	c := catalogue(t)
	for _, tc := range []struct {
		name, at string
		want     Performance
		year     int
	}{
		{"DNV", "2015-06-30", PerformanceUnknown, 0},
		{"DNV", "2015-07-01", PerformanceHigh, 2014},
		{"DNV", "2016-07-01", PerformanceUnknown, 0},
		{"dnv", "2022-06-30", PerformanceHigh, 2020},
		{"DNV", "2022-07-01", PerformanceUnknown, 0}, // nothing is carried: lists are known in part
		{"Indian Register of Shipping", "2022-01-01", PerformanceNotHigh, 2020},
		{"Bureau Veritas", "2022-01-01", PerformanceUnknown, 0},
	} {
		a := c.ROPerformance(MOUParis, tc.name, on(tc.at))
		if a.Level != tc.want || a.Year != tc.year || (a.Level == PerformanceUnknown && a.Note == "") {
			t.Errorf("%s on %s: %+v, want %q of %d", tc.name, tc.at, a, tc.want, tc.year)
		}
	}
	if a := c.ROPerformance(MOUTokyo, "DNV", on("2022-01-01")); a.Level != PerformanceUnknown {
		t.Errorf("no list of Tokyo is known: %+v", a)
	}
	if _, rows, _ := c.Rows("ro_performance"); len(rows) != 12 {
		t.Errorf("%d rows", len(rows))
	}
}
